"""What waits for a ceiling that is nearly reached names the day on which it would be passed at this pace."""

from datetime import date, timedelta

import pytest

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.views.waiting.queue import count_by_page, load_queue
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issuing_vault

TODAY = date(2026, 11, 20)
BASE = 37_500
"""Euros: that of services in 2026."""


@pytest.fixture
def session(tmp_path):
    opened = issuing_vault(tmp_path / "profile", clock=FakeClock(TODAY))
    put_company(opened, {"created_on": "2020-03-01"})
    yield opened
    opened.close()


def receive(session, day, cents):
    put_record(
        session,
        Receipt(on=day, client="Nova", label="Conseil", amount_cents=cents, activity=Activity.BNC, method=Method.CASH),
    )


def near(session):
    (item,) = session.read(lambda reader: load_queue(reader, TODAY, "thresholds")).items
    return item.detail.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_day_is_the_first_on_which_what_comes_in_each_day_adds_up_to_what_is_left(session):
    """One hundred euros a day over the last year: of 37,500 euros, 200.01 come in by the third day."""
    receive(session, TODAY - timedelta(days=364), 100_00 * 365 - 37_300_00)
    receive(session, date(2026, 2, 1), 37_300_00)
    assert near(session) == (
        "37 300,00 € sur 37 500,00 € · à ce rythme, dépassé vers le 23 novembre 2026 : TVA dès le 1er janvier 2027"
    )
    assert session.read(lambda reader: count_by_page(reader, TODAY))["dashboard"] == 1


def test_without_a_history_no_day_is_named(session):
    receive(session, TODAY - timedelta(days=30), 37_300_00)
    assert near(session) == "37 300,00 € sur 37 500,00 € · au-delà, TVA dès le 1er janvier 2027"
