"""QIF as programs really write it: the order of days, opening balances, missing headers and ends, broken lines."""

from datetime import date

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.bank.types import ParsedFile, Statement
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.imports.types import ReadOptions

HEADER = "!Type:Bank\n"
FIRST = "D05/03/2026\nT-10,00\nPA\n^\n"
LAST = "D06/03/2026\nT-11,00\nPB\n^\n"


def read(text: str, order: DateOrder | None = None) -> ParsedFile:
    return read_statement(text.encode(), format="qif", options=ReadOptions(date_order=order))


def only(text: str) -> Statement:
    (statement,) = read(text).statements
    return statement


def amounts(statement: Statement) -> list[int]:
    return [row.amount_cents for row in statement.rows]


def codes(statement: Statement) -> list[str]:
    return [problem.code for problem in statement.problems]


def test_the_order_of_days_is_proven_by_the_file_or_remembered_by_the_account() -> None:
    proven = read(f"{HEADER}D26/03/12\nT1\n^\nD26/3/3\nT2\n^\n", DateOrder.DAY_FIRST)
    assert (proven.date_order, proven.is_order_proven) == (DateOrder.YEAR_FIRST, True)
    assert [row.on for row in proven.statements[0].rows] == [date(2026, 3, 12), date(2026, 3, 3)]
    remembered = read(HEADER + FIRST, DateOrder.MONTH_FIRST)
    assert (remembered.date_order, remembered.is_order_proven) == (DateOrder.MONTH_FIRST, False)
    assert remembered.statements[0].rows[0].on == date(2026, 5, 3)
    assert read(f"{HEADER}D2026-03-05\nT1\n^\n").date_order is None


@pytest.mark.parametrize("payee", ["Opening Balance", "Solde initial", "Saldo inicial", "Anfangssaldo"])
def test_an_opening_balance_is_no_transaction(payee: str) -> None:
    statement = only(f"{HEADER}D01/03/2026\nT500,00\nP{payee}\nL[Compte]\n^\n{FIRST}")
    assert amounts(statement) == [-1000]
    assert statement.opening is not None
    assert (statement.opening.amount_cents, statement.opening.on) == (50000, date(2026, 3, 1))


def test_a_transfer_from_an_account_to_itself_is_its_opening_balance_in_any_language() -> None:
    account = "!Account\nNPro\nTBank\n^\n!Type:Bank\n"
    opening = "D01/03/2026\nT500,00\nPПочатковий\nL[Pro]\n^\n"
    transfer = "D02/03/2026\nT-5,00\nPVIREMENT\nL[Perso]\n^\n"
    assert amounts(only(account + opening + transfer + FIRST)) == [-500, -1000]


def test_a_file_without_a_header_is_recognised_by_its_first_record() -> None:
    assert [row.label for row in read_statement((FIRST + LAST).encode()).statements[0].rows] == ["A", "B"]


@pytest.mark.parametrize("text", ["Date\nTotal\n^\n", "D05/03/2026\nPA\n^\n", "bonjour\n^\n", "D05/03/2026\nT-10,00\n"])
def test_a_text_that_begins_with_no_record_is_no_qif(text: str) -> None:
    with pytest.raises(KnownError) as raised:
        read_statement(text.encode())
    assert raised.value.code is not ErrorCode.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("end", "problems"),
    [("", []), ("\n", []), ("\nT-11,0", ["row_cut"]), ("\nT-11,00", ["row_cut"]), ("\nT-11,00\nPB", [])],
)
def test_the_last_record_may_lack_its_end_but_no_part_of_its_amount(end: str, problems: list[str]) -> None:
    first = "" if not end.strip() else "D06/03/2026"
    statement = only(HEADER + FIRST + (first + end if first else LAST.removesuffix("^\n").rstrip("\n") + end))
    assert codes(statement) == problems
    assert amounts(statement) == ([-1000] if problems else [-1000, -1100])


@pytest.mark.parametrize("broken", ["~\n", "!\n", "\n", "T^\n"])
def test_two_records_that_ran_together_are_reported_not_halved(broken: str) -> None:
    statement = only(HEADER + FIRST + FIRST.replace("^\n", broken) + LAST + FIRST)
    assert amounts(statement) == [-1000, -1000]
    assert codes(statement) == ["row_unreadable"]


