"""The Bank page's readings: what waits, what is only announced, and a search that narrows without ever losing."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, State, Statement
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.decide import ignore
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.bank.connections.head import Shown, load_bank_head
from microdesk_desktop.views.bank.listing import ListRequest, load_list
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids
from microdesk_desktop.views.bank.search import TransactionSearch
from tests.support.accounts import account_of
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
    session.write(lambda writer: merge_rows(writer, account_of(writer), made, source="csv"))
    run_attribution(session, Job())


def load(session, shown, page_size=8, **wanted):
    """The answer to a request that has room for six rows at the top."""
    request = ListRequest(shown=shown, **{"in_sight": range(6), **wanted})
    return session.read(
        lambda reader: load_list(reader, load_bank_head(reader, request.account_id), request, page_size)
    )


def ids(session, listing):
    """Every transaction of a list, in its order."""
    rows = session.read(lambda reader: listing.load_rows(reader, 0, listing.total))
    return [row.id for row in rows]


def listed(session, shown):
    return ids(session, load(session, shown).listing)


BOOKED, PENDING = State.BOOKED, State.PENDING


def test_what_is_only_announced_does_not_wait(session):
    put(session, (3, -500, "CB PAPETERIE", BOOKED), (-1, -900, "PRLV EAU", PENDING))
    head = session.read(load_bank_head)
    assert (head.counts[Shown.ALL], head.counts[Shown.TODO]) == (2, 1)
    assert listed(session, Shown.TODO) == listed(session, Shown.ALL)[1:]
    assert len(listed(session, Shown.ALL)) == 2


def put_in_account(session, number, *rows):
    """Transactions as `put`, of the account with this number."""
    made = [BankRow(None, TODAY - timedelta(days=days), cents, "EUR", label) for days, cents, label in rows]

    def write(writer):
        account_id = account_of(writer, Statement(rows=made, account_number=number))
        merge_rows(writer, account_id, made, source="csv")
        return account_id

    return session.write(write)


def test_the_list_and_its_counts_are_of_one_account_or_of_all(session):
    first = put_in_account(session, "11110000001", (1, -500, "CB PAPETERIE"), (3, -700, "CB FLEURISTE"))
    second = put_in_account(session, "22220000002", (2, -500, "CB PAPETERIE"))
    for account_id, accounts in ((first, [first, first]), (second, [second]), (None, [first, second, first])):
        loaded = load(session, Shown.ALL, account_id=account_id)
        rows = session.read(lambda reader, it=loaded: it.listing.load_rows(reader, 0, it.listing.total))
        assert [row.account_id for row in rows] == accounts
        assert loaded.head.counts[Shown.ALL] == loaded.head.counts[Shown.TODO] == len(rows)
    search = session.read(TransactionSearch)
    assert load(session, Shown.ALL, account_id=second, typed="papeterie", search=search).listing.total == 1
    assert load(session, Shown.ALL, account_id=first, typed="papeterie", search=search).listing.total == 1
    assert load(session, Shown.ALL, typed="papeterie", search=search).listing.total == 2


def test_the_only_account_is_in_sight_and_an_unknown_one_is_not(session):
    put_in_account(session, "11110000001", (1, -500, "CB PAPETERIE"))
    assert session.read(load_bank_head).account is not None
    put_in_account(session, "22220000002", (2, -500, "CB PAPETERIE"))
    assert session.read(load_bank_head).account is None
    assert session.read(lambda reader: load_bank_head(reader, 999)).account is None


def test_rows_read_by_pages_are_the_whole_list_in_its_order(session):
    put(session, *((number % 40, -100 - number, f"CB ACHAT {number}", BOOKED) for number in range(150)))
    listing = load(session, Shown.ALL).listing
    whole = list(session.read(lambda reader: load_transaction_ids(reader, TransactionFilter())))
    days = session.read(lambda reader: dict(reader.all("SELECT id, booked_on FROM bank_transaction")))
    assert whole == sorted(whole, key=lambda id_: (days[id_], id_), reverse=True)
    pages = session.read(lambda reader: [listing.load_rows(reader, start, 24) for start in range(0, 150, 24)])
    assert [row.id for page in pages for row in page] == whole
    assert session.read(lambda reader: [listing.place_of(reader, id_) for id_ in whole]) == list(range(150))


@pytest.mark.parametrize(
    ("in_sight", "selected", "pages"),
    [
        (range(6), 3, {0}),
        (range(6, 12), 7, {0, 1}),
        (range(6), 30, {3, 4}),
        (range(30, 36), 2, {0}),
        (range(96, 102), 39, {4}),
        (range(36, 45), 37, {3, 4}),
    ],
)
def test_a_list_comes_with_the_rows_that_will_be_in_sight(session, in_sight, selected, pages):
    put(session, *((number, -100, f"CB ACHAT {number}", BOOKED) for number in range(40)))
    whole = listed(session, Shown.ALL)
    loaded = load(session, Shown.ALL, in_sight=in_sight, selected=whole[selected])
    assert loaded.place == selected
    assert set(loaded.pages) == pages
    for number, rows in loaded.pages.items():
        assert [row.id for row in rows] == whole[number * 8 : number * 8 + 8]


def test_what_is_selected_stays_or_gives_its_place(session):
    put(session, *((number, -100, f"CB ACHAT {number}", BOOKED) for number in range(5)))
    whole = listed(session, Shown.ALL)
    assert load(session, Shown.ALL, selected=whole[3], place=1).place == 3
    assert load(session, Shown.ALL, selected=-1, place=1).place == 1
    assert load(session, Shown.ALL, selected=-1, place=9).place == 4
    assert load(session, Shown.IGNORED, selected=whole[3], place=3).place is None


def test_the_list_of_a_status_holds_no_other_transaction(session):
    put(session, (3, -500, "CB PAPETERIE", BOOKED), (2, -100, "VIR VERS COMPTE PERSONNEL", BOOKED))
    ignored, (other,) = load(session, Shown.IGNORED).listing, listed(session, Shown.TODO)
    assert ignored.total == 1
    assert session.read(lambda reader: ignored.place_of(reader, other)) is None


def test_the_next_that_waits_is_below_else_from_the_top_and_never_one_only_announced(session):
    put(
        session,
        (-1, -900, "PRLV EAU", PENDING),
        (1, -100, "CB UN", BOOKED),
        (2, -200, "VIR VERS COMPTE PERSONNEL", BOOKED),
        (3, -300, "CB TROIS", BOOKED),
    )
    search = session.read(TransactionSearch)
    _, first, _, last = listed(session, Shown.ALL)

    def following(after, **wanted):
        loaded = load(session, Shown.ALL, selected=after, moves_on=True, **wanted)
        return ids(session, loaded.listing)[loaded.place]

    assert load(session, Shown.ALL).place == 1
    assert following(first) == last
    assert following(last) == first
    assert following(None, typed="trois", search=search) == last
    assert following(last, typed="trois", search=search) == last
    assert following(first, typed="cb", search=search) == last
    assert following(last, typed="cb", search=search) == first
    ignore(session, last)
    assert following(first) == first


def test_a_row_that_left_since_it_was_counted_is_not_in_its_page(session):
    put(session, (1, -100, "CB UN", BOOKED), (2, -200, "CB DEUX", BOOKED))
    listing, (first, second) = load(session, Shown.TODO).listing, listed(session, Shown.TODO)
    ignore(session, first)
    assert ids(session, listing) == [second]


def test_a_transaction_found_that_was_erased_since_leaves_its_place_blank(session):
    put(session, (1, -100, "CB UN", BOOKED), (2, -200, "CB DEUX", BOOKED), (3, -1, "VIR", BOOKED))
    found = load(session, Shown.ALL, typed="CB", search=session.read(TransactionSearch)).listing
    first, second, _ = listed(session, Shown.ALL)
    session.write(lambda writer: writer.run("DELETE FROM bank_transaction WHERE id = ?", (first,)))
    rows = session.read(lambda reader: found.load_rows(reader, 0, 2))
    assert [row and row.id for row in rows] == [None, second]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.text("abe 01é,", max_size=4), min_size=1, max_size=6))
def test_a_search_that_narrows_finds_what_one_from_scratch_finds(searched, typed):
    lasting, whole, session = searched
    for text in typed:
        fresh = session.read(TransactionSearch)
        assert list(lasting.find(text, whole)) == list(fresh.find(text, whole))


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    session = new_vault(tmp_path_factory.mktemp("search") / "profile").session
    put(session, *((number % 9, 10 * number + 1, f"Abée {number:03} beb", BOOKED) for number in range(40)))
    yield session.read(TransactionSearch), listed(session, Shown.ALL), session
    session.close()


def test_a_search_stays_among_the_rows_of_the_chip_and_knows_amounts(session):
    put(session, (1, 125_000, "VIR CLIENT", BOOKED), (2, -125_000, "CB ACHAT", BOOKED), (3, 5, "VIR 1250,00", BOOKED))
    whole = listed(session, Shown.ALL)
    search = session.read(TransactionSearch)
    assert list(search.find("1250,00")) == list(search.find("1250,00", whole)) == whole
    assert list(search.find("1250,00", whole[:1])) == list(whole[:1])


def test_what_is_found_by_its_label_and_by_its_amount_stands_in_one_order(session):
    put(session, *((days, -100 - days, f"CB {days}", BOOKED) for days in range(2, 9)))
    put(session, (1, 480_000, "VIR A", BOOKED), (9, -77, "CB 4800 B", BOOKED), (10, 480_000, "VIR C", BOOKED))
    found = session.read(lambda reader: TransactionSearch(reader).find("4800"))
    labels = session.read(lambda reader: dict(reader.all("SELECT id, label FROM bank_transaction")))
    assert [labels[id_] for id_ in found] == ["VIR A", "CB 4800 B", "VIR C"]


def test_a_search_knows_days_with_and_without_their_year(session):
    put(session, (0, 1, "A", BOOKED), (365, 2, "B", BOOKED), (30, 3, "C 21/11", BOOKED))
    search = session.read(TransactionSearch)
    a, c, b = listed(session, Shown.ALL)
    assert list(search.find("21/11")) == [a, c, b]
    assert list(search.find("21/11/2026")) == [a]
    assert list(search.find("2025-11-21")) == [b]
    assert list(search.find("31/02")) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.integers(-3, 3).filter(bool), st.sampled_from(("EUR", "USD")), st.booleans()),
        max_size=12,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_totals_of_the_months_are_those_of_what_is_listed(session, rows):
    session.write(lambda writer: writer.run("DELETE FROM bank_transaction"))
    made = [
        BankRow(None, TODAY - timedelta(days=days), cents, currency, f"{'NOVA' if named else 'AUTRE'} {number}")
        for number, (days, cents, currency, named) in enumerate(rows)
    ]
    session.write(lambda writer: merge_rows(writer, account_of(writer), made, source="csv"))
    search = session.read(TransactionSearch)
    for typed in ("", "nova"):
        months = load(session, Shown.ALL, typed=typed, search=search).months
        kept = [row for row in made if typed.upper() in row.label]
        expected = {}
        for row in kept:
            key = row.on.replace(day=1), row.currency
            count, came, went = expected.get(key, (0, 0, 0))
            expected[key] = count + 1, came + max(row.amount_cents, 0), went + min(row.amount_cents, 0)
        assert {(m.month, m.currency): (m.count, m.in_cents, m.out_cents) for m in months} == expected
        assert [m.month for m in months] == sorted((m.month for m in months), reverse=True)


def test_a_transaction_to_reveal_takes_only_the_filters_off_that_hide_it(session):
    put(session, (1, -100, "CB UN", BOOKED), (2, -200, "CB DEUX", BOOKED))
    one, two = listed(session, Shown.ALL)
    session_search = session.read(TransactionSearch)
    kept = load(session, Shown.TODO, typed="deux", search=session_search, selected=two, reveals=True)
    assert (kept.request.typed, kept.place) == ("deux", 0)
    shown = load(session, Shown.TODO, typed="deux", search=session_search, selected=one, reveals=True)
    assert (shown.request.typed, shown.shown, shown.place) == ("", Shown.ALL, 0)


def test_what_a_search_finds_is_counted_by_its_status_of_the_moment(session):
    put(session, *((day, -100 - day, f"CB ACHAT {day}", BOOKED) for day in range(1, 6)), (0, -9, "CB A VENIR", PENDING))
    put(session, (9, -7, "VIR", BOOKED))
    search, todo = session.read(TransactionSearch), listed(session, Shown.TODO)
    for number in range(3):
        found = load(session, Shown.ALL, typed="cb", search=search)
        counts = {shown: count for shown, count in found.counts.items() if count}
        assert counts.pop(Shown.IGNORED, 0) == number
        assert counts == {Shown.ALL: 6, Shown.TODO: 5 - number, Shown.UPCOMING: 1}
        ignore(session, todo[number])
