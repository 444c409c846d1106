"""A canary for each annotation of the inventory: planted where it says, and looked for wherever it could be left.

    planted = plant_all(session)                     one canary per column, secret and file of the inventory
    key = key_of(session.profile)                    before the vault is erased: it opens the pages of its copies
    found = scan(planted, key=key, folders=[…])      which of them are still there, and where

`plant` alone puts those of the columns into one write. The module is a program too:

python -m tests.support.canaries PROFILE    fills a vault, works, prints the open files that hold a canary, then dies
"""

import ctypes
import os
import re
import signal
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.settings import Settings, save_settings
from microdesk_desktop.documents.seal.chain import NO_DIGEST
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.keyring_unlock import remember
from microdesk_desktop.privacy.inventory import UNLOCK, load_inventory
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import keyring_entry, open_with_passphrase
from tests.support.traces import Places, spellings
from tests.support.vaults import PASSPHRASE, new_vault

CANARY = "canari jaune"
PR_SET_DUMPABLE = 4
_ERASED_CLIENT = 2
"""The id of a client that was erased: another one than that of the planted client."""
_ABSENT = {("kept_record", "supplier_id")}
"""Columns of which one is set where another one is not."""
_AT = "2026-11-21T09:00:00+00:00"
READ_AT_OPENING = {
    ("consent", "subject"): "statement",
    ("consent", "way"): "window",
    ("consent", "given_at"): _AT,
    ("consent", "withdrawn_at"): _AT,
    ("consent", "withdrawn_way"): "window",
}
"""What the opening of the vault takes no other text for: a vault with canaries is opened again."""
_REPORT = "reports/0badcafe.txt"
_CLEAR_FILES = {"settings.json": "settings.json", "window.ini": "window.ini", "reports/*.txt": _REPORT}
"""The files that hold text in clear, by their patterns. The others are encrypted, empty, or hold no text of anybody."""


@dataclass(frozen=True, order=True)
class Annotation:
    """What the inventory annotates: `kind` is column, secret or file.

    `name` is « client.email » for a column, the name of the secret, the path of the file below the profile.
    """

    kind: str
    name: str


@dataclass(frozen=True, order=True)
class Hit:
    """A canary that was found: whose it is, and the file, the pages of a file, or the keyring that holds it."""

    annotation: Annotation
    place: str


def plant_all(session: Session, passphrase: str = PASSPHRASE) -> Mapping[Annotation, str]:
    """Plant a canary in every column that takes a text or bytes, every secret, and every file with text in clear.

    The secret that opens the vault is its own canary, since the program makes it. A backup is made last, so that
    it holds all canaries of the vault.
    """
    planted = {**session.write(plant), **_plant_secrets(session, passphrase), **_plant_files(session.profile)}
    back_up_today(session, Job())
    return planted


