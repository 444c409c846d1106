"""`demo`: import, connect, sync and attribute for a sample company with the sandbox bank, then show the window.

vault ─▶ clients, invoices, receipts, expenses ─▶ bank connected through the real consent flow ─▶ sync ─▶ attribution
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.settings import Settings, load_settings, save_settings
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result, write_lines
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.domain.bank.reports import SyncReport
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.operations.bank.connect import ConsentPolling, connect
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.create import create_vault
from microdesk_desktop.operations.vault.example_folder import example_folder
from microdesk_desktop.sandbox import company
from microdesk_desktop.sandbox.accounts import SandboxAccount
from microdesk_desktop.sandbox.bank import SandboxBank, fill
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.vault.slots import Cost
from microdesk_desktop.views.bank.rows import BankState, load_bank_state
from microdesk_desktop.views.privacy.statement import current_privacy_version

PASSPHRASE = "un coffre pour la demonstration"
INSTITUTION, IBAN = "CREDIT_AGRICOLE_AQUITAINE_AGRIFRPP", "FR7613306000101234567890217"
OPENING_CENTS = 210_000
LOCK_AFTER_MINUTES = 60
_QUICK = ConsentPolling(timeout_s=30, interval_s=0.2, longest_interval_s=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _DemoRun:
    """What was imported and synced, and the state of the bank in the end."""

    records: Mapping[str, int]
    report: SyncReport
    state: BankState


def register(subparsers: Subparsers) -> None:
    """Declare `demo`."""
    parser = add_command(subparsers, "demo", tr("Montrer MicroDesk sur une entreprise d'exemple"), _demo)
    parser.add_argument("--output", type=Path, metavar=tr("DOSSIER"), help=tr("où écrire les images des pages"))


def _demo(context: Context) -> Result:
    output = context.arguments.output
    if output is not None:
        with translate_os_errors():
            output.mkdir(parents=True, exist_ok=True)
    with example_folder() as folder, SandboxBank() as bank:
        session = new_vault(folder)
        _take_over_look(context.profile, session.profile)
        run = run_demo(session, bank, folder, context.job)
        if _has_display():
            _show(run)
            _open_window(session)
            return replace(_result(run, []), text=())
        return _result(run, _save_screenshots(session, output))


def _take_over_look(profile: Path, example: Path) -> None:
    """Give the example the theme and the language of the user's window; it locks late, as locking ends it."""
    look = load_settings(profile)
    settings = Settings(theme=look.theme, language=look.language, lock_after_minutes=LOCK_AFTER_MINUTES)
    save_settings(example, settings)


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


def run_demo(session: Session, bank: SandboxBank, folder: Path, job: Job) -> _DemoRun:
    """Import the records, connect the sandbox bank, sync and attribute."""
    today = session.clock.today()
    files = company.write_records(folder, today)
    records = {kind: import_records(session, kind, path, job=job).added for kind, path in files.items()}
    account = SandboxAccount(iban=IBAN, owner=company.NAME, opening_cents=OPENING_CENTS)
    bank.open_account(INSTITUTION, fill(account, company.account(today), today))
    open_page = browser()
    set_provider(session, "gocardless", bank.base_url, bank.secrets)
    connect(
        session,
        INSTITUTION,
        announce=lambda page: open_page(page.url),
        choose_account=lambda accounts: accounts[0],
        job=job,
        polling=_QUICK,
    )
    report = sync(session, job)
    return _DemoRun(records=records, report=report, state=session.read(load_bank_state))


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show(run: _DemoRun) -> None:
    for line in _lines(run):
        write_lines(line, sys.stderr)


def _open_window(session: Session) -> None:
    from microdesk_desktop.app import open_example_on

    open_example_on(session)


def _save_screenshots(session: Session, output: Path | None) -> list[Path]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from microdesk_desktop.app import save_screenshots

    return save_screenshots(session, output or Path(tempfile.mkdtemp(prefix="microdesk-pictures-")))


def _result(run: _DemoRun, pictures: list[Path]) -> Result:
    return Result(
        value={
            "imported": dict(run.records),
            "synced": run.report.merge.added,
            "transactions": {status.value: count for status, count in run.state.counts.items()},
            "pictures": [str(path) for path in pictures],
        },
        text=[*_lines(run), *(str(path) for path in pictures)],
    )


def _lines(run: _DemoRun) -> list[str]:
    counts = run.state.counts
    return [
        tr("Entreprise d'exemple : {name}, un coffre chiffré dans un dossier temporaire.").format(name=company.NAME),
        tr("Importés : {clients} clients, {documents} documents, {receipts} recettes, {expenses} dépenses.").format(
            **run.records
        ),
        tr("Banque connectée : {bank}, {added} opérations synchronisées.").format(
            bank=run.state.institution_name, added=run.report.merge.added
        ),
        tr("Réglées : {attributed}. À confirmer : {suggested}. Ignorées : {ignored}. À traiter : {todo}.").format(
            attributed=counts[Status.ATTRIBUTED],
            suggested=counts[Status.SUGGESTED],
            ignored=counts[Status.IGNORED],
            todo=counts[Status.TODO],
        ),
    ]
