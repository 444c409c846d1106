"""MT940 as banks really write it: statement lines, messages, accounts, details with subfields, broken tags."""

from datetime import date

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.domain.bank.types import Statement

IBAN = "FR7630006000011234567890189"
HEAD = f":20:STMT\n:25:{IBAN}\n:28C:1/1\n:60F:C260301EUR100,00\n"
TAIL = ":62F:C260331EUR79,50\n-\n"


def statements(text: str) -> tuple[Statement, ...]:
    return tuple(read_statement(text.encode()).statements)


def only(lines: str, head: str = HEAD, tail: str = TAIL) -> Statement:
    (statement,) = statements(head + lines + tail)
    return statement


def amounts(statement: Statement) -> list[int]:
    return [row.amount_cents for row in statement.rows]


def codes(statement: Statement) -> list[str]:
    return [problem.code for problem in statement.problems]


@pytest.mark.parametrize(
    "line",
    [
        ":61:2603050305D20,50NTRFNONREF",
        ":61:2603050305D20,50 NTRFNONREF//2016021783252833\n/OCMT/EUR20,50/",
        ":61:260305D20,50NTRFNONREF",
        ":61:260305    D20,50NTRFNONREF",
        ":61:2603050305DR20,50NTRFNONREF",
        ":61:2603050305RC20,5NTRFNONREF",
        ":61:2603050305RCR000000000020,50N051",
        ":61:2603050305D20,50NTRFA REFERENCE LONGER THAN SIXTEEN//AND ANOTHER ONE\nSECOND\nTHIRD",
        ":61:2603050305D20,50NTRFPREF//00000000001\n006\n/TRCD/00200/",
        ":61:2603050305D20,50",
        ":61:2603050305D20.50NTRFNONREF",
        ":61:2603050305D 20,50NTRFNONREF",
    ],
)
def test_a_day_a_sign_and_an_amount_are_enough(line: str) -> None:
    statement = only(f"{line}\n:86:PAPETERIE\n")
    assert [(row.on, row.amount_cents) for row in statement.rows] == [(date(2026, 3, 5), -2050)]
    assert statement.rows[0].label.startswith("PAPETERIE")
    assert statement.balance_gap_cents == 0


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (":61:2603050305X20,50NTRF", "row_unreadable"),
        (":61:2603050305DNTRF", "row_unreadable"),
        (":61:2613050305D20,50NTRF", "date_unreadable"),
        (":61:2603051305D20,50NTRF", "date_unreadable"),
        (":61:2603050305D20,50,1NTRF", "amount_unreadable"),
        (":61:2603050305D20,5,NTRF", "amount_unreadable"),
        (":61:2603050305D1.234NTRF", "amount_ambiguous"),
        (":61:2603050305D12345678901234567,00NTRF", "amount_too_large"),
    ],
)
def test_a_line_without_one_of_them_is_reported(line: str, code: str) -> None:
    statement = only(f"{line}\n:86:A\n:61:2603050305C1,00NTRFNONREF\n:86:B\n")
    assert (amounts(statement), codes(statement)) == ([100], [code])


def test_the_text_after_a_dash_belongs_to_the_label_unless_a_message_ends_there() -> None:
    assert only(":61:260305D20,50NTRFNONREF\n:86:PAPETERIE\n-\nFACTURE 12\n").rows[0].label == "PAPETERIE FACTURE 12"
    line = ":61:260305C1,00NTRFNONREF\n:86:A\n"
    for end in ("-\n", "-}\n", "-}{5:{CHK:1}}\n", "-\nBANKFRPP\n940\nBANKFRPP\n"):
        first = HEAD + line + end
        rows = [row for each in statements(first + HEAD.replace("60F", "60M") + line + end[:2]) for row in each.rows]
        assert [row.label for row in rows] == ["A", "A"]


@pytest.mark.parametrize("account", [f"{IBAN}EUR", f"{IBAN} EUR", f"AGRIFRPP/{IBAN}", "30006000011234567890189EUR",
                                     f"AGRIFRPP/{IBAN}/EUR", "3000600001/12345678901EUR",
                                     f"{IBAN}\nAGRIFRPPXXX"])  # fmt: skip
def test_an_account_is_found_in_each_of_its_spellings(account: str) -> None:
    assert only(":61:260305D20,50NTRF\n", HEAD.replace(IBAN, account)).iban == IBAN


@pytest.mark.parametrize("account", ["10020030/1234567EUR", "10020030/1234567/EUR", "//10020030/1234567/EUR"])
def test_a_foreign_account_number_comes_without_its_currency(account: str) -> None:
    assert only("", HEAD.replace(IBAN, account)).account_number == "10020030/1234567"


def test_an_interim_report_has_the_currency_of_its_floor_limit() -> None:
    (statement,) = statements(":20:X\n:25:123\n:34F:USDD0,\n:61:260305D20,50NTRF\n:86:A\n:90D:1USD20,50\n")
    assert [(row.amount_cents, row.currency) for row in statement.rows] == [(-2050, "USD")]
    (statement,) = statements(":20:X\n:25:123\n:61:260305D20,50NTRF\n:62F:C260331USD1,00\n")
    assert [row.currency for row in statement.rows] == ["USD"]


