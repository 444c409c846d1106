"""Whether a vault file is whole: its pages, its tables, its links, its schema."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.store.connection import connect
from microdesk_desktop.store.errors import translate_sqlite_errors
from microdesk_desktop.store.migrate import apply, load_migrations

_SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"


def check(connection: Any) -> Mapping[str, bool]:
    """What holds, by name: pages, integrity, links, schema.

    Pages are read from the file itself, so nothing may be moving from the WAL into it meanwhile.
    """
    # One row for each page whose authentication fails: none is what we want.
    has_pages = connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    return {
        "pages": has_pages,
        "integrity": has_pages and _holds(connection, "integrity_check", [("ok",)]),
        "links": has_pages and _holds(connection, "foreign_key_check", []),
        "schema": has_pages and _schema(connection) == expected_schema(),
    }


def check_copy(path: Path, key: bytes, counts: Mapping[str, int]) -> None:
    """Refuse a copy that lacks a page, a row or a link. Raises BACKUP_DAMAGED."""
    with translate_sqlite_errors(path):
        connection = connect(path, key)
        try:
            held = check(connection)
            found = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in counts}
        finally:
            connection.close()
    if not (held["pages"] and held["integrity"] and held["links"]) or found != dict(counts):
        raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path))


def expected_schema() -> list[tuple[str, str, str]]:
    """The tables and indexes that the migrations make."""
    connection = sqlcipher.connect(":memory:", isolation_level=None)
    try:
        for step in load_migrations():
            apply(connection, step)
        return _schema(connection)
    finally:
        connection.close()


def _holds(connection: Any, pragma: str, expected: list[tuple[Any, ...]]) -> bool:
    try:
        return bool(connection.execute(f"PRAGMA {pragma}").fetchmany(2) == expected)
    except sqlcipher.DatabaseError:
        return False


def _schema(connection: Any) -> list[tuple[str, str, str]]:
    return [(kind, name, re.sub(r"\s+", " ", sql)) for kind, name, sql in connection.execute(_SCHEMA)]
