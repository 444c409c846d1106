"""An open vault: what every operation receives."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.http import HttpDoor
from microdesk_desktop.store.database import Database, Reader, Writer
from microdesk_desktop.store.network import save_event
from microdesk_desktop.vault.lock import ProfileLock
from microdesk_desktop.vault.tokens import TokenStore

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The open database, the secrets, the clock and the one HTTP door; safe to use from any thread."""

    profile: Path
    database: Database
    tokens: TokenStore
    clock: Clock
    door: HttpDoor
    lock: ProfileLock | None = None

    def read(self, view: Callable[[Reader], T]) -> T:
        """What `view` reads, on one snapshot."""
        return self.database.read(view)

    def write(self, change: Callable[[Writer], T]) -> T:
        """What `change` answers, all of it written or nothing."""
        return self.database.write(change)

    def close(self) -> None:
        """Shut the vault: connections closed, key dropped, profile free for another process."""
        self.door.close()
        self.database.close()
        if self.lock is not None:
            self.lock.release()


def open_session(
    profile: Path, database: Database, tokens: TokenStore, clock: Clock, lock: ProfileLock | None = None
) -> Session:
    """The session of an open database; each connection that leaves through its door is journalled in it."""
    door = HttpDoor(lambda event: database.write(lambda writer: save_event(writer, event)), clock)
    return Session(profile=profile, database=database, tokens=tokens, clock=clock, door=door, lock=lock)
