"""The sums of the journal of connections by day, host and purpose: they go on where its oldest rows are deleted.

A day is one of UTC, as the moments of the journal are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.transaction import json_list

_COLUMNS = '"on", host, purpose, requests, bytes_out, bytes_in, last_at'
_YEAR = 'CAST(substr("on", 1, 4) AS INTEGER)'


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSum:
    """What was exchanged with a host for one purpose; a request counts, whether its outcome is known or not."""

    host: str
    purpose: str
    requests: int
    bytes_out: int
    bytes_in: int
    last_at: datetime


def count_request(writer: Writer, event: NetworkEvent) -> None:
    """Add a request to its day."""
    at = event.at.isoformat()
    writer.run(
        f"INSERT INTO network_day ({_COLUMNS}) VALUES (?, ?, ?, 1, ?, ?, ?)"
        ' ON CONFLICT ("on", host, purpose) DO UPDATE SET requests = requests + 1,'
        " bytes_out = bytes_out + excluded.bytes_out, bytes_in = bytes_in + excluded.bytes_in,"
        " last_at = max(last_at, excluded.last_at)",
        (_day(event.at), event.host, event.purpose, event.bytes_out, event.bytes_in, at),
    )


def add_bytes(writer: Writer, event: NetworkEvent) -> None:
    """Add bytes to the day of a request that was counted; nothing happens when the day was erased since."""
    writer.run(
        "UPDATE network_day SET bytes_out = bytes_out + ?, bytes_in = bytes_in + ?"
        ' WHERE "on" = ? AND host = ? AND purpose = ?',
        (event.bytes_out, event.bytes_in, _day(event.at), event.host, event.purpose),
    )


def erase_days_before(writer: Writer, moment: datetime) -> None:
    """Erase the sums of what began before a moment, once the journal's rows are gone.

    Its own day is summed again over the rows that remain: what the journal no longer holds of that day goes too.
    """
    day = _day(moment)
    writer.run('DELETE FROM network_day WHERE "on" <= ?', (day,))
    writer.run(
        f"INSERT INTO network_day ({_COLUMNS})"
        ' SELECT ?, host, purpose, count(*), sum(bytes_out), sum(bytes_in), max("at") FROM network_event'
        ' WHERE substr("at", 1, 10) = ? GROUP BY host, purpose',
        (day, day),
    )


def count_requests_by_year(reader: Reader) -> Mapping[int, int]:
    """How many requests each year has."""
    return dict(reader.iterate(f"SELECT {_YEAR}, sum(requests) FROM network_day GROUP BY 1"))


def erase_days_of_years(writer: Writer, years: Collection[int]) -> None:
    """Erase the sums of these years."""
    writer.run(f"DELETE FROM network_day WHERE {_YEAR} IN (SELECT value FROM json_each(?))", (json_list(years),))


def load_sums(reader: Reader, first: date) -> list[RequestSum]:
    """The sums of each host and purpose since a day, included, the one reached last first."""
    return reader.rows_as(
        RequestSum,
        "SELECT host, purpose, sum(requests) AS requests, sum(bytes_out) AS bytes_out, sum(bytes_in) AS bytes_in,"
        ' max(last_at) AS last_at FROM network_day WHERE "on" >= ? GROUP BY host, purpose'
        " ORDER BY max(last_at) DESC, host, purpose",
        (first.isoformat(),),
    )


def load_first_day(reader: Reader) -> date | None:
    """The first day that has sums; None where there are none."""
    day = reader.value('SELECT min("on") FROM network_day')
    return date.fromisoformat(day) if day is not None else None


def _day(moment: datetime) -> str:
    return moment.isoformat()[:10]
