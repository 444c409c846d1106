"""What a changing operation returns."""

from collections.abc import Callable
from dataclasses import dataclass

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeResult:
    """A change that was made: what to reload, the id of what was created, and the operation that undoes it."""

    changes: Changes
    id: int | None = None
    undo: Callable[[Session], "ChangeResult"] | None = None


@dataclass(frozen=True, slots=True)
class Online:
    """An `undo` that asks a server: the window runs it beside what writes to the vault, and can cancel it."""

    act: Callable[[Session, Job], ChangeResult]

    def __call__(self, session: Session) -> ChangeResult:
        """Carry it out where nothing cancels it."""
        return self.act(session, Job())
