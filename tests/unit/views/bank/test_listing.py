"""The Bank page's readings: what waits, what is only announced, and a search that narrows without ever losing."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State, Statement
from microdesk_desktop.operations.bank.decide import ignore
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.store.bank.accounts import account_of_statement
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.bank.listing import GONE, Shown, count_waiting, list_transactions, load_bank_head
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids
from microdesk_desktop.views.bank.search import TransactionSearch
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


def listing(session, shown):
    return list_transactions(session.read, session.read(lambda reader: load_bank_head(reader, TODAY)), shown)


BOOKED, PENDING = State.BOOKED, State.PENDING


def test_what_is_only_announced_does_not_wait(session):
    put(session, (3, -500, "CB PAPETERIE", BOOKED), (-1, -900, "PRLV EAU", PENDING))
    head = session.read(lambda reader: load_bank_head(reader, TODAY))
    assert (head.counts[Shown.ALL], head.counts[Shown.TODO]) == (2, 1)
    assert list(listing(session, Shown.TODO)) == list(listing(session, Shown.ALL))[1:]
    assert len(listing(session, Shown.ALL)) == 2
    assert session.read(count_waiting) == 1


def test_pages_read_on_demand_are_the_whole_list_in_its_order(session):
    put(session, *((number % 40, -100 - number, f"CB ACHAT {number}", BOOKED) for number in range(150)))
    listed = listing(session, Shown.ALL)
    whole = list(session.read(lambda reader: load_transaction_ids(reader, TransactionFilter())))
    days = session.read(lambda reader: dict(reader.all("SELECT id, booked_on FROM bank_transaction")))
    assert whole == sorted(whole, key=lambda id_: (days[id_], id_), reverse=True)
    assert [listed[place] for place in (140, 0, 63, 64, -1)] == [whole[place] for place in (140, 0, 63, 64, -1)]
    assert listed[60:70] == whole[60:70]
    assert [listed.index(id_) for id_ in whole] == list(range(150))


def test_the_list_of_a_status_holds_no_other_transaction(session):
    put(session, (3, -500, "CB PAPETERIE", BOOKED), (2, -100, "VIR VERS COMPTE PERSONNEL", BOOKED))
    ignored = listing(session, Shown.IGNORED)
    assert len(ignored) == 1
    with pytest.raises(ValueError, match=str(listing(session, Shown.TODO)[0])):
        ignored.index(listing(session, Shown.TODO)[0])


def test_the_next_that_waits_is_below_else_from_the_top_and_never_one_only_announced(session):
    put(
        session,
        (-1, -900, "PRLV EAU", PENDING),
        (1, -100, "CB UN", BOOKED),
        (2, -200, "VIR VERS COMPTE PERSONNEL", BOOKED),
        (3, -300, "CB TROIS", BOOKED),
    )
    listed = listing(session, Shown.ALL)
    _, first, _, last = listed
    assert listed.next_waiting(None) == first
    assert listed.next_waiting(first) == last
    assert listed.next_waiting(last) == first
    assert listed.next_waiting_among([last], None) == last
    assert listed.next_waiting_among([last], last) is None
    ignore(session, last)
    assert listing(session, Shown.ALL).next_waiting(first) is None


def test_a_row_that_left_since_it_was_counted_is_a_blank(session):
    put(session, (1, -100, "CB UN", BOOKED), (2, -200, "CB DEUX", BOOKED))
    listed = listing(session, Shown.TODO)
    first, second = listing(session, Shown.TODO)
    ignore(session, first)
    assert list(listed) == [second, GONE]


def test_the_automatic_share_is_of_the_last_90_days(session):
    put(session, (200, -100, "VIR VERS COMPTE PERSONNEL", BOOKED), (5, -100, "CB INCONNU", BOOKED))
    put(session, (4, -200, "VIR VERS COMPTE PERSONNEL", BOOKED))
    assert session.read(lambda reader: load_bank_head(reader, TODAY)).alone_percent == 50
    ignore(session, listing(session, Shown.TODO)[0])
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
    ids = listing(session, Shown.ALL).everything()
    yield session.read(TransactionSearch), ids, session
    session.close()


def test_a_search_stays_among_the_rows_of_the_chip_and_knows_amounts(session):
    put(session, (1, 125_000, "VIR CLIENT", BOOKED), (2, -125_000, "CB ACHAT", BOOKED), (3, 5, "VIR 1250,00", BOOKED))
    whole = list(listing(session, Shown.ALL))
    search = session.read(TransactionSearch)
    assert list(search.find("1250,00")) == list(search.find("1250,00", whole)) == whole
    assert list(search.find("1250,00", whole[:1])) == list(whole[:1])
