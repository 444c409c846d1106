"""A vault that holds a little of everything, and one that holds nothing yet."""

from datetime import date

import pytest

from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.records.edit import put_record
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issuing_vault
from tests.support.erasures import SOLD_ON, fill
from tests.support.vaults import new_vault

CLOSED = date(2026, 11, 20)


@pytest.fixture
def session(tmp_path):
    """Documents, payments, notes and files, trips, rules, validated books."""
    session = issuing_vault(tmp_path / "profile", clock=FakeClock(SOLD_ON))
    put_record(session, Receipt(on=CLOSED, client="=1+1", label="-12,50 €", amount_cents=-1439, method=Method.CASH))
    put_record(session, Expense(on=CLOSED, supplier="Papeterie", label="Ramettes", amount_cents=2500))
    close_books(session, CLOSED)
    fill(session, tmp_path)
    yield session
    session.close()


@pytest.fixture
def other(tmp_path):
    """A vault that holds nothing yet."""
    session = new_vault(tmp_path / "other", clock=FakeClock(SOLD_ON)).session
    yield session
    session.close()
