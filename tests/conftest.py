"""Strictness for every test: private folders, guards, and real daemons where they are required."""

import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from microdesk_desktop.operations import session
from microdesk_desktop.vault import slots

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.support.guards", "tests.support.keyring_session", "tests.support.servers.trusted_servers"]

# No deadline: a loaded machine is slow whatever the code does; speed is measured in tests/benchmarks.
settings.register_profile("developer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("developer"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

# What a wait of a test is ready for where nothing else is said: five seconds are too few on a machine with other work.
for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitExposed, QtBot.waitActive):
    wait.__kwdefaults__["timeout"] = 60_000

FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-real", action="store_true", help="a skipped test marked 'real' fails")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.skipped and item.config.getoption("--require-real") and item.get_closest_marker("real"):
        report.outcome = "failed"
        report.longrepr = f"required here, yet skipped: {report.longrepr[-1]}"
    return report


@pytest.fixture(autouse=True, scope="session")
def remembered_keys() -> Iterator[None]:
    """Derive the key of a passphrase and a salt once: it takes a fifth of a second, in nearly every test."""
    derive = slots._argon2id  # noqa: SLF001 - nothing else is as slow
    remembered = cache(derive)
    with pytest.MonkeyPatch.context() as patch:
        # A trial finds the cost for a computer: it must take its time.
        patch.setattr(slots, "_argon2id", lambda *of: (derive if of[0] == "calibration" else remembered)(*of))
        yield


@pytest.fixture(autouse=True, scope="session")
def freed_memory_is_left() -> Iterator[None]:
    """A vault that closes overwrites what the process freed: much in that of the tests, which no user's is like.

    `tests/real/test_memory.py` sees it done by programs of their own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "overwrite_freed_memory", lambda: None)
        yield


@pytest.fixture(autouse=True)
def isolated_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test empty folders of its own, a French session and no D-Bus: the user's profile stays out of reach."""
    with tempfile.TemporaryDirectory(prefix="microdesk-test-", ignore_cleanup_errors=True) as made:
        for name, folder in FOLDERS.items():
            path = Path(made, folder)
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
            monkeypatch.setenv(name, str(path))
        for name in [name for name in os.environ if name.startswith("MICRODESK_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("LANG", "fr_FR.UTF-8")
        monkeypatch.delenv("LC_ALL", raising=False)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={made}/no-bus")
        yield
