"""Vaults of which a part is erased by the real command line, with a keyring on the disk, killed at a step or not.

make_modules(folder)   a canary for every column, secret and file, tied together as the program would
make_persons(folder)   a client and a supplier of whom everything is known, beside others
erase(place, scope)    `microdesk privacy erase --scope …` in a process of its own
"""

import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.store.database import Reader, Writer
from tests.support.canaries import Annotation, key_of, plant_all, scan
from tests.support.clock import FakeClock
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE, distinct_vault, reopened

GONE, STAYS = "0ca0", "abcd"
"""The ids of two mailboxes; the first is that of the planted secrets."""
OTHER_SECRET = "secret of the other mailbox"
_STEPS = ("open", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "os.chmod")
OF_SCOPE: Mapping[str, frozenset[str]] = {
    "bank": frozenset({"bank_transactions", "bank_account", "bank_keys", "rules", "imports"}),
    "mail": frozenset({"mail_accounts", "mail_keys"}),
    "trips": frozenset({"trips"}),
}
"""The categories of the inventory that a scope erases; what is planted of imports is of a statement."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A profile and its keyring, closed."""

    profile: Path
    keyring: Path
    key: bytes

    def copy(self, folder: Path) -> "Place":
        """The same somewhere else."""
        for name in ("profile", "keyring"):
            shutil.copytree(getattr(self, name), folder / name)
        return Place(profile=folder / "profile", keyring=folder / "keyring", key=self.key)

    def opened(self, clock: FakeClock | None = None) -> Session:
        """The vault, opened with its passphrase."""
        return reopened(self.profile, clock=clock, keyring=StrictKeyring(self.keyring))

    @property
    def temporary(self) -> Path:
        """The folder of temporary files, and of what commands write to standard error."""
        folder = self.profile.parent / "temporary"
        folder.mkdir(exist_ok=True)
        return folder

    def found(self, planted: Mapping[Annotation, str]) -> set[Annotation]:
        """The canaries that are left anywhere: files, decrypted pages, backups, keyring."""
        secrets: dict[object, str] = {path: path.read_text(encoding="utf-8") for path in self.keyring.iterdir()}
        folders = [self.profile, self.keyring, self.temporary]
        hits = scan(planted, folders=folders, profile=self.profile, key=self.key, secrets=secrets)
        return {hit.annotation for hit in hits}


def of_scope(planted: Mapping[Annotation, str], scope: str) -> set[Annotation]:
    """The canaries that a scope erases; how a statement was read is of the bank, whatever its category."""
    kind = scope.partition(":")[0]
    found = {each for each in planted if category_of(each) in OF_SCOPE[kind]}
    return found | {each for each in planted if kind == "bank" and each.name.startswith("import_mapping.")}


def category_of(annotation: Annotation) -> str | None:
    """The category of a canary, as the inventory says."""
    inventory = load_inventory()
    if annotation.kind == "column":
        table, column = annotation.name.split(".")
        return inventory.tables[table].columns[column]
    if annotation.kind == "secret":
        return inventory.category_of_secret(annotation.name)
    entry = inventory.file_entry(annotation.name)
    return entry.category if entry else None


def make_modules(folder: Path) -> tuple[Place, Mapping[Annotation, str]]:
    """A vault with every canary and two mailboxes, and what is planted in it."""
    profile, keyring = folder / "profile", folder / "keyring"
    session = distinct_vault(profile, clock=FakeClock(), keyring=StrictKeyring(keyring)).session
    planted = dict(plant_all(session))
    session.write(_tie)
    session.tokens.put(f"mail.{STAYS}.password", OTHER_SECRET)
    for path in (profile / "backups").iterdir():
        path.unlink()  # made before they were tied
    back_up_today(session, Job())
    session.close()
    for column in ("mail_account.id", "mail_signature.address", "mail_attempt.address"):
        planted.pop(Annotation("column", column), None)
    return Place(profile=profile, keyring=keyring, key=key_of(profile)), planted


