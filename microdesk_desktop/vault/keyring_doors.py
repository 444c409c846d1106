"""The system keyrings that may hold a secret, and no other.

The environment can route `keyring` to a back end that stores nothing or stores in clear; so the back end is chosen
here from a list, and every write is read back.
"""

import sys
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from microdesk_desktop.base.errors import ErrorCode, KnownError

T = TypeVar("T")
ACCOUNT = "microdesk"
ANSWER_S, PROMPT_S = 5.0, 60.0
CHUNK = 1_000  # Windows refuses more than 1,280 characters (CRED_MAX_CREDENTIAL_BLOB_SIZE)


class Keyring(Protocol):
    """What a back end of the `keyring` library does."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def system_keyring() -> Keyring:
    """The keyring of this system. Raises KEYRING_UNAVAILABLE when none of the allowed ones is there."""
    for candidate in _allowed():
        backend = _viable(candidate)
        if backend is not None:
            return backend
    raise KnownError(ErrorCode.KEYRING_UNAVAILABLE)


def _allowed() -> tuple[str, ...]:
    if sys.platform == "darwin":
        return ("keyring.backends.macOS.Keyring",)
    if sys.platform == "win32":
        return ("keyring.backends.Windows.WinVaultKeyring",)
    return ("keyring.backends.SecretService.Keyring", "keyring.backends.kwallet.DBusKeyring")


def _viable(name: str) -> Keyring | None:
    from importlib import import_module

    module, _, class_name = name.rpartition(".")
    backend = getattr(import_module(module), class_name)
    if not within(lambda: bool(backend.viable), ANSWER_S):
        return None
    keyring: Keyring = backend()
    if sys.platform == "win32":
        keyring.persist = "local machine"  # type: ignore[attr-defined]
    return keyring


def within(act: Callable[[], T], seconds: float) -> T:
    """What `act` answers, on a thread of its own: a keyring may wait for a prompt that nobody sees.

    Raises KEYRING_LOCKED when it has not answered in time, or what `translated` makes of its error.
    """
    answers: list[T] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            answers.append(act())
        except Exception as error:  # noqa: BLE001 - handed to the caller below
            failures.append(error)

    worker = threading.Thread(target=run, name="keyring", daemon=True)
    worker.start()
    worker.join(seconds)
    if failures:
        raise translated(failures[0]) from failures[0]
    if not answers:
        raise KnownError(ErrorCode.KEYRING_LOCKED)
    return answers[0]


def translated(error: Exception) -> Exception:
    """The known error that a keyring's own error means; a bug stays what it is."""
    from keyring.errors import KeyringError, KeyringLocked

    if isinstance(error, KeyringLocked):
        return KnownError(ErrorCode.KEYRING_LOCKED)
    if isinstance(error, KeyringError) or type(error).__module__.startswith(("secretstorage", "jeepney", "pywintypes")):
        return KnownError(ErrorCode.KEYRING_UNAVAILABLE)
    return error
