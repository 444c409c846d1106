"""No connection that the user did not ask for, seen from outside: each call of the system for the network is traced.

Sockets of the file system are this computer's own: the X server, D-Bus, the keyring, a second start of the window.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.guards import ROOT
from tests.support.program import Program
from tests.support.terminal import PROGRAM
from tests.support.window.display import x11_screen

pytestmark = pytest.mark.real
__all__ = ["x11_screen"]
TIMEOUT_S = 600
_CONNECT = re.compile(r"connect\([0-9]++, \{sa_family=AF_INET")


def traced(folder: Path, command: Sequence[object], environment: dict[str, str]) -> tuple[list[str], str]:
    """The calls for the network of a program and of all that it starts, and what it printed."""
    if not shutil.which("strace"):
        pytest.skip("not installed: strace")
    trace = folder / "trace"
    tracing = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=network", "-o", str(trace), *map(str, command)]
    done = subprocess.run(
        tracing,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
    )
    if "PTRACE" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("the system lets no process be traced")
    assert done.returncode == 0, done.stderr[-2_000:]
    return trace.read_text(encoding="utf-8", errors="replace").splitlines(), done.stdout


def beyond(calls: Sequence[str]) -> list[str]:
    """The calls that reach, or could be reached from, beyond the file system: not a socket that nothing is done with.

    A library makes one to find out whether there is IPv6, and is refused the rest of it.
    """
    return [call for call in calls if ("AF_INET" in call and " socket(" not in call) or "AF_NETLINK" in call]


@pytest.mark.parametrize(
    "words",
    [
        ("vault", "verify"),
        ("dashboard",),
        ("todo",),
        ("documents", "verify"),
        ("mail", "accounts"),
        ("privacy", "inventory"),
        ("privacy", "network"),
    ],
    ids=" ".join,
)
def test_a_command_that_needs_no_network_opens_no_socket(
    program: Program, tmp_path: Path, words: Sequence[str]
) -> None:
    calls, _ = traced(tmp_path, [*PROGRAM, "--json", *words], program.environment)
    assert beyond(calls) == []


def used(mode: str, screen: str, tmp_path: Path) -> tuple[list[str], int]:
    """The calls of the window that is used for two days, and how many lines its journal has."""
    environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": ""}
    command = [sys.executable, "-m", "tests.support.window.network_use", tmp_path / "profile", mode]
    calls, printed = traced(tmp_path, command, environment)
    return calls, int(printed.split()[-1])


def test_the_window_opens_no_socket_while_it_is_used_and_idle_offline(x11_screen: str, tmp_path: Path) -> None:
    calls, lines = used("offline", x11_screen, tmp_path)
    assert any("AF_UNIX" in call for call in calls), "nothing was traced"
    assert (beyond(calls), lines) == ([], 0)


def test_each_connection_of_the_window_has_its_line(x11_screen: str, tmp_path: Path) -> None:
    calls, lines = used("online", x11_screen, tmp_path)
    connected = [call for call in calls if _CONNECT.search(call)]
    assert 0 < len(connected) <= lines
