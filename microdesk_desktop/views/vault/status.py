"""The state of a vault that needs no unlocking: presence, size, versions, keyring, backups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from microdesk_desktop import __version__
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.vault.keys import Header, keyring_entry, read_header
from microdesk_desktop.vault.places import BACKUPS_NAME, DATABASE_NAME, vault_exists


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRow:
    """A copy that the program keeps beside the vault."""

    name: str
    size_bytes: int
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultStatus:
    """`state` is absent, damaged, from_future or ready; `schema` is None while the vault is closed."""

    profile: Path
    state: str
    size_bytes: int
    format: int | None
    schema: int | None
    is_remembered: bool
    backups: tuple[BackupRow, ...]


def load_status(profile: Path, schema: int | None = None) -> VaultStatus:
    """The state of the profile's vault; nothing is opened or changed."""
    state, header = _state(profile)
    database = profile / DATABASE_NAME
    return VaultStatus(
        profile=profile,
        state=state,
        size_bytes=database.stat().st_size if database.exists() else 0,
        format=header["format"] if header else None,
        schema=schema,
        is_remembered=bool(header and keyring_entry(header)),
        backups=tuple(_row(path) for path in backups_in(profile / BACKUPS_NAME)),
    )


def _state(profile: Path) -> tuple[str, Header | None]:
    if not vault_exists(profile):
        return "absent", None
    try:
        return "ready", read_header(profile)
    except KnownError as error:
        return ("from_future" if error.code is ErrorCode.VAULT_FROM_FUTURE else "damaged"), None


def _row(path: Path) -> BackupRow:
    facts = path.stat()
    made_on = datetime.fromtimestamp(facts.st_mtime).astimezone().date()
    return BackupRow(name=path.name, size_bytes=facts.st_size, made_on=made_on)


def status_json(status: VaultStatus) -> Mapping[str, object]:
    """The stable shape of `vault status --json`."""
    return {
        "profile": str(status.profile),
        "state": status.state,
        "bytes": status.size_bytes,
        "program": __version__,
        "format": status.format,
        "schema": status.schema,
        "keyring": status.is_remembered,
        "backups": [
            {"file": row.name, "bytes": row.size_bytes, "date": row.made_on.isoformat()} for row in status.backups
        ],
    }


def status_lines(status: VaultStatus) -> list[str]:
    """The state in words, for the terminal."""
    count = len(status.backups)
    last = max((row.made_on for row in status.backups), default=None)
    return [
        tr("Dossier : {folder}").format(folder=status.profile),
        tr("Coffre : {state}").format(state=_state_words(status.state)),
        tr("Taille : {size} Ko").format(size=-(-status.size_bytes // 1024)),
        tr("MicroDesk {version}").format(version=__version__),
        ntr("{count} sauvegarde automatique", "{count} sauvegardes automatiques", count).format(count=count)
        + (tr(", la dernière du {date}").format(date=dates.typed_day(last)) if last else ""),
    ]


def _state_words(state: str) -> str:
    words = {
        "absent": tr("aucun"),
        "damaged": tr("abîmé ou incomplet"),
        "from_future": tr("écrit par une version plus récente"),
    }
    return words.get(state, tr("présent, chiffré"))


def check_line(name: str, holds: bool) -> str:
    """One line of `vault verify`."""
    words = {
        "pages": tr("Pages chiffrées"),
        "integrity": tr("Tables et index"),
        "links": tr("Liens entre les tables"),
        "schema": tr("Schéma"),
        "permissions": tr("Droits des fichiers"),
    }
    return tr("{what} : {verdict}").format(what=words[name], verdict=tr("en ordre") if holds else tr("en défaut"))
