"""Measures that need a fresh process: a command from start to end, and the probes of the window."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping

# An empty PYTHONDONTWRITEBYTECODE keeps the compiled modules, as an installed program has them.
ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "LANG": "fr_FR.UTF-8", "PYTHONDONTWRITEBYTECODE": ""}


def command_seconds(*words: str) -> float:
    """The CPU time of a Python command, from its start to its end; it must succeed."""
    process = subprocess.Popen(
        [sys.executable, *words],
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words
    return used.ru_utime + used.ru_stime


def ask_probe(*words: str) -> Mapping[str, float]:
    """What one probe of the window measured."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window.probe", *words],
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
