"""A process that works on a vault and is killed before one of the steps that anything outside of it can see."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from microdesk_desktop.operations.session import Session
from tests.contract.watched import Step, watched
from tests.support.bank import PATIENT, open_vault
from tests.support.clock import FakeClock
from tests.support.strict_keyring import StrictKeyring

_DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Death:
    """How far the process came: all of it, the number of steps before its end, and the method of its last request."""

    is_done: bool
    steps: int
    last_method: str


class Victim:
    """A vault and its keyring on the disk, opened by one process after the other."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.profile = folder / "profile"
        self.profile.mkdir()
        self._entries = folder / "keyring"
        self._clock = clock

    @property
    def keyring(self) -> str:
        """The names and texts of all that the keyring holds."""
        return StrictKeyring(self._entries).content

    @contextmanager
    def opened(self) -> Iterator[Session]:
        with open_vault(self.profile, self._clock, StrictKeyring(self._entries)) as session:
            yield session

    def die(self, act: Callable[[Session], object], kill_at: int | None = None) -> Death:
        """Act in a process of its own, which is killed before that step; None lets it live to the end."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                self._act(act, _Steps(writing, kill_at))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            told = pipe.read().split()
        os.waitpid(child, 0)
        methods = [each for each in told if each.isupper()]
        return Death(is_done=_DONE in told, steps=len(told), last_method=methods[-1] if methods else "")

    def _act(self, act: Callable[[Session], object], steps: "_Steps") -> None:
        back_end = _SteppingKeyring(self._entries, steps)
        with open_vault(self.profile, self._clock, back_end) as session:
            _step_at_commits(session, steps)
            with watched(session, PATIENT, lambda step, _: steps.request(step), lambda *_: steps.take("answered")):
                act(session)
            steps.take(_DONE)
            os._exit(0)


class _Steps:
    """Tells each step through a pipe before it is taken, until the one at which the process is killed."""

    def __init__(self, pipe: int, kill_at: int | None) -> None:
        self._pipe = pipe
        self._kill_at = kill_at
        self._taken = 0

    def request(self, step: Step) -> None:
        self.take(step.method)

    def take(self, name: str) -> None:
        if self._taken == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self._taken += 1
        os.write(self._pipe, f"{name} ".encode())


class _SteppingKeyring(StrictKeyring):
    """Each change of an entry is a step."""

    def __init__(self, folder: Path, steps: _Steps) -> None:
        super().__init__(folder)
        self._steps = steps

    def set_password(self, service: str, username: str, password: str) -> None:
        self._steps.take("kept")
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._steps.take("deleted")
        super().delete_password(service, username)


def _step_at_commits(session: Session, steps: _Steps) -> None:
    write = session.database.write

    def stepping(fn: Callable[..., Any], **options: bool) -> Any:
        steps.take("written")
        return write(fn, **options)

    session.database.write = stepping  # type: ignore[method-assign]
