"""The draft of one period of a series."""

from dataclasses import replace
from datetime import date, timedelta

from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.recurring.period_words import ServicePeriod, with_period, with_placeholder
from microdesk_desktop.domain.documents.recurring.series import Rhythm, RhythmUnit, Series, add_months
from microdesk_desktop.domain.settle.targets import DocumentType

_ONE_DAY = timedelta(days=1)
_MONTHS = {RhythmUnit.MONTH: 1, RhythmUnit.QUARTER: 3, RhythmUnit.YEAR: 12}


def draft_of_period(pattern: Draft, series: Series, period: int, language: str) -> Draft:
    """The draft of a period: its days, those that its lines bill, and its texts with the names of that period.

    `pattern` has the days of period 0. Days of payment and of validity are counted from the day of issue.
    """
    draft, rhythm = moved(pattern, series.rhythm, period), series.rhythm
    on = rhythm.day(period)
    billed = _billed(draft.delivered_from, draft.delivered_on) or _period_around(on, rhythm)
    return replace(
        draft,
        issued_on=on,
        due_on=on + timedelta(days=series.terms) if series.terms is not None and _is_payable(draft) else None,
        valid_until=None,
        subject=with_period(draft.subject, billed, language),
        notes=with_period(draft.notes, billed, language),
        lines=tuple(_worded(line, billed, language) for line in draft.lines),
    )


def naming_period(pattern: Draft, rhythm: Rhythm, language: str) -> Draft:
    """The draft whose texts leave the name of their period open, where they name that of period 0."""
    billed = _billed(pattern.delivered_from, pattern.delivered_on) or _period_around(rhythm.start, rhythm)
    lines = []
    for line in pattern.lines:
        own = _billed(line.first_day, line.last_day) or billed
        label, text = (with_placeholder(each, own, language) for each in (line.label, line.text))
        lines.append(replace(line, label=label, text=text))
    return replace(
        pattern,
        subject=with_placeholder(pattern.subject, billed, language),
        notes=with_placeholder(pattern.notes, billed, language),
        lines=tuple(lines),
    )


def moved(pattern: Draft, rhythm: Rhythm, periods: int) -> Draft:
    """The draft with the days that it and its lines bill so many periods later."""
    first, last = _later(pattern.delivered_from, pattern.delivered_on, rhythm, periods)
    lines = []
    for line in pattern.lines:
        first_day, last_day = _later(line.first_day, line.last_day, rhythm, periods)
        lines.append(replace(line, first_day=first_day, last_day=last_day))
    return replace(pattern, delivered_from=first, delivered_on=last, lines=tuple(lines))


def _later(first: date | None, last: date | None, rhythm: Rhythm, periods: int) -> tuple[date | None, date | None]:
    """Both ends later: a span that follows itself without a gap goes on doing so, whole months stay whole months."""
    if first is None or last is None:
        return first and rhythm.moved(first, periods), last and rhythm.moved(last, periods)
    start = rhythm.moved(first, periods)
    if last + _ONE_DAY == rhythm.moved(first, 1):
        return start, rhythm.moved(first, periods + 1) - _ONE_DAY
    months = ServicePeriod(first=first, last=last).months
    if months and rhythm.unit is not RhythmUnit.WEEK:
        return start, add_months(start, months) - _ONE_DAY
    return start, rhythm.moved(last, periods)


def _period_around(on: date, rhythm: Rhythm) -> ServicePeriod:
    """What a document bills that names no days: the months or the quarter or year of its day, or the weeks from it."""
    if rhythm.unit is RhythmUnit.WEEK:
        return ServicePeriod(first=on, last=on + timedelta(weeks=rhythm.every) - _ONE_DAY)
    length = _MONTHS[rhythm.unit]
    start = date(on.year, (on.month - 1) // length * length + 1, 1)
    return ServicePeriod(first=start, last=add_months(start, length * rhythm.every) - _ONE_DAY)


def _worded(line: DraftLine, billed: ServicePeriod, language: str) -> DraftLine:
    own = _billed(line.first_day, line.last_day) or billed
    return replace(line, label=with_period(line.label, own, language), text=with_period(line.text, own, language))


def _billed(first: date | None, last: date | None) -> ServicePeriod | None:
    return ServicePeriod(first=first, last=last) if first and last and first <= last else None


def _is_payable(draft: Draft) -> bool:
    return draft.type is not DocumentType.QUOTE
