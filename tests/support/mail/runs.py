"""Runs of a session with a mailbox, each in a process of its own that may be killed."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from tests.support.guards import ROOT
from tests.support.mail.world import MailWorld

AFTER = (("send",), ("bin",), ("remove",))
"""What the user does in the window after `acts_of`."""


class Running:
    """A session in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def begin(self, *act: str) -> None:
        """Have an act done with its words, and do not wait for its end."""
        assert self.process.stdin
        self.process.stdin.write("\t".join(act) + "\n")
        self.process.stdin.flush()

    def act(self, *act: str) -> str:
        """Have an act done with its words; returns what it reports."""
        self.begin(*act)
        assert self.process.stdout
        name, _, report = self.process.stdout.readline().rstrip("\n").partition("\t")
        assert name == act[0]
        return report

    def end(self) -> int:
        """End as the user does; returns the exit code."""
        assert self.process.stdin
        self.process.stdin.close()
        return self.process.wait(30)


@contextmanager
def session(world: MailWorld) -> Iterator[Running]:
    """A session by the operations of the program."""
    with _running("tests.support.mail.session", world) as run:
        run.begin(" ".join(f"{kind}={word}" for kind, word in world.words.items()))
        yield run


@contextmanager
def window(world: MailWorld, **environment: str) -> Iterator[Running]:
    """A session in the window, which knows the words that it is given alone."""
    with _running("tests.support.window.mailing", world, **environment) as run:
        yield run


def acts_of(world: MailWorld) -> Sequence[Sequence[str]]:
    """What the user does in the window up to a message that is written, and saved as a draft."""
    words = world.words
    attached = next(world.chosen.glob(f"{words['attached']}*"))
    return [
        ("list",),
        ("open",),
        ("search", f"{words['sought']} from:{words['person']}"),
        ("save", str(world.chosen)),
        ("write", f"{words['receiver']}@b.example", words["written"], f"{words['written']} du texte", str(attached)),
    ]


def kill_amid(world: MailWorld, acts: Sequence[Sequence[str]], seconds: float) -> str:
    """Do acts in a window, and kill it some time after the last of them began; returns when that was, in words."""
    *before, last = acts
    with window(world, QT_QPA_PLATFORM="offscreen") as run:
        for act in before:
            run.act(*act)
        run.begin(*last)
        with suppress(subprocess.TimeoutExpired):
            run.process.wait(seconds)
        run.process.kill()
        run.process.wait(30)
    return f"killed {seconds:.2f} s after {last[0]!r} began"


@contextmanager
def _running(module: str, world: MailWorld, **environment: str) -> Iterator[Running]:
    """A process on the vault of a world; it is killed at the end unless it has ended."""
    command = [sys.executable, "-m", module, str(world.folder)]
    environment = {**os.environ, **world.environment, **environment}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()
