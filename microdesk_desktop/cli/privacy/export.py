"""`privacy export`: everything that the vault holds, in open files; `privacy import` brings it back."""

import sys
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context, first_line
from microdesk_desktop.cli.output import Result, is_terminal
from microdesk_desktop.cli.privacy.person import export_person
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.privacy.archive.bring_back import import_everything
from microdesk_desktop.operations.privacy.archive.destination import Destination
from microdesk_desktop.operations.privacy.archive.export import export_everything
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.views.privacy.archive.reports import export_json, export_lines, import_json, import_lines
from microdesk_desktop.views.privacy.archive.texts import archive_texts

_ARCHIVE, _OPTION = ".zip", "--archive-passphrase-file"


def register(commands: Subparsers) -> None:
    """Declare `privacy export` and `privacy import`."""
    parser = add_command(commands, "export", tr("Exporter tout ce que le coffre contient, en formats ouverts"), _export)
    parser.add_argument(
        "destination",
        type=Path,
        metavar=tr("DOSSIER"),
        help=tr("dossier nouveau, en clair, ou fichier .zip, chiffré"),
    )
    of_one = parser.add_mutually_exclusive_group()
    of_one.add_argument(
        "--client", metavar=tr("CLIENT"), help=tr("seulement la copie des données de ce client, dans un dossier")
    )
    of_one.add_argument(
        "--portable", metavar=tr("CLIENT"), help=tr("seulement ce que ce client a fourni (RGPD, art. 20)")
    )
    of_one.add_argument(
        "--person", metavar=tr("NOM"), help=tr("seulement la copie des données de cette personne, sans être un client")
    )
    _add_passphrase(parser)
    parser = add_command(commands, "import", tr("Reprendre un export dans un coffre vide"), _import)
    parser.add_argument("source", type=Path, metavar=tr("DOSSIER"), help=tr("dossier ou fichier .zip d'un export"))
    _add_passphrase(parser)


def _add_passphrase(parser: Subparsers) -> None:
    parser.add_argument(
        _OPTION,
        type=Path,
        metavar=tr("FICHIER"),
        help=tr("fichier dont la première ligne est le mot de passe de l'archive"),
    )


def _export(context: Context) -> Result:
    path: Path = context.arguments.destination.absolute()
    given = context.arguments
    if given.client is not None or given.portable is not None or given.person is not None:
        return export_person(context, path)
    passphrase = None
    if path.suffix.lower() == _ARCHIVE or context.arguments.archive_passphrase_file is not None:
        passphrase = _new_passphrase(context)
    session = context.session()
    texts = archive_texts(session.read, list_beside(session), session.clock.today())
    report = export_everything(session, Destination(path=path, passphrase=passphrase), context.job, texts=texts)
    return Result(value=export_json(report), text=export_lines(report))


def _import(context: Context) -> Result:
    path: Path = context.arguments.source
    passphrase = _passphrase(context) if path.is_file() else None
    report = import_everything(context.session(), path, context.job, passphrase=passphrase)
    return Result(value=import_json(report), text=import_lines(report))


def _new_passphrase(context: Context) -> str:
    if context.arguments.archive_passphrase_file is not None:
        return first_line(context.arguments.archive_passphrase_file)
    if not is_terminal(sys.stdin):
        raise KnownError(ErrorCode.SECRET_NOT_GIVEN, option=_OPTION)
    chosen = context.ask_secret(tr("Mot de passe de l'archive : "))
    if context.ask_secret(tr("Encore une fois : ")) != chosen:
        raise KnownError(ErrorCode.PASSPHRASES_DIFFER)
    return chosen


def _passphrase(context: Context) -> str | None:
    if context.arguments.archive_passphrase_file is not None:
        return first_line(context.arguments.archive_passphrase_file)
    return context.ask_optional_secret(tr("Mot de passe de l'archive : "))
