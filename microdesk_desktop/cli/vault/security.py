"""`vault backups`, `vault diagnostic` and `vault try-recovery-key`: what the page of security shows."""

from pathlib import Path

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.cli.context import Context, first_line
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.views.vault.status import load_status


def register(commands: Subparsers) -> None:
    """Declare these commands of `vault`."""
    parser = add_command(
        commands, "backups", tr("Les sauvegardes, les copies connues ailleurs, et leur essai"), _backups
    )
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--test", action="store_true", help=tr("essayer de restaurer la dernière, sans rien laisser"))
    help_forget = tr("retirer une copie de la liste, sans toucher à son fichier")
    chosen.add_argument("--forget", type=int, metavar=tr("NUMÉRO"), help=help_forget)
    parser = add_command(
        commands, "diagnostic", tr("Versions, tailles, contrôles et codes, sans donnée personnelle"), _diagnostic
    )
    parser.add_argument("file", nargs="?", type=Path, metavar=tr("FICHIER"), help=tr("fichier où l'écrire"))
    parser = add_command(
        commands, "try-recovery-key", tr("Vérifier que votre clé de récupération ouvre le coffre"), _try_key
    )
    help_key = tr("fichier dont la première ligne est la clé de récupération")
    parser.add_argument("--recovery-key-file", type=Path, metavar=tr("FICHIER"), help=help_key)


def _backups(context: Context) -> Result:
    from microdesk_desktop.operations.copies import forget_copy
    from microdesk_desktop.operations.vault.backups.make import own_backups
    from microdesk_desktop.operations.vault.backups.try_latest import try_latest_backup
    from microdesk_desktop.views.vault.backups import backups_json, backups_lines
    from microdesk_desktop.views.vault.security import (
        copy_json,
        copy_rows,
        load_known_copies,
        restore_test_json,
        restore_test_lines,
    )

    session, arguments = context.session(), context.arguments
    tested = try_latest_backup(session, context.job) if arguments.test else None
    if arguments.forget is not None:
        forget_copy(session, arguments.forget)
    backups = load_status(context.profile, SystemClock().today()).backups
    copies = copy_rows(session.read(load_known_copies))
    folder = own_backups(context.profile)
    return Result(
        value={
            "folder": str(folder),
            "backups": backups_json(backups),
            "copies": [copy_json(each) for each in copies],
            **({"test": restore_test_json(tested)} if tested else {}),
        },
        text=[
            tr("Dossier : {folder}").format(folder=visible(str(folder))),
            *backups_lines(backups),
            *(f"{each.id} · {each.name} · {each.detail}" for each in copies),
            *(restore_test_lines(tested) if tested else ()),
        ],
    )


def _diagnostic(context: Context) -> Result:
    from microdesk_desktop.operations.vault.diagnose import diagnose, save_diagnostic
    from microdesk_desktop.views.vault.diagnostic import diagnostic_json, diagnostic_text

    session = context.session()
    found, status = diagnose(session), load_status(context.profile, SystemClock().today())
    text, file = diagnostic_text(found, status, {}), context.arguments.file
    if file is not None:
        save_diagnostic(text, file)
    return Result(value=diagnostic_json(found, status), text=text.splitlines())


def _try_key(context: Context) -> Result:
    from microdesk_desktop.operations.vault.security import try_recovery_key

    session, path = context.session(), context.arguments.recovery_key_file
    try_recovery_key(session, first_line(path) if path else context.ask_secret(tr("Clé de récupération : ")))
    return Result(value={"opens": True}, text=[tr("Cette clé ouvre le coffre.")])
