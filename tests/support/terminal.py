"""The program as its users start it: a process, with or without a terminal."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROGRAM = (sys.executable, "-m", "microdesk_desktop")


class Ran:
    """What a finished run said and answered."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr

    @property
    def json(self) -> Any:
        """Standard output, which is exactly one JSON value."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the error told in JSON."""
        return str(self.json["error"]["code"])


def run(*words: str | Path, **environment: str) -> Ran:
    """Run the program to its end, without a terminal."""
    return Ran(
        subprocess.run(
            [*PROGRAM, *map(str, words)],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **environment},
            timeout=60,
        )
    )


def converse(words: Sequence[str | Path], talk: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """Run on a terminal, answering each question once it is asked; gives the exit code and all that was shown."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [*PROGRAM, *map(str, words)])
    shown = ""
    for question, answer in talk:
        while question not in shown:
            shown += os.read(terminal, 4096).decode()
        os.write(terminal, answer.encode())
        shown = shown.partition(question)[2]
    while more := _read(terminal):
        shown += more
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode(errors="replace")
    except OSError:  # Linux says so when the other side is closed
        return ""
