"""Fetching: the window, identifiers, amounts and labels, whatever the bank does to them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import State, TransactionPage
from microdesk_desktop.operations.bank.provider_access import forget_limits
from microdesk_desktop.operations.bank.sync import SyncReport, sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox import faults
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.connection import load_connection
from tests.contract.flow import link, opened, refusal
from tests.contract.stand_in import CANARY, Fact, StandIn
from tests.support.bank import IBAN, KEY, stored
from tests.support.clock import TODAY
from tests.support.pages import plain_pages

FACTS = (
    Fact(TODAY - timedelta(days=1), -1_439, "PRLV OVH", "one"),
    Fact(TODAY - timedelta(days=2), -500, "CB CAFE", "two"),
    Fact(TODAY - timedelta(days=2), -500, "CB CAFE", "three"),
    Fact(TODAY - timedelta(days=3), 48_000, "VIR NOVA ACOMPTE", "four"),
)


@pytest.fixture
def connected(session: Session, stand_in: StandIn) -> Session:
    stand_in.open_account(IBAN)
    stand_in.put(IBAN, *FACTS)
    link(session, stand_in)
    return session


def synced(session: Session, stand_in: StandIn) -> SyncReport:
    """A sync on another day, with a new budget."""
    session.write(lambda writer: forget_limits(writer, stand_in.info.name))
    stand_in.renew_limits()
    return sync(session, Job())


def test_the_window_is_ninety_days_at_most_and_nothing_older_is_kept(connected: Session, stand_in: StandIn) -> None:
    stand_in.put(IBAN, *FACTS, Fact(TODAY - timedelta(days=91), 100, "TOO OLD"))
    report = synced(connected, stand_in)
    assert report.merge.added == 4
    assert TODAY - timedelta(days=90) <= stand_in.first_day_asked() <= TODAY - timedelta(days=89)
    assert [(cents, label) for _, cents, label, _ in stored(connected) if label == "TOO OLD"] == []


def test_two_equal_payments_stay_two_and_a_new_sync_adds_nothing(connected: Session, stand_in: StandIn) -> None:
    assert synced(connected, stand_in).merge.added == 4
    before = stored(connected)
    assert sum(row[1:3] == (-500, "CB CAFE") for row in before) == 2
    assert synced(connected, stand_in).merge.added == 0
    assert stored(connected) == before


@pytest.mark.parametrize("identifier", ["", None, " ", "0", "same"], ids=["new", "none", "blank", "zero", "repeated"])
def test_no_identifier_loses_doubles_or_exchanges_a_transaction(
    connected: Session, stand_in: StandIn, identifier: str | None
) -> None:
    synced(connected, stand_in)
    before = stored(connected)
    stand_in.put(IBAN, *[fact._replace(identifier=identifier) for fact in reversed(FACTS)])
    report = synced(connected, stand_in)
    assert (report.merge.added, report.merge.removed, stored(connected)) == (0, 0, before)


def test_a_pending_transaction_is_booked_once_or_leaves(connected: Session, stand_in: StandIn) -> None:
    coming = Fact(TODAY, -1_999, "PRLV FREE", None, is_pending=True)
    leaving = Fact(TODAY, -700, "CB TABAC", None, is_pending=True)
    stand_in.put(IBAN, *FACTS, coming, leaving)
    synced(connected, stand_in)
    stand_in.put(IBAN, *FACTS, coming._replace(identifier="", is_pending=False))
    report = synced(connected, stand_in)
    assert (report.merge.added, report.merge.updated, report.merge.removed) == (0, 1, int(stand_in.lists_all_pending))
    assert (TODAY.isoformat(), -1_999, "PRLV FREE", State.BOOKED.value) in stored(connected)


def test_amounts_are_exact_and_labels_whole(connected: Session, stand_in: StandIn) -> None:
    cents = (1, -1, 10, -99, 123_456_789, -1_000_000_01)
    label = "VIREMENT SEPA RECU /MOTIF F-2026-0042 " + "x" * 200
    stand_in.put(IBAN, *[Fact(TODAY, each, label) for each in cents])
    synced(connected, stand_in)
    assert sorted(row[1] for row in stored(connected)) == sorted(cents)
    assert {row[2] for row in stored(connected)} == {label}


@pytest.mark.parametrize("fault", [faults.TRUNCATED, faults.HTML, faults.STRANGE], ids=lambda each: each.name)
def test_half_an_answer_changes_nothing(connected: Session, stand_in: StandIn, fault: faults.Fault) -> None:
    synced(connected, stand_in)
    before = stored(connected)
    stand_in.put(IBAN)
    stand_in.faults.add(*[fault] * 3)
    refusal(lambda: synced(connected, stand_in))
    assert stored(connected) == before


def test_a_refused_balance_does_not_lose_the_transactions(connected: Session, stand_in: StandIn) -> None:
    stand_in.faults.add(faults.Fault(name="balance", status=400, body={}, only=stand_in.balance_path))
    report = synced(connected, stand_in)
    assert (report.merge.added, report.balance, report.balance_error) == (4, None, ErrorCode.REQUEST_REFUSED)
    balance = synced(connected, stand_in).balance
    assert balance
    assert balance.amount_cents == sum(fact.cents for fact in FACTS)
    assert connected.read(load_accounts)[0].balance == balance


def test_only_the_facts_of_a_transaction_leave_the_provider(
    connected: Session, stand_in: StandIn, tmp_path: Path
) -> None:
    synced(connected, stand_in)
    kept = plain_pages(tmp_path / "vault.db", KEY) + b"".join(path.read_bytes() for path in tmp_path.glob("*.json"))
    assert CANARY.encode() not in kept
    connected.database.erase_residue()
    assert b"PRLV OVH" in plain_pages(tmp_path / "vault.db", KEY), "the search would find it"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def fetch(connected: Session, stand_in: StandIn) -> Callable[[], TransactionPage]:
    """Reads the account again, as on another day."""
    provider = opened(connected, stand_in)
    connection = connected.read(load_connection)
    assert connection is not None

    def read() -> TransactionPage:
        connected.write(lambda writer: forget_limits(writer, stand_in.info.name))
        stand_in.renew_limits()
        return provider.fetch_transactions(connection.account_id, 90, Job())

    return read


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(data=st.data())
def test_no_field_of_any_type_breaks_the_page(
    fetch: Callable[[], TransactionPage], stand_in: StandIn, data: st.DataObject
) -> None:
    odd = data.draw(st.dictionaries(st.sampled_from(list(stand_in.odd_fields())), JUNK, max_size=3))
    stand_in.put(IBAN, *FACTS)
    stand_in.put_odd_row(IBAN, odd)
    page = fetch()
    kept = [row.amount_cents for row in page.rows]
    assert kept[: len(FACTS)] == [fact.cents for fact in FACTS]
    assert len(kept) + page.skipped in (len(FACTS), len(FACTS) + 1)
