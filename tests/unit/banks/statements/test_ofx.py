"""OFX as banks really write it: days, signs, currencies, parts of a file, broken tags."""

from datetime import date

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.bank.types import ParsedFile, Statement
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.imports.types import ReadOptions

ROW = "<TRNTYPE>{type}<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{id}<NAME>{name}"


SUMMED = (("-5.00", "A"), ("7.00", "B"), ("2.00", "TOTAL"))


def row(
    amount: str, *, day: str = "20260303", type: str = "OTHER", name: str = "X", id: str = "", more: str = ""
) -> str:
    fields = ROW.format(type=type, day=day, amount=amount, id=id or f"{name}{amount}", name=name)
    return f"<STMTTRN>{fields}{more}</STMTTRN>"


def account(*rows: str, number: str = "00012345678", before: str = "", after: str = "") -> str:
    return (
        f"<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30099<BRANCHID>00077<ACCTID>{number}</BANKACCTFROM>"
        f"{before}<BANKTRANLIST>{''.join(rows)}</BANKTRANLIST>{after}</STMTRS></STMTTRNRS>"
    )


def read(*accounts: str, options: ReadOptions | None = None) -> ParsedFile:
    return read_statement(f"OFXHEADER:100\n<OFX>{''.join(accounts)}</OFX>".encode(), options=options or ReadOptions())


def only(*rows: str, **more: str) -> Statement:
    (statement,) = read(account(*rows, **more)).statements
    return statement


def amounts(statement: Statement) -> list[int]:
    return [each.amount_cents for each in statement.rows]


def codes(statement: Statement) -> list[str]:
    return [each.code for each in statement.problems]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20260501", date(2026, 5, 1)),
        ("20260501103000", date(2026, 5, 1)),
        ("202605011030", date(2026, 5, 1)),
        ("20260501000000.000[+2:CEST]", date(2026, 5, 1)),
        ("20260430220000.000[0:GMT]", date(2026, 5, 1)),
        ("20260131230000[-0:GMT]", date(2026, 2, 1)),
        ("20260131220000[0:GMT]", date(2026, 1, 31)),
        ("20260430230000[0:GMT]", date(2026, 4, 30)),
        ("20260430220001[0:GMT]", date(2026, 4, 30)),
        ("20260430180000[-4:EDT]", date(2026, 4, 30)),
        ("20260430220000", date(2026, 4, 30)),
        ("2026-05-01", date(2026, 5, 1)),
        ("2026/05/01 10:30", date(2026, 5, 1)),
        ("01/05/2026", date(2026, 5, 1)),
        ("01052026", date(2026, 5, 1)),
    ],
)
def test_a_day_is_read_as_a_person_reads_it(written: str, day: date) -> None:
    assert [each.on for each in only(row("1.00", day=written)).rows] == [day]


@pytest.mark.parametrize("written", ["2026030", "202603031", "00000000", "20261301", "x"])
def test_a_day_that_is_none_rejects_its_row(written: str) -> None:
    assert codes(only(row("1.00", day=written))) == ["date_unreadable"]


def test_days_with_separators_have_one_order_which_the_account_may_remember() -> None:
    proven = read(account(row("1.00", day="03/05/2026"), row("2.00", day="03/25/2026")))
    assert (proven.date_order, proven.is_order_proven) == (DateOrder.MONTH_FIRST, True)
    assert [each.on for each in proven.statements[0].rows] == [date(2026, 3, 5), date(2026, 3, 25)]
    remembered = read(account(row("1.00", day="03/05/2026")), options=ReadOptions(date_order=DateOrder.MONTH_FIRST))
    assert (remembered.date_order, remembered.is_order_proven) == (DateOrder.MONTH_FIRST, False)
    assert remembered.statements[0].rows[0].on == date(2026, 3, 5)
    assert read(account(row("1.00"))).date_order is None


def test_a_bank_that_writes_no_signs_has_them_in_the_types() -> None:
    statement = only(
        row("20.50", type="DEBIT"), row("0.99", type="FEE"), row("1200.00", type="CREDIT"), row("7.00", type="POS")
    )
    assert amounts(statement) == [-2050, -99, 120000]
    assert codes(statement) == ["sign_missing"]


def test_debits_without_sign_or_credit_beside_them_are_not_booked_as_income() -> None:
    statement = only(row("20.50", type="DEBIT"), row("9.00", type="OTHER"))
    assert not statement.rows
    assert codes(statement) == ["sign_missing", "sign_missing"]


@pytest.mark.parametrize("label", ["CARTE 04/03 LECLERC", "PRLV SEPA EDF"])
def test_labels_of_debits_without_sign_are_not_booked_as_income(label: str) -> None:
    statement = only(row("20.50", type="OTHER", name=label), row("1200.00", type="CREDIT"))
    assert (amounts(statement), codes(statement)) == ([120000], ["sign_missing"])


def test_signs_that_are_written_count_whatever_the_type() -> None:
    assert amounts(only(row("20.50", type="DEBIT"), row("-3.00", type="CREDIT"))) == [2050, -300]
    assert amounts(only(row("20.50", type="CHECK"), row("9.00", type="OTHER"))) == [2050, 900]


def test_the_currency_of_a_row_may_differ_from_that_of_the_account() -> None:
    usd, original = "<CURRENCY><CURRATE>0.92<CURSYM>USD</CURRENCY>", "<ORIGCURRENCY><CURSYM>USD</ORIGCURRENCY>"
    statement = only(row("-1.00", more=usd), row("-2.00", more=original), row("-3.00", more="<CURRENCY></CURRENCY>"))
    assert [(each.amount_cents, each.currency) for each in statement.rows] == [(-100, "USD"), (-200, "EUR")]
    assert codes(statement) == ["currency_unknown"]


