"""Where an export goes."""

from dataclasses import dataclass, field
from pathlib import Path

from microdesk_desktop.operations.session import Session
from microdesk_desktop.vault.places import require_outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A new folder, or one encrypted file where there is a passphrase."""

    path: Path
    passphrase: str | None = field(default=None, repr=False)


def check_place(session: Session, destination: Destination) -> None:
    """Raise INSIDE_PROFILE for a place in the vault's own folders."""
    require_outside(session.profile, destination.path)
