"""Series of documents that come again, and the periods that were made of each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from microdesk_desktop.domain.documents.recurring.series import RECURRING_TYPES, Rhythm, RhythmUnit, Series
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS

_COLUMNS = "id, form, start, unit, every, first, until, times, terms, is_issued, is_paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSeries:
    """A series with the JSON text of its form; `made` are its periods that were made, each with its draft's id."""

    id: int
    form: str
    series: Series
    made: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePeriod:
    """A period whose draft is still one; `hindrance` is why the program could not issue it, None where it did not try
    or nothing stood against it."""

    series_id: int
    period: int
    draft_id: int
    form: str
    is_issued: bool
    hindrance: Mapping[str, Any] | None


def load_all_series(reader: Reader) -> list[StoredSeries]:
    """Every series, in the order in which they were added."""
    made: dict[int, dict[int, int]] = {}
    for series_id, period, draft_id in reader.iterate("SELECT series_id, period, draft_id FROM recurring_period"):
        made.setdefault(series_id, {})[period] = draft_id
    rows = reader.all(f"SELECT {_COLUMNS} FROM recurring_series ORDER BY id")
    return [_series(row, made.get(row[0], {})) for row in rows]


def load_series(reader: Reader, series_id: int) -> StoredSeries | None:
    """The series; None when there is none of this id."""
    row = reader.one(f"SELECT {_COLUMNS} FROM recurring_series WHERE id = ?", (series_id,))
    made = reader.all("SELECT period, draft_id FROM recurring_period WHERE series_id = ?", (series_id,))
    return _series(row, dict(made)) if row else None


def has_series(reader: Reader) -> bool:
    """Whether there is any series."""
    return bool(reader.value("SELECT EXISTS (SELECT 1 FROM recurring_series)"))


def save_series(writer: Writer, form: str, series: Series, at: datetime, series_id: int | None = None) -> int:
    """Insert a series, or replace the one of this id; returns its id. The id of a removed one may be given again."""
    rhythm, until = series.rhythm, series.until.isoformat() if series.until else None
    rhythm_values = (rhythm.start.isoformat(), rhythm.unit.value, rhythm.every)
    end_values = (series.first, until, series.times, series.terms, series.is_issued, series.is_paused)
    columns = _COLUMNS.removeprefix("id, ")
    if series_id is not None and writer.value("SELECT 1 FROM recurring_series WHERE id = ?", (series_id,)):
        sql = f"UPDATE recurring_series SET ({columns}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"
        writer.run(sql, (form, *rhythm_values, *end_values, series_id))
        return series_id
    sql = f"INSERT INTO recurring_series ({columns}, id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    return writer.run(sql, (form, *rhythm_values, *end_values, series_id, at.isoformat()))


def delete_series(writer: Writer, series_id: int) -> None:
    """Remove a series with the notes of its periods; the drafts stay."""
    writer.run("DELETE FROM recurring_series WHERE id = ?", (series_id,))


def add_period(writer: Writer, series_id: int, period: int, draft_id: int, at: datetime) -> None:
    """Note that a period was made, in the transaction that keeps its draft; one that was made already is an error."""
    sql = "INSERT INTO recurring_period (series_id, period, draft_id, made_at, hindrance) VALUES (?, ?, ?, ?, '')"
    writer.run(sql, (series_id, period, draft_id, at.isoformat()))


def save_hindrance(writer: Writer, draft_id: int, hindrance: Mapping[str, Any]) -> None:
    """Note why the program could not issue a draft."""
    text = json.dumps(hindrance, ensure_ascii=False)
    writer.run("UPDATE recurring_period SET hindrance = ? WHERE draft_id = ?", (text, draft_id))


def count_waiting(reader: Reader) -> int:
    """How many drafts of series wait to be looked at."""
    sql = "SELECT count(*) FROM recurring_period JOIN draft ON draft.id = draft_id"
    return int(reader.value(sql))


def load_waiting(reader: Reader, limit: int = -1) -> Sequence[MadePeriod]:
    """The drafts of series that are neither issued nor removed, the earliest made first; -1 for all."""
    rows = reader.all(
        "SELECT series_id, period, draft_id, draft.form, is_issued, hindrance FROM recurring_period"
        " JOIN draft ON draft.id = draft_id JOIN recurring_series ON recurring_series.id = series_id"
        " ORDER BY draft_id LIMIT ?",
        (limit,),
    )
    return [
        MadePeriod(
            series_id=series_id,
            period=period,
            draft_id=draft_id,
            form=form,
            is_issued=bool(is_issued),
            hindrance=json.loads(hindrance) if hindrance else None,
        )
        for series_id, period, draft_id, form, is_issued, hindrance in rows
    ]


class RepeatableDocument(NamedTuple):
    """An issued document that a series can repeat."""

    number: str
    type: DocumentType
    client: str
    issued_on: date


def load_repeatable(reader: Reader, limit: int) -> Sequence[RepeatableDocument]:
    """The latest documents that this program issued and that can come again."""
    types = ", ".join(f"'{each}'" for each in RECURRING_TYPES)
    rows = reader.all(
        "SELECT number, type, client.name, issued_on FROM issued_document"
        " JOIN document ON document.id = document_id JOIN client ON client.id = client_id"
        f" WHERE type IN ({types}) AND client_id NOT IN ({ERASED_IDS})"
        " ORDER BY issued_on DESC, document.id DESC LIMIT ?",
        (limit,),
    )
    return [
        RepeatableDocument(number, DocumentType(type_), client, date.fromisoformat(day))
        for number, type_, client, day in rows
    ]


def _series(row: Sequence[Any], made: Mapping[int, int]) -> StoredSeries:
    id_, form, start, unit, every, first, until, times, terms, is_issued, is_paused = row
    series = Series(
        rhythm=Rhythm(start=date.fromisoformat(start), unit=RhythmUnit(unit), every=every),
        first=first,
        until=date.fromisoformat(until) if until else None,
        times=times,
        terms=terms,
        is_issued=bool(is_issued),
        is_paused=bool(is_paused),
    )
    return StoredSeries(id=id_, form=form, series=series, made=made)
