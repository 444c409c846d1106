"""When what opens the vault was last changed or tried."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from microdesk_desktop.store.database import Reader, Writer


class SecurityMoment(StrEnum):
    """What happened."""

    PASSPHRASE_CHANGED = "passphrase_changed"
    RECOVERY_KEY_MADE = "recovery_key_made"
    RECOVERY_KEY_TRIED = "recovery_key_tried"
    RESTORE_TESTED = "restore_tested"


def note_moment(writer: Writer, name: SecurityMoment, at: datetime) -> None:
    """Note that it happened, in place of the last time."""
    writer.run("INSERT OR REPLACE INTO security_moment (name, at) VALUES (?, ?)", (name, at.isoformat()))


def forget_moment(writer: Writer, name: SecurityMoment) -> None:
    """Forget when it happened, because it does not hold any more."""
    writer.run("DELETE FROM security_moment WHERE name = ?", (name,))


def load_moments(reader: Reader) -> Mapping[SecurityMoment, datetime]:
    """When each last happened; those that never did are left out."""
    rows = reader.iterate("SELECT name, at FROM security_moment")
    return {SecurityMoment(name): datetime.fromisoformat(at) for name, at in rows}