def _tie(writer: Writer) -> None:
    """Give the mailbox an id as the program does, and what was written with it its address; add another mailbox."""
    writer.run("UPDATE mail_account SET id = ?, kind = 'imap', authority = NULL", (GONE,))
    for table in ("mail_signature", "mail_attempt"):
        writer.run(f"UPDATE {table} SET address = (SELECT address FROM mail_account)")
    columns = "kind, user, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, added_at"
    writer.run(
        f"INSERT INTO mail_account (id, address, {columns}) VALUES (?, ?, 'imap', 'autre',"
        " 'imap.example.org', 993, 'tls', 'smtp.example.org', 465, 'tls', '2026-11-21')",
        (STAYS, "Autre@Example.org"),
    )
    writer.run("INSERT INTO mail_signature (address, text) VALUES ('Autre@Example.org', 'Bien à vous')")


def run(place: Place, *words: str, kill_at: int | None = None, fill_at: int | None = None) -> tuple[int | None, Any]:
    """Run a command in a process of its own: its exit code and its JSON; no code for one that was killed.

    The kill comes before the step of this number: a file opened, renamed, unlinked, or an entry of the keyring. From
    the step `fill_at` on, no file of the process can grow, as on a full disk.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            code = _command(place, writing, words, kill_at, fill_at)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None, None
    return os.waitstatus_to_exitcode(status), json.loads(text) if text else None


def erase(place: Place, scope: str, kill_at: int | None = None, fill_at: int | None = None) -> tuple[int | None, Any]:
    """Erase a scope through the command line."""
    return run(place, "privacy", "erase", "--scope", scope, "--yes", kill_at=kill_at, fill_at=fill_at)


def _command(place: Place, out: int, words: Sequence[str], kill_at: int | None, fill_at: int | None) -> int:
    import keyring.backends.SecretService as service

    from microdesk_desktop.cli.main import main

    kept = type("Kept", (StrictKeyring,), {"viable": True, "__init__": lambda self: _found(self, place)})
    setattr(service, "Keyring", kept)  # noqa: B010 - the program finds it there, by its name
    secret = place.profile.parent / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        os.environ[name] = str(place.temporary)
    tempfile.tempdir = str(place.temporary)
    os.dup2(out, 1)
    os.dup2(os.open(place.temporary / "errors.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    folders = (str(place.profile), str(place.keyring))
    if kill_at is not None:
        _at_step(kill_at, folders, lambda: os.kill(os.getpid(), signal.SIGKILL))
    if fill_at is not None:
        _at_step(fill_at, folders, _fill_disk)
    code = main(["--json", "--profile", str(place.profile), "--passphrase-file", str(secret), *words])
    sys.stdout.flush()
    with suppress(OSError):
        sys.stderr.flush()
    return code


def _found(kept: StrictKeyring, place: Place) -> None:
    StrictKeyring.__init__(kept, place.keyring)


def _at_step(number: int, folders: tuple[str, ...], act: Callable[[], object]) -> None:
    steps = iter(range(number + 1))

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in _STEPS and str(arguments[0]).startswith(folders) and next(steps, None) == number:
            act()

    sys.addaudithook(heard)


def _fill_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def columns_with(session: Session, pattern: str) -> Mapping[str, set[str]]:
    """The columns of the vault in which a pattern is found, whatever its case, with what was found."""
    wanted, found = re.compile(pattern, re.IGNORECASE), dict[str, set[str]]()

    def read(reader: Reader) -> None:
        for table, entry in load_inventory().tables.items():
            names = ", ".join(f'"{each}"' for each in entry.columns)
            for row in reader.iterate(f'SELECT {names} FROM "{table}"'):
                for column, value in zip(entry.columns, row, strict=True):
                    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    if words := {each.lower() for each in wanted.findall(text)}:
                        found.setdefault(f"{table}.{column}", set()).update(words)

    session.read(read)
    return found
