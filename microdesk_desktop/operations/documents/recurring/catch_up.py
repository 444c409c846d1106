"""Make what is due of every series: today's documents, and those of the days on which the program was closed.

series ─▶ due periods ─one transaction each─▶ draft, and the note that its period was made
                                                 └─ of a series that is issued ─▶ number, or what stands against it
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.form import read_form, write_form
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.recurring.draft import draft_of_period
from microdesk_desktop.domain.documents.recurring.series import due_periods
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.recurring.series import language_of
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.drafts import add_draft
from microdesk_desktop.store.documents.recurring import (
    MadePeriod,
    add_period,
    load_all_series,
    load_series,
    load_waiting,
    save_hindrance,
)

_STOPPING = frozenset(
    {
        ErrorCode.BUSY,
        ErrorCode.DISK_FAILED,
        ErrorCode.DISK_FULL,
        ErrorCode.OUT_OF_MEMORY,
        ErrorCode.READ_ONLY,
        ErrorCode.VAULT_DAMAGED,
        ErrorCode.VAULT_LOCKED,
    }
)
"""Errors of the machine or of the vault, which the next document would meet too; any other is of one document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtUp:
    """What was made: the drafts that are left to look at, the numbers that were issued, what was held back by a fault.

    `drafts` are ids; `held` are those of them that could not be issued though their series asks for it.
    """

    drafts: tuple[int, ...] = ()
    issued: tuple[str, ...] = ()
    held: tuple[int, ...] = ()
    changes: Changes = Changes.NOTHING


def catch_up(session: Session, job: Job) -> CaughtUp:
    """Make every period that is due and was not made, in the order of their days. Each is made once.

    May be stopped and started again at any point. Raises only errors of the machine or the vault, and Cancelled.
    """
    today = session.clock.today()
    due = [
        (day, stored.id, period)
        for stored in session.read(load_all_series)
        for period, day in due_periods(stored.series, stored.made, today)
    ]
    made: list[int] = []
    for _, series_id, period in sorted(due):
        job.checkpoint()
        draft_id = _make(session, series_id, period, today)
        made += [draft_id] if draft_id is not None else []
    issued, held, is_news = _issue_all(session, job)
    left = tuple(draft_id for draft_id in made if draft_id not in issued)
    changes = Changes.DOCUMENTS | Changes.RECURRING if made or issued or is_news else Changes.NOTHING
    if issued:
        changes |= Changes.INVOICES | Changes.CLIENTS | Changes.MATCHES
    return CaughtUp(drafts=left, issued=tuple(issued.values()), held=held, changes=changes)


def _make(session: Session, series_id: int, period: int, today: date) -> int | None:
    """The id of the draft of one period; None where the series changed meanwhile and the period is no longer due."""
    now = session.clock.now()

    def write(writer: Writer) -> int | None:
        stored = load_series(writer, series_id)
        if stored is None or period not in dict(due_periods(stored.series, stored.made, today)):
            return None
        pattern = read_form(json.loads(stored.form))
        draft = draft_of_period(pattern, stored.series, period, language_of(writer, pattern))
        draft_id = add_draft(writer, json.dumps(write_form(draft), ensure_ascii=False), now)
        add_period(writer, series_id, period, draft_id, now)
        return draft_id

    return session.write(write)


def _issue_all(session: Session, job: Job) -> tuple[dict[int, str], tuple[int, ...], bool]:
    """Issue the drafts of the series that ask for it, by day.

    Returns each one's number by its draft's id, those held back, and whether something new stands against one.
    """
    waiting = [each for each in session.read(load_waiting) if each.is_issued]
    issued: dict[int, str] = {}
    held, is_news = [], False
    for each in sorted(waiting, key=_day):
        job.checkpoint()
        try:
            issued[each.draft_id] = issue(session, each.draft_id).number
        except KnownError as error:
            if error.code in _STOPPING:
                raise
            if error.code is not ErrorCode.UNKNOWN_TARGET:  # else the user issued or removed it meanwhile
                is_news = _hold(session, each, hindrance_of(error)) or is_news
                held.append(each.draft_id)
    return issued, tuple(held), is_news


def _hold(session: Session, made: MadePeriod, hindrance: Mapping[str, Any]) -> bool:
    """Note what stands against a draft; whether it was another thing, or nothing, before."""
    if made.hindrance == hindrance:
        return False
    session.write(lambda writer: save_hindrance(writer, made.draft_id, hindrance))
    return True


def _day(made: MadePeriod) -> tuple[str, int]:
    return json.loads(made.form).get("issue_date", ""), made.draft_id


def hindrance_of(error: KnownError) -> Mapping[str, Any]:
    """What stands against issuing a draft, as it is kept: the code, the broken rules, the day of the last document."""
    params: Mapping[str, Any] = error.params
    problems = [asdict(each) for each in params.get("problems", ())]
    last, field = params.get("last"), params.get("field")
    found = {"code": error.code.value, "problems": problems, "last": last.isoformat() if last else None, "field": field}
    return {name: value for name, value in found.items() if value}
