"""How many times the vault was opened, as its database counts it."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.store.connection import connect
from microdesk_desktop.store.database import Reader, Writer

_TABLE = "SELECT count(*) FROM sqlite_master WHERE name = 'header_generation'"
_SELECT = "SELECT value FROM header_generation"


def load_generation(reader: Reader) -> int:
    """The number of openings that were counted."""
    return int(reader.value(_SELECT))


def save_generation(writer: Writer, value: int) -> None:
    """Replace the number of openings."""
    writer.run("UPDATE header_generation SET value = ?", (value,))


def peek_generation(path: Path, key: bytes) -> int | None:
    """The number of openings in a database file that is not open, 0 before it counted any; None for another key.

    Read without the WAL and without changing a byte, unless the file cannot be read so: a checkpoint that a power cut
    interrupted leaves pages that only the WAL completes.
    """
    found = _peek(path, key, is_immutable=True)
    return _peek(path, key, is_immutable=False) if found is None else found


def _peek(path: Path, key: bytes, *, is_immutable: bool) -> int | None:
    try:
        connection = connect(path, key, is_immutable=is_immutable)
    except sqlcipher.DatabaseError:
        return None
    try:
        return int(_value(connection, _SELECT)) if _value(connection, _TABLE) else 0
    except sqlcipher.DatabaseError:
        return 1  # the key is right, and a damaged page holds what was counted
    finally:
        connection.close()


def _value(connection: Any, query: str) -> Any:
    return connection.execute(query).fetchone()[0]
