"""The journal of outbound connections: when, host, purpose, bytes, outcome.

A row is written before its request leaves, with the outcome SENT, and completed afterwards. The sums of its day, which
stay when the row is deleted as one of the oldest, are kept in the same write.
"""

from dataclasses import replace
from datetime import datetime

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.store.database import Database, Reader, Writer
from microdesk_desktop.store.privacy.network.days import add_bytes, count_request, erase_days_before

KEPT_EVENTS = 5_000
_EVENTS = 'SELECT "at", host, purpose, bytes_out, bytes_in, outcome FROM network_event'


class NetworkJournal:
    """The journal of an open vault, for its HTTP client."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, event: NetworkEvent) -> int:
        """Keep a request that is about to leave; returns its number. Raises as `Database.write` does."""
        return self._database.write(lambda writer: save_event(writer, event))

    def complete(self, number: int, event: NetworkEvent) -> None:
        """Keep the bytes and the outcome of a request that was kept before. Raises as `Database.write` does."""
        self._database.write(lambda writer: complete_event(writer, number, event))


def save_event(writer: Writer, event: NetworkEvent) -> int:
    """Add one connection, and count it; delete the oldest beyond `KEPT_EVENTS`; returns its number."""
    last = writer.run(
        "INSERT INTO network_event (at, host, purpose, bytes_out, bytes_in, outcome) VALUES (?, ?, ?, ?, ?, ?)",
        (event.at.isoformat(), event.host, event.purpose, event.bytes_out, event.bytes_in, event.outcome),
    )
    writer.run("DELETE FROM network_event WHERE id <= ?", (last - KEPT_EVENTS,))
    count_request(writer, event)
    return last


def complete_event(writer: Writer, number: int, event: NetworkEvent) -> None:
    """Keep the bytes and the outcome of a connection, and add the bytes to its day.

    Nothing happens when it has been deleted since. Its number may be another one's by then, which began later.
    """
    found = writer.rows_as(
        NetworkEvent, f'{_EVENTS} WHERE id = ? AND "at" = ? AND host = ?', (number, event.at.isoformat(), event.host)
    )
    for begun in found:
        writer.run(
            "UPDATE network_event SET bytes_out = ?, bytes_in = ?, outcome = ? WHERE id = ?",
            (event.bytes_out, event.bytes_in, event.outcome, number),
        )
        sent, received = event.bytes_out - begun.bytes_out, event.bytes_in - begun.bytes_in
        add_bytes(writer, replace(begun, bytes_out=sent, bytes_in=received))


def count_events(reader: Reader) -> int:
    """How many connections the journal holds."""
    return int(reader.value("SELECT count(*) FROM network_event"))


def count_events_before(reader: Reader, moment: datetime) -> int:
    """How many connections began before a moment."""
    return int(reader.value('SELECT count(*) FROM network_event WHERE "at" < ?', (moment.isoformat(),)))


def erase_events_before(writer: Writer, moment: datetime) -> None:
    """Erase the connections that began before a moment, and their sums."""
    writer.run('DELETE FROM network_event WHERE "at" < ?', (moment.isoformat(),))
    erase_days_before(writer, moment)


def load_events(reader: Reader, most: int = -1) -> list[NetworkEvent]:
    """The journal, latest first; at most so many of it, all for -1."""
    return reader.rows_as(NetworkEvent, f"{_EVENTS} ORDER BY id DESC LIMIT ?", (most,))
