"""A keyring on the disk that outlives the process which writes to it, as strict as the strictest real one."""

import os
import signal
from pathlib import Path

WINDOWS_LIMIT = 1280


class StrictKeyring:
    """Each entry is a file of its folder.

    It refuses texts longer than Windows takes, and deleting what is not there. `kill_at` is the call before which it
    kills the process, counted from 0.
    """

    def __init__(self, folder: Path, kill_at: int | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._kill_at = kill_at
        self.calls = 0

    def get_password(self, service: str, username: str) -> str | None:
        path = self._entry(service)
        return path.read_text(encoding="utf-8") if path.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        path = self._entry(service)
        if len(password.encode("utf-16-le")) // 2 > WINDOWS_LIMIT:
            raise OSError(1783, "CredWrite")
        path.write_text(password, encoding="utf-8")

    def delete_password(self, service: str, username: str) -> None:
        path = self._entry(service)
        if not path.exists():
            raise LookupError(service)
        path.unlink()

    @property
    def content(self) -> str:
        """The names and the texts of all entries."""
        return "\n".join(f"{path.name} {path.read_text(encoding='utf-8')}" for path in sorted(self._folder.iterdir()))

    def _entry(self, service: str) -> Path:
        if self.calls == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.calls += 1
        return self._folder / service.replace("/", "_")
