"""A process that fills every text column of a vault with strings to look for, works, and is killed.

python -m tests.support.canaries PROFILE    prints a line for each open file that holds a canary, then dies
"""

import ctypes
import os
import re
import signal
import sys
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.seal.chain import NO_DIGEST
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.store.database import Reader, Writer
from tests.support.vaults import new_vault

CANARY = "canari jaune"
PR_SET_DUMPABLE = 4


def plant(writer: Writer) -> int:
    """Put a canary into every text column that takes any text; returns how many columns that was."""
    writer.one("PRAGMA defer_foreign_keys = ON")
    planted = 0
    for table, sql in writer.all(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ):
        columns = writer.all(f"SELECT name, type FROM pragma_table_info('{table}')")
        references = writer.all(f'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'{table}\')')
        keys = {name: (other, key or name) for name, other, key in references}
        values = [_value(*keys.get(name, (table, name)), kind, sql) for name, kind in columns]
        names, marks = ", ".join(f'"{name}"' for name, _ in columns), ", ".join("?" for _ in columns)
        writer.run(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", values)
        planted += sum(str(value).startswith(CANARY) for value in values)
    writer.run("DELETE FROM turnover_touched")
    writer.run("DELETE FROM payment_touched")  # the last of these seals, which the next would follow, cannot be read
    return planted


def _value(table: str, name: str, kind: str, sql: str) -> str | int | bytes:
    allowed = re.search(rf"CHECK \({name} IN \('([^']*)'", sql)
    if kind == "BLOB":
        return b"\1"
    if kind != "TEXT":
        return 1
    if name == "previous":
        return NO_DIGEST  # the database takes no seal, and no line of the books, that does not follow
    return allowed[1] if allowed else f"{CANARY} {table}.{name} " * 20


def sort_much(reader: Reader) -> list[str]:
    """Make SQLite sort more than it keeps in memory; returns the open files with canaries meanwhile."""
    rows = reader.iterate(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
        " SELECT name || (i * 7919 % 60000) AS text FROM n, company ORDER BY text DESC"
    )
    next(rows)
    return open_files_with_canaries()


def open_files_with_canaries() -> list[str]:
    """The files that this process holds open, deleted ones too, and in which a canary can be read."""
    # Without this only root may look.
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    found = []
    for link in [link for link in Path("/proc/self/fd").iterdir() if link.exists()]:
        target = str(link.readlink())
        if target.startswith("/") and not target.startswith(("/dev/", "/proc/")) and link.is_file():
            found += [target] if CANARY.encode() in link.read_bytes() else []
    return found


def main() -> None:
    session = new_vault(Path(sys.argv[1])).session
    columns = session.write(plant)
    found = session.read(sort_much)
    back_up_today(session, Job())
    sys.stdout.write(" ".join([str(columns), *found, *open_files_with_canaries()]))
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
