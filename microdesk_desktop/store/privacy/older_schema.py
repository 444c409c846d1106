"""The empty vault as an earlier version of the program made it, in the place of one that holds nothing yet.

    begin_at(490) ─▶ the tables of that schema ─▶ rows ─▶ bring_forward() ─▶ the tables of today

All of it in one write without foreign keys: undone as a whole by any error.
"""

from collections.abc import Mapping

from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.migrate import apply_steps, load_migrations

OwnRows = Mapping[str, int]
_OWN = {"commit_count": "number", "header_generation": "value"}
"""What ties the vault to its files on the disk: the table and its only value."""


def begin_at(writer: Writer, version: int) -> OwnRows:
    """Make all tables anew, empty, as they were at this version; returns what `bring_forward` puts back.

    Raises ValueError for a version that no program ever had.
    """
    steps = [step for step in load_migrations() if step.number <= version]
    if not steps or steps[-1].number != version:
        raise ValueError(f"no schema has the number {version}")
    own = {table: int(writer.value(f"SELECT {column} FROM {table}")) for table, column in _OWN.items()}
    for kind in ("trigger", "view", "table"):
        sql = "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        for (name,) in writer.all(sql, (kind,)):
            writer.run(f'DROP {kind} "{name}"')
    apply_steps(writer, steps)
    return own


def bring_forward(writer: Writer, own: OwnRows) -> None:
    """Apply the steps that are missing, as the opening of an older vault does.

    Raises ValueError where the rows are not those of the older schema.
    """
    version = int(writer.value("PRAGMA user_version"))
    try:
        apply_steps(writer, [step for step in load_migrations() if step.number > version])
    except (RuntimeError, KeyError, TypeError) as error:
        raise ValueError("the rows cannot be brought forward") from error
    for table, column in _OWN.items():
        writer.run(f"UPDATE {table} SET {column} = ?", (own[table],))
