"""`demo`: the whole job on a sample company, then the window on it, or a summary and a picture of every page."""

import os
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.settings import Settings, load_settings, save_settings
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.demo.bank import STAND_INS
from microdesk_desktop.cli.demo.mail import ConnectedMail
from microdesk_desktop.cli.demo.run import DemoRun, new_vault, run_demo
from microdesk_desktop.cli.output import Result, write_lines
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.operations.records.lookups import use_registers
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.example_folder import example_folder
from microdesk_desktop.sandbox import company
from microdesk_desktop.sandbox.gmail.arrivals import Arrivals
from microdesk_desktop.sandbox.gmail.letters import ADDRESS
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.sandbox.registers import SandboxRegisters
from microdesk_desktop.views.books.declarations.following import (
    next_declaration_json,
    next_declaration_lines,
)

LOCK_AFTER_MINUTES = 60


def register(subparsers: Subparsers) -> None:
    """Declare `demo`."""
    parser = add_command(subparsers, "demo", tr("Montrer MicroDesk sur une entreprise d'exemple"), _demo)
    parser.add_argument("--output", type=Path, metavar=tr("DOSSIER"), help=tr("où écrire les images des pages"))
    parser.add_argument(
        "--bank", choices=list(STAND_INS), default="gocardless", help=tr("service bancaire joué, gocardless par défaut")
    )


def _demo(context: Context) -> Result:
    output, provider = context.arguments.output, context.arguments.bank
    if output is not None:
        with translate_os_errors():
            output.mkdir(parents=True, exist_ok=True)
    with (
        example_folder() as folder,
        STAND_INS[provider](SystemClock()) as bank,
        SandboxRegisters() as registers,
        SandboxGmail(ADDRESS) as gmail,
    ):
        session = new_vault(folder)
        use_registers(session, registers.addresses)
        _take_over_look(context.profile, session.profile)
        run = run_demo(session, bank, folder, context.job, provider=provider, sells=True, gmail=gmail)
        if _has_display():
            _show(run)
            with Arrivals(gmail, run.mail.mailbox) if run.mail else nullcontext():
                _open_window(session)
            return replace(_result(run, []), text=())
        return _result(run, _save_screenshots(session, output))


def _take_over_look(profile: Path, example: Path) -> None:
    """Give the example the theme and the language of the user's window; it locks late, as locking ends it."""
    look = load_settings(profile)
    settings = Settings(theme=look.theme, language=look.language, lock_after_minutes=LOCK_AFTER_MINUTES)
    save_settings(example, settings)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show(run: DemoRun) -> None:
    for line in _lines(run):
        write_lines(line, sys.stderr)


def _open_window(session: Session) -> None:
    from microdesk_desktop.app import open_example_on

    open_example_on(session)


def _save_screenshots(session: Session, output: Path | None) -> list[Path]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from microdesk_desktop.app import save_screenshots

    return save_screenshots(session, output or Path(tempfile.mkdtemp(prefix="microdesk-pictures-")))


def _result(run: DemoRun, pictures: list[Path]) -> Result:
    return Result(
        value={
            "imported": dict(run.records),
            "issued": list(run.issued),
            "synced": run.report.merge.added,
            "transactions": {status.value: count for status, count in run.state.counts.items()},
            "mail": {"address": run.mail.address, "unread": run.mail.unread} if run.mail else None,
            "declaration": next_declaration_json(run.declaration),
            "pictures": [str(path) for path in pictures],
        },
        text=[*_lines(run), *(str(path) for path in pictures)],
    )


def _lines(run: DemoRun) -> list[str]:
    counts = run.state.counts
    return [
        tr("Entreprise d'exemple : {name}, un coffre chiffré dans un dossier temporaire.").format(name=company.NAME),
        tr("Importés : {clients} clients, {documents} documents, {receipts} recettes, {expenses} dépenses.").format(
            **run.records
        ),
        tr("Émis : {numbers}.").format(numbers=", ".join(run.issued)),
        tr("Banque connectée : {bank}, {added} opérations synchronisées.").format(
            bank=run.state.institution_name, added=run.report.merge.added
        ),
        tr("Réglées : {attributed}. À confirmer : {suggested}. Ignorées : {ignored}. À traiter : {todo}.").format(
            attributed=counts[Status.ATTRIBUTED],
            suggested=counts[Status.SUGGESTED],
            ignored=counts[Status.IGNORED],
            todo=counts[Status.TODO],
        ),
        *_mail_lines(run.mail),
        *next_declaration_lines(run.declaration),
    ]


def _mail_lines(mail: ConnectedMail | None) -> list[str]:
    if mail is None:
        return []
    return [
        ntr(
            "Messagerie connectée : {address}, {count} message non lu.",
            "Messagerie connectée : {address}, {count} messages non lus.",
            mail.unread,
        ).format(address=mail.address, count=mail.unread)
    ]
