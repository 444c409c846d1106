"""camt as banks really write it: amounts, parties of reversals, balances, accounts, entries with attributes."""

from collections.abc import Sequence

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.bank.types import Statement

IBAN = "FR7630006000011234567890189"


def entry(amount: str = "1.00", *, sign: str = "CRDT", more: str = "", reference: str = "", tag: str = "Ntry") -> str:
    found = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    return (
        f'<{tag}><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{more.partition("<NtryDtls>")[0]}'
        f"<Sts>BOOK</Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>{found}{''.join(more.partition('<NtryDtls>')[1:])}"
        f"</{tag.split()[0]}>"
    )


def balance(code: str, amount: str, day: str = "2026-03-01", currency: str = "EUR", sign: str = "CRDT") -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def account(*content: str, number: str = f"<IBAN>{IBAN}</IBAN>", id: str = "S") -> str:
    return f"<Stmt><Id>{id}</Id><Acct><Id>{number}</Id><Ccy>EUR</Ccy></Acct>{''.join(content)}</Stmt>"


def statements(*accounts: str) -> Sequence[Statement]:
    urn = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
    text = f'<Document xmlns="{urn}"><BkToCstmrStmt>{"".join(accounts)}</BkToCstmrStmt></Document>'
    return read_statement(text.encode()).statements


def only(*content: str, **more: str) -> Statement:
    (statement,) = statements(account(*content, **more))
    return statement


def amounts(statement: Statement) -> list[int]:
    return [row.amount_cents for row in statement.rows]


@pytest.mark.parametrize(
    ("written", "cents"),
    [(".50", 50), ("5.", 500), ("000000000000020.50", 2050), ("0000000000020.5", 2050), ("12", 1200), ("1.50000", 150)],
)
def test_a_decimal_number_of_xml_is_read(written: str, cents: int) -> None:
    assert amounts(only(entry(written))) == [cents]


PARTIES = "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>PAYEUR</Nm></Dbtr><Cdtr><Nm>PAYE</Nm></Cdtr></RltdPties>{}</TxDtls></NtryDtls>"  # noqa: E501


@pytest.mark.parametrize(
    ("sign", "more", "label"),
    [
        ("CRDT", PARTIES.format(""), "PAYEUR"),
        ("DBIT", PARTIES.format(""), "PAYE"),
        ("CRDT", f"<RvslInd>true</RvslInd>{PARTIES.format('')}", "PAYE"),
        ("CRDT", f"<RvslInd>false</RvslInd>{PARTIES.format('')}", "PAYEUR"),
        ("DBIT", f"<RvslInd>1</RvslInd>{PARTIES.format('')}", "PAYEUR"),
        ("CRDT", PARTIES.format("<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"), "PAYE"),
    ],
)
def test_a_reversal_names_the_party_of_the_payment_that_it_reverses(sign: str, more: str, label: str) -> None:
    others = [entry(more="<RvslInd>true</RvslInd>" + PARTIES.format("")), entry(more=PARTIES.format(""))]
    rows = only(*others, entry(sign=sign, more=more), *others, entry(sign=sign, more=more)).rows
    assert [rows[2].label, rows[5].label] == [label, label]


@pytest.mark.parametrize("tag", ['Ntry xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"', 'Ntry\n a="1"'])
def test_entries_with_attributes_are_read_beside_others(tag: str) -> None:
    assert amounts(only(entry("1.00"), entry("2.00", tag=tag), entry("3.00"), entry("4.00", tag=tag))) == [
        100, 200, 300, 400,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "stray",
    ["<Ntry/>", '<Ntry run="0"/>', entry(tag='x:Ntry xmlns:x="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"')],
)
def test_an_entry_that_would_be_overlooked_refuses_the_file(stray: str) -> None:
    with pytest.raises(KnownError) as raised:
        only(entry("1.00"), stray)
    assert raised.value.code is ErrorCode.FILE_UNREADABLE


def test_the_closing_balance_is_the_last_booked_one() -> None:
    statement = only(
        balance("OPBD", "5.00"), balance("CLBD", "7.00", "2026-03-31"), balance("CLBD", "6.00", "2026-03-15")
    )
    assert statement.closing is not None
    assert statement.closing.amount_cents == 700
    interim = only(balance("ITBD", "7.00", "2026-03-02"), balance("ITBD", "5.00"), entry("2.00"))
    assert interim.balance_gap_cents == 0
    assert only(balance("CLAV", "9.00"), balance("CLBD", "9.00", sign="")).closing is None
    assert only(balance("CLBD", "9.00", currency="USD")).closing is None


def test_an_account_that_is_no_iban_keeps_its_number() -> None:
    assert only(number="<IBAN>FR00INVALIDE</IBAN>").account_number == "FR00INVALIDE"
    assert only(number="<Othr><Id>30006000011234567890189</Id></Othr>").iban == IBAN


def test_a_statement_that_was_sent_again_is_counted_once() -> None:
    once = account(balance("OPBD", "1.00"), balance("CLBD", "3.00"), entry("2.00", reference="R1"))
    (statement,) = statements(once, once)
    assert (amounts(statement), statement.balance_gap_cents) == ([200], 0)


def test_interim_reports_that_repeat_the_entries_of_the_day_count_each_once() -> None:
    morning = account(entry("1.00", reference="R1"), id="1")
    evening = account(entry("1.00", reference="R1"), entry("2.00", reference="R2"), id="2")
    (statement,) = statements(morning, evening)
    assert [(row.amount_cents, row.provider_id) for row in statement.rows] == [(100, "R1"), (200, "R2")]


def test_equal_entries_of_two_statements_are_both_kept_where_nothing_tells_that_they_are_one() -> None:
    first, second = (account(entry("1.00"), id=id) for id in "12")
    (statement,) = statements(first, second)
    assert amounts(statement) == [100, 100]
    proven = [balance("OPBD", "0.00"), balance("CLBD", "2.00", "2026-03-31")]
    (statement,) = statements(
        account(proven[0], entry("1.00", reference="R1"), id="1"),
        account(proven[1], entry("1.00", reference="R1"), id="2"),
    )
    assert amounts(statement) == [100, 100]


def test_a_day_that_lost_a_digit_is_reported() -> None:
    statement = only(entry("1.00"), entry("2.00").replace("2026-03-05", "2026-03-0"), entry("3.00"))
    assert amounts(statement) == [100, 300]
    assert [problem.code for problem in statement.problems] == ["date_unreadable"]


def test_an_account_without_a_currency_has_that_of_its_entries() -> None:
    francs = account(entry().replace("EUR", "CHF")).replace("<Ccy>EUR</Ccy>", "")
    both = account(entry(), entry().replace("EUR", "CHF")).replace("<Ccy>EUR</Ccy>", "")
    assert [each.currency for each in statements(francs)] == ["CHF"]
    assert [each.currency for each in statements(both)] == ["EUR"]


def test_a_closing_balance_in_another_currency_is_not_that_of_the_account() -> None:
    balances = balance("OPBD", "10.00") + balance("CLBD", "11.00", currency="SEK")
    (statement,) = statements(account(balances, entry()).replace("<Ccy>EUR</Ccy>", ""))
    assert (statement.currency, statement.closing) == ("EUR", None)
