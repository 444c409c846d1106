"""The program as its user starts it: a process of its own on a private profile, with its exit code and streams."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.unlock import unlock
from tests.support.guards import ROOT
from tests.support.terminal import PROGRAM, Ran
from tests.support.vaults import PASSPHRASE, new_vault

TIMEOUT_S = 300


class Program:
    """Runs commands on one profile with its passphrase; each run must end with the code that is expected."""

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "profile"
        self.secret = folder / "passphrase"
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """The test's environment with the profile, its passphrase and a temporary folder."""
        return {
            **os.environ,
            "MICRODESK_PROFILE": str(self.profile),
            "MICRODESK_PASSPHRASE_FILE": str(self.secret),
            "TMPDIR": str(self.temporary),
        }

    def run(self, *words: object, code: int = 0, **environment: str) -> Ran:
        """Run a command to its end."""
        done = subprocess.run(
            [*PROGRAM, *map(str, words)],
            cwd=ROOT,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
        )
        return ended(done.returncode, done.stdout, done.stderr, code)

    def json(self, *words: object, code: int = 0) -> Any:
        """The JSON value that a command prints."""
        return self.run("--json", *words, code=code).value

    def refused(self, *words: object) -> str:
        """The code of the known error that a command ends with."""
        return self.run("--json", *words, code=1).error

    def start(self, *words: object, **environment: str) -> "Running":
        """Start a command, or the window without one; the test ends it."""
        return self._start([*PROGRAM, *map(str, words)], environment)

    def start_script(self, script: str, *words: object, **environment: str) -> "Running":
        """Start a script of the test's own in a process like the program's."""
        return self._start([PROGRAM[0], "-c", script, *map(str, words)], environment)

    def _start(self, command: list[str], environment: Mapping[str, str]) -> "Running":
        return Running(
            subprocess.Popen(
                command,
                cwd=ROOT,
                env={**self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )


class Running:
    """A run under way; `id` is its process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lines: list[str] = []
        self.id = process.pid

    def line(self, start: str) -> str:
        """The next line of standard error that starts with `start`."""
        assert self._process.stderr
        for line in self._process.stderr:
            self._lines.append(line)
            if line.startswith(start):
                return line.strip()
        raise AssertionError("".join(self._lines))

    def answer(self) -> str:
        """The next line of standard output."""
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """End it at once, if it still runs."""
        with self._process:
            self._process.kill()

    def end(self, code: int = 0) -> Ran:
        """Wait for its end."""
        assert self._process.stdout
        assert self._process.stderr
        with self._process:
            out, err = self._process.stdout.read(), "".join((*self._lines, *self._process.stderr))
        return ended(self._process.returncode, out, err, code)


def ended(code: int, out: str, err: str, expected: int) -> Ran:
    """The run; fails unless it ended with the expected code and without a traceback."""
    assert code == expected, out + err
    assert "Traceback" not in err, err
    return Ran(code=code, out=out, err=err)


@contextmanager
def unlocked(program: Program, passphrase: str = PASSPHRASE) -> Iterator[Session]:
    """The vault, opened by the test itself for a moment."""
    session = unlock(program.profile, passphrase)
    try:
        yield session
    finally:
        session.close()


@pytest.fixture
def bare(tmp_path: Path) -> Program:
    """The program where there is no vault yet."""
    return Program(tmp_path)


@pytest.fixture
def program(bare: Program) -> Program:
    """The program on a new vault, quick to open."""
    bare.profile.mkdir(mode=0o700)
    new_vault(bare.profile).session.close()
    return bare
