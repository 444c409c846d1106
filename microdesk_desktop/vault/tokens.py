"""The secrets of this vault in the system keyring: provider keys, tokens, consents.

Services are neutral, `MicroDesk/<vault>/<name>`: no bank, address or person can be read from them. Names are the
program's own words, such as `bank.gocardless.secret_key`. An index entry lists them, so that erasing is complete.
"""

import json
from collections.abc import Callable

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.vault.keyring_doors import ACCOUNT, ANSWER_S, CHUNK, PROMPT_S, Keyring, system_keyring, within

_INDEX = "index"


class TokenStore:
    """Keeps, reads and erases the secrets of one vault; safe to use from any thread.

    Raises KEYRING_UNAVAILABLE without a keyring, KEYRING_LOCKED when it does not open or lies.
    """

    def __init__(self, vault_id: str, keyring: Callable[[], Keyring] = system_keyring) -> None:
        self._vault_id = vault_id
        self._keyring = keyring

    def get(self, name: str) -> str | None:
        """The secret, None when there is none."""
        first = self._read(name)
        if first is None:
            return None
        count, _, start = first.partition(":")
        parts = [start, *(self._read(f"{name}.{part}") for part in range(1, int(count)))]
        return None if None in parts else "".join(part or "" for part in parts)

    def put(self, name: str, secret: str) -> None:
        """Keep the secret, and read it back: a keyring that forgets is no keyring."""
        parts = [secret[start : start + CHUNK] for start in range(0, len(secret), CHUNK)] or [""]
        self._note({*self.names(), name})
        for number, part in reversed(list(enumerate(parts))):
            self._write(f"{name}.{number}" if number else name, part if number else f"{len(parts)}:{part}")
        if self.get(name) != secret:
            raise KnownError(ErrorCode.KEYRING_UNAVAILABLE)

    def delete(self, name: str) -> None:
        """Erase the secret; one that is not there is erased already."""
        first = self._read(name)
        if first is not None:
            for part in range(1, int(first.partition(":")[0])):
                self._erase(f"{name}.{part}")
            self._erase(name)
        self._note(self.names() - {name})

    def delete_all(self, prefix: str) -> None:
        """Erase every secret whose name begins so."""
        for name in sorted(self.names()):
            if name.startswith(prefix):
                self.delete(name)

    def names(self) -> set[str]:
        """The names of the secrets that this vault keeps."""
        return set(json.loads(self._read(_INDEX) or "[]"))

    def _note(self, names: set[str]) -> None:
        if names:
            self._write(_INDEX, json.dumps(sorted(names)))
        elif self._read(_INDEX) is not None:
            self._erase(_INDEX)

    def _read(self, name: str) -> str | None:
        return within(lambda: self._keyring().get_password(self._service(name), ACCOUNT), ANSWER_S)

    def _write(self, name: str, value: str) -> None:
        within(lambda: self._keyring().set_password(self._service(name), ACCOUNT, value), PROMPT_S)

    def _erase(self, name: str) -> None:
        within(lambda: self._keyring().delete_password(self._service(name), ACCOUNT), ANSWER_S)

    def _service(self, name: str) -> str:
        return f"MicroDesk/{self._vault_id}/{name}"
