"""The journal of outbound connections keeps the latest events only."""

from datetime import UTC, datetime

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.privacy.network.journal import KEPT_EVENTS, load_events, save_event


def test_beyond_its_limit_the_oldest_events_are_deleted(tmp_path):
    database = Database.create(tmp_path / "vault.db", bytes(32))

    def save_many(writer):
        for number in range(KEPT_EVENTS + 3):
            save_event(
                writer,
                NetworkEvent(
                    at=datetime(2026, 11, 21, tzinfo=UTC), host=f"host-{number}", purpose="bank.balances",
                    bytes_out=1, bytes_in=1, outcome="200",
                ),
            )  # fmt: skip

    database.write(save_many)
    events = database.read(load_events)
    database.close()
    assert [events[0].host, events[-1].host] == [f"host-{KEPT_EVENTS + 2}", "host-3"]
    assert len(events) == KEPT_EVENTS
