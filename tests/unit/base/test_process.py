"""The hardening of the process, seen from a process of its own."""

import subprocess
import sys

import pytest

STATE = (
    "import ctypes, os, resource;"
    "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.umask(0)))"
)
HARDEN = "from microdesk_desktop.base.process import harden_process; harden_process()"
# The command line reads the passphrase last of all: here it is asked of a terminal that does not exist.
COMMAND_LINE = "from microdesk_desktop.cli.main import main; main(['bank', 'list'])"


@pytest.mark.parametrize("start", [HARDEN, COMMAND_LINE])
def test_a_process_leaves_no_dump_no_readable_memory_and_no_open_file(start: str) -> None:
    played = subprocess.run(
        [sys.executable, "-c", f"{start}\n{STATE}"], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert played.stdout == "(0, 0) 0 0o77\n", played.stderr
