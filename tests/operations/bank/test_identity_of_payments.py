"""What arrives later (booked, in another format, with another amount) leaves each decision with its own payment."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import MergeResult
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.operations.bank.decide import create_record, ignore
from microdesk_desktop.operations.bank.doubles import keep_both, merge_double
from microdesk_desktop.operations.bank.provider_access import forget_limits
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.accounts import SandboxAccount, announced, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids, load_transactions
from tests.support.bank import BANK, IBAN, connect_to, open_vault
from tests.support.clock import TODAY, FakeClock
from tests.support.imports.statements import Statements, csv, ofx

FIRST = TODAY - timedelta(days=14)


def day(step: int) -> date:
    return FIRST + timedelta(days=step)


@pytest.fixture
def account(bank: SandboxBank) -> SandboxAccount:
    only = bank.institution(BANK).accounts[0]
    only.booked.clear()
    return only


@pytest.fixture
def session(tmp_path: Path, bank: SandboxBank, clock: FakeClock, account: SandboxAccount) -> Iterator[Session]:
    with open_vault(tmp_path, clock) as opened:
        connect_to(opened, bank)
        yield opened


def fetch(session: Session, bank: SandboxBank) -> MergeResult:
    bank.state.renew_limits()
    session.write(lambda writer: forget_limits(writer, "gocardless"))
    return sync(session, Job()).merge


def listed(session: Session) -> list[tuple[str, int, str, str, list[int]]]:
    """Label, cents, state, status and settled cents of every transaction, in the order of their ids."""
    ids = session.read(lambda reader: load_transaction_ids(reader, TransactionFilter()))
    rows = session.read(lambda reader: load_transactions(reader, sorted(ids)))
    return [
        (
            each.label,
            each.amount_cents,
            each.state.value,
            each.status.value,
            [one.amount_cents for one in each.attributions],
        )
        for each in rows
    ]


def asked(session: Session) -> list[tuple[int, int]]:
    return session.read(
        lambda reader: reader.all("SELECT newer_id, older_id FROM bank_possible_double WHERE is_kept = 0")
    )


@pytest.fixture
def leisure(session: Session, bank: SandboxBank, account: SandboxAccount) -> Session:
    """A pending row that the user ignores; a booked one of another party and the same amount takes its place."""
    account.pending.append(announced(day(0), -3_500, "CB LOISIRS"))
    fetch(session, bank)
    ignore(session, 1)
    account.pending.clear()
    account.booked.append(transaction(day(4), -3_500, "CB FOURNITURES PRO"))
    fetch(session, bank)
    return session


def test_a_booked_row_of_another_party_takes_no_decision_and_no_row(leisure: Session) -> None:
    assert [each[:4] for each in listed(leisure)] == [
        ("CB LOISIRS", -3_500, "pending", "ignored"),
        ("CB FOURNITURES PRO", -3_500, "booked", "todo"),
    ]
    assert asked(leisure) == [(2, 1)]


def test_the_user_who_says_that_both_are_one_has_one_booked_row_as_decided(leisure: Session, bank: SandboxBank) -> None:
    before = listed(leisure)
    merged = merge_double(leisure, 2, 1)
    assert [each[:4] for each in listed(leisure)] == [("CB FOURNITURES PRO", -3_500, "booked", "ignored")]
    assert fetch(leisure, bank) == MergeResult()
    assert merged.undo is not None
    merged.undo(leisure)
    assert (listed(leisure), asked(leisure)) == (before, [(2, 1)])


def test_a_pending_row_stays_while_the_user_is_asked_and_leaves_when_no_booking_can_come(
    leisure: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.booked.append(transaction(day(10), -100, "CB PAUL"))
    fetch(leisure, bank)
    assert "CB LOISIRS" in [each[0] for each in listed(leisure)]
    keep_both(leisure, 2, 1)
    fetch(leisure, bank)
    assert [each[0] for each in listed(leisure)] == ["CB FOURNITURES PRO", "CB PAUL"]


def test_a_decided_row_that_the_bank_forgets_for_a_day_is_booked_with_its_decision(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.pending += [announced(day(0), -3_500, "PAIEMENT CB 0311 AMAZON"), announced(day(0), -900, "CB SNCF")]
    fetch(session, bank)
    ignore(session, 1)
    account.pending.clear()
    fetch(session, bank)
    assert [each[0] for each in listed(session)] == ["PAIEMENT CB 0311 AMAZON"], "nobody decided about the other one"
    account.booked.append(transaction(day(5), -3_500, "AMAZON EU SARL"))
    fetch(session, bank)
    assert [each[:4] for each in listed(session)] == [("AMAZON EU SARL", -3_500, "booked", "ignored")]
    assert asked(session) == []


def test_an_expense_attributed_by_hand_stays_with_its_payment_when_both_are_booked(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.pending.append(announced(day(0), -2_000, "CB TABAC"))
    fetch(session, bank)
    create_record(session, 1, Expense(on=day(0), supplier="Tabac", label="Timbres", amount_cents=2_000))
    account.booked.append(transaction(day(1), -2_000, "CB PHARMACIE"))
    fetch(session, bank)
    account.pending.clear()
    account.booked.append(transaction(day(3), -2_000, "CB TABAC PARIS"))
    fetch(session, bank)
    assert [(label, cents, state, settled) for label, cents, state, _, settled in listed(session)] == [
        ("CB TABAC PARIS", -2_000, "booked", [-2_000]),
        ("CB PHARMACIE", -2_000, "booked", []),
    ]


def test_an_amount_that_changes_when_it_is_booked_is_asked_about_and_the_decision_follows(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.pending.append(announced(day(0), -15_000, "CB TOTAL ACCESS"))
    fetch(session, bank)
    create_record(session, 1, Expense(on=day(0), supplier="Total", label="Carburant", amount_cents=15_000))
    account.pending.clear()
    account.booked.append(transaction(day(2), -6_230, "CB TOTAL ACCESS 33"))
    fetch(session, bank)
    before = listed(session)
    assert [each[1:] for each in before] == [
        (-15_000, "pending", "attributed", [-15_000]),
        (-6_230, "booked", "todo", []),
    ]
    merged = merge_double(session, 2, 1)
    assert listed(session) == [("CB TOTAL ACCESS 33", -6_230, "booked", "attributed", [-6_230])]
    assert merged.undo is not None
    merged.undo(session)
    assert listed(session) == before


CAMT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>{iban}
</IBAN></Id><Ccy>EUR</Ccy></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"""
ENTRY = """<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{on}</Dt></BookgDt>
<AddtlNtryInf>{label}</AddtlNtryInf></Ntry>"""


