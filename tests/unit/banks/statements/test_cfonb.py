"""CFONB 120 as banks really write it: missing currencies, other bank codes, French letters for signs, damage."""

from datetime import date

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.domain.bank.types import Statement


def record(code: str, amount: str, *, bank: str = "30099", currency: str = "EUR", label: str = "") -> str:
    internal = "2013" if code == "04" else ""
    operation = "21" if code == "04" else ""
    head = f"{code}{bank}{internal:4}00447{currency:3}2 00008888991{operation:2}050326{'':2}050326{label:32}"
    return f"{head:81}0000000  {amount:0>14}".ljust(120)


OLD, NEW = record("01", "1000{"), record("07", "795{")
ROW = record("04", "205}", label="PAPETERIE")


def only(*lines: str, format: str = "auto", encoding: str = "utf-8") -> Statement:
    (statement,) = read_statement("\n".join(lines).encode(encoding), format=format).statements
    return statement


def amounts(statement: Statement) -> list[int]:
    return [row.amount_cents for row in statement.rows]


@pytest.mark.parametrize("bank", ["30099", "99999"])
@pytest.mark.parametrize("currency", ["", "EUR", "USD"])
def test_an_operation_of_another_bank_code_or_currency_belongs_to_the_account(bank: str, currency: str) -> None:
    statement = only(record("01", "1000{", currency=""), record("04", "205}", bank=bank, currency=currency), NEW)
    assert [(row.amount_cents, row.currency) for row in statement.rows] == [(-2050, currency or "EUR")]
    assert statement.opening is not None
    assert statement.currency == statement.opening.currency == (currency or "EUR")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_french_letters_stand_for_the_signs_of_zero(encoding: str) -> None:
    lines = [line.replace("{", "é").replace("}", "è") for line in (OLD, ROW, NEW)]
    statement = only(*lines, encoding=encoding)
    assert (amounts(statement), statement.balance_gap_cents) == ([-2050], 0)


def test_an_operation_of_another_account_is_reported() -> None:
    statement = only(OLD, ROW.replace("00008888991", "00008888992"), ROW, NEW)
    assert [problem.code for problem in statement.problems] == ["account_differs"]
    assert amounts(statement) == [-2050]


@pytest.mark.parametrize("broken", ["x4" + ROW[2:], "0" + ROW[2:], ROW[:100], " " + ROW, ROW[3:]])
def test_a_damaged_operation_is_reported(broken: str) -> None:
    for lines in ([OLD, broken, ROW, NEW], ["".join([OLD, broken.ljust(120)[:120], ROW, NEW])]):
        statement = only(*lines)
        assert amounts(statement) == [-2050]
        assert len(statement.problems) == 1


def test_a_remark_is_no_damaged_operation() -> None:
    assert not only(OLD, "** PAS DE MOUVEMENT", ROW, NEW, "\x1a").problems


def test_a_statement_that_was_sent_again_is_counted_once() -> None:
    assert amounts(only(OLD, ROW, NEW, OLD, ROW, NEW)) == [-2050]
    assert amounts(only(OLD, ROW, NEW, record("01", "795{"), ROW, record("07", "590{"))) == [-2050, -2050]


def test_a_statement_that_stops_before_its_new_balance_is_reported() -> None:
    statement = only(OLD, ROW)
    assert (amounts(statement), [problem.code for problem in statement.problems]) == ([-2050], ["statement_cut"])


def test_records_that_a_line_end_moved_are_reported() -> None:
    statement = only(OLD[:35], OLD[35:] + ROW + NEW, format="cfonb")
    assert not statement.rows
    assert statement.problems


def test_a_year_of_the_last_century_is_read_in_it() -> None:
    statement = only(*(line.replace("050326", "050398") for line in (OLD, ROW, NEW)))
    assert [row.on for row in statement.rows] == [date(1998, 3, 5)]
