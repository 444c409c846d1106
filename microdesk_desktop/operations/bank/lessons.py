"""Forget what the user's decisions taught of a payer: the next run of the engine is as if they had taught nothing."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.lessons import Lesson
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.decide import TOUCHED
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.reconcile.learning import learn
from microdesk_desktop.store.bank.lessons import load_decided, set_forgotten
from microdesk_desktop.store.bank.targets import load_matchable_targets
from microdesk_desktop.store.database import Reader


def forget_lesson(session: Session, lesson_id: str, *, job: Job) -> ChangeResult:
    """Forget a lesson: the decisions stay, and what the engine had attributed of it is looked at again.

    The next decision of the same kind teaches it anew. Raises UNKNOWN_LESSON (id).
    """
    return _set_forgotten(session, session.read(lambda reader: find_lesson(reader, lesson_id)), True, job)


def find_lesson(reader: Reader, lesson_id: str) -> Lesson:
    """The lesson that has this id now. Raises UNKNOWN_LESSON (id)."""
    lessons = learn(load_decided(reader), load_matchable_targets(reader))
    found = next((lesson for lesson in lessons if lesson.id == lesson_id), None)
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_LESSON, id=lesson_id)
    return found


def _set_forgotten(session: Session, lesson: Lesson, is_forgotten: bool, job: Job) -> ChangeResult:
    session.write(lambda writer: set_forgotten(writer, lesson.kind, lesson.taught_by, is_forgotten=is_forgotten))
    run_attribution(session, job)
    return ChangeResult(
        changes=Changes.RULES | TOUCHED,
        undo=lambda session: _set_forgotten(session, lesson, not is_forgotten, Job()),
    )