def test_a_kind_of_records_that_nobody_knows_is_reported() -> None:
    statement = only(f"{HEADER}{FIRST}!Type:Bnak\n{LAST}")
    assert (amounts(statement), codes(statement)) == ([-1000], ["row_unreadable"])
    statement = only(f"{HEADER}{FIRST}!Type:Invst\n{LAST}!Type:Prices\n{LAST}")
    assert (amounts(statement), codes(statement)) == ([-1000], [])


def test_an_amount_written_twice_must_be_the_same() -> None:
    statement = only(f"{HEADER}D05/03/2026\nU10,00\nT10,0\n^\nD05/03/2026\nU10,00\nT1,00\n^\nD05/03/2026\nU7,00\n^\n")
    assert (amounts(statement), codes(statement)) == ([1000, 700], ["amount_ambiguous"])


def test_a_missing_day_or_amount_is_named() -> None:
    assert codes(only(f"{HEADER}T1\nM11/15/2026\n^\nD05/03/2026\nPA\n^\n")) == ["date_missing", "amount_missing"]


def test_an_account_named_by_its_iban_or_rib_has_it() -> None:
    for number in ("FR76 3000 6000 0112 3456 7890 189", "30006 00001 12345678901 89"):
        statement = only(f"!Account\nN{number}\nTBank\n^\n{HEADER}{FIRST}")
        assert (statement.iban, statement.account_number) == ("FR7630006000011234567890189", None)


def test_a_file_without_records_is_an_empty_statement() -> None:
    for header in ("!Type:Bank\n", "!Type:Banque\n\n", "!type: bank "):
        assert not only(header).rows


@pytest.mark.parametrize("remark", ["# Exported by a program\n\n", "^\n", "### A\n# B\n^\n"])
def test_remarks_before_the_header_are_passed_over(remark: str) -> None:
    (statement,) = read_statement(f"{remark}{HEADER}{FIRST}".encode()).statements
    assert (amounts(statement), codes(statement)) == ([-1000], [])


def test_a_file_of_securities_alone_is_refused_as_such() -> None:
    with pytest.raises(KnownError) as refused:
        read("!Type:Invst\nD05/03/2026\nNBuy\nYACME\nI11,26\nQ10\nT112,60\n^\n")
    assert refused.value.code is ErrorCode.OFX_HAS_INVESTMENTS


@pytest.mark.parametrize("day", ["5 janv. 2026", "5 janvier 2026", " 5/ 1/2026", "5/ 1'26", "5. 1.2026"])
def test_a_day_may_have_a_named_month_or_blanks_for_zeros(day: str) -> None:
    statement = only(f"{HEADER}D{day}\nT-10,00\nPA\n^\n")
    assert [row.on for row in statement.rows] == [date(2026, 1, 5)]


def test_closing_balances_and_totals_are_no_transactions() -> None:
    opening = "D01/03/2026\nT500,00\nPSolde au 01/03/2026\n^\n"
    closing = "D06/03/2026\nT479,00\nPNouveau solde\n^\nD06/03/2026\nT-21,00\nPTotal\n^\n"
    statement = only(HEADER + opening + FIRST + LAST + closing)
    assert amounts(statement) == [-1000, -1100]
    assert statement.balance_gap_cents == 0
    assert codes(statement) == []


def test_a_record_that_may_be_a_balance_or_a_payment_is_refused() -> None:
    statement = only(f"{HEADER}{FIRST}{LAST}D07/03/2026\nT479,00\nPSolde\n^\n")
    assert (amounts(statement), codes(statement)) == ([-1000, -1100], ["summary_unclear"])


def test_card_payments_without_any_sign_are_not_booked_as_income() -> None:
    unsigned = "D05/03/2026\nT20,50\nPCB LIBRAIRIE 04/03\n^\nD06/03/2026\nT1200,00\nPVIR OMEGA\n^\n"
    with pytest.raises(KnownError) as raised:
        read(HEADER + unsigned)
    assert raised.value.code is ErrorCode.AMOUNT_SIGN_UNCLEAR
