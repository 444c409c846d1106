"""Pending rows where the provider changes, or a file comes between: each payment is one row, whoever tells of it."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.bank.types import BankRow, State
from tests.support.imports.merged_account import DAY, Account, row

GC, TINK, FILE = "gocardless", "tink", "camt"


def days(count: int) -> timedelta:
    return timedelta(days=count)


def merge(account: Account, source: str, *rows: BankRow) -> None:
    account.merge(*rows, source=source, drops_pending=source == GC)


WORDING = {GC: "CB {party} BORDEAUX 0312", TINK: "{party}", FILE: "CARTE {party} SAS"}
"""How each source writes of a payment."""


class Payment(NamedTuple):
    """`delay`: days from what each source announces to the booking."""

    cents: int
    party: str
    delay: dict[str, int]

    def row(self, source: str, *, pending: bool) -> BankRow:
        label = WORDING[source].format(party=self.party)
        on = DAY - days(self.delay[source]) if pending else DAY
        return row(self.cents, label, on=on, id_=None if pending else f"{source}-{self.party}", pending=pending)


SOURCES = st.sampled_from([GC, TINK, FILE])
PAYMENTS = st.lists(
    st.builds(
        Payment,
        st.sampled_from([-500, -900]),
        st.sampled_from(["MOLLAT", "FNAC", "PAUL", "SNCF"]),
        st.fixed_dictionaries({source: st.integers(-1, 4) for source in (GC, TINK, FILE)}),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each.party,
)


@given(PAYMENTS, st.lists(st.tuples(SOURCES, st.integers(0, 3)), min_size=1, max_size=6))
def test_a_payment_is_one_row_in_whatever_order_sources_announce_and_book_it(
    payments: list[Payment], steps: list[tuple[str, int]]
) -> None:
    """Each step is what one source lists; it has booked so many of the payments, and announces the others."""
    account = Account()
    booked: dict[str, int] = {GC: 0, TINK: 0, FILE: 0}
    ids: dict[str, int] = {}
    for source, count in steps:
        booked[source] = max(booked[source], count)
        listed = [each.row(source, pending=at >= booked[source]) for at, each in enumerate(payments)]
        merge(account, source, *listed)
        assert len(account.rows) == len(payments)
        now = {party: id_ for id_, each in account.rows.items() for party in WORDS if party in each.label}
        assert now == (ids or now), "each payment keeps its row, and with it what the user decided"
        ids = now
        told = max(booked.values())
        assert sum(each.state == State.BOOKED for each in account.rows.values()) == min(told, len(payments))


WORDS = ("MOLLAT", "FNAC", "PAUL", "SNCF")


@pytest.mark.parametrize("then", [GC, TINK, FILE])
@pytest.mark.parametrize("pending", [True, False])
@pytest.mark.parametrize("first", [GC, TINK, FILE])
def test_a_pending_row_that_another_source_words_in_its_own_way_is_one_where_nothing_else_has_its_amount(
    first: str, then: str, pending: bool
) -> None:
    if first == then:
        pytest.skip("no switch")
    account = Account()
    merge(account, first, row(-500, "CARTE 4532", pending=True), row(-900, "PRLV EDF"))
    merge(account, then, row(-500, "MOLLAT", on=DAY + days(2), pending=pending), row(-900, "PRLV EDF"))
    assert [(each.id, each.amount_cents) for each in account.rows.values()] == [(1, -500), (2, -900)]
    merge(account, first, row(-500, "CARTE 4532", pending=True), row(-900, "PRLV EDF"))
    assert len(account.rows) == 2
    merge(account, first, row(-500, "CARTE 4532 MOLLAT", on=DAY + days(2)), row(-900, "PRLV EDF"))
    assert len(account.rows) == 2
    assert account.states == [State.BOOKED] * 2


def test_two_equal_pending_rows_are_two_in_the_new_source_and_two_when_they_are_booked() -> None:
    account = Account()
    merge(account, GC, row(-500, "CARTE 4532", pending=True), row(-500, "CARTE 4532", pending=True))
    twins = [row(-500, "MOLLAT", on=DAY + days(1), pending=True)] * 2
    merge(account, TINK, *twins)
    assert account.states == [State.PENDING] * 2
    merge(account, TINK, row(-500, "X", on=DAY + days(2)), row(-500, "Y", on=DAY + days(2)))
    assert account.states == [State.BOOKED] * 2


def test_one_of_two_equal_pending_rows_is_booked_by_the_new_source() -> None:
    account = Account()
    merge(account, TINK, row(-500, "CARTE 4532", pending=True), row(-500, "CARTE 4532", pending=True))
    merge(account, GC, row(-500, "MOLLAT", on=DAY + days(2)))
    assert sorted(account.states) == [State.BOOKED, State.PENDING]


def test_what_the_user_decided_does_not_go_to_a_row_of_another_party_and_both_are_asked_about() -> None:
    account = Account()
    merge(account, TINK, row(-3500, "CB LOISIRS", pending=True))
    account.decide(1)
    merge(account, GC, row(-3500, "FOURNITURES PRO", on=DAY + days(3)))
    assert [(each.label, each.is_decided) for each in account.rows.values()] == [
        ("CB LOISIRS", 1),
        ("FOURNITURES PRO", 0),
    ]
    assert account.doubles == [("FOURNITURES PRO", 1)]


def test_what_the_user_decided_stays_with_a_pending_row_that_goes_on_in_the_new_source() -> None:
    account = Account()
    merge(account, TINK, row(-3500, "CB LOISIRS", pending=True))
    account.decide(1)
    merge(account, GC, row(-3500, "LOISIRS 33 BORDEAUX", on=DAY + days(1), pending=True))
    merge(account, GC, row(-3500, "CB LOISIRS 33", on=DAY + days(3), id_="bank-1"))
    (stored,) = account.rows.values()
    assert (stored.id, stored.state, stored.source, stored.is_decided) == (1, State.BOOKED, GC, 1)


def test_a_pending_row_that_the_new_provider_announced_leaves_when_the_bank_drops_it() -> None:
    account = Account()
    merge(account, TINK, row(-5000, "CB STATION", pending=True))
    merge(account, GC, row(-5000, "CB STATION", pending=True))
    assert account.rows[1].source == GC
    merge(account, GC, row(-4730, "CB STATION", on=DAY + days(1)))
    assert [each.amount_cents for each in account.rows.values()] == [-4730]


@pytest.mark.parametrize(("later", "count"), [(8, 2), (9, 1)])
@pytest.mark.parametrize("former", [TINK, FILE])
def test_a_pending_row_of_a_former_source_stays_while_it_may_still_be_booked(
    former: str, later: int, count: int
) -> None:
    account = Account()
    merge(account, former, row(-5000, "CB STATION", pending=True))
    merge(account, GC, row(-100, "CB PAUL", on=DAY + days(later)))
    assert len(account.rows) == count


def test_a_list_without_pending_rows_removes_no_pending_row_of_its_own_source() -> None:
    account = Account()
    merge(account, TINK, row(-5000, "CB STATION", pending=True))
    merge(account, TINK, row(-100, "CB PAUL", on=DAY + days(20)))
    assert len(account.rows) == 2


def test_a_file_takes_no_pending_row_from_the_provider_that_tells_when_it_ends() -> None:
    account = Account()
    merge(account, GC, row(-5000, "CB STATION", pending=True))
    merge(account, FILE, row(-5000, "CARTE STATION TOTAL", on=DAY + days(1), pending=True))
    assert (account.labels, account.rows[1].source) == (["CB STATION"], GC)
    merge(account, GC)
    assert account.rows == {}


@pytest.mark.parametrize("is_booked_first", [False, True])
@pytest.mark.parametrize(("expected", "count"), [(8, 1), (9, 2)])
def test_a_payment_that_one_source_expects_days_later_than_the_other_books_it(
    expected: int, count: int, is_booked_first: bool
) -> None:
    account = Account()
    told = [(TINK, row(-999, "SPOTIFY", on=DAY + days(expected), pending=True)), (GC, row(-999, "PRLV SPOTIFY AB"))]
    for source, each in reversed(told) if is_booked_first else told:
        merge(account, source, each)
    assert len(account.rows) == count


def test_a_daily_payment_announced_by_one_source_and_booked_by_the_other_is_one_each_day() -> None:
    account = Account()

    def coffee(step: int, *, pending: bool = False) -> BankRow:
        return row(-250, "CB CAFE DES ARTS", on=DAY + days(step), pending=pending)

    merge(account, TINK, coffee(0), coffee(1, pending=True))
    merge(account, GC, coffee(0), coffee(1), coffee(2, pending=True))
    merge(account, FILE, coffee(0), coffee(1), coffee(2))
    assert len(account.rows) == 3
    merge(account, GC, coffee(0), coffee(1), coffee(2, pending=True), coffee(3, pending=True))
    assert [(each.on[-2:], each.state) for each in account.rows.values()] == [
        ("20", State.BOOKED),
        ("21", State.BOOKED),
        ("22", State.BOOKED),
        ("23", State.PENDING),
    ]


def test_a_pending_row_whose_day_moves_with_each_fetch_stays_the_same_row() -> None:
    account = Account()
    merge(account, GC, row(-500, "CB MOLLAT", pending=True))
    account.decide(1)
    for step in range(1, 5):
        merge(account, GC, row(-500, "CB MOLLAT", on=DAY + days(step), pending=True))
    assert [(each.id, each.on[-2:], each.is_decided) for each in account.rows.values()] == [(1, "24", 1)]
