"""The system keyring, through an allow-list of back ends; every write is read back, every call has a deadline.

    name (tokens.py) ─▶ entry `MicroDesk/<random id>` ─▶ SecretService · macOS · Windows · KWallet · libsecret

`keyring.get_password` is never called: the environment may point it at a back end that keeps nothing, or keeps it in
clear.
On every system, any program of the same session can read what an unlocked keyring holds.
"""

import hashlib
import importlib
import sys
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from microdesk_desktop.base.deadline import BackgroundCall
from microdesk_desktop.base.errors import ErrorCode, KnownError

T = TypeVar("T")
CALL_TIMEOUT_S = 5.0
PROMPT_TIMEOUT_S = 60.0
SERVICE = "MicroDesk"
_USER = "MicroDesk"
# Windows keeps 1,280 UTF-16 units; a character may take two, and the first piece carries a header.
_PIECE = 600
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

    `find` makes the back end on first use. A call that takes more than `deadline_s` raises KEYRING_UNAVAILABLE.
    """

    def __init__(self, find: Callable[[], BackEnd] = system_back_end, *, deadline_s: float = CALL_TIMEOUT_S) -> None:
        self._find = find
        self._deadline_s = deadline_s
        self._back_end: BackEnd | None = None

    @property
    def name(self) -> str:
        """The name of the back end in use, such as "SecretService". Raises KEYRING_UNAVAILABLE."""
        return self._bounded(lambda back_end: type(back_end).__module__.rpartition(".")[2])

    def write(self, entry: str, secret: str) -> None:
        """Store a secret and read it back. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED."""
        self._bounded(lambda back_end: _write(back_end, entry, secret))
        if self.read(entry) != secret:
            raise KnownError(ErrorCode.KEYRING_UNAVAILABLE)

    def read(self, entry: str) -> str | None:
        """The secret, None when it is missing or incomplete. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED."""
        return self._bounded(lambda back_end: _read(back_end, entry))

    def erase(self, entry: str) -> None:
        """Erase a secret, if any, and check that it is gone. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED."""
        self._bounded(lambda back_end: _erase(back_end, entry))

    def _bounded(self, act: Callable[[BackEnd], T]) -> T:
        call = BackgroundCall(lambda: act(self._found()), name="keyring")
        try:
            return call.result(self._deadline_s)
        except KnownError:
            raise
        except Exception as error:
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


def _write(back_end: BackEnd, entry: str, secret: str) -> None:
    pieces = [secret[at : at + _PIECE] for at in range(0, len(secret), _PIECE)] or [""]
    for number in range(len(pieces) - 1, 0, -1):
        back_end.set_password(_service(entry, number), _USER, pieces[number])
    back_end.set_password(_service(entry, 0), _USER, f"{len(pieces)}:{_digest(secret)}:{pieces[0]}")


def _read(back_end: BackEnd, entry: str) -> str | None:
    first = back_end.get_password(_service(entry, 0), _USER)
    count, _, rest = (first or "").partition(":")
    digest, _, start = rest.partition(":")
    if not count.isdigit():
        return None
    pieces = [back_end.get_password(_service(entry, number), _USER) or "" for number in range(1, int(count))]
    secret = start + "".join(pieces)
    return secret if _digest(secret) == digest else None


def _erase(back_end: BackEnd, entry: str) -> None:
    # The last piece first: after a kill the remaining pieces are still counted from 0.
    count = 0
    while back_end.get_password(_service(entry, count), _USER) is not None:
        count += 1
    for number in range(count - 1, -1, -1):
        back_end.delete_password(_service(entry, number), _USER)
    if back_end.get_password(_service(entry, 0), _USER) is not None:
        raise KnownError(ErrorCode.KEYRING_UNAVAILABLE)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16]
