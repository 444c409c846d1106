"""`vault`: create, check, back up, restore, change the passphrase."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.cli.context import Context, first_line
from microdesk_desktop.cli.output import KNOWN, OK, PARTLY, Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands, one_of
from microdesk_desktop.cli.vault import security
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.operations.vault.exists import vault_exists
from microdesk_desktop.views.vault.status import check_line, load_status, opening_json, status_json, status_lines

if TYPE_CHECKING:
    from microdesk_desktop.operations.session import Session


def register(subparsers: Subparsers) -> None:
    """Declare `vault` and its commands."""
    commands = add_commands(add_command(subparsers, "vault", tr("Le coffre chiffré")))
    _register_init(commands)
    add_command(commands, "status", tr("État, tailles, versions, sauvegardes"), _status)
    add_command(commands, "verify", tr("Vérifier chaque page, chaque lien, le schéma et l'en-tête"), _verify)
    parser = add_command(commands, "backup", tr("Écrire une sauvegarde chiffrée et vérifiée"), _backup)
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar=tr("DOSSIER"),
        help=tr("dossier où l'écrire, à côté du coffre par défaut"),
    )
    security.register(commands)
    parser = add_command(commands, "restore", tr("Restaurer une sauvegarde, à côté de ce qui existe"), _restore)
    parser.add_argument("file", type=Path, metavar=tr("FICHIER"), help=tr("sauvegarde à restaurer"))
    new_passphrase: dict[str, Any] = {
        "type": Path,
        "metavar": tr("FICHIER"),
        "help": tr("fichier dont la première ligne est la nouvelle phrase secrète"),
    }
    parser = add_command(commands, "passphrase", tr("Changer la phrase secrète"), _change_passphrase)
    parser.add_argument("--new-file", **new_passphrase)
    add_command(
        commands,
        "recovery-key",
        tr("Faire une nouvelle clé de récupération, qui met fin à l'ancienne"),
        _renew_recovery_key,
    )
    parser = add_command(
        commands, "recover", tr("Choisir une nouvelle phrase secrète avec la clé de récupération"), _recover
    )
    parser.add_argument(
        "--recovery-key-file",
        type=Path,
        metavar=tr("FICHIER"),
        help=tr("fichier dont la première ligne est la clé de récupération"),
    )
    parser.add_argument("--new-file", **new_passphrase)


def _register_init(commands: Subparsers) -> None:
    parser = add_command(commands, "init", tr("Créer le coffre"), _init)
    parser.add_argument("--name", required=True, metavar=tr("NOM"), help=tr("nom de votre entreprise, ou le vôtre"))
    parser.add_argument("--siret", default="", metavar=tr("NUMÉRO"), help=tr("SIRET de l'entreprise"))
    parser.add_argument(
        "--activity",
        type=one_of(Activity),
        choices=list(Activity),
        default=Activity.BNC,
        help=tr("activité principale"),
    )
    parser.add_argument("--adult", action="store_true", help=tr("vous déclarez avoir 18 ans ou plus"))
    parser.add_argument(
        "--accept-privacy", action="store_true", help=tr("vous acceptez la déclaration de confidentialité")
    )


def _init(context: Context) -> Result:
    from microdesk_desktop.domain.company import Company
    from microdesk_desktop.operations.vault.create import create_vault

    arguments = context.arguments
    if not (arguments.adult or context.confirm(tr("Avez-vous 18 ans ou plus ?"))):
        raise KnownError(ErrorCode.ADULT_NOT_DECLARED)
    made = create_vault(
        context.profile,
        _new_passphrase(context, None),
        Company(name=arguments.name, siret=arguments.siret, activity=arguments.activity),
        privacy_version=_accepted_version(context),
    )
    context.register_session(made.session)
    return Result(
        value={"profile": str(context.profile), "name": arguments.name, "recovery_key": made.recovery_key},
        text=[
            tr("Le coffre est créé : {folder}").format(folder=visible(str(context.profile))),
            tr("Clé de récupération : {key}").format(key=made.recovery_key),
            tr("Elle n'est affichée qu'une fois et n'est gardée nulle part. Notez-la, loin de cet ordinateur."),
        ],
    )


def _accepted_version(context: Context) -> str:
    from microdesk_desktop.views.privacy.statement import load_privacy_statement

    statement = load_privacy_statement()
    if context.arguments.accept_privacy:
        return statement.version
    if not context.confirm(f"{statement.text}\n{tr('Acceptez-vous cette déclaration ?')}"):
        raise KnownError(ErrorCode.PRIVACY_NOT_ACCEPTED)
    return statement.version


def _status(context: Context) -> Result:
    # Only the schema version needs the open vault, which is opened only when no question must be asked for it.
    is_open = context.given_passphrase() is not None and vault_exists(context.profile)
    schema = context.session().database.version if is_open else None
    status = load_status(context.profile, SystemClock().today(), schema)
    opening = _opening_json(context.session()) if is_open else {"healed": None, "latest": None}
    return Result(value={**status_json(status), **opening}, text=status_lines(status))


def _verify(context: Context) -> Result:
    from microdesk_desktop.operations.vault.verify import faults, verify
    from microdesk_desktop.views.messages.actions import command_text
    from microdesk_desktop.views.messages.errors import error_text

    session = context.session()
    checks = verify(session)
    text = [check_line(name, holds) for name, holds in checks.items()]
    value: dict[str, object] = {"ok": all(checks.values()), "checks": dict(checks), **_opening_json(session)}
    if all(checks.values()):
        return Result(value=value, text=text)
    found = faults(session, checks)
    error = {"code": found[0].code.value, "message": error_text(found[0])}
    text += [line for each in found for line in (error_text(each), command_text(each.code))]
    return Result(value={**value, "error": error}, text=text, code=KNOWN)


def _opening_json(session: "Session") -> Mapping[str, object]:
    from microdesk_desktop.operations.vault.warnings import warnings

    return opening_json(session.opening, is_latest=not warnings(session))


def _backup(context: Context) -> Result:
    from microdesk_desktop.operations.vault.backups.make import back_up, own_backups

    session = context.session()
    path = back_up(session, context.arguments.folder or own_backups(session.profile), context.job)
    return Result(
        value={"file": str(path), "bytes": path.stat().st_size},
        text=[tr("Sauvegarde chiffrée et vérifiée : {path}").format(path=visible(str(path)))],
    )


def _restore(context: Context) -> Result:
    from microdesk_desktop.operations.vault.backups.restore import restore

    passphrase = _passphrase_of_backup(context)
    folder = restore(context.arguments.file, context.profile, passphrase)
    unverified = tr("Son contenu n'a pas été vérifié, faute de phrase secrète. Ouvrez-le avant de compter sur lui.")
    return Result(
        value={"profile": str(folder), "verified": passphrase is not None},
        text=[
            tr("Le coffre restauré est dans {folder}").format(folder=visible(str(folder))),
            *((unverified,) if passphrase is None else ()),
            *_how_to_open(folder, context.profile),
        ],
    )


def _passphrase_of_backup(context: Context) -> str | None:
    """The passphrase to check a backup with; None without a terminal, or when the user has none to give."""
    given = context.given_passphrase()
    if given is not None:
        return given
    return context.ask_optional_secret(
        tr("Phrase secrète de cette sauvegarde (Entrée pour restaurer sans vérifier) : ")
    )


def _how_to_open(folder: Path, profile: Path) -> Sequence[str]:
    if folder == profile:
        return ()
    return (
        tr("Celui qui existait n'a pas été touché."),
        tr("Pour l'ouvrir : microdesk --profile {folder}").format(folder=visible(str(folder))),
    )


def _change_passphrase(context: Context) -> Result:
    from microdesk_desktop.operations.vault.passphrase.change import change_passphrase
    from microdesk_desktop.operations.vault.unlock import unlock

    current = context.passphrase()
    session = context.register_session(unlock(context.profile, current))
    change_passphrase(session, current, _new_passphrase(context, context.arguments.new_file))
    return _changed(session)


def _renew_recovery_key(context: Context) -> Result:
    from microdesk_desktop.operations.vault.recovery_key import make_recovery_key, put_recovery_key
    from microdesk_desktop.operations.vault.unlock import unlock
    from microdesk_desktop.views.vault.outdated_backups import outdated_json, renewed_lines

    passphrase = context.passphrase()
    session = context.register_session(unlock(context.profile, passphrase))
    made = make_recovery_key(session, passphrase)
    backups = put_recovery_key(session, made)
    return Result(
        value={"recovery_key": made.text, "outdated": outdated_json(backups)},
        text=[
            tr("Clé de récupération : {key}").format(key=made.text),
            tr("Elle n'est affichée qu'une fois et n'est gardée nulle part. Notez-la, loin de cet ordinateur."),
            *renewed_lines(backups),
        ],
        code=PARTLY if backups else OK,
    )


def _recover(context: Context) -> Result:
    from microdesk_desktop.operations.vault.passphrase.change import recover

    path = context.arguments.recovery_key_file
    key = first_line(path) if path else context.ask_secret(tr("Clé de récupération : "))
    new = _new_passphrase(context, context.arguments.new_file)
    return _changed(context.register_session(recover(context.profile, key, new)))


def _changed(session: "Session") -> Result:
    from microdesk_desktop.views.vault.outdated_backups import changed_lines, outdated_json

    backups = session.outdated_backups
    return Result(
        value={"changed": True, "outdated": outdated_json(backups)},
        text=changed_lines(backups),
        code=PARTLY if backups else OK,
    )


def _new_passphrase(context: Context, file: Path | None) -> str:
    """The new passphrase, from its file or typed twice; `vault init` takes the one of `--passphrase-file`."""
    given = first_line(file) if file else context.given_passphrase() if _is_init(context) else None
    if given is not None:
        return given
    first = context.ask_secret(tr("Nouvelle phrase secrète : "))
    if context.ask_secret(tr("La même, une seconde fois : ")) != first:
        raise KnownError(ErrorCode.PASSPHRASES_DIFFER)
    return first


def _is_init(context: Context) -> bool:
    return context.arguments.run is _init
