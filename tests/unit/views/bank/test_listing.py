"""The Bank page's readings: what waits, what is only announced, and a search that narrows without ever losing."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State, Statement
from microdesk_desktop.operations.bank.decide import ignore
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.store.bank.connections import account_of_statement
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.bank.listing import Shown, count_waiting, load_bank_head, load_bank_listing, load_latest
from microdesk_desktop.views.bank.rows import TransactionSearch
from tests.support.vaults import new_vault

TODAY = date(2026, 11, 21)


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


def put(session, *rows):
    """Transactions of so many days ago, of cents, with a label and a state."""
    made = [
        BankRow(None, TODAY - timedelta(days=days), cents, "EUR", label, state) for days, cents, label, state in rows
    ]
    session.write(
        lambda writer: merge_rows(writer, account_of_statement(writer, Statement(rows=made)), made, source="csv")
    )
    run_attribution(session, Job())


BOOKED, PENDING = State.BOOKED, State.PENDING


def test_what_is_only_announced_does_not_wait(session):
    put(session, (3, -500, "CB PAPETERIE", BOOKED), (-1, -900, "PRLV EAU", PENDING))
    head = session.read(lambda reader: load_bank_head(reader, TODAY))
    assert (head.counts[Shown.ALL], head.counts[Shown.TODO]) == (2, 1)
    assert len(session.read(lambda reader: load_bank_listing(reader, Shown.TODO)).ids) == 1
    assert len(session.read(lambda reader: load_bank_listing(reader, Shown.ALL)).ids) == 2
    assert session.read(count_waiting) == 1


def test_the_top_of_the_list_is_the_top_of_the_whole(session):
    put(session, *((number % 40, -100 - number, f"CB ACHAT {number}", BOOKED) for number in range(150)))
    top = session.read(lambda reader: load_latest(reader, Shown.ALL))
    whole = session.read(lambda reader: load_bank_listing(reader, Shown.ALL))
    assert list(top.ids) == list(whole.ids[: len(top.ids)])
    assert top.waiting == whole.waiting & set(top.ids)


def test_what_needed_nobody_is_told_of_the_last_90_days(session):
    put(session, (200, -100, "VIR VERS COMPTE PERSONNEL", BOOKED), (5, -100, "CB INCONNU", BOOKED))
    put(session, (4, -200, "VIR VERS COMPTE PERSONNEL", BOOKED))
    assert session.read(lambda reader: load_bank_head(reader, TODAY)).alone_percent == 50
    todo = session.read(lambda reader: load_bank_listing(reader, Shown.TODO)).ids
    ignore(session, todo[0])
    assert session.read(lambda reader: load_bank_head(reader, TODAY)).alone_percent == 50


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.text("abe 01é,", max_size=4), min_size=1, max_size=6))
def test_a_search_that_narrows_finds_what_one_from_scratch_finds(searched, typed):
    lasting, ids, session = searched
    for text in typed:
        fresh = session.read(TransactionSearch)
        assert list(lasting.find(text, ids)) == list(fresh.find(text, ids))


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    session = new_vault(tmp_path_factory.mktemp("search") / "profile").session
    put(session, *((number % 9, 10 * number + 1, f"Abée {number:03} beb", BOOKED) for number in range(40)))
    ids = session.read(lambda reader: load_bank_listing(reader, Shown.ALL)).ids
    yield session.read(TransactionSearch), ids, session
    session.close()


def test_a_search_stays_among_the_rows_of_the_chip_and_knows_amounts(session):
    put(session, (1, 125_000, "VIR CLIENT", BOOKED), (2, -125_000, "CB ACHAT", BOOKED), (3, 5, "VIR 1250,00", BOOKED))
    whole = session.read(lambda reader: load_bank_listing(reader, Shown.ALL)).ids
    search = session.read(TransactionSearch)
    assert list(search.find("1250,00", whole)) == list(whole)
    assert list(search.find("1250,00", whole[:1])) == list(whole[:1])