def test_the_cash_of_a_securities_account_is_not_booked_on_the_account_before_it() -> None:
    cash = f"<INVSTMTRS><INVACCTFROM><ACCTID>PEA</INVACCTFROM><INVBANKTRAN>{row('500.00')}</INVBANKTRAN>"
    ledger = "<LEDGERBAL><BALAMT>777.00<DTASOF>20260331</LEDGERBAL></INVSTMTRS>"
    (first, second) = read(account(row("1.00")), cash + ledger, account(row("2.00"), number="00087654321")).statements
    assert (amounts(first), amounts(second)) == ([100], [200])
    assert (first.closing, second.closing) == (None, None)


def test_an_account_whose_first_tag_is_broken_is_not_read_as_the_one_before_it() -> None:
    broken = account(row("2.00"), number="00087654321").replace("<STMTRS>", "<STMTRX>").replace("EUR", "USD")
    first, second = read(account(row("1.00")), broken).statements
    assert (amounts(first), amounts(second)) == ([100], [200])
    assert first.iban != second.iban is not None
    assert second.currency == "USD"


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_balance_is_the_booked_one_wherever_it_stands(place: str) -> None:
    available, ledger = "<AVAILBAL><BALAMT>950.00</AVAILBAL>", "<LEDGERBAL><BALAMT>100.00<DTASOF>20260331</LEDGERBAL>"
    closing = only(row("1.00"), **{place: available + ledger}).closing
    assert closing is not None
    assert (closing.amount_cents, closing.on) == (10000, date(2026, 3, 31))
    assert only(row("1.00"), **{place: available}).closing is None
    assert only(row("1.00"), **{place: f"<LEDGERBAL></LEDGERBAL>{available}"}).closing is None


def test_a_balance_with_another_decimal_separator_than_the_amounts_is_read() -> None:
    statement = only(row("-12,50"), row("1,50"), after="<LEDGERBAL><BALAMT>87.50<DTASOF>20260331</LEDGERBAL>")
    assert statement.closing is not None
    assert (statement.closing.amount_cents, amounts(statement)) == (8750, [-1250, 150])


def test_a_row_whose_first_tag_is_broken_is_reported() -> None:
    broken = row("2.00").replace("<STMTTRN>", "<STMTTRX>")
    for statement in (only(row("1.00"), broken, row("3.00")), only(row("1.00"), row("3.00"), broken)):
        assert amounts(statement) == [100, 300]
        assert codes(statement) == ["row_unreadable"]
    unclosed = [each.replace("</STMTTRN>", "") for each in (row("1.00"), broken, row("3.00"))]
    statement = only(*unclosed)
    assert amounts(statement) == [300]
    assert codes(statement) == ["row_unreadable"]


def test_a_sign_of_less_in_a_name_is_text() -> None:
    assert [each.label for each in only(row("1.00", name="AT&T <Paris> 3<4")).rows] == ["AT&T <Paris> 3<4"]


@pytest.mark.parametrize(
    "change",
    [
        ("<STMTTRN>", "<STMTTRN >"),
        ("<STMTTRN>", '<STMTTRN xmlns="urn:x">'),
        ("<STMTTRN>", "<ofx:StmtTrn>"),
        ("</STMTTRN>", "</ stmttrn>"),
    ],
)
def test_one_unusual_tag_costs_no_row(change: tuple[str, str]) -> None:
    assert amounts(only(row("1.00"), row("2.00").replace(*change), row("3.00"))) == [100, 200, 300]


def test_rows_that_show_a_balance_are_no_transactions() -> None:
    statement = only(
        row("5.00", name="SOLDE ANTERIEUR"), row("6.00", name="SALDO").replace("<FITID>SALDO6.00", ""), row("1.00")
    )
    assert amounts(statement) == [100]
    assert amounts(only(row("6.00", name="SOLDE"))) == [600]
    assert amounts(only(row("6.00", name="TOTAL"), row("12.00", name="Total des operations"))) == [600]


def test_rows_without_any_identifier_are_totals_where_they_are_the_sum_of_the_others() -> None:
    rows = [row(amount, name=name).replace(f"<FITID>{name}{amount}", "") for amount, name in SUMMED]
    assert amounts(only(*rows)) == [-500, 700]
    rows[-1] = rows[-1].replace("2.00", "9.00")
    statement = only(*rows)
    assert (amounts(statement), codes(statement)) == ([-500, 700], ["summary_unclear"])


def test_an_account_that_is_only_named_has_no_statement() -> None:
    named = "<ACCTINFO><BANKACCTINFO><BANKACCTFROM><ACCTID>9</BANKACCTFROM></BANKACCTINFO></ACCTINFO>"
    assert len(read(named, account(row("1.00")), named).statements) == 1
    with pytest.raises(KnownError):
        read(named)


def test_a_statement_that_stops_between_two_rows_is_reported() -> None:
    whole = f"OFXHEADER:100\n<OFX>{account(row('1.00'), row('2.00'))}</OFX>"
    cut = read_statement(whole[: whole.index("</BANKTRANLIST>")].encode()).statements[0]
    assert (amounts(cut), codes(cut)) == ([100, 200], ["statement_cut"])
    assert not codes(only(row("1.00")))
    assert not codes(only())
