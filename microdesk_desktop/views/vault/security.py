"""When what opens the vault was last changed or tried, and the copies elsewhere that the program knows of, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.privacy.copies import CopyKind, KnownCopy
from microdesk_desktop.store.backup_files import RestoreTest
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_adult_declared_at
from microdesk_desktop.store.vault.copies import load_copies
from microdesk_desktop.store.vault.security_moments import SecurityMoment, load_moments

__all__ = ["KnownCopy", "RestoreTest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """When the vault was made, and when each thing last happened to it; what never did is left out."""

    created_at: datetime
    moments: Mapping[SecurityMoment, datetime]

    def day_of(self, moment: SecurityMoment) -> str:
        """The day of a moment in words; empty where it never came."""
        at = self.moments.get(moment)
        return dates.long_day(at.astimezone().date()) if at else ""

    @property
    def created(self) -> str:
        """The day on which the vault was made."""
        return dates.long_day(self.created_at.astimezone().date())


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A copy elsewhere; `is_there` is whether its file is where it was made, False also for a disk that is not."""

    id: int
    kind: CopyKind
    path: str
    made_at: datetime
    is_there: bool

    @property
    def name(self) -> str:
        """« Sauvegarde chiffrée · 28 novembre 2026 »."""
        return f"{kind_words()[self.kind]} · {dates.long_day(self.made_at.astimezone().date())}"

    @property
    def detail(self) -> str:
        """Where it is, or was."""
        where = visible(self.path)
        return where if self.is_there else tr("{path} (plus là, ou disque absent)").format(path=where)


def load_security(reader: Reader) -> Security:
    """The moments of this vault."""
    return Security(created_at=load_adult_declared_at(reader), moments=load_moments(reader))


def load_known_copies(reader: Reader) -> Sequence[KnownCopy]:
    """The copies that are noted, the latest first."""
    return load_copies(reader)


def copy_rows(copies: Sequence[KnownCopy]) -> Sequence[CopyRow]:
    """The copies, each looked for on the disk, which may take a moment."""
    return [
        CopyRow(id=each.id, kind=each.kind, path=each.path, made_at=each.made_at, is_there=_exists(Path(each.path)))
        for each in copies
    ]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def kind_words() -> Mapping[CopyKind, str]:
    """What each copy is, and whether it is encrypted."""
    return {
        CopyKind.BACKUP: tr("Sauvegarde chiffrée"),
        CopyKind.RESTORED: tr("Coffre restauré, chiffré"),
        CopyKind.EXPORT: tr("Export de vos données"),
        CopyKind.CLIENT_EXPORT: tr("Copie remise à une personne, en clair"),
        CopyKind.DOCUMENTS: tr("Documents et preuves, en clair"),
        CopyKind.ACCOUNTANT: tr("Dossier du comptable, en clair"),
    }


def passphrase_text(security: Security) -> str:
    """When the passphrase was chosen."""
    changed = security.day_of(SecurityMoment.PASSPHRASE_CHANGED)
    if changed:
        return tr("Changée le {day}. Elle chiffre le coffre et ses sauvegardes automatiques.").format(day=changed)
    text = tr("Choisie le {day}, avec le coffre. Elle le chiffre, avec ses sauvegardes automatiques.")
    return text.format(day=security.created)


def recovery_key_text(security: Security) -> str:
    """When the recovery key was made, and when it was last tried."""
    made = security.day_of(SecurityMoment.RECOVERY_KEY_MADE) or security.created
    tried = security.day_of(SecurityMoment.RECOVERY_KEY_TRIED)
    how = tr("Essayée le {day}.").format(day=tried) if tried else tr("Jamais essayée depuis.")
    return tr("Faite le {day}. {tried} Elle ouvre le coffre si vous oubliez la phrase secrète.").format(
        day=made, tried=how
    )


def restore_text(security: Security) -> str:
    """When a restoration was last tested."""
    tested = security.day_of(SecurityMoment.RESTORE_TESTED)
    what = tr("MicroDesk ouvre une copie de la dernière sauvegarde, relit chaque page, compare, et n'en laisse rien.")
    when = tr("Dernier essai le {day}.").format(day=tested) if tested else tr("Jamais essayé.")
    return f"{what} {when}"


def restore_test_lines(tested: RestoreTest) -> Sequence[str]:
    """What the test of a restoration found."""
    day = dates.long_day(tested.made_on)
    opens = (
        tr("Votre phrase secrète et votre clé de récupération l'ouvrent.")
        if tested.opens_as_today
        else tr("Elle s'ouvre encore avec une ancienne phrase secrète ou une ancienne clé.")
    )
    return [tr("Sauvegarde du {day} : entière, chaque page relue.").format(day=day), opens, _compared(tested)]


def _compared(tested: RestoreTest) -> str:
    rows = sum(count for count, _ in tested.counts.values())
    text = ntr("{count} ligne relue.", "{count} lignes relues.", rows).format(count=counts.count(rows))
    missing = sum(max(0, today - then) for then, today in tested.counts.values())
    since = (
        ntr("{count} ligne de plus aujourd'hui.", "{count} lignes de plus aujourd'hui.", missing)
        if missing
        else tr("Autant de lignes aujourd'hui.")
    )
    return f"{text} {since.format(count=counts.count(missing))}"


def restore_test_json(tested: RestoreTest) -> Mapping[str, object]:
    """The stable shape of `vault backups --test`; each table with its rows in the backup and today."""
    return {
        "file": tested.name,
        "date": tested.made_on.isoformat(),
        "ok": True,
        "opens_as_today": tested.opens_as_today,
        "counts": {table: {"backup": then, "today": today} for table, (then, today) in tested.counts.items()},
    }


def copy_json(row: CopyRow) -> Mapping[str, object]:
    """The stable shape of a copy elsewhere."""
    return {
        "id": row.id,
        "kind": row.kind.value,
        "path": row.path,
        "made_at": row.made_at.isoformat(),
        "there": row.is_there,
    }