def camt(*lines: tuple[str, str, str]) -> str:
    entries = "".join(ENTRY.format(on=on, amount=amount.lstrip("-"), label=label) for on, amount, label in lines)
    return CAMT.format(iban=IBAN, entries=entries)


def as_ofx(*lines: tuple[str, str, str]) -> str:
    return ofx(*lines, account=IBAN)


BEFORE, AFTER = ("2026-11-02", "-11.00", "CB SNCF"), ("2026-11-20", "-12.00", "CB FNAC")


@pytest.mark.parametrize("write", [csv, as_ofx])
@pytest.mark.parametrize("around", [(), (BEFORE, AFTER)])
def test_two_purchases_of_one_amount_and_day_in_two_formats_are_two_and_asked_about(
    session: Session, write, around: tuple[tuple[str, str, str], ...]
) -> None:
    statements = Statements(session.database)
    first = write(*around, ("2026-11-10", "-20.00", "TABAC"))
    second = camt(*around, ("2026-11-10", "-20.00", "PHARMACIE"))
    statements.add(first, IBAN)
    assert statements.add(second, IBAN) == 1
    assert [statements.add(text, IBAN) for text in (first, second)] == [0, 0]
    assert sorted(each[0] for each in listed(session) if each[1] == -2_000) == ["PHARMACIE", "TABAC"]
    assert len(asked(session)) == 1
