"""Bring a vault's schema up to date: numbered SQL files, each in one transaction."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: Any) -> None:
    """Apply the files whose number is above the vault's."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for path in sorted(FOLDER.glob("*.sql")):
        number = int(path.name.split("_")[0])
        if number > version:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _statements(path.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")


def _statements(text: str) -> list[str]:
    statements, current = [], ""
    for line in text.splitlines(keepends=True):
        current += line
        if sqlcipher.complete_statement(current):
            statements.append(current)
            current = ""
    return statements
