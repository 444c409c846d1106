"""The journal of outbound connections: when, host, purpose, bytes, outcome.

A row is written before its request leaves, with the outcome SENT, and completed afterwards.
"""

from datetime import datetime

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.store.database import Database, Reader, Writer

KEPT_EVENTS = 5_000


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
    """Add one connection, and delete the oldest beyond `KEPT_EVENTS`; returns its number."""
    last = writer.run(
        "INSERT INTO network_event (at, host, purpose, bytes_out, bytes_in, outcome) VALUES (?, ?, ?, ?, ?, ?)",
        (event.at.isoformat(), event.host, event.purpose, event.bytes_out, event.bytes_in, event.outcome),
    )
    writer.run("DELETE FROM network_event WHERE id <= ?", (last - KEPT_EVENTS,))
    return last


def complete_event(writer: Writer, number: int, event: NetworkEvent) -> None:
    """Keep the bytes and the outcome of a connection; nothing happens when it has been deleted since.

    Its number may be another one's by then, which began later.
    """
    writer.run(
        'UPDATE network_event SET bytes_out = ?, bytes_in = ?, outcome = ? WHERE id = ? AND "at" = ? AND host = ?',
        (event.bytes_out, event.bytes_in, event.outcome, number, event.at.isoformat(), event.host),
    )


def count_events(reader: Reader) -> int:
    """How many connections the journal holds."""
    return int(reader.value("SELECT count(*) FROM network_event"))


def count_events_before(reader: Reader, moment: datetime) -> int:
    """How many connections began before a moment."""
    return int(reader.value('SELECT count(*) FROM network_event WHERE "at" < ?', (moment.isoformat(),)))


def erase_events_before(writer: Writer, moment: datetime) -> None:
    """Erase the connections that began before a moment."""
    writer.run('DELETE FROM network_event WHERE "at" < ?', (moment.isoformat(),))


def load_events(reader: Reader, most: int = -1) -> list[NetworkEvent]:
    """The journal, latest first; at most so many of it, all for -1."""
    sql = 'SELECT "at", host, purpose, bytes_out, bytes_in, outcome FROM network_event ORDER BY id DESC LIMIT ?'
    return reader.rows_as(NetworkEvent, sql, (most,))
