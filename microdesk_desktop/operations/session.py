"""An unlocked vault: the first argument of every operation."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from microdesk_desktop.base.caches import forget_all
from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.gate import Gate, Switches
from microdesk_desktop.base.process.memory import overwrite_freed_memory
from microdesk_desktop.documents.render.press import Press
from microdesk_desktop.mail.mime.reader import MailReader
from microdesk_desktop.mail.opened import OpenedMailboxes
from microdesk_desktop.operations.agreement import is_statement_agreed
from microdesk_desktop.operations.book_changes import bring_books_up_to_date
from microdesk_desktop.operations.payment_facts import seal_payments
from microdesk_desktop.store.backup_files import OutdatedBackup
from microdesk_desktop.store.database import Database, Reader, Writer
from microdesk_desktop.store.privacy.network.journal import NetworkJournal
from microdesk_desktop.store.privacy.network.switches import load_switches
from microdesk_desktop.vault.erasures import Erasure
from microdesk_desktop.vault.header_copies import NOTHING_FOUND, KeptHeader, OpeningReport
from microdesk_desktop.vault.keyring import Keyring
from microdesk_desktop.vault.lock import ProfileLock
from microdesk_desktop.vault.outside import OutsideFiles
from microdesk_desktop.vault.tokens import TokenStore

T = TypeVar("T")


def _gate_of(database: Database) -> Gate:
    """The gate as the user left it; where a damaged page hides that, nothing leaves."""
    try:
        return Gate(database.read(load_switches), is_agreed=database.read(is_statement_agreed))
    except KnownError as error:
        if error.code is not ErrorCode.VAULT_DAMAGED:
            raise
        return Gate(Switches(is_offline=True))


class Session:
    """Store, keyring, gate, HTTP client, press and clock of one open vault; safe to use from any thread."""

    def __init__(
        self,
        *,
        profile: Path,
        database: Database,
        header: KeptHeader,
        names_key: bytes,
        keyring: Keyring,
        clock: Clock,
        lock: ProfileLock,
        opening: OpeningReport = NOTHING_FOUND,
    ) -> None:
        self.profile = profile
        self.database = database
        self.header = header
        self.opening = opening
        self.keyring = keyring
        self.tokens = TokenStore(profile, keyring, names_key)
        self.outside = OutsideFiles(profile, names_key)
        self.clock = clock
        self.journal = NetworkJournal(database)
        self.gate = _gate_of(database)
        self.http = HttpClient(self.journal, clock, gate=self.gate)
        self.press = Press()
        self.mailboxes = OpenedMailboxes()
        self.mail_reader = MailReader()
        # What operations cache between two runs, by type; dropped when the vault closes.
        self.cache: dict[type, object] = {}
        # What the last erasure of each module did, one that the opening finished included.
        self.erasures: dict[str, Erasure] = {}
        self.erasure_lock = threading.RLock()
        # The backups beside the vault that a change of its keys did not reach.
        self.outdated_backups: tuple[OutdatedBackup, ...] = ()
        # Held while a backup beside the vault is written: else a copy begun before an erasure would come after it.
        self.backups_lock = threading.Lock()
        # Held by the one attempt to connect a bank that runs.
        self.connecting = threading.Lock()
        self._lock = lock

    def read(self, fn: Callable[[Reader], T]) -> T:
        """Run `fn` on one snapshot of the vault and return its value."""
        return self.database.read(fn)

    def write(self, fn: Callable[[Writer], T], *, foreign_keys: bool = True) -> T:
        """Run `fn` in one transaction and return its value; an error rolls it back. `foreign_keys`: see `Database`.

        The payments of issued documents that it changes are sealed in the same transaction, the turnover of the days
        that it changes is added up, and what it changes in validated days is noted for the books.
        """

        def completed(writer: Writer) -> T:
            value = fn(writer)
            seal_payments(writer, self.clock.now)
            bring_books_up_to_date(writer, self.clock.today)
            return value

        return self.database.write(completed, foreign_keys=foreign_keys)

    def forget(self) -> None:
        """Drop what was read from the vault and is only kept for speed, and overwrite the memory that it leaves."""
        self.press.end()
        self.mail_reader.end()
        self.cache.clear()
        forget_all()
        overwrite_freed_memory()

    def close(self) -> None:
        """Close the database, drop the key, release the lock of the profile; later calls raise VAULT_LOCKED."""
        self.end().release()

    def end(self) -> ProfileLock:
        """Close as `close` does, but keep the profile locked; returns the lock."""
        self.mailboxes.close()
        self.http.close()
        self.database.close()
        self.header.forget_key()
        self.forget()
        return self._lock