def plant(writer: Writer) -> Mapping[Annotation, str]:
    """Put a canary into every annotated column that takes any text or bytes: one row for each table.

    Not into tables of what is still to be computed, which the end of the write empties.
    """
    writer.one("PRAGMA defer_foreign_keys = ON")
    planted = {}
    tables = load_inventory().tables
    made = dict(writer.all("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid"))
    # In the order in which they were made: a row that takes the place of another must not remove those of others.
    for table, entry in ((name, tables[name]) for name in made if name in tables):
        kinds = dict(writer.all(f"SELECT name, type FROM pragma_table_info('{table}')"))
        references = writer.all(f'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'{table}\')')
        keys = {name: (other, key or name) for name, other, key in references}
        values = [
            None if (table, name) in _ABSENT else _value(*keys.get(name, (table, name)), kinds[name], made[table])
            for name in entry.columns
        ]
        names, marks = ", ".join(f'"{name}"' for name in entry.columns), ", ".join("?" for _ in values)
        writer.run(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", values)
        for column, value in zip(entry.columns, values, strict=True):
            text = value.decode() if isinstance(value, bytes) else str(value)
            if text.startswith(CANARY) and column not in keys:
                planted[Annotation("column", f"{table}.{column}")] = _canary(f"{table}.{column}")
    writer.run("DELETE FROM turnover_touched")
    writer.run("DELETE FROM payment_touched")  # the last of these seals, which the next would follow, cannot be read
    return {each: text for each, text in planted.items() if "_touched." not in each.name}


def key_of(profile: Path, passphrase: str = PASSPHRASE) -> bytes:
    """The key that decrypts the pages of the vault and of its backups: to be taken while its header is there."""
    return open_with_passphrase(read_header(profile), passphrase)


def scan(
    planted: Mapping[Annotation, str],
    *,
    folders: Sequence[Path],
    profile: Path,
    key: bytes,
    secrets: Mapping[object, str] | None = None,
    processes: Collection[int] = (),
) -> list[Hit]:
    """Where the canaries can be read, in order: none after an erasure, all but secrets in an export.

    Reads all files below the folders, the pages of the vault in `profile`, of its WAL and of backups decrypted with
    `key`, names of files, open files of the processes, and the entries of a `MemoryKeyring` given as `secrets`.
    """
    places = Places(folders=tuple(folders), profile=profile, key=key)
    contents = [*places.contents(processes), ("the keyring", "\n".join((secrets or {}).values()).encode())]
    wanted = {annotation: spellings(text) for annotation, text in planted.items()}
    stems = spellings(CANARY)
    found = set()
    for place, content in contents:
        has_stem = any(stem in content for stem in stems)
        for annotation, forms in wanted.items():
            is_own = annotation.name == UNLOCK
            if (has_stem or is_own) and any(form in content for form in forms):
                found.add(Hit(annotation, place))
    return sorted(found)


def _plant_secrets(session: Session, passphrase: str) -> Mapping[Annotation, str]:
    planted = {}
    for entry in load_inventory().secrets:
        name = entry.pattern.replace("*", "0ca0")
        if entry.pattern == UNLOCK:
            remember(session, passphrase)
            planted[Annotation("secret", UNLOCK)] = _unlocking(session)
        else:
            session.tokens.put(name, _canary(name))
            planted[Annotation("secret", name)] = _canary(name)
    return planted


def _unlocking(session: Session) -> str:
    entry = keyring_entry(session.header.current)
    assert entry is not None
    secret = session.keyring.read(entry)
    assert secret is not None
    return secret


def _plant_files(profile: Path) -> Mapping[Annotation, str]:
    planted = {Annotation("file", path): _canary(path) for path in _CLEAR_FILES.values()}
    save_settings(profile, Settings(modules=(_canary("settings.json"),)))
    (profile / "window.ini").write_text(f"; {_canary('window.ini')}\n", encoding="utf-8")
    with suppress(FileExistsError):
        (profile / "reports").mkdir(mode=0o700)
    (profile / _REPORT).write_text(_canary(_REPORT), encoding="utf-8")
    return planted


def _canary(name: str) -> str:
    """The blank at the end ends the name: no canary is a part of another."""
    return f"{CANARY} {name} "


def _value(table: str, name: str, kind: str, sql: str) -> str | int | bytes:
    if (table, name) in READ_AT_OPENING:
        return READ_AT_OPENING[table, name]
    allowed = re.search(rf"CHECK \({name} IN \('([^']*)'", sql)
    if kind == "BLOB":
        return _canary(f"{table}.{name}").encode()
    if kind != "TEXT":
        return _ERASED_CLIENT if (table, name) == ("erased_client", "client_id") else 1
    if name == "previous":
        return NO_DIGEST  # the database takes no seal, and no line of the books, that does not follow
    return allowed[1] if allowed else _canary(f"{table}.{name}") * 20


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
    columns = len(session.write(plant))
    found = session.read(sort_much)
    back_up_today(session, Job())
    sys.stdout.write(" ".join([str(columns), *found, *open_files_with_canaries()]))
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
