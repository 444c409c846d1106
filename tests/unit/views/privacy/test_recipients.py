"""The recipients of the last twelve months, also of days whose connections the journal no longer lists."""

from datetime import timedelta

import pytest

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.store.privacy.network.journal import count_events, save_event
from microdesk_desktop.views.privacy.network.recipients import load_recipients, recipient_lines
from tests.support.clock import FakeClock
from tests.support.vaults import new_vault


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile", clock=FakeClock()).session
    yield made
    made.close()


def note(session, host, purpose, days):
    at = session.clock.now() - timedelta(days=days)
    event = NetworkEvent(at=at, host=host, purpose=purpose, bytes_out=1, bytes_in=2, outcome="200")
    session.write(lambda writer: save_event(writer, event))


def found(session):
    return session.read(lambda reader: load_recipients(reader, session.clock.now()))


def test_a_host_of_months_ago_is_named_though_the_journal_has_deleted_its_line(session):
    note(session, "thirteen-months.example", Purpose.MAIL_READ, 400)
    note(session, "bank.example", Purpose.BANK_TRANSACTIONS, 300)
    note(session, "bank.example", Purpose.BANK_BALANCES, 299)
    note(session, "gmail.googleapis.com", Purpose.GMAIL_LIST, 1)
    session.write(lambda writer: writer.run("DELETE FROM network_event WHERE host <> 'gmail.googleapis.com'"))
    assert session.read(count_events) == 1
    rows = found(session).rows
    assert [(row.host, row.requests, row.bytes_out, row.bytes_in) for row in rows] == [
        ("gmail.googleapis.com", 1, 1, 2),
        ("bank.example", 2, 2, 4),
    ]
    assert rows[1].last_at == session.clock.now() - timedelta(days=299)
    assert found(session).since is None, "they go back twelve months"


def test_less_than_twelve_months_say_their_first_day(session):
    assert found(session).since is None
    note(session, "bank.example", Purpose.BANK_TRANSACTIONS, 30)
    first = (session.clock.now() - timedelta(days=30)).date()
    assert found(session).since == first
    assert recipient_lines(found(session))[0].startswith(f"Depuis le {first.day}")
