"""The backups that the program keeps beside the vault: when the last one was made, and which files are none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.format.sizes import size
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.store.backup_files import (
    COPY,
    DAILY,
    VERSION,
    Backup,
    BackupContent,
    backups_of,
    day_of,
    in_order,
    size_of,
    unidentified,
)
from microdesk_desktop.vault.places import BACKUPS_NAME

__all__ = ["BackupContent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """A file that has the name of a backup; `is_known` is whether it is one of this vault, which then has a `kind`."""

    name: str
    size_bytes: int
    made_on: date
    is_known: bool
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBackups:
    """The rows by name, the day of the backup that was made last, and whether that day is still to come."""

    rows: tuple[BackupRow, ...]
    latest: date | None
    is_in_future: bool


def load_backups(profile: Path, vault: str | None, today: date) -> KeptBackups:
    """The backups beside the vault with this id; of any vault when the id is None."""
    folder = profile / BACKUPS_NAME
    backups = in_order(backups_of(folder, vault), today)
    rows = [_row(backup) for backup in backups] + [_unknown_row(path) for path in unidentified(folder, backups)]
    latest = backups[-1].made_on if backups else None
    return KeptBackups(
        rows=tuple(sorted(rows, key=lambda row: row.name)), latest=latest, is_in_future=bool(latest and latest > today)
    )


def _row(backup: Backup) -> BackupRow:
    path = backup.path
    return BackupRow(name=path.name, size_bytes=size_of(path), made_on=backup.made_on, is_known=True, kind=backup.kind)


def _unknown_row(path: Path) -> BackupRow:
    return BackupRow(name=path.name, size_bytes=size_of(path), made_on=day_of(path), is_known=False)


def backups_json(backups: KeptBackups) -> list[Mapping[str, object]]:
    """The `backups` of `vault status --json`."""
    return [
        {"file": row.name, "bytes": row.size_bytes, "date": row.made_on.isoformat(), "known": row.is_known}
        for row in backups.rows
    ]


def backups_lines(backups: KeptBackups) -> list[str]:
    """The backups in words, for the terminal."""
    count = sum(row.is_known for row in backups.rows)
    lines = [ntr("{count} sauvegarde automatique", "{count} sauvegardes automatiques", count).format(count=count)]
    if backups.latest and not backups.is_in_future:
        lines[0] += tr(", la dernière du {date}").format(date=dates.typed_day(backups.latest))
    if backups.latest and backups.is_in_future:
        lines.append(future_text(backups.latest))
    others = [row.name for row in backups.rows if not row.is_known]
    if others:
        lines.append(others_text(others))
    return lines


def latest_text(backups: KeptBackups) -> str:
    """When the last backup was made, and how many there are of which size, for the settings."""
    if backups.latest is None:
        return tr("Une sauvegarde chiffrée sera faite aujourd'hui, puis chaque jour d'utilisation.")
    if backups.is_in_future:
        return future_text(backups.latest)
    known = [row.size_bytes for row in backups.rows if row.is_known]
    text = ntr(
        "Dernière sauvegarde : {day}. {count} est gardée ici, chiffrée et vérifiée ({size}).",
        "Dernière sauvegarde : {day}. {count} sont gardées ici, chiffrées et vérifiées ({size} en tout).",
        len(known),
    )
    return text.format(day=dates.long_day(backups.latest), count=counts.count(len(known)), size=size(sum(known)))


def backup_detail(row: BackupRow) -> str:
    """« Automatique · 1,2 Mo »."""
    kinds = {
        DAILY: tr("Automatique, du jour"),
        VERSION: tr("Faite avant une mise à jour de MicroDesk"),
        COPY: tr("Faite à votre demande"),
    }
    return " · ".join((kinds[row.kind], size(row.size_bytes)))


def content_lines(content: BackupContent) -> list[str]:
    """What is in a backup: whose it is, then « 12 clients », « 40 opérations »…"""
    counted = content.counts
    clients, documents = counted.get("client", 0), counted.get("document", 0)
    receipts, expenses = counted.get("receipt", 0), counted.get("expense", 0)
    transactions = counted.get("bank_transaction", 0)
    rows = (
        (clients, ntr("{count} client", "{count} clients", clients)),
        (documents, ntr("{count} facture ou devis", "{count} factures ou devis", documents)),
        (receipts, ntr("{count} recette", "{count} recettes", receipts)),
        (expenses, ntr("{count} dépense", "{count} dépenses", expenses)),
        (transactions, ntr("{count} opération bancaire", "{count} opérations bancaires", transactions)),
    )
    return [content.company, *(text.format(count=counts.count(number)) for number, text in rows)]


def future_text(day: date) -> str:
    """The last backup has a date that is still to come, so that the clock was wrong then, or is now."""
    text = tr(
        "La dernière sauvegarde est datée du {day}, un jour à venir : l'horloge de cet ordinateur se trompe, "
        "ou se trompait alors. Vérifiez sa date."
    )
    return text.format(day=dates.long_day(day))


def others_text(names: list[str]) -> str:
    """These files among the backups are damaged, or of another vault."""
    text = ntr(
        "Dans le dossier des sauvegardes, {names} est abîmé ou ne vient pas de ce coffre.",
        "Dans le dossier des sauvegardes, {names} sont abîmés ou ne viennent pas de ce coffre.",
        len(names),
    )
    return text.format(names=", ".join(names))
