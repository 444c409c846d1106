"""Syncs over real HTTP, files and former vaults: shuffled lines and pending rows, with what the user decided."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, MergeResult, State
from microdesk_desktop.operations.bank.decide import ignore
from microdesk_desktop.operations.bank.provider_access import forget_limits
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.accounts import Raw, SandboxAccount, announced, transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.store.bank.connection import connected_account
from microdesk_desktop.store.bank.transactions import merge_rows
from tests.support.bank import BANK, IBAN, connect_to, open_vault
from tests.support.clock import TODAY, FakeClock
from tests.support.imports.statements import Statements, csv

YESTERDAY = TODAY - timedelta(days=1)


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


def rows(session: Session) -> list[tuple[int, str, str, str]]:
    """Id, label, state and status of every transaction."""
    return session.read(
        lambda reader: reader.all("SELECT id, label, state, status FROM bank_transaction ORDER BY booked_on, id")
    )


def keep(session: Session, source: str, *fetched: BankRow) -> None:
    """Store what another provider, or the bank in an earlier version, has given."""

    def write(writer):  # type: ignore[no-untyped-def]
        account_id = connected_account(writer)
        assert account_id
        merge_rows(writer, account_id, fetched, source=source)

    session.write(write)


def of_lines(cents: int, *lines: str, identifier: str | None = None) -> Raw:
    return transaction(
        YESTERDAY,
        cents,
        "",
        identifier=identifier,
        remittanceInformationUnstructured=None,
        remittanceInformationUnstructuredArray=list(lines),
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("identifiers", [("bank-1", "bank-2", "bank-3"), (None, None, None)])
def test_lines_that_the_bank_shuffles_at_each_fetch_change_no_row_and_no_decision(
    session: Session, bank: SandboxBank, account: SandboxAccount, seed: int, identifiers: tuple[str | None, ...]
) -> None:
    dice = random.Random(seed)
    lines = (
        ["NOVA SARL", "FACTURE 41", "PARIS"],
        ["NOVA SARL", "FACTURE 42", "PARIS"],
        ["PARIS", "NOVA SARL", "AVR 42"],
    )
    account.booked += [of_lines(48_000, *each, identifier=id_) for each, id_ in zip(lines, identifiers, strict=True)]
    fetch(session, bank)
    ignore(session, 2)
    before = rows(session)
    for _ in range(3):
        for raw in account.booked:
            dice.shuffle(raw["remittanceInformationUnstructuredArray"])
        dice.shuffle(account.booked)
        assert fetch(session, bank) == MergeResult()
        assert rows(session) == before


def test_labels_in_the_order_of_an_earlier_version_stay_as_they_are(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    label = "VIR SEPA RECU F-2026-0042 NOVA SARL"
    keep(session, "gocardless", BankRow("bank-1", YESTERDAY, 48_000, "EUR", label))
    account.booked.append(of_lines(48_000, "F-2026-0042", "VIR SEPA RECU", "NOVA SARL", identifier="bank-1"))
    assert fetch(session, bank) == MergeResult()
    assert [each[1] for each in rows(session)] == [label]


def test_a_pending_row_of_a_former_provider_goes_on_and_is_booked_as_one(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    former = [
        BankRow(None, YESTERDAY, -1_999, "EUR", "Free Mobile", State.PENDING),
        BankRow(None, YESTERDAY, -5_000, "EUR", "CARTE 4532", State.PENDING),
    ]
    keep(session, "tink", *former)
    ignore(session, 1)
    coming, leaving = announced(TODAY, -1_999, "PRLV FREE MOBILE"), announced(TODAY, -5_000, "CB STATION")
    account.pending += [coming, leaving]
    assert fetch(session, bank).added == 0
    account.pending.clear()
    account.booked.append(transaction(TODAY, -1_999, "PRLV SEPA FREE MOBILE"))
    report = fetch(session, bank)
    assert (report.added, report.updated, report.removed) == (0, 1, 1)
    assert rows(session) == [(1, "PRLV SEPA FREE MOBILE", "booked", "ignored")]


def test_a_file_books_a_pending_row_and_the_bank_that_is_late_adds_none(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.pending.append(announced(YESTERDAY, -4_590, "CARTE 4532"))
    fetch(session, bank)
    statements = Statements(session.database)
    assert statements.add(csv((TODAY.isoformat(), "-45.90", "CB FNAC BORDEAUX")), IBAN) == 0
    assert fetch(session, bank).added == 0
    account.pending.clear()
    account.booked.append(transaction(TODAY, -4_590, "CARTE 4532 FNAC"))
    assert fetch(session, bank).added == 0
    assert [each[:3] for each in rows(session)] == [(1, "CB FNAC BORDEAUX", "booked")]


CAMT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.02"><BkToCstmrAcctRpt><Rpt><Acct><Id><IBAN>{iban}
</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">45.90</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{state}</Sts><BookgDt>
<Dt>{on}</Dt></BookgDt><AddtlNtryInf>{label}</AddtlNtryInf></Ntry></Rpt></BkToCstmrAcctRpt></Document>"""


def camt(state: str, on: str, label: str) -> str:
    return CAMT.format(iban=IBAN, state=state, on=on, label=label)


@pytest.mark.parametrize("is_booked", [False, True])
def test_a_pending_row_of_a_file_is_the_one_that_the_bank_tells_of(
    session: Session, bank: SandboxBank, account: SandboxAccount, is_booked: bool
) -> None:
    statements = Statements(session.database)
    assert statements.add(camt("PDNG", YESTERDAY.isoformat(), "FNAC AUTORISATION")) == 1
    if is_booked:
        account.booked.append(transaction(TODAY, -4_590, "CB 4532 BORDEAUX"))
    else:
        account.pending.append(announced(TODAY, -4_590, "CB 4532 BORDEAUX"))
    assert fetch(session, bank).added == 0
    assert statements.add(camt("PDNG", YESTERDAY.isoformat(), "FNAC AUTORISATION")) == 0
    assert statements.add(camt("BOOK", TODAY.isoformat(), "FNAC AUTORISATION")) == 0
    assert fetch(session, bank).added == 0
    assert [(id_, state) for id_, _, state, _ in rows(session)] == [(1, "booked")]


def test_what_was_pending_when_another_account_was_connected_ends_when_this_one_is_connected_again(
    session: Session, bank: SandboxBank, account: SandboxAccount
) -> None:
    account.pending += [announced(YESTERDAY, -4_590, "CARTE FNAC"), announced(YESTERDAY, -900, "CARTE SNCF")]
    fetch(session, bank)
    account.pending.clear()
    account.booked.append(transaction(TODAY, -900, "CB SNCF PARIS"))
    bank.institution(BANK).accounts[0] = SandboxAccount(iban="FR7640618802980004087654372", owner="Jeanne Martin")
    connect_to(session, bank)
    fetch(session, bank)
    assert len(rows(session)) == 2, "nobody tells what became of them"
    bank.institution(BANK).accounts[0] = account
    connect_to(session, bank)
    fetch(session, bank)
    assert [each[1:3] for each in rows(session)] == [("CB SNCF PARIS", "booked")]
