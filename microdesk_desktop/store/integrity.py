"""Integrity checks of a vault file: authenticated pages, b-trees, foreign keys, schema."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.store.connection import connect
from microdesk_desktop.store.errors import translate_sqlite_errors
from microdesk_desktop.store.migrate import load_migrations, migrate
from microdesk_desktop.store.transaction import statements

CHECKS = ("pages", "integrity", "links", "schema")
# Written by `python -m tests.tools.schema`.
SCHEMA_FILE = Path(__file__).parent / "schema.sql"
_SCHEMA = (
    "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY tbl_name, type = 'index', name"
)


def check(connection: Any) -> Mapping[str, bool]:
    """Run the checks: {"pages", "integrity", "links", "schema": passed}.

    Pages are read from the file itself, so no checkpoint may run meanwhile.
    """
    # One row for each page whose authentication fails.
    has_pages = connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    return {
        "pages": has_pages,
        "integrity": has_pages and _passes(connection, "integrity_check", [("ok",)]),
        "links": has_pages and _passes(connection, "foreign_key_check", []),
        "schema": has_pages and sorted(map(_normal, schema_of(connection))) == committed_schema(),
    }


def check_file(path: Path, key: bytes) -> Mapping[str, bool]:
    """Run the checks on a connection of its own, so that each page is read from the disk, also out of the WAL.

    All have failed where the damage lets nothing be read. Raises BUSY, DISK_FULL or DISK_FAILED.
    """
    try:
        with translate_sqlite_errors(path):
            connection = connect(path, key)
            try:
                return check(connection)
            finally:
                connection.close()
    except KnownError as error:
        if error.code is not ErrorCode.VAULT_DAMAGED:
            raise
        return dict.fromkeys(CHECKS, False)


def check_copy(path: Path, key: bytes, counts: Mapping[str, int]) -> None:
    """Check a copy's pages, foreign keys and row counts. Raises BACKUP_DAMAGED when one fails."""
    with translate_sqlite_errors(path):
        connection = connect(path, key)
        try:
            held = check(connection)
            found = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in counts}
        finally:
            connection.close()
    if not (held["pages"] and held["integrity"] and held["links"]) or found != dict(counts):
        raise KnownError(ErrorCode.BACKUP_DAMAGED, path=str(path))


def schema_of(connection: Any) -> list[str]:
    """The statements that made the tables and indexes of a file, as SQLite keeps them."""
    return [sql for (sql,) in connection.execute(_SCHEMA)]


def migrated_schema() -> list[str]:
    """The statements of an empty vault that went through every migration."""
    connection = sqlcipher.connect(":memory:", isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = 0")
        migrate(connection, load_migrations())
        return schema_of(connection)
    finally:
        connection.close()


def committed_schema() -> list[str]:
    """The statements of `schema.sql`, normalised and sorted."""
    text = SCHEMA_FILE.read_text(encoding="utf-8")
    return sorted(_normal(sql[sql.index("CREATE ") :]) for sql in statements(text))


def _passes(connection: Any, pragma: str, expected: list[tuple[Any, ...]]) -> bool:
    try:
        return bool(connection.execute(f"PRAGMA {pragma}").fetchmany(2) == expected)
    except sqlcipher.DatabaseError:
        return False


def _normal(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip().rstrip(";")
