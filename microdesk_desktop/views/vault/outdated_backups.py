"""The backups beside the vault that still open with a former passphrase or key, in words."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.store.backup_files import OutdatedBackup


def outdated_lines(backups: Sequence[OutdatedBackup]) -> list[str]:
    """One line per backup: which, why, and what to do."""
    return [f"{_state(backup)} {_remedy(backup.code)}" for backup in backups]


def outdated_json(backups: Sequence[OutdatedBackup]) -> list[Mapping[str, str]]:
    """The same for `vault passphrase --json`."""
    lines = outdated_lines(backups)
    return [
        {"file": backup.name, "code": backup.code.value, "message": line}
        for backup, line in zip(backups, lines, strict=True)
    ]


def changed_lines(backups: Sequence[OutdatedBackup]) -> list[str]:
    """What a change of the passphrase reached, when these backups could not be rewritten."""
    reached = (
        tr("La nouvelle phrase secrète ouvre le coffre.")
        if backups
        else tr("La nouvelle phrase secrète ouvre le coffre et ses sauvegardes automatiques.")
    )
    return [
        reached,
        *outdated_lines(backups),
        tr("Vos sauvegardes rangées ailleurs s'ouvrent encore avec l'ancienne."),
    ]


def renewed_lines(backups: Sequence[OutdatedBackup]) -> list[str]:
    """What a renewal of the recovery key reached, when these backups could not be rewritten."""
    reached = (
        tr("L'ancienne clé n'ouvre plus le coffre.")
        if backups
        else tr("L'ancienne clé n'ouvre plus ni le coffre ni ses sauvegardes automatiques.")
    )
    return [
        reached,
        *outdated_lines(backups),
        tr("Vos sauvegardes rangées ailleurs s'ouvrent encore avec l'ancienne."),
    ]


def _state(backup: OutdatedBackup) -> str:
    text = (
        tr("La sauvegarde {name} s'ouvre encore avec l'ancienne phrase secrète.")
        if backup.has_former_passphrase
        else tr("La sauvegarde {name} s'ouvre encore avec une ancienne clé.")
    )
    return text.format(name=backup.name)


def _remedy(code: ErrorCode) -> str:
    match code:
        case ErrorCode.BACKUP_DAMAGED:
            return tr("Elle est abîmée : supprimez-la.")
        case ErrorCode.DISK_FULL:
            return tr("Le disque est plein : libérez de la place, puis rouvrez le coffre.")
        case ErrorCode.READ_ONLY:
            return tr("Elle est en lecture seule : donnez-vous le droit d'y écrire, puis rouvrez le coffre.")
        case _:
            return tr("Le disque a refusé de l'écrire : vérifiez-le, puis rouvrez le coffre.")
