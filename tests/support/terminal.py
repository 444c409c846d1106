"""The program as its users start it: a process, with or without a terminal."""

import json
import os
import pty
import subprocess
import sys
from codecs import getincrementaldecoder
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = (sys.executable, "-m", "microdesk_desktop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """The exit code and the streams of a run that ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value on standard output."""
        assert self.out.count("\n") == 1, self.out + self.err
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the error in the JSON; standard error holds its sentence, then at most one line of what to do."""
        error = self.value["error"]
        assert set(error) == {"code", "message"}
        sentence, *action = self.err.splitlines()
        assert sentence == error["message"]
        assert len(action) <= 1
        return str(error["code"])


def run(*words: str | Path, **environment: str) -> Ran:
    """Run the program to its end, without a terminal."""
    done = subprocess.run(
        [*PROGRAM, *map(str, words)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        timeout=300,
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


def answer_questions(words: Sequence[str | Path], answers: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """Run on a terminal, answering each question once it is asked; gives the exit code and all that was shown."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [*PROGRAM, *map(str, words)])
    shown, decoder = "", getincrementaldecoder("utf-8")()  # a letter may be cut by the end of what is read
    for question, answer in answers:
        while question not in shown:
            shown += decoder.decode(os.read(terminal, 4096))
        os.write(terminal, answer.encode())
        shown = shown.partition(question)[2]
    while more := _read(terminal):
        shown += more
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode(errors="replace")
    except OSError:  # Linux raises it when the other side is closed
        return ""
