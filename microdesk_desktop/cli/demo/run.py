"""The job of the demonstration: import, issue, connect, sync and attribute for a sample company.

vault ─▶ clients, invoices, receipts, expenses ─▶ the year before
    ─▶ a quote that becomes a deposit, a final invoice and a credit note
    ─▶ bank connected through the real consent flow ─▶ sync ─▶ attribution ─▶ mailbox connected through its own
    ─▶ the quarter that is to be declared
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo.bank import StandIn, connect_bank
from microdesk_desktop.cli.demo.mail import ConnectedMail, connect_mail
from microdesk_desktop.cli.demo.sale import Sale, sell
from microdesk_desktop.cli.demo.year import trade
from microdesk_desktop.domain.bank.reports import SyncReport
from microdesk_desktop.domain.company import Company
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.create import create_vault
from microdesk_desktop.sandbox import company
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.vault.slots import Cost
from microdesk_desktop.views.bank.rows import BankState, load_bank_state
from microdesk_desktop.views.books.declarations.following import (
    NextDeclaration,
    load_next_declaration,
)
from microdesk_desktop.views.privacy.statement import current_privacy_version

PASSPHRASE = "un coffre pour la demonstration"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRun:
    """What was imported, issued and synced, the state of the bank in the end, the mailbox if any, what to declare."""

    records: Mapping[str, int]
    issued: Sequence[str]
    report: SyncReport
    state: BankState
    mail: ConnectedMail | None = None
    declaration: NextDeclaration | None = None


def new_vault(folder: Path) -> Session:
    """An empty vault below `folder`, with a keyring in memory."""
    keyring = MemoryKeyring()
    return create_vault(
        folder / "profile",
        PASSPHRASE,
        Company(name=company.NAME, siret=company.SIRET),
        privacy_version=current_privacy_version(),
        cost=Cost(),
        keyring=lambda: keyring,
    ).session


def run_demo(
    session: Session,
    bank: StandIn,
    folder: Path,
    job: Job,
    *,
    provider: str = "gocardless",
    sells: bool = False,
    gmail: SandboxGmail | None = None,
) -> DemoRun:
    """Import the records, connect the bank that plays a provider, sync and attribute.

    If it `sells`, it enters the year before and issues the documents of a sale. It connects the mailbox of `gmail`
    if there is one.
    """
    today = session.clock.today()
    files = company.write_records(folder, today)
    records = {kind: import_records(session, kind, path, job=job).added for kind, path in files.items()}
    if sells:
        trade(session)
    sale = sell(session) if sells else Sale()
    connect_bank(session, provider, bank, (*company.account(today), *sale.paid), job, today)
    report = sync(session, job)
    mail = connect_mail(session, gmail, folder, job, issued=sale.numbers) if gmail else None
    state = session.read(load_bank_state)
    declaration = session.read(lambda reader: load_next_declaration(reader, today))
    return DemoRun(records=records, issued=sale.numbers, report=report, state=state, mail=mail, declaration=declaration)
