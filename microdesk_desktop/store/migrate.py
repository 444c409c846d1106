"""Bring a vault's schema up to date: numbered SQL files, each in one transaction.

A file `NNNN_name.sql` that has shipped is stone; the next one is numbered ten higher.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.errors import ErrorCode, KnownError

FOLDER = Path(__file__).parent / "migrations"
_NAME = re.compile(r"(\d{3}0)_\w+\.sql")


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step of the schema; `number` becomes the vault's user_version."""

    number: int
    statements: Sequence[str]


def load_migrations(folder: Path = FOLDER) -> Sequence[Migration]:
    """The steps in order. A file named otherwise, or two with one number, is a mistake of ours: ValueError."""
    steps = sorted((_number(path), path) for path in folder.glob("*.sql"))
    numbers = [number for number, _ in steps]
    if len(set(numbers)) < len(numbers):
        raise ValueError(f"two migrations have one number in {folder}")
    return [
        Migration(number=number, statements=tuple(_statements(path.read_text(encoding="utf-8"))))
        for number, path in steps
    ]


def version_of(connection: Any) -> int:
    """The number of the last step that a vault went through; 0 when it is empty."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def missing_steps(connection: Any, migrations: Sequence[Migration]) -> Sequence[Migration]:
    """The steps still to take. Raises VAULT_FROM_FUTURE for a vault that knows steps which this program does not."""
    version = version_of(connection)
    latest = migrations[-1].number if migrations else 0
    if version > latest:
        raise KnownError(ErrorCode.VAULT_FROM_FUTURE, version=version, latest=latest)
    return [step for step in migrations if step.number > version]


def apply(connection: Any, step: Migration) -> None:
    """Take one step whole, or leave the vault as it was."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in step.statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {step.number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _number(path: Path) -> int:
    found = _NAME.fullmatch(path.name)
    if found is None:
        raise ValueError(f"a migration is named NNN0_name.sql, not {path.name}")
    return int(found[1])


def _statements(text: str) -> Iterator[str]:
    # executescript() would commit the open transaction before its first statement.
    waiting = ""
    for line in text.splitlines(keepends=True):
        waiting += line
        if sqlcipher.complete_statement(waiting):
            yield waiting
            waiting = ""
    if waiting.strip():
        yield waiting
