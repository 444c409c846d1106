"""The journal of outbound connections: when, host, purpose, bytes, outcome."""

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.store.database import Reader, Writer

KEPT_EVENTS = 5_000


def save_event(writer: Writer, event: NetworkEvent) -> None:
    """Add one connection, and delete the oldest beyond `KEPT_EVENTS`."""
    last = writer.run(
        "INSERT INTO network_event (at, host, purpose, bytes_out, bytes_in, outcome) VALUES (?, ?, ?, ?, ?, ?)",
        (event.at.isoformat(), event.host, event.purpose, event.bytes_out, event.bytes_in, event.outcome),
    )
    writer.run("DELETE FROM network_event WHERE id <= ?", (last - KEPT_EVENTS,))


def count_events(reader: Reader) -> int:
    """How many connections the journal holds."""
    return int(reader.value("SELECT count(*) FROM network_event"))


def load_events(reader: Reader) -> list[NetworkEvent]:
    """The journal, latest first."""
    return reader.rows_as(
        NetworkEvent, 'SELECT "at", host, purpose, bytes_out, bytes_in, outcome FROM network_event ORDER BY id DESC'
    )
