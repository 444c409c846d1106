"""Rules and lessons in one list: what happens by itself with the transactions that come back."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.settle.lessons import LessonKind
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.lessons import LessonRow, load_lesson_rows
from microdesk_desktop.views.bank.rules import RuleRow, load_rule_rows
from microdesk_desktop.views.bank.words.lessons import lesson_text, taught_text
from microdesk_desktop.views.bank.words.rules import bounds_text, direction_words, effect_text, state_text


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitRow:
    """A rule of the user's, or a lesson of their decisions, with its words as they are shown."""

    id: int | str
    of: RuleRow | LessonRow
    words: str
    direction: str
    amounts: str
    effect: str
    detail: str


def load_habit_rows(reader: Reader) -> Sequence[HabitRow]:
    """The rules, oldest first, then what decisions taught, latest first."""
    directions = dict(direction_words())
    rules = [
        HabitRow(
            id=row.id,
            of=row,
            words=row.rule.words,
            direction=directions[row.rule.direction],
            amounts=bounds_text(row.rule),
            effect=effect_text(row),
            detail=state_text(row.rule),
        )
        for row in load_rule_rows(reader)
    ]
    lessons = [
        HabitRow(
            id=row.id,
            of=row,
            words=row.lesson.words,
            direction=directions[row.lesson.direction],
            amounts="",
            effect=lesson_text(row),
            detail=taught_text(row),
        )
        for row in load_lesson_rows(reader)
    ]
    return [*rules, *lessons]


def rule_of_lesson(row: LessonRow) -> Rule | None:
    """The rule (id 0) that does what a lesson does, to be corrected; None for what no rule does."""
    lesson = row.lesson
    seen = sorted(map(abs, lesson.cents))
    if lesson.kind is LessonKind.PRIVATE:
        return Rule(
            id=0,
            name=lesson.words,
            words=lesson.words,
            direction=lesson.direction,
            action=RuleAction.IGNORE,
            least_cents=seen[0],
            most_cents=seen[-1],
        )
    if lesson.kind is LessonKind.PAYS_FOR and lesson.party_id is not None:
        return Rule(
            id=0,
            name=lesson.words,
            words=lesson.words,
            direction=lesson.direction,
            action=RuleAction.PARTY,
            party_id=lesson.party_id,
        )
    return None
