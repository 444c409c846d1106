"""What the bank paid of an erased client's invoices stays paid, and nothing is proposed to them any more."""

from datetime import timedelta

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.privacy.erase_client import erase_client
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.store.bank.transactions import merge_rows
from tests.support.accounts import account_of
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.erasures import BIRD, SOLD_ON

PAID, LATE = "VIR SEPA CANARI VOLIERE F-2026-0001", "VIR SEPA CANARI VOLIERE"


@pytest.fixture
def session(tmp_path):
    session = issuing_vault(tmp_path / "profile", clock=FakeClock(SOLD_ON))
    yield session
    session.close()


def came_in(session, label, cents):
    """Keep a transaction of the day after the sale, and attribute."""
    row = BankRow(None, SOLD_ON + timedelta(1), cents, "EUR", label)
    session.write(
        lambda writer: merge_rows(writer, account_of(writer), [row], source="csv", since=SOLD_ON, drops_pending=False)
    )
    run_attribution(session, Job())
    return session.read(lambda reader: reader.value("SELECT status FROM bank_transaction WHERE label = ?", (label,)))


def payments(session):
    return session.read(lambda reader: reader.all("SELECT id, target_id, amount_cents FROM payment"))


def test_what_the_engine_attributed_stays_paid_and_nothing_more_is_proposed(session):
    client_id = put_client(session, BIRD).id
    for price in ("100", "250"):
        issued(session, client=client_id, lines=[{"label": "Graines", "unit_price": price}])
    assert came_in(session, PAID, 10_000) == "attributed"
    assert came_in(session, LATE, 24_000) == "suggested"
    paid = payments(session)
    erase_client(session, client_id, Job())
    session.write(lambda writer: writer.run("DELETE FROM attribution_run"))  # so that everything is looked at again
    run_attribution(session, Job())
    assert came_in(session, f"{LATE} 2", 25_000) == "todo"
    assert payments(session) == paid
    states = session.read(lambda reader: reader.all("SELECT label, status FROM bank_transaction ORDER BY id"))
    assert states == [(PAID, "attributed"), (LATE, "todo"), (f"{LATE} 2", "todo")]
    assert session.read(lambda reader: reader.all("SELECT * FROM suggestion")) == []
    assert verify_documents(session).flaws == ()
