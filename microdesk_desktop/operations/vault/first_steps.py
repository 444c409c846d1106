"""Note a first step of a new vault as done, or as one that the user wants to see no more."""

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.vault.first_steps import forget_step, note_step


def finish_first_step(session: Session, step: FirstStep) -> ChangeResult:
    """Note the step; undo shows it again."""
    at = session.clock.now()
    session.write(lambda writer: note_step(writer, step, at))
    return ChangeResult(changes=Changes.SETTINGS, undo=lambda session: _show_again(session, step))


def _show_again(session: Session, step: FirstStep) -> ChangeResult:
    session.write(lambda writer: forget_step(writer, step))
    return ChangeResult(changes=Changes.SETTINGS, undo=lambda session: finish_first_step(session, step))
