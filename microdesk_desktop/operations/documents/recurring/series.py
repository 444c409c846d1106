"""Keep series of documents that come again: add, change, pause, remove, each with its undo."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.complete import buyer_of
from microdesk_desktop.documents.form import read_form, write_form
from microdesk_desktop.documents.recurring_pattern import pattern_of
from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.recurring.draft import moved, naming_period
from microdesk_desktop.domain.documents.recurring.series import RECURRING_TYPES, Repeated, Rhythm, Series, due_periods
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.surroundings import client_id_of, completed
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.chain import find_issued, load_seal_of
from microdesk_desktop.store.documents.recurring import (
    StoredSeries,
    add_period,
    delete_series,
    load_series,
    save_series,
)
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.records.documents import find_client

MOST_AT_ONCE = 60
"""Documents that a new series may make at once, five years of months: more would be a slip in its first day."""
NO_DRAFT = 0
"""The draft of a period that was not made by its series: the document that it repeats."""
_HIGHEST_EVERY, _LONGEST_TERMS, _MOST_TIMES = 99, 365, 9_999
_States = Mapping[int, StoredSeries | None]
"""Series by their id, None for one that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a series is made of: a draft or an issued document, its day of issue where it has one, its language."""

    pattern: Draft
    day: date | None
    terms: int | None
    language: str = ""


def source_of(reader: Reader, repeated: Repeated) -> Source:
    """What a series repeats. Raises UNKNOWN_TARGET for a draft or a document that is not there."""
    if repeated.number:
        return source_of_document(reader, repeated.number)
    return source_of_draft(reader, repeated.draft_id)


def open_period(source: Source, rhythm: Rhythm) -> Source:
    """The source whose texts leave the name of their period open, where they name that of its own day."""
    if source.day is None:
        return source
    of_source = replace(rhythm, start=source.day)
    return replace(source, pattern=naming_period(source.pattern, of_source, source.language))


def language_of(reader: Reader, pattern: Draft) -> str:
    """The language of a document: its own, else its client's."""
    if pattern.language or pattern.buyer:
        return pattern.language or (pattern.buyer.language if pattern.buyer else "")
    client_id = client_id_of(reader, pattern)
    client = None if client_id is None else load_client(reader, client_id)
    return buyer_of(client).language if client else ""


def source_of_draft(reader: Reader, draft_id: int) -> Source:
    """A draft as the source of a series. Raises UNKNOWN_TARGET when it is not there."""
    draft = require_draft(reader, draft_id)
    terms = (draft.due_on - draft.issued_on).days if draft.due_on and draft.issued_on else None
    pattern = replace(draft, issued_on=None, due_on=None, valid_until=None, deposits=(), refers_to=())
    return Source(pattern=pattern, day=draft.issued_on, terms=terms, language=language_of(reader, draft))


def source_of_document(reader: Reader, number: str) -> Source:
    """An issued document as the source of a series. Raises UNKNOWN_TARGET for one that was not issued here."""
    document_id = find_issued(reader, number)
    seal = None if document_id is None else load_seal_of(reader, document_id)
    if document_id is None or seal is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    document = read_content(seal.content).document
    pattern, day, due = pattern_of(document, find_client(reader, document_id)), document.issued_on, document.due_on
    follows_client = completed(reader, replace(pattern, issued_on=day), day).due_on == due
    terms = None if follows_client or due is None else (due - day).days
    return Source(pattern=pattern, day=day, terms=terms, language=document.language)


def anchored(source: Source, rhythm: Rhythm) -> Draft:
    """The draft of period 0 for a series that starts on another day than its source: what it bills moves along."""
    if source.day is None:
        return source.pattern
    if source.day > rhythm.start:
        return moved(source.pattern, rhythm, -_last_until(rhythm, source.day))
    return moved(source.pattern, rhythm, _last_until(replace(rhythm, start=source.day), rhythm.start))


def _last_until(rhythm: Rhythm, day: date) -> int:
    """The last period whose day is this one or earlier; the day is not before the first one."""
    period = rhythm.first_from(day)
    return period if rhythm.day(period) == day else period - 1


def put_series(session: Session, pattern: Draft, series: Series, series_id: int | None = None) -> ChangeResult:
    """Add a series, or change the one of this id.

    Where another rhythm is given to a series that has made documents, it ends with the last of them, and a new one
    goes on after it: its id is the result's. Raises INVALID_VALUE (`field`: type, lines, every, start, until, times or
    terms), UNKNOWN_TARGET for an id that is no longer there.
    """
    return _put(session, pattern, series, series_id)


def _put(
    session: Session, pattern: Draft, series: Series, series_id: int | None, *, is_first_there: bool = False
) -> ChangeResult:
    _check(pattern, series)
    kept = replace(pattern, issued_on=None, due_on=None, valid_until=None, deposits=(), refers_to=())
    form = json.dumps(write_form(kept), ensure_ascii=False)
    now, today = session.clock.now(), session.clock.today()

    def write(writer: Writer) -> tuple[int, _States]:
        before = _require(writer, series_id) if series_id is not None else None
        wanted, made, replaced = series, before.made if before else {}, series_id
        if before is not None and made and before.series.rhythm != series.rhythm:
            wanted, made, replaced = _going_on(before, series), {}, None
            save_series(writer, before.form, _ended(before), now, before.id)
        _check_first_days(wanted, {**made, 0: NO_DRAFT} if is_first_there else made, today)
        saved = save_series(writer, form, wanted, now, replaced)
        if is_first_there:
            add_period(writer, saved, 0, NO_DRAFT, now)
        return saved, {saved: None, **({before.id: before} if before else {})}

    saved, states = session.write(write)
    return ChangeResult(changes=Changes.RECURRING, id=saved, undo=lambda session: _restore(session, states))


