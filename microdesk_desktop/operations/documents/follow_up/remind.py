"""Keep that a reminder was sent, the legal rates that the user found, and the days on which reminders are proposed."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.reminders.rates import legal_rate, semester_of
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.follow_up import (
    add_reminder,
    delete_reminders,
    load_entered_rates,
    load_reminder_days,
    save_entered_rate,
    save_reminder_days,
)
from microdesk_desktop.store.records.documents import load_document

_TOUCHED = Changes.INVOICES
HIGHEST_PERCENT = 100
"""Far above any legal rate: the highest since 1975 was 14.41 % (1982)."""
LONGEST_DAYS = 365


def keep_reminder(session: Session, document_ids: Sequence[int], reminder: Reminder) -> ChangeResult:
    """Keep that one reminder was sent for these documents; the undo removes it from all of them.

    Raises UNKNOWN_TARGET when one of them is not there.
    """

    def write(writer: Writer) -> list[int]:
        if any(load_document(writer, id_) is None for id_ in document_ids):
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        return [add_reminder(writer, id_, reminder) for id_ in document_ids]

    kept = session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: delete_reminders(writer, kept))
        return ChangeResult(changes=_TOUCHED, undo=lambda session: keep_reminder(session, document_ids, reminder))

    return ChangeResult(changes=_TOUCHED, id=document_ids[0], undo=undo)


def enter_legal_rate(session: Session, day: date, percent: Fraction | None) -> ChangeResult:
    """Keep the legal interest rate of the semester of a day, which no table knows; None forgets it.

    Raises INVALID_VALUE (`field`: rate) for a rate that is not above 0, has more than two decimals or is no percent,
    and for a semester whose rate is known.
    """
    if legal_rate(day) is not None or (percent is not None and not _is_rate(percent)):
        raise KnownError(ErrorCode.INVALID_VALUE, field="rate")
    first_day = semester_of(day)

    def write(writer: Writer) -> Fraction | None:
        before = load_entered_rates(writer).get(first_day)
        save_entered_rate(writer, first_day, percent)
        return before

    before = session.write(write)
    return ChangeResult(changes=_TOUCHED, undo=lambda session: enter_legal_rate(session, first_day, before))


def change_reminder_days(session: Session, days: Mapping[ReminderTone, int]) -> ChangeResult:
    """Change after how many days each reminder is proposed; an empty mapping brings the usual days back.

    Raises INVALID_VALUE (`field`: days) unless they rise from each tone to the next.
    """
    in_order = [days[tone] for tone in ReminderTone if tone in days]
    if any(not 0 < each <= LONGEST_DAYS for each in in_order) or in_order != sorted(set(in_order)):
        raise KnownError(ErrorCode.INVALID_VALUE, field="days")

    def write(writer: Writer) -> Mapping[ReminderTone, int]:
        before = load_reminder_days(writer)
        save_reminder_days(writer, days)
        return before

    before = session.write(write)
    return ChangeResult(changes=_TOUCHED, undo=lambda session: change_reminder_days(session, before))


def _is_rate(percent: Fraction) -> bool:
    return 0 < percent < HIGHEST_PERCENT and (percent * 100).denominator == 1
