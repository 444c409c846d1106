"""The partial files that a backup into a folder of the user's may leave there when the process is killed.

    outside.json    their paths, encrypted: the names of the user's folders are personal

A path is noted before its file is made, and the note is removed after the file.
"""

import json
import os
import secrets
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors, write_atomic
from microdesk_desktop.base.files.bounded import parse_json, read_at_most

FILE_NAME = "outside.json"
_NONCE = 12
_MAX_BYTES = 1_000_000
_PURPOSE = b"outside"


class OutsideFiles:
    """The note of one vault; safe to use from any thread."""

    def __init__(self, profile: Path, names_key: bytes) -> None:
        """`names_key` has 32 bytes and comes from the vault's data key."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._path = profile / FILE_NAME
        self._cipher = AESGCM(names_key)
        self._lock = threading.Lock()

    def noted(self) -> list[Path]:
        """The paths noted; none when the note is damaged."""
        from cryptography.exceptions import InvalidTag

        if not self._path.exists():
            return []
        try:
            data = b64decode(str(parse_json(read_at_most(self._path, _MAX_BYTES))), validate=True)
            listed = json.loads(self._cipher.decrypt(data[:_NONCE], data[_NONCE:], _PURPOSE))
            return [Path(os.fsdecode(bytes.fromhex(path))) for path in listed]
        except (KnownError, InvalidTag, ValueError, TypeError):
            return []

    def note(self, paths: Iterable[Path]) -> None:
        """Add absolute paths. Raises DISK_FULL or READ_ONLY."""
        with self._lock:
            self._save({*self.noted(), *paths})

    def forget(self, paths: Iterable[Path]) -> None:
        """Remove paths whose files are gone. Raises DISK_FULL or READ_ONLY."""
        with self._lock:
            self._save({*self.noted()} - {*paths})

    def _save(self, paths: set[Path]) -> None:
        if not paths:
            with translate_os_errors():
                self._path.unlink(missing_ok=True)
            return
        # As bytes: the name of a file need not be text.
        listed = json.dumps(sorted(os.fsencode(path).hex() for path in paths)).encode()
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, listed, _PURPOSE)
        write_atomic(self._path, json.dumps(b64encode(sealed).decode()).encode())
