"""The guards on all tests fail the tests that they should."""

import os
import re
import subprocess
import sys

import pytest

from tests.support.guards import ROOT
from tests.support.network_guard import REPORT_VARIABLE, is_loopback

BODIES = {
    "passes_when_clean": "assert True",
    "fails_on_a_python_warning": "import warnings; warnings.warn('careless')",
    "fails_on_a_qt_message": "from PySide6.QtCore import qWarning; qWarning('careless')",
    "fails_on_a_log_record": "import logging; logging.getLogger('any').warning('careless')",
    "fails_on_an_unraisable_error": "type('A', (), {'__del__': lambda self: 1 / 0})()",
    "fails_on_an_error_in_a_thread": "t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()",
    "fails_on_an_outside_connection": "swallow(socket.create_connection, ('192.0.2.1', 443), 0.1)",
    "fails_on_an_outside_name": "swallow(socket.getaddrinfo, 'bank.invalid', 443)",
    "fails_on_an_outside_connection_of_a_program": (
        "subprocess.run([sys.executable, '-c', 'import socket; socket.getaddrinfo(\"bank.invalid\", 443)'],"
        " check=False, capture_output=True)"
    ),
}
HEAD = """
import socket, subprocess, sys, threading

def swallow(call, *arguments):
    try:
        call(*arguments)
    except OSError:
        pass
"""


@pytest.fixture
def run_tests(tmp_path):
    """Run tests written on the spot under the project's own configuration and guards; returns what pytest printed."""

    def run(text: str, *options: str) -> str:
        file = tmp_path / "test_written.py"
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
        command += ["-p", "tests.conftest", "-p", "no:cacheprovider", "-rA", *options, str(file)]
        unguarded = {name: value for name, value in os.environ.items() if name != REPORT_VARIABLE}
        return subprocess.run(command, env=unguarded, check=False, capture_output=True, text=True, timeout=300).stdout

    return run


def test_a_careless_test_fails_and_a_clean_one_passes(run_tests):
    printed = run_tests(HEAD + "".join(f"\ndef test_{name}(qapp):\n    {body}\n" for name, body in BODIES.items()))
    spoiled = set(re.findall(r"^(?:FAILED|ERROR) \S+::test_(\w+)", printed, re.MULTILINE))
    assert spoiled == {name for name in BODIES if name.startswith("fails")}, printed


def test_a_missing_daemon_skips_or_fails_as_asked(run_tests):
    text = "import pytest\n\n@pytest.mark.real\ndef test_it():\n    pytest.skip('no daemon')\n"
    assert "1 skipped" in run_tests(text)
    assert "1 failed" in run_tests(text, "--require-real")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (("127.0.0.1", 80), True),
        (("127.3.2.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ("/run/bus", True),
        (b"localhost", True),
        (None, True),
        (("192.168.0.1", 80), False),
        (("example.org", 80), False),
        ("127.0.0.1.example.org", False),
    ],
)
def test_loopback_is_distinguished_from_the_rest(address, expected):
    assert is_loopback(address) is expected
