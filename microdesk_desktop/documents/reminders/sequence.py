"""Which reminder comes next for a late document, and from which day on it is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone

USUAL_DAYS: Mapping[ReminderTone, int] = {
    ReminderTone.COURTEOUS: 7,
    ReminderTone.FIRM: 15,
    ReminderTone.FORMAL: 30,
}
"""Days after the due date: a week lets a transfer arrive, a month is the latest before a claim looks abandoned."""
LEAST_GAP = timedelta(days=5)
"""Between two reminders, where the first one was sent late: time to read it, to answer and to pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReminder:
    """The tone of the next reminder, and the day from which on it is proposed."""

    tone: ReminderTone
    on: date


def next_reminder(
    due_on: date, last: tuple[date, ReminderTone] | None, days: Mapping[ReminderTone, int] = USUAL_DAYS
) -> NextReminder | None:
    """The reminder after the last one that was sent, by its day and tone; None after the formal notice."""
    tones = list(ReminderTone)
    following = 0 if last is None else tones.index(last[1]) + 1
    if following == len(tones):
        return None
    on = due_on + timedelta(days=days[tones[following]])
    return NextReminder(tone=tones[following], on=on if last is None else max(on, last[0] + LEAST_GAP))
