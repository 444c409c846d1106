"""The state of a vault that needs no unlocking: presence, size, versions, keyring, backups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from microdesk_desktop import __version__
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.vault.erasures import Part, pending
from microdesk_desktop.vault.header import Header
from microdesk_desktop.vault.header_copies import OpeningReport, read_header
from microdesk_desktop.vault.keys import keyring_entry
from microdesk_desktop.vault.places import DATABASE_NAME, vault_exists
from microdesk_desktop.views.vault.backups import KeptBackups, backups_json, backups_lines, load_backups


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultStatus:
    """`state` is absent, damaged, from_future or ready; `schema` is None while the vault is closed.

    `erasing` are the modules whose erasure has begun and not ended, each with the parts that are left.
    """

    profile: Path
    state: str
    size_bytes: int
    format: int | None
    schema: int | None
    is_remembered: bool
    backups: KeptBackups
    erasing: Mapping[str, Sequence[Part]]


def load_status(profile: Path, today: date, schema: int | None = None) -> VaultStatus:
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
        backups=load_backups(profile, header["vault"] if header else None, today),
        erasing={module: sorted(parts - {Part.CONSENT}) for module, parts in pending(profile).items()},
    )


def _state(profile: Path) -> tuple[str, Header | None]:
    if not vault_exists(profile):
        return "absent", None
    try:
        return "ready", read_header(profile)
    except KnownError as error:
        return ("from_future" if error.code is ErrorCode.VAULT_FROM_FUTURE else "damaged"), None


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
        "backups": backups_json(status.backups),
        "erasing": status.erasing,
    }


def status_lines(status: VaultStatus) -> list[str]:
    """The state in words, for the terminal."""
    return [
        tr("Dossier : {folder}").format(folder=visible(str(status.profile))),
        tr("Coffre : {state}").format(state=_state_words(status.state)),
        tr("Taille : {size} Ko").format(size=-(-status.size_bytes // 1024)),
        tr("MicroDesk {version}").format(version=__version__),
        *backups_lines(status.backups),
        *_left_lines(status),
    ]


def _left_lines(status: VaultStatus) -> list[str]:
    """What each erasure that has not ended has left."""
    return [_left_text(module, parts) for module, parts in status.erasing.items() if parts]


def _left_text(module: str, parts: Sequence[Part]) -> str:
    if module != "bank":
        return tr("Un effacement n'est pas terminé : MicroDesk l'achève à la prochaine ouverture.")
    # With all that it needs of the bank's views, its import takes as long as all the rest of the command.
    from microdesk_desktop.views.bank.connections.erasure import left_text

    return left_text(parts)


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
        "wal": tr("Dernières modifications"),
        "header": tr("En-tête du coffre et sa copie"),
        "permissions": tr("Droits des fichiers"),
        "documents": tr("Documents émis"),
    }
    return tr("{what} : {verdict}").format(what=words[name], verdict=tr("en ordre") if holds else tr("en défaut"))


def opening_json(report: OpeningReport, *, is_latest: bool) -> Mapping[str, object]:
    """Its stable shape in the JSON of `vault status` and `vault verify`; `is_latest`: no change was found missing."""
    return {"healed": report.healed_from if report.is_healed else None, "latest": is_latest}
