"""A vault with a bank to disconnect, processes that are killed while they do so, and the search for what is left."""

import os
import select
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today, own_backups
from microdesk_desktop.operations.vault.open_header import open_header
from microdesk_desktop.operations.vault.unlock import open_session, opening
from microdesk_desktop.sandbox.accounts import transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.store.records.receipts_expenses import save_record
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keyring import Keyring
from microdesk_desktop.vault.keys import open_with_passphrase
from tests.support.bank import BANK, IBAN, PATIENT, connect_to, open_bank_account, reach
from tests.support.clock import TODAY, FakeClock
from tests.support.pages import plain_pages, plain_wal
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE, new_vault

CANARY = "CANARI DES BANQUES"
SUPPLIER = "Canari Des Banques"
"""Of an expense that a transaction pays: it must stay."""
# What Python reports before it changes a file; each is an instant at which a kill may come.
_FILE_EVENTS = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.truncate"))


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A profile and its keyring, closed; `words` are found in them, and must not be after a disconnect.

    `opened` and `killed` open it on the day `on`.
    """

    profile: Path
    keyring: Path
    key: bytes
    words: tuple[str, ...]
    payments: tuple[tuple[object, ...], ...]
    on: date = TODAY

    def copy(self, folder: Path, keyring: Path | None = None) -> "Scene":
        """The same in a folder of its own; the keyring may have another, as on a disk of its own."""
        profile, keyring = folder / "profile", keyring or folder / "keyring"
        shutil.copytree(self.profile, profile)
        shutil.copytree(self.keyring, keyring)
        return replace(self, profile=profile, keyring=keyring)

    @contextmanager
    def opened(self, *, kill_at: int | None = None) -> Iterator[Session]:
        """The vault, opened as the program does, without the key derivation."""
        back_end = StrictKeyring(self.keyring, kill_at)
        with opening(self.profile) as lock:
            opened = open_header(self.profile, "passphrase", lambda _: self.key)
            session = open_session(lock, self.profile, opened, FakeClock(self.on), Keyring(lambda: back_end))
        try:
            yield session
        finally:
            session.close()

    def left(self) -> list[str]:
        """The words that can still be found: in files as they are, in decrypted pages and backups, in the keyring."""
        found = self.everything()
        return [word for word in self.words if word in found]

    def everything(self) -> str:
        """Every byte at rest."""
        files = [path for path in self.profile.rglob("*") if path.is_file()]
        pieces = [path.read_bytes() for path in files]
        pieces += [plain_pages(self.profile / "vault.db", self.key)]
        pieces += [plain_wal(path, self.key) for path in files if path.name.endswith("-wal")]
        for path in files:
            pieces += [plain_pages(path, self.key)] if path.name.endswith(".partial.db") else []
            if path.suffix == ".mdbackup":
                pieces.append(self.pages_of_backup(path))
        return b"\n".join(pieces).decode("latin-1") + StrictKeyring(self.keyring).content

    def pages_of_backup(self, path: Path) -> bytes:
        """The pages of a backup, decrypted."""
        unpacked = self.profile.parent / "unpacked.db"
        with zipfile.ZipFile(path) as archive:
            unpacked.write_bytes(archive.read("vault.db"))
        return plain_pages(unpacked, self.key)


def payments(session: Session) -> tuple[tuple[object, ...], ...]:
    """What has been paid, as the books hold it."""
    return tuple(session.read(lambda reader: reader.all("SELECT target_id, paid_on, amount_cents FROM payment")))


def make_scene(folder: Path, bank: SandboxBank, *, rows: int = 20, backups: int = 3) -> Scene:
    """A vault that was synced and backed up on several days, with an expense that one of its transactions pays."""
    clock = FakeClock()
    account = open_bank_account(bank, rows=rows)
    account.booked.append(transaction(TODAY, -4200, f"PRLV {CANARY}"))
    back_end = StrictKeyring(folder / "keyring")
    session = new_vault(folder / "profile", clock=clock, keyring=back_end).session
    reach(session, PATIENT)
    expense = Expense(on=TODAY, supplier=SUPPLIER, label="Volière", amount_cents=4200)
    session.write(lambda writer: save_record(writer, expense))
    connect_to(session, bank)
    sync(session, Job())
    for _ in range(backups):
        back_up_today(session, Job())
        clock.advance(days=1)
    paid = payments(session)
    session.close()
    account_id, requisition_id = next(iter(bank.state.accounts)), next(iter(bank.state.requisitions))
    scene = Scene(
        profile=folder / "profile",
        keyring=folder / "keyring",
        key=open_with_passphrase(read_header(folder / "profile"), PASSPHRASE),
        words=(CANARY, IBAN, BANK, "BoursoBank", account_id, requisition_id, *bank.secrets.values()),
        payments=paid,
    )
    assert scene.left() == list(scene.words), "the search finds what is there"
    assert paid, "the engine attributed the expense"
    return scene


def _disconnect(session: Session) -> object:
    return disconnect(session, Job())


def killed(
    scene: Scene,
    act: Callable[[Session], object] = _disconnect,
    *,
    kill_at: int | None = None,
    file_event: int | None = None,
    after_s: float = 60,
) -> bool:
    """Disconnect, or do another act, in a process of its own and kill it; False when it was done before.

    It is killed before that call of the keyring, before that change of a file of the profile, or after a time.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), scene.opened(kill_at=kill_at) as session:
            os.write(writing, b"ready")
            if file_event is not None:
                _die_at(file_event, scene.profile)
            act(session)
            os.write(writing, b"done")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        assert pipe.read(5) == b"ready"
        select.select([pipe], [], [], after_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return pipe.read(4) != b"done"


def _die_at(number: int, profile: Path) -> None:
    """Kill this process before so many changes of files below the profile."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in _FILE_EVENTS and arguments and str(arguments[0]).startswith(str(profile)):
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
            seen += 1

    sys.addaudithook(hook)


def way_given(scene: Scene) -> list[str]:
    """Open once after a kill, and list what is not as promised; empty when all is."""
    with scene.opened() as session:
        wrong = [] if payments(session) == scene.payments else ["payments"]
        wrong += [] if all(session.database.check().values()) else ["damaged"]
        is_connected = session.read(lambda reader: reader.value("SELECT count(*) FROM bank_connection"))
    if is_connected:
        # Killed before the disconnect had noted that it began: nothing may be missing.
        return [*wrong, *(["halfway"] if scene.left() != list(scene.words) else [])]
    backups = list(own_backups(scene.profile).glob("*.mdbackup"))
    wrong += [] if len(backups) >= 3 else ["backups lost"]
    wrong += [] if SUPPLIER in scene.everything() else ["the expense is gone"]
    return wrong + scene.left()
