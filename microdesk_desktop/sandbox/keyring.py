"""A keyring in memory, for the demonstration and the tests, which pass it explicitly."""

import threading


class MemoryKeyring:
    """Keeps secrets for as long as the process lives."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        with self._lock:
            return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        with self._lock:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        with self._lock:
            self.entries.pop((service, username), None)
