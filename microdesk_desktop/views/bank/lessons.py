"""What the engine learnt of the user's decisions, as it is listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.settle.lessons import Lesson
from microdesk_desktop.reconcile.learning import learn
from microdesk_desktop.store.bank.lessons import load_decided
from microdesk_desktop.store.bank.targets import load_matchable_targets
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """A lesson; `party` is the name of its client or supplier today, empty for none."""

    id: str
    lesson: Lesson
    party: str


def load_lesson_row(reader: Reader, lesson_id: str) -> LessonRow:
    """The lesson of this id. Raises UNKNOWN_LESSON (id)."""
    found = next((row for row in load_lesson_rows(reader) if row.id == lesson_id), None)
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_LESSON, id=lesson_id)
    return found


def load_lesson_rows(reader: Reader) -> Sequence[LessonRow]:
    """Every lesson, the latest first."""
    decided = load_decided(reader)
    if not decided:
        return ()
    names = {party.id: party.name for party in load_parties(reader)}
    return [
        LessonRow(id=each.id, lesson=each, party=names.get(each.party_id or 0, "") or each.party_name)
        for each in reversed(learn(decided, load_matchable_targets(reader)))
    ]