@pytest.mark.parametrize(
    ("details", "label"),
    [
        ("166?00VIREMENT?20FACTURE 1?212 DE MARS?30BIC?31FR?32CLIENT OM?33EGA",
         "VIREMENT FACTURE 12 DE MARS CLIENT OMEGA"),
        ("166?20EREF+F-9?21SVWZ+Projekt\n?32ATELIER BLEU\n?33GMBH", "EREF+F-9 SVWZ+Projekt ATELIER BLEU GMBH"),
        ("166?20" + "A" * 27 + "?21BC D?60EF", "A" * 27 + "BC D EF"),
        ("020<00WYPLATA<20CZYNSZ<32JAN", "WYPLATA CZYNSZ JAN"),
        (" 166?00VIREMENT?20LOYER", "VIREMENT LOYER"),
        ("166\n?00VIREMENT\n?20LOYER", "VIREMENT LOYER"),
        ("?20LOYER DE MARS ?21ATELIER", "LOYER DE MARS ATELIER"),
        ("VIREMENT 166?00", "VIREMENT 166?00"),
    ],
)  # fmt: skip
def test_subfields_are_put_together_without_their_codes(details: str, label: str) -> None:
    assert only(f":61:260305D20,50NTRFNONREF\n:86:{details}\n").rows[0].label == label


def test_details_on_several_tags_are_one_label() -> None:
    assert only(":61:260305D20,50NTRFNONREF\n:86:A\n:86:B\n").rows[0].label == "A B"


@pytest.mark.parametrize("broken", ["x61:", ":6:", "", "::61:"])
def test_a_statement_line_whose_tag_is_broken_is_reported(broken: str) -> None:
    statement = only(f":61:260305C1,00NTRFNONREF\n:86:A\n{broken}2603050305D20,50NTRFNONREF\n:86:B\n")
    assert (amounts(statement), codes(statement)) == ([100], ["row_unreadable"])
    assert statement.problems[0].line == 7


def test_a_second_account_in_one_message_is_not_the_first_one() -> None:
    line = ":61:260305C1,00NTRFNONREF\n:86:A\n"
    first, second = statements(HEAD + line + f":25:{IBAN[:-1]}0\n:60F:C260301USD5,00\n{line}")
    assert (first.iban, first.currency, len(first.rows)) == (IBAN, "EUR", 1)
    assert (second.currency, len(second.rows)) == ("USD", 1)


def test_a_statement_that_stops_before_its_closing_balance_is_reported() -> None:
    statement = only(":61:260305D20,50NTRFNONREF\n:86:A\n", tail="")
    assert (amounts(statement), codes(statement)) == ([-2050], ["statement_cut"])


def test_messages_without_a_reference_are_separated_by_their_account() -> None:
    head = f"BANKNL2A\n940\nBANKNL2A\n:25:{IBAN}\n"
    first = ":60F:C260301EUR0,00\n:61:260305C1,00NTRF\n:86:A\n-\n"
    second = ":60F:C260305EUR1,00\n:61:260306C1,00NTRF\n:86:B\n-\n"
    (statement,) = statements(head + first + head + second)
    assert [row.label for row in statement.rows] == ["A", "B"]


def test_a_value_date_of_30_february_leaves_the_entry_date() -> None:
    statement = only(":61:2602300301D20,50NTRFNONREF\n:86:FRAIS\n")
    assert [row.on for row in statement.rows] == [date(2026, 3, 1)]
    assert codes(only(":61:2602310301D20,50NTRFNONREF\n")) == ["date_unreadable"]


def test_a_year_of_the_last_century_is_read_in_it() -> None:
    statement = only(":61:951017D20,50NTRFNONREF\n", HEAD.replace("260301", "951016"), TAIL.replace("260331", "951017"))
    assert statement.opening is not None
    assert (statement.opening.on, statement.rows[0].on) == (date(1995, 10, 16), date(1995, 10, 17))


def test_a_closing_balance_without_a_currency_is_in_that_of_the_account() -> None:
    statement = only(":61:260305D20,50NTRFNONREF\n", tail=":62F:C26033179,50\n-\n")
    assert (codes(statement), statement.balance_gap_cents) == ([], 0)
    assert statement.closing is not None
    assert statement.closing.currency == "EUR"


def test_the_label_stands_in_tag_ns_at_some_banks() -> None:
    notes = ":NS:01FACTURE 12\n02MARS\n15PAPETERIE\n16DUPONT\n17VIREMENT\n1812345\n33BANKCODE\n"
    statement = only(f":61:260305D20,50NTRFNONREF\n{notes}", HEAD.replace(":60F:", ":NS:22TITULAIRE\n:60F:"))
    assert [row.label for row in statement.rows] == ["VIREMENT FACTURE 12 MARS PAPETERIE DUPONT"]
