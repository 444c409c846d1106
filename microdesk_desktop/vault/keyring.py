"""The system keyring, through an allow-list of back ends; every write is read back, every call has a deadline.

    name (tokens.py) ─▶ entry `MicroDesk/<random id>` ─▶ SecretService · macOS · Windows · KWallet · libsecret

A long secret is kept in pieces, one entry each. The first piece counts them: it is written first and deleted last, so
that whatever a kill leaves is found again.

`keyring.get_password` is never called: the environment may point it at a back end that keeps nothing, or keeps it in
clear.
On every system, any program of the same session can read what an unlocked keyring holds.
"""

import hashlib
import importlib
import sys
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from microdesk_desktop.base.deadline import BackgroundCall, DeadlineExceeded
from microdesk_desktop.base.errors import ErrorCode, KnownError

T = TypeVar("T")
CALL_TIMEOUT_S = 5.0
PROMPT_TIMEOUT_S = 60.0
SERVICE = "MicroDesk"
_USER = "MicroDesk"
# Windows keeps 1,280 UTF-16 units; a character may take two, and the first piece carries a header.
_PIECE = 600
# Above the longest private key that the program reads; bounds the search for pieces that nothing counts.
LONGEST_SECRET = 100_000
_MOST_PIECES = -(-LONGEST_SECRET // _PIECE)
_BACK_ENDS = {
    "win32": ("Windows.WinVaultKeyring",),
    "darwin": ("macOS.Keyring",),
    "linux": ("SecretService.Keyring", "kwallet.DBusKeyring", "libsecret.Keyring"),
}


class BackEnd(Protocol):
    """The interface of the `keyring` library's back ends."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def system_back_end() -> BackEnd:
    """The first back end of the list that works here. Raises KEYRING_UNAVAILABLE when none does."""
    for name in _BACK_ENDS.get(sys.platform, _BACK_ENDS["linux"]):
        module, kind = name.split(".")
        found: Any = getattr(importlib.import_module(f"keyring.backends.{module}"), kind)
        if found.viable:
            return _kept_on_this_machine(found())
    raise KnownError(ErrorCode.KEYRING_UNAVAILABLE)


def _kept_on_this_machine(back_end: Any) -> BackEnd:
    if hasattr(back_end, "persist"):  # Windows would let it roam with the domain profile
        back_end.persist = "local machine"
    kept: BackEnd = back_end
    return kept


class Keyring:
    """Secrets by random id. Thread-safe; do not call on the GUI thread (the system may prompt).

    `find` makes the back end on first use. A call of the back end that takes more than `deadline_s` raises
    KEYRING_UNAVAILABLE. Calls run one at a time: one that was given up cannot undo the effect of a later one.
    """

    def __init__(self, find: Callable[[], BackEnd] = system_back_end, *, deadline_s: float = CALL_TIMEOUT_S) -> None:
        self._find = find
        self._deadline_s = deadline_s
        self._back_end: BackEnd | None = None
        self._turn = threading.Lock()

    @property
    def name(self) -> str:
        """The name of the back end in use, such as "SecretService". Raises KEYRING_UNAVAILABLE."""
        return self._bounded(lambda back_end: type(back_end).__module__.rpartition(".")[2])

    def write(self, entry: str, secret: str) -> None:
        """Store a secret of at most `LONGEST_SECRET` characters and read it back.

        Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED.
        """
        pieces = [secret[at : at + _PIECE] for at in range(0, len(secret), _PIECE)] or [""]
        if len(pieces) > _MOST_PIECES:
            raise KnownError(ErrorCode.KEYRING_UNAVAILABLE)
        pieces[0] = f"{len(pieces)}:{_digest(secret)}:{pieces[0]}"
        for number, piece in enumerate(pieces):
            self._set(entry, number, piece)
        if self.read(entry) != secret:
            raise KnownError(ErrorCode.KEYRING_UNAVAILABLE)

    def read(self, entry: str) -> str | None:
        """The secret, None when it is missing or incomplete. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED."""
        first = self._get(entry, 0) or ""
        count = _count(first)
        if count is None:
            return None
        _, digest, start = first.split(":", 2)
        secret = start + "".join(self._get(entry, number) or "" for number in range(1, count))
        return secret if _digest(secret) == digest else None

    def erase(self, entry: str, *, may_lack_first: bool = False) -> None:
        """Erase a secret, if any, and check that it is gone. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED.

        `may_lack_first`: search for other pieces although there is no first one.
        """
        first = self._get(entry, 0)
        if first is None and not may_lack_first:
            return
        count = _count(first or "") or _MOST_PIECES
        for number in range(count - 1, -1, -1):
            if self._get(entry, number) is not None:
                self._delete(entry, number)
                if self._get(entry, number) is not None:
                    raise KnownError(ErrorCode.KEYRING_UNAVAILABLE)

    def _get(self, entry: str, number: int) -> str | None:
        return self._bounded(lambda back_end: back_end.get_password(_service(entry, number), _USER))

    def _set(self, entry: str, number: int, piece: str) -> None:
        self._bounded(lambda back_end: back_end.set_password(_service(entry, number), _USER, piece))

    def _delete(self, entry: str, number: int) -> None:
        self._bounded(lambda back_end: back_end.delete_password(_service(entry, number), _USER))

    def _bounded(self, act: Callable[[BackEnd], T]) -> T:
        is_given_up = threading.Event()

        def take_turn() -> T:
            with self._turn:
                if is_given_up.is_set():
                    raise DeadlineExceeded
                return act(self._found())

        try:
            return BackgroundCall(take_turn, name="keyring").result(self._deadline_s)
        except KnownError:
            raise
        except Exception as error:
            is_given_up.set()
            raise _known_error(error) from error

    def _found(self) -> BackEnd:
        if self._back_end is None:
            self._back_end = self._find()
        return self._back_end


def _known_error(error: Exception) -> KnownError:
    from keyring.errors import KeyringLocked

    is_locked = isinstance(error, KeyringLocked)
    return KnownError(ErrorCode.KEYRING_LOCKED if is_locked else ErrorCode.KEYRING_UNAVAILABLE)


def _service(entry: str, piece: int) -> str:
    # One service per piece: under a shared one, Windows moves the former user's entry aside by two writes.
    return f"{SERVICE}/{entry}" if piece == 0 else f"{SERVICE}/{entry}.{piece}"


def _count(first: str) -> int | None:
    """The number of pieces of a secret, None when its first piece is not as it was written."""
    count, _, rest = first.partition(":")
    if not (count.isascii() and count.isdecimal() and len(count) <= len(str(_MOST_PIECES)) and ":" in rest):
        return None
    return int(count) if 1 <= int(count) <= _MOST_PIECES else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()[:16]
