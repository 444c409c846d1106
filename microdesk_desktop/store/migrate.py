"""Schema migrations: numbered steps, run in one transaction with foreign keys off, checked before it commits.

A step is `NNN0_name.sql`, or `NNN0_name.py` with `apply(writer)` where SQL alone cannot do it. Each declares how many
rows the tables hold after it; a table that it does not name keeps its rows, and a new one is empty:

    -- rows TABLE: SELECT …         in a .sql file, one line for each table, a query that is run before the step
    ROWS = {"table": "SELECT …"}    in a .py file

Foreign keys are off because a table is rebuilt by dropping it, and a drop would delete by cascade what refers to it.
A step that has shipped is never edited, and imports the standard library only. The next one is numbered ten higher.
"""

import importlib.util
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.store.transaction import Writer, count_rows, transaction

FOLDER = Path(__file__).parent / "migrations"
_NAME = re.compile(r"\A(\d{3}0)_\w+\.(sql|py)")
_ROWS = re.compile(r"^-- rows (\w+): (SELECT .+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step of the schema; `number` becomes the vault's user_version.

    `rows` maps a table to a query, run before the step, for the number of rows that the table holds after it.
    """

    number: int
    apply: Callable[[Writer], object]
    rows: Mapping[str, str] = field(default_factory=dict)


def load_migrations(folder: Path = FOLDER) -> Sequence[Migration]:
    """The steps in order. Raises ValueError for a file with another kind of name, or two with one number."""
    paths = [path for path in folder.iterdir() if path.suffix in (".sql", ".py")]
    steps = sorted((_load(path) for path in paths), key=lambda step: step.number)
    if len({step.number for step in steps}) < len(steps):
        raise ValueError(f"two migrations have one number in {folder}")
    return steps


def version_of(connection: Any) -> int:
    """The number of the last step that was applied; 0 for an empty vault."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def missing_steps(connection: Any, migrations: Sequence[Migration]) -> Sequence[Migration]:
    """The steps still to apply. Raises VAULT_FROM_FUTURE for a vault whose version this program does not know."""
    version = version_of(connection)
    latest = migrations[-1].number if migrations else 0
    if version > latest:
        raise KnownError(ErrorCode.VAULT_FROM_FUTURE, version=version, latest=latest)
    return [step for step in migrations if step.number > version]


def migrate(connection: Any, steps: Sequence[Migration]) -> None:
    """Apply all these steps, or none of them.

    `connection` has foreign keys off: SQLite ignores the pragma inside a transaction.
    Raises RuntimeError when a step leaves a dangling reference or another number of rows than it declares.
    """
    if connection.execute("PRAGMA foreign_keys").fetchone()[0]:
        raise RuntimeError("migrations run with foreign keys off")
    with transaction(connection, "BEGIN IMMEDIATE"):
        apply_steps(Writer(connection), steps)


def apply_steps(writer: Writer, steps: Sequence[Migration]) -> None:
    """Apply these steps in the current transaction, with foreign keys off. Raises RuntimeError as `migrate` does."""
    for step in steps:
        _apply(writer, step)
        writer.run(f"PRAGMA user_version = {step.number}")


def _apply(writer: Writer, step: Migration) -> None:
    expected = {**count_rows(writer), **{table: writer.value(query) for table, query in step.rows.items()}}
    step.apply(writer)
    found = count_rows(writer)
    wrong = {
        table: (expected.get(table, 0), found.get(table, 0))
        for table in sorted({*expected, *found})
        if expected.get(table, 0) != found.get(table, 0)
    }
    if wrong:
        raise RuntimeError(f"migration {step.number}: rows declared and found: {wrong}")
    dangling = {str(table) for table, *_ in writer.all("PRAGMA foreign_key_check")}
    if dangling:
        raise RuntimeError(f"migration {step.number}: dangling references in {', '.join(sorted(dangling))}")


def _load(path: Path) -> Migration:
    found = _NAME.fullmatch(path.name)
    if found is None:
        raise ValueError(f"a migration is named NNN0_name.sql or NNN0_name.py, not {path.name}")
    number = int(found[1])
    if found[2] == "py":
        module = _import(path)
        return Migration(number=number, apply=module.apply, rows=getattr(module, "ROWS", {}))
    text = path.read_text(encoding="utf-8")
    return Migration(number=number, apply=lambda writer: writer.run_script(text), rows=dict(_ROWS.findall(text)))


def _import(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"migration_{path.stem}", path)
    assert spec is not None, "a .py file has a loader"
    assert spec.loader is not None, "a .py file has a loader"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
