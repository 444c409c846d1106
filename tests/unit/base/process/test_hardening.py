"""The hardening of the process, seen from a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
STATE = (
    "import ctypes, os, resource;"
    "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.umask(0)))"
)
HARDEN = "from microdesk_desktop.base.process.hardening import harden_process; harden_process()"
# The command line reads the passphrase of a vault that is there.
COMMAND_LINE = "from microdesk_desktop.cli.main import main; main(['bank', 'list', '--profile', '.'])"


@pytest.mark.parametrize("start", [HARDEN, COMMAND_LINE])
def test_a_process_leaves_no_dump_no_readable_memory_and_no_open_file(start: str, tmp_path: Path) -> None:
    for name in ("keys.json", "vault.db", "passphrase"):
        (tmp_path / name).write_text("something")
    played = subprocess.run(
        [sys.executable, "-c", f"{start}\n{STATE}"],
        cwd=tmp_path,
        env={**os.environ, "MICRODESK_PASSPHRASE_FILE": "passphrase", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert played.stdout == "(0, 0) 0 0o77\n", played.stderr