def put_repeated(
    session: Session,
    repeated: Repeated | None,
    series: Series,
    series_id: int | None = None,
    *,
    opens_period: bool = False,
) -> ChangeResult:
    """Add a series that repeats a document, or change the one of this id; None keeps what it repeats.

    A document of the first day of a new series is the first of it, and is not made again; one without a day is of
    today. With `opens_period`, each document names its own period where the repeated one names its own. Raises as
    `put_series` does, and UNKNOWN_TARGET for a document that is not there.
    """

    def read(reader: Reader) -> Source:
        if repeated is not None:
            source = source_of(reader, repeated)
            return open_period(source, series.rhythm) if opens_period else source
        stored = _require(reader, series_id or 0)
        return Source(pattern=read_form(json.loads(stored.form)), day=stored.series.rhythm.start, terms=None)

    source, rhythm = session.read(read), series.rhythm
    is_first_there = series_id is None and (source.day or session.clock.today()) == rhythm.start
    return _put(session, anchored(source, rhythm), series, series_id, is_first_there=is_first_there)


def remove_series(session: Session, series_id: int) -> ChangeResult:
    """Remove a series; the documents that it made stay. Raises UNKNOWN_TARGET when it is not there."""
    session.read(lambda reader: _require(reader, series_id))
    return _restore(session, {series_id: None})


def pause_series(session: Session, series_id: int) -> ChangeResult:
    """Make nothing of a series until it is resumed. Raises UNKNOWN_TARGET when it is not there."""
    return _changed(session, series_id, lambda series: replace(series, is_paused=True))


def resume_series(session: Session, series_id: int) -> ChangeResult:
    """Go on with a series from today: what fell into the pause is not made. Raises UNKNOWN_TARGET."""
    today = session.clock.today()

    def resumed(series: Series) -> Series:
        return replace(series, is_paused=False, first=max(series.first, series.rhythm.first_from(today)))

    return _changed(session, series_id, resumed)


def _changed(session: Session, series_id: int, change: Callable[[Series], Series]) -> ChangeResult:
    def write(writer: Writer) -> StoredSeries:
        before = _require(writer, series_id)
        save_series(writer, before.form, change(before.series), session.clock.now(), series_id)
        return before

    states: _States = {series_id: session.write(write)}
    return ChangeResult(changes=Changes.RECURRING, id=series_id, undo=lambda session: _restore(session, states))


def _restore(session: Session, states: _States) -> ChangeResult:
    """Give each series the state that it had, None for none; periods that were made since stay made."""
    at = session.clock.now()

    def write(writer: Writer) -> _States:
        now = {series_id: load_series(writer, series_id) for series_id in states}
        for series_id, stored in states.items():
            if stored is None:
                delete_series(writer, series_id)
                continue
            save_series(writer, stored.form, stored.series, at, series_id)
            known = load_series(writer, series_id)
            for period in stored.made.keys() - (known.made.keys() if known else ()):
                add_period(writer, series_id, period, stored.made[period], at)
        return now

    now = session.write(write)
    return ChangeResult(changes=Changes.RECURRING, undo=lambda session: _restore(session, now))


def _going_on(before: StoredSeries, series: Series) -> Series:
    """The series of another rhythm that follows one: nothing of the days on which the former was made comes again."""
    last = before.series.rhythm.day(max(before.made))
    first = max(series.first, series.rhythm.first_from(last + timedelta(days=1)))
    times = None if series.times is None else max(1, series.times - len(before.made))
    return replace(series, first=first, times=times)


def _ended(before: StoredSeries) -> Series:
    return replace(before.series, until=before.series.rhythm.day(max(before.made)))


def _check(pattern: Draft, series: Series) -> None:
    """Raise INVALID_VALUE for what can be no series, whatever was made of it."""
    rhythm, until = series.rhythm, series.until
    faults = {
        "type": pattern.type not in RECURRING_TYPES,
        "lines": not pattern.lines,
        "every": not 1 <= rhythm.every <= _HIGHEST_EVERY,
        "until": until is not None and until < rhythm.start,
        "times": series.times is not None and not 1 <= series.times <= _MOST_TIMES,
        "terms": series.terms is not None and not 0 <= series.terms <= _LONGEST_TERMS,
    }
    for field, is_wrong in faults.items():
        if is_wrong:
            raise KnownError(ErrorCode.INVALID_VALUE, field=field)


def _check_first_days(series: Series, made: Collection[int], today: date) -> None:
    """Raise INVALID_VALUE (`field`: start) for a start from which too many documents would be made at once."""
    at_once = islice(due_periods(series, made, today), MOST_AT_ONCE + 1)
    if sum(1 for _ in at_once) > MOST_AT_ONCE:
        raise KnownError(ErrorCode.INVALID_VALUE, field="start")


def _require(reader: Reader, series_id: int) -> StoredSeries:
    found = load_series(reader, series_id)
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    return found
