"""`vault`: make it, look after it, get back into it."""

from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context, Subparsers, first_line
from microdesk_desktop.cli.output import KNOWN, Result
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.records.receipts_expenses import Activity
from microdesk_desktop.operations.vault.back_up import back_up, own_backups
from microdesk_desktop.operations.vault.change_passphrase import change_passphrase, recover
from microdesk_desktop.operations.vault.create import create_vault
from microdesk_desktop.operations.vault.exists import vault_exists
from microdesk_desktop.operations.vault.restore import restore
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.statement import load_privacy_statement
from microdesk_desktop.views.vault.status import check_sentence, load_status, status_json, status_lines


def register(subparsers: Subparsers) -> None:
    """Declare `vault` and its verbs."""
    verbs = subparsers.add_parser("vault", help=tr("Le coffre chiffré")).add_subparsers(required=True)
    _register_init(verbs)
    verbs.add_parser("status", help=tr("État, tailles, versions, sauvegardes")).set_defaults(run=_status)
    verbs.add_parser("verify", help=tr("Vérifier chaque page, chaque lien et le schéma")).set_defaults(run=_verify)
    parser = verbs.add_parser("backup", help=tr("Écrire une copie chiffrée et vérifiée"))
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    parser.set_defaults(run=_backup)
    parser = verbs.add_parser("restore", help=tr("Restaurer une copie, à côté de ce qui existe"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.set_defaults(run=_restore)
    parser = verbs.add_parser("passphrase", help=tr("Changer la phrase secrète"))
    parser.add_argument("--new-file", type=Path, metavar="FILE")
    parser.set_defaults(run=_change_passphrase)
    parser = verbs.add_parser("recover", help=tr("Entrer avec la clé de récupération"))
    parser.add_argument("--recovery-key-file", type=Path, metavar="FILE")
    parser.add_argument("--new-file", type=Path, metavar="FILE")
    parser.set_defaults(run=_recover)


def _register_init(verbs: Subparsers) -> None:
    parser = verbs.add_parser("init", help=tr("Créer le coffre"))
    parser.add_argument("--name", required=True)
    parser.add_argument("--siret", default="")
    parser.add_argument("--activity", choices=[activity.value for activity in Activity], default=Activity.BNC.value)
    parser.add_argument("--adult", action="store_true", help=tr("Vous déclarez avoir 18 ans ou plus"))
    parser.add_argument("--accept-privacy", action="store_true", help=tr("Vous acceptez la déclaration en vigueur"))
    parser.set_defaults(run=_init)


def _init(context: Context) -> Result:
    arguments = context.arguments
    if not (arguments.adult or context.agrees(tr("Avez-vous 18 ans ou plus ?"))):
        raise KnownError(ErrorCode.ADULT_NOT_DECLARED)
    made = create_vault(
        context.profile,
        _new_passphrase(context, None),
        Company(name=arguments.name, siret=arguments.siret, activity=Activity(arguments.activity)),
        privacy_version=_accepted_version(context),
    )
    context.keep(made.session)
    return Result(
        value={"profile": str(context.profile), "name": arguments.name, "recovery_key": made.recovery_key},
        text=[
            tr("Le coffre est créé : {folder}").format(folder=context.profile),
            tr("Clé de récupération : {key}").format(key=made.recovery_key),
            tr("Elle n'est affichée qu'une fois et n'est gardée nulle part. Notez-la, loin de cet ordinateur."),
        ],
    )


def _accepted_version(context: Context) -> str:
    statement = load_privacy_statement()
    if context.arguments.accept_privacy:
        return statement.version
    if not context.agrees(f"{statement.text}\n{tr('Acceptez-vous cette déclaration ?')}"):
        raise KnownError(ErrorCode.PRIVACY_NOT_ACCEPTED)
    return statement.version


def _status(context: Context) -> Result:
    # Closed, a vault tells all but its schema; it is opened only when that asks nothing of anybody.
    is_open = context.given_passphrase() is not None and vault_exists(context.profile)
    status = load_status(context.profile, context.session().database.version if is_open else None)
    return Result(value=status_json(status), text=status_lines(status))


def _verify(context: Context) -> Result:
    checks = verify(context.session())
    text = [check_sentence(name, holds) for name, holds in checks.items()]
    value: dict[str, object] = {"ok": all(checks.values()), "checks": dict(checks)}
    if all(checks.values()):
        return Result(value=value, text=text)
    damaged = KnownError(ErrorCode.VAULT_DAMAGED)
    error = {"code": damaged.code.value, "message": error_text(damaged)}
    return Result(value={**value, "error": error}, text=[*text, error_text(damaged)], code=KNOWN)


def _backup(context: Context) -> Result:
    session = context.session()
    path = back_up(session, context.arguments.folder or own_backups(session.profile), context.job)
    return Result(
        value={"file": str(path), "bytes": path.stat().st_size},
        text=[tr("Sauvegarde chiffrée et vérifiée : {path}").format(path=path)],
    )


def _restore(context: Context) -> Result:
    folder = restore(context.arguments.file, context.profile, context.given_passphrase())
    return Result(
        value={"profile": str(folder)},
        text=[
            tr("Le coffre restauré est dans {folder}").format(folder=folder),
            *_how_to_open(folder, context.profile),
        ],
    )


def _how_to_open(folder: Path, profile: Path) -> Sequence[str]:
    if folder == profile:
        return ()
    return (
        tr("Celui qui existait n'a pas été touché."),
        tr("Pour l'ouvrir : microdesk --profile {folder}").format(folder=folder),
    )


def _change_passphrase(context: Context) -> Result:
    current = context.passphrase()
    session = context.keep(unlock(context.profile, current))
    change_passphrase(session, current, _new_passphrase(context, context.arguments.new_file))
    return _changed()


def _recover(context: Context) -> Result:
    path = context.arguments.recovery_key_file
    key = first_line(path) if path else context.ask_secret(tr("Clé de récupération : "))
    new = _new_passphrase(context, context.arguments.new_file)
    context.keep(recover(context.profile, key, new))
    return _changed()


def _changed() -> Result:
    return Result(
        value={"changed": True},
        text=[
            tr("La nouvelle phrase secrète ouvre le coffre et ses sauvegardes automatiques."),
            tr("Vos copies rangées ailleurs s'ouvrent encore avec l'ancienne."),
        ],
    )


def _new_passphrase(context: Context, file: Path | None) -> str:
    """From its file, or typed twice; for a new vault, from where the passphrase always comes."""
    given = first_line(file) if file else context.given_passphrase() if _is_init(context) else None
    if given is not None:
        return given
    first = context.ask_secret(tr("Nouvelle phrase secrète : "))
    if context.ask_secret(tr("La même, une seconde fois : ")) != first:
        raise KnownError(ErrorCode.PASSPHRASES_DIFFER)
    return first


def _is_init(context: Context) -> bool:
    return context.arguments.run is _init
