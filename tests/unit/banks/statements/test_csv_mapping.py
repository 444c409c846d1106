"""CSV statements of unknown layout: the user's mapping, the proposal of one, and cells corrected by the user."""

from datetime import date

import pytest

from microdesk_desktop.banks.statements.csv.choose import FoundTable, find_table
from microdesk_desktop.banks.statements.csv.mapping import missing_fields
from microdesk_desktop.banks.statements.csv.proposal import propose_mapping
from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.table_head import header_fingerprint
from microdesk_desktop.domain.bank.types import BankRow, Statement
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.imports.types import ReadOptions
from microdesk_desktop.domain.tables import AmountSign, ImportKind, TableMapping

UNKNOWN = "Quand;Quoi;Combien\n05/03/2026;PAPETERIE;20,50\n06/03/2026;AVOIR;-5,00\n"


def mapping(fields: dict[int, str], **others: object) -> TableMapping:
    return TableMapping(kind=ImportKind.STATEMENT, fields=fields, **others)  # type: ignore[arg-type]


def only(text: str, options: ReadOptions) -> Statement:
    (statement,) = read_statement(text.encode(), options=options).statements
    return statement


def found(text: str, header_line: int | None = None) -> FoundTable:
    table = find_table(text.splitlines(keepends=True), header_line)
    assert table is not None
    return table


def test_a_mapping_gives_columns_sign_and_order_of_dates() -> None:
    chosen = mapping({0: "date", 1: "label", 2: "amount"}, sign=AmountSign.REVERSED, date_order=DateOrder.MONTH_FIRST)
    assert only(UNKNOWN, ReadOptions(mapping=chosen)).rows == [
        BankRow(None, date(2026, 5, 3), -2050, "EUR", "PAPETERIE"),
        BankRow(None, date(2026, 6, 3), 500, "EUR", "AVOIR"),
    ]


def test_a_mapping_gives_the_decimal_separator() -> None:
    text = "Quand;Quoi;Combien\n05/03/2026;A;1.234\n06/03/2026;B;2.500\n"
    fields = {0: "date", 1: "label", 2: "amount"}
    thousands = only(text, ReadOptions(mapping=mapping(fields, decimal=",")))
    assert [row.amount_cents for row in thousands.rows] == [123400, 250000]
    assert not only(text, ReadOptions(mapping=mapping(fields))).rows


def test_a_mapping_gives_the_line_of_the_header_or_none() -> None:
    fields = {0: "date", 1: "label", 2: "amount"}
    text = "Relevé;du;mois\n05/03/2026;A;-1,00\n06/03/2026;B;-2,00\n"
    labels = {
        line: [row.label for row in only(text, ReadOptions(mapping=mapping(fields, header_line=line))).rows]
        for line in (None, 1, 2)
    }
    assert labels == {None: ["A", "B"], 1: ["A", "B"], 2: ["B"]}
    bare = text.partition("\n")[2]
    assert len(only(bare, ReadOptions(mapping=mapping(fields, header_line=0))).rows) == 2


def test_a_mapping_without_amount_names_what_is_missing() -> None:
    with pytest.raises(KnownError) as raised:
        only(UNKNOWN, ReadOptions(mapping=mapping({0: "date", 1: "label", 9: "amount"})))
    assert (raised.value.code, raised.value.params) == (ErrorCode.COLUMNS_MISSING, {"columns": ("amount",)})
    assert missing_fields(["date", "label", "debit"]) == ("amount",)
    assert missing_fields(["date", "label", "debit", "credit"]) == ()


def test_corrected_cells_are_read_in_place_of_those_of_the_file() -> None:
    text = "Date;Libellé;Montant\n05/03/2026;A;-1,00\n31/02/2026;B;-2,00\n06/03/2026;C\n07/03/2026;D;x\n"
    corrections = {
        3: {"date": "28/02/2026"},
        4: {"date": "06/03/2026", "label": "C entier", "amount": "-3,00"},
        99: {"amount": "1,00"},
    }
    statement = only(text, ReadOptions(corrections=corrections))
    assert [(row.on.isoformat(), row.label, row.amount_cents) for row in statement.rows] == [
        ("2026-03-05", "A", -100),
        ("2026-02-28", "B", -200),
        ("2026-03-06", "C entier", -300),
    ]
    assert [(problem.line, problem.code) for problem in statement.problems] == [(5, "amount_unreadable")]


def test_a_running_balance_tells_the_amount_from_other_numbers() -> None:
    text = (
        "Tag;Text;Punkte;Wert;Stand\n05.03.2026;BAECKER;3;-4,20;95,80\n06.03.2026;LOHN;0;1.000,00;1.095,80\n"
        "07.03.2026;MIETE;7;-700,00;395,80\n08.03.2026;STROM;1;-50,00;345,80\n"
    )
    table = found(text)
    assert table.mapping.fields == {0: "date", 1: "label", 3: "amount", 4: "balance"}
    assert (table.mapping.header_line, table.missing, table.preset) == (1, (), None)
    statement = only(text, ReadOptions(mapping=table.mapping))
    assert (len(statement.rows), statement.balance_gap_cents) == (4, 0)


def test_a_balance_that_falls_by_each_amount_turns_the_sign_round() -> None:
    rows = [["05/03/2026", "A", "10,00", "90,00"], ["06/03/2026", "B", "20,00", "70,00"],
            ["07/03/2026", "C", "-5,00", "75,00"], ["08/03/2026", "D", "15,00", "60,00"]]  # fmt: skip
    proposed = propose_mapping(["Jour", "Texte", "Valeur", "Reste"], rows)
    assert proposed.fields == {0: "date", 1: "label", 2: "amount", 3: "balance"}
    assert proposed.sign is AmountSign.REVERSED


def test_two_columns_of_which_each_row_fills_one_are_debit_and_credit() -> None:
    rows = [["A", "05/03/2026", "10,00", ""], ["B", "06/03/2026", "", "20,00"], ["C", "07/03/2026", "5,00", ""]]
    assert propose_mapping([], rows).fields == {0: "label", 1: "date", 2: "debit", 3: "credit"}


def test_a_column_of_debit_and_credit_words_is_the_direction_whatever_its_name() -> None:
    rows = [["05/03/2026", "A", "10,00", "Débit"], ["06/03/2026", "B", "20,00", "Crédit"]]
    assert propose_mapping(["Jour", "Texte", "Valeur", "X"], rows).fields[3] == "direction"


def test_a_fingerprint_depends_on_the_names_and_not_on_the_rows() -> None:
    one, other = found(UNKNOWN), found("QUAND;quoi;Combien\n09/03/2026;X;1,00\n")
    assert one.head.fingerprint == other.head.fingerprint == header_fingerprint(["Quand", "Quoi", "Combien"])
    assert found("Quand;Quoi;Autre\n09/03/2026;X;1,00\n").head.fingerprint != one.head.fingerprint
    bare = [found(f"{day}/03/2026;LOYER {day};-1,0{day}\n" * 3).head for day in (1, 2)]
    assert bare[0].fingerprint == bare[1].fingerprint


def test_the_mapping_of_a_known_layout_is_shown_as_its_columns() -> None:
    table = found("Date;Libellé;Débit euros;Crédit euros;\n06/03/2026;A;19,99;;\n")
    assert (table.preset, table.mapping.fields) == (
        "credit_agricole",
        {0: "date", 1: "label", 2: "debit", 3: "credit"},
    )
    assert table.head.samples == (("06/03/2026", "A", "19,99", ""),)
