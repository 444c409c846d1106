"""Guards on all tests: a test fails that causes a warning in the log, a connection to the outside, or that
creates classes of Qt on a worker thread.

The others stand in `pyproject.toml`: Python warnings are errors, which makes unraisable errors and exceptions in
threads fail too, and Qt messages at WARNING or above fail.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import network_guard, qt_import_guard

ROOT = Path(__file__).resolve().parents[2]
_attempts: list[str] = []

network_guard.install(_attempts.append)
_qt_imports: list[str] = []
qt_import_guard.install(_qt_imports.append)


class LogCapture(logging.Handler):
    """Collects log records at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a record at WARNING or above, unless the test carries the mark `logs` and looks at them itself."""
    capture = LogCapture()
    logging.getLogger().addHandler(capture)
    yield
    logging.getLogger().removeHandler(capture)
    if capture.records and not request.node.get_closest_marker("logs"):
        pytest.fail("logged at WARNING or above: " + "; ".join(capture.records), pytrace=False)


@pytest.fixture(autouse=True)
def _no_outside_connection(
    isolated_environment: None, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Fail on an attempt to leave this machine, by the test or by a Python program that it starts."""
    report = tmp_path_factory.getbasetemp() / f"outside-connections-{os.getpid()}"
    monkeypatch.setenv(network_guard.REPORT_VARIABLE, str(report))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "tests" / "support" / "site"), str(ROOT)]))
    _attempts.clear()
    yield
    seen = [*_attempts, *(report.read_text(encoding="utf-8").splitlines() if report.exists() else [])]
    report.unlink(missing_ok=True)
    if seen:
        pytest.fail("tried to leave this machine: " + "; ".join(seen), pytrace=False)


@pytest.fixture(autouse=True)
def _no_qt_import_on_a_worker() -> Iterator[None]:
    """Fail on a module with classes of Qt that a worker was the first to import."""
    _qt_imports.clear()
    yield
    if _qt_imports:
        pytest.fail("imported on a worker: " + "; ".join(_qt_imports), pytrace=False)
