"""A real gnome-keyring on a session bus of its own, never the developer's."""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import secretstorage

START_S = 60.0
PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
# No service folder: the bus starts nothing by itself, so a daemon that was stopped stays stopped.
BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""


class KeyringSession:
    """The bus, the daemon and the folder where it keeps its file; `lock`, `stop` and `start` act as a desktop does."""

    def __init__(self, folder: Path) -> None:
        self._passphrase = secrets.token_hex(8)
        self._daemon: subprocess.Popen[bytes] | None = None
        self.environment = {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
        }
        self.file = folder / "data" / "keyrings" / "login.keyring"
        for name in ("data", "run"):
            (folder / name).mkdir(mode=0o700)
        configuration = folder / "bus.conf"
        configuration.write_text(BUS.format(socket=folder / "bus"), encoding="utf-8")
        self._bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address"],
            env=self._merged(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._bus.stdout
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._bus.stdout.readline().strip()

    def start(self) -> None:
        """Start the daemon with its collection unlocked; returns once it answers."""
        self._daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
            env=self._merged(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self._daemon.stdin
        with self._daemon.stdin as pipe:
            pipe.write(self._passphrase.encode())
        deadline = time.monotonic() + START_S
        while not self._is_unlocked():
            assert time.monotonic() < deadline, "gnome-keyring-daemon did not answer"
            time.sleep(0.02)

    def stop(self) -> None:
        """End the daemon; the bus stays."""
        if self._daemon:
            self._daemon.terminate()
            self._daemon.wait(START_S)
            self._daemon = None

    def lock(self) -> None:
        """Lock the collection, as the desktop does."""
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()

    def end(self) -> None:
        """End the daemon and the bus."""
        self.stop()
        self._bus.terminate()
        self._bus.communicate(timeout=START_S)

    def _merged(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def _is_unlocked(self) -> bool:
        try:
            with closing(secretstorage.dbus_init()) as bus:
                return not secretstorage.get_default_collection(bus).is_locked()
        except secretstorage.SecretStorageException:
            return False


@pytest.fixture
def real_keyring(isolated_environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyringSession]:
    """A running, unlocked, empty gnome-keyring; this process and its children find it in their environment."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with tempfile.TemporaryDirectory(prefix="microdesk-keyring-", ignore_cleanup_errors=True) as made:
        session = KeyringSession(Path(made))
        for name, value in session.environment.items():
            monkeypatch.setenv(name, value)
        try:
            session.start()
            yield session
        finally:
            session.end()
