"""The words of a conversation in a list."""

from collections.abc import Collection
from datetime import datetime

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.format.dates import clock_time, long_day, short_day
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Person, Row

_SHOWN = 3
"""People who are named one by one; a list of more is cut anyway."""


def who_text(row: Row, own: Collection[str] = ()) -> str:
    """« Léa Martin, moi (3) »: who wrote, or to whom, and how many letters; `own` are addresses in lower case."""
    names = [tr("moi") if each.address.casefold() in own else _name(each) for each in row.people]
    text = ", ".join(dict.fromkeys(names[:_SHOWN])) or tr("Sans expéditeur")
    if len(names) > _SHOWN:
        text += "…"
    return f"{text} ({count(row.count)})" if row.count > 1 else text


def subject_text(row: Row) -> str:
    """The subject, and the beginning of the newest letter where the server gives it."""
    return " · ".join(filter(None, (title_text(row), one_line(row.preview))))


def title_text(row: Row) -> str:
    """The subject alone."""
    return one_line(row.subject) or tr("Sans objet")


def when_text(at: datetime, now: datetime) -> str:
    """« 14:05 » today, else « 21/11 », with the year where it is another one."""
    local, today = at.astimezone(), now.astimezone().date()
    return clock_time(at) if local.date() == today else short_day(local.date(), today)


def spoken_marks(row: Row) -> str:
    """« non lu, avec étoile, 3 messages », for a screen reader."""
    letters = ntr("{count} message", "{count} messages", row.count).format(count=count(row.count))
    marks = (tr("non lu") if row.unread else "", tr("avec étoile") if row.starred else "")
    return ", ".join(filter(None, (*marks, letters if row.count > 1 else "")))


def spoken_when(at: datetime) -> str:
    """« 21 novembre 2026, 14:05 »."""
    return f"{long_day(at.astimezone().date())}, {clock_time(at)}"


def _name(person: Person) -> str:
    return one_line(person.name) or one_line(person.address)
