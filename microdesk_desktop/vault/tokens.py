"""Tokens and passwords of providers: the secrets in the keyring, their names encrypted in a file beside the vault.

    tokens.json   {"<random id>": "<name, encrypted>", …}   in the order they were put
    keyring       MicroDesk/<random id> → secret

An id is written to the file before its secret enters the keyring, and removed after it, so that a kill leaves no
secret that an erasure cannot find.

Former versions wrote the first piece of a long secret last: under their ids, other pieces may stand without it.
"""

import json
import re
import secrets
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.files.bounded import parse_json, read_at_most
from microdesk_desktop.vault.keyring import Keyring

FILE_NAME = "tokens.json"
_NONCE = 12
_MAX_BYTES = 1_000_000  # thousands of names; a vault has about ten
# Ids of this version have 40 digits, those of former versions 32.
_ID_BYTES = 20
_FORMER_ID_DIGITS = 32
_ID = re.compile(rb'"([0-9a-f]{32}|[0-9a-f]{40})"')


class TokenStore:
    """The secrets of one vault. Thread-safe; do not call on the GUI thread (the keyring may prompt)."""

    def __init__(self, profile: Path, keyring: Keyring, names_key: bytes) -> None:
        """`names_key` has 32 bytes and comes from the vault's data key."""
        self._path = profile / FILE_NAME
        self._keyring = keyring
        self._cipher = AESGCM(names_key)
        self._lock = threading.RLock()
        # The prefixes of the secrets whose erasure has begun, one for each time.
        self._erasures: list[str] = []

    @property
    def erasures(self) -> int:
        """How many erasures have begun; given to `put`, it refuses a secret of work that began before its erasure."""
        return len(self._erasures)

    def put(self, name: str, secret: str, *, since: int | None = None) -> None:
        """Store a secret under a name, replacing the former one.

        Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED; CREDENTIALS_MISSING when an erasure of secrets whose names begin
        alike has begun after `since`.
        """
        with self._lock:
            if since is not None and name.startswith(tuple(self._erasures[since:])):
                raise KnownError(ErrorCode.CREDENTIALS_MISSING)
            former = self._entries_of(name)
            entry = secrets.token_hex(_ID_BYTES)
            _save(self._path, {**_load(self._path), entry: self._seal(name, entry)})
            self._keyring.write(entry, secret)
            self._erase(former)

    def get(self, name: str) -> str | None:
        """The secret of that name, None when there is none. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED."""
        with self._lock:
            for entry in reversed(self._entries_of(name)):
                secret = self._keyring.read(entry)
                if secret is not None:
                    return secret
        return None

    def update(self, name: str, change: Callable[[str | None], str | None], *, since: int | None = None) -> None:
        """Replace a secret by what `change` makes of it, None for nothing, while no other thread does; as `put`."""
        with self._lock:
            former = self.get(name)
            secret = change(former)
            if secret is None:
                self.delete(name)
            elif secret != former:
                self.put(name, secret, since=since)

    def names(self) -> list[str]:
        """The names that have a secret; does not access the keyring."""
        return sorted(set(self._names().values()))

    def delete(self, name: str) -> None:
        """Erase the secret of that name, if any. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED."""
        with self._lock:
            self._erase(self._entries_of(name))

    def begin_erasure(self, prefix: str) -> None:
        """From now on refuse secrets whose names start with `prefix` of work that is under way; see `put`."""
        with self._lock:
            self._erasures.append(prefix)

    def delete_all(self, prefix: str) -> None:
        """Erase every secret whose name starts with `prefix`, and those whose name cannot be decrypted.

        Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED.
        """
        with self._lock:
            self.begin_erasure(prefix)
            self._erase([entry for entry, name in self._names().items() if name.startswith(prefix) or not name])

    def _entries_of(self, name: str) -> list[str]:
        return [entry for entry, each in self._names().items() if each == name]

    def _names(self) -> dict[str, str]:
        return {entry: self._unseal(sealed, entry) for entry, sealed in _load(self._path).items()}

    def _erase(self, entries: Iterable[str]) -> None:
        erased = set()
        try:
            for entry in entries:
                erase_entry(self._keyring, entry)
                erased.add(entry)
        finally:
            # Once for all: on a full disk the file cannot be written, and the keyring is empty all the same.
            if erased:
                _save(self._path, {each: sealed for each, sealed in _load(self._path).items() if each not in erased})

    def _seal(self, name: str, entry: str) -> str:
        nonce = secrets.token_bytes(_NONCE)
        return b64encode(nonce + self._cipher.encrypt(nonce, name.encode(), entry.encode())).decode()

    def _unseal(self, sealed: str, entry: str) -> str:
        try:
            data = b64decode(sealed, validate=True)
            return self._cipher.decrypt(data[:_NONCE], data[_NONCE:], entry.encode()).decode()
        except (InvalidTag, ValueError):
            return ""


def entries_in(profile: Path) -> list[str]:
    """The entries in the keyring of a profile's secrets, whose names need not be readable."""
    return list(_load(profile / FILE_NAME))


def erase_entry(keyring: Keyring, entry: str) -> None:
    """Erase a secret by its entry, whichever version wrote it. Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED."""
    keyring.erase(entry, may_lack_first=len(entry) == _FORMER_ID_DIGITS)


def _load(path: Path) -> dict[str, str]:
    """The ids with their sealed names; of a damaged file the ids that can still be read, so that they can be erased."""
    if not path.exists():
        return {}
    content = read_at_most(path, _MAX_BYTES)
    try:
        read = parse_json(content)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        return {entry.decode(): "" for entry in _ID.findall(content)}
    return {str(entry): str(sealed) for entry, sealed in read.items()}


def _save(path: Path, entries: dict[str, str]) -> None:
    write_atomic(path, json.dumps(entries, indent=1).encode())
