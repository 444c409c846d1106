"""A vault whose process is killed after it confirmed some commits; `python -m` it to be the process that dies."""

import subprocess
import sys
from pathlib import Path

from microdesk_desktop.store.database import Database, Writer

KEY = bytes(range(32))
SPILLED_ROWS = 3_000


def killed_vault(folder: Path, *, commits: int, is_writing: bool = False) -> Path:
    """The file of a vault with so many confirmed notes in its WAL; `is_writing` leaves a transaction half-written."""
    path = folder / "vault.db"
    words = [sys.executable, "-m", "tests.attack.killed_vault", str(path), str(commits), str(int(is_writing))]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.kill()
    return path


def notes(database: Database) -> int:
    """How many notes the vault still holds."""
    return int(database.read(lambda reader: reader.value("SELECT count(*) FROM note WHERE text <> ''")))


def make(path: Path) -> Database:
    """A vault with a table of notes; nothing of it is left in the WAL."""
    database = Database.create(path, KEY)
    database.write(lambda writer: writer.run("CREATE TABLE note (text TEXT NOT NULL) STRICT"))
    database.write(lambda writer: writer.run("INSERT INTO note VALUES ('')"))
    assert database.checkpoint()
    return database


def add(database: Database, number: int) -> None:
    """Confirm one more note."""
    database.write(lambda writer: writer.run("INSERT INTO note VALUES (?)", (f"note {number} " * 20,)))


def _spill(writer: Writer) -> None:
    """Write more than the page cache holds, say so, and wait to be killed."""
    writer.one("PRAGMA cache_size = 10")
    for number in range(SPILLED_ROWS):
        writer.run("INSERT INTO note VALUES (?)", (f"half {number} " * 20,))
    _wait()


def _wait() -> None:
    print("ready", flush=True)
    sys.stdin.read()


def _die(path: str, commits: str, is_writing: str) -> None:
    database = make(Path(path))
    for number in range(int(commits)):
        add(database, number)
    if int(is_writing):
        database.write(_spill)
    _wait()


if __name__ == "__main__":
    _die(*sys.argv[1:])
