"""The journal of connections in words: no HTTP status or error code stands alone."""

from datetime import UTC, datetime

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.store.privacy.network.journal import save_event
from microdesk_desktop.views.privacy.network.journal import load_connections
from tests.support.vaults import new_vault


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


def test_each_outcome_is_written_in_words(session):
    expected = {
        "200": "",
        "404": "Refusée (404)",
        "503": "Panne du service (503)",
        "302": "Échouée (302)",
        "cancelled": "Arrêtée",
        "sent": "Partie, issue inconnue",
        ErrorCode.OFFLINE.value: "Hors ligne",
    }
    for outcome in expected:
        event = NetworkEvent(
            at=datetime(2026, 11, 23, tzinfo=UTC),
            host="bank.example",
            purpose=Purpose.BANK_TRANSACTIONS,
            bytes_out=1,
            bytes_in=2,
            outcome=outcome,
        )
        session.write(lambda writer, event=event: save_event(writer, event))
    rows = session.read(load_connections)
    assert [row.failure for row in rows] == list(reversed(expected.values()))
    assert [row.bytes for row in rows] == [3, None, 3, 3, 3, 3, 3]
    assert {row.purpose for row in rows} == {"Opérations"}
