"""Which fetched rows are new: each criterion of identity, and the rules of pending rows."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.bank.types import BankRow, State
from tests.support.imports.merged_account import DAY, Account, row


def test_two_identical_payments_on_one_day_stay_two_and_a_third_adds_one() -> None:
    account = Account()
    account.merge(row(-500), row(-500))
    account.merge(row(-500), row(-500))
    assert len(account.rows) == 2
    account.merge(row(-500), row(-500), row(-500))
    assert len(account.rows) == 3


def test_identifiers_issued_anew_change_nothing_for_the_user() -> None:
    account = Account()
    account.merge(row(-500, id_="a"), row(-900, "CB SNCF", id_="b"))
    plan = account.merge(row(-500, id_="x"), row(-900, "CB SNCF", id_="y"))
    assert not plan.added
    assert [stored.identifier for stored in account.rows.values()] == ["x", "y"]


def test_an_identifier_that_the_bank_repeats_in_a_batch_is_not_trusted() -> None:
    account = Account()
    account.merge(row(-500, "CB OVH", id_="0001"), row(-900, "CB SNCF", id_="0001"))
    assert len(account.rows) == 2
    assert {stored.identifier for stored in account.rows.values()} == {None}


def test_an_identifier_that_numbers_the_rows_of_a_day_gives_no_row_to_another() -> None:
    account = Account()
    account.merge(row(-500, "PRLV URSSAF", id_="2026-11-20-1"))
    account.merge(row(-500, "VIR DUPONT", id_="2026-11-20-1"), row(-500, "PRLV URSSAF", id_="2026-11-20-2"))
    assert [stored.label for stored in account.rows.values()] == ["PRLV URSSAF", "VIR DUPONT"]


def test_equal_rows_keep_each_its_identifier_in_any_order() -> None:
    account = Account()
    account.merge(row(-500, id_="a"), row(-500, id_="b"))
    plan = account.merge(row(-500, id_="b"), row(-500, id_="a"))
    assert not plan.added
    assert not plan.updated


def test_an_identifier_reused_for_another_amount_is_another_transaction() -> None:
    account = Account()
    account.merge(row(-500, id_="a"))
    account.merge(row(-500, id_="z"), row(-700, id_="a"))
    assert sorted(stored.amount_cents for stored in account.rows.values()) == [-700, -500]


def test_the_same_identifier_with_a_completed_label_is_the_same_transaction() -> None:
    account = Account()
    account.merge(row(-500, "CB OVH", id_="a"))
    account.merge(row(-500, "CB OVH SAS ROUBAIX", on=DAY + timedelta(days=1), id_="a"))
    (stored,) = account.rows.values()
    assert (stored.label, stored.on) == ("CB OVH SAS ROUBAIX", "2026-11-21")


def test_a_booked_row_takes_the_place_of_its_pending_row() -> None:
    account = Account()
    account.merge(row(-1999, "FREE MOBILE", pending=True))
    account.merge(row(-1999, "PRLV SEPA FREE MOBILE", on=DAY + timedelta(days=3), id_="a"))
    (stored,) = account.rows.values()
    assert (stored.id, stored.state, stored.identifier) == (1, State.BOOKED, "a")


def test_a_booked_row_with_an_identifier_of_its_own_takes_the_place_of_its_pending_row() -> None:
    account = Account()
    kept = row(-100, "PRLV FREE", id_="bank-1")
    account.merge(kept, row(-4590, "CARTE AUTORISATION", id_="pending-7", pending=True))
    account.merge(kept, row(-4590, "CB FNAC", on=DAY + timedelta(days=2), id_="bank-2"))
    assert [(each.label, each.state) for each in account.rows.values()] == [
        ("PRLV FREE", State.BOOKED),
        ("CB FNAC", State.BOOKED),
    ]
    assert set(account.rows) == {1, 2}


def test_a_file_books_the_pending_row_of_the_bank_and_the_bank_does_not_undo_it() -> None:
    account = Account()
    account.merge(row(-1999, "FREE MOBILE", pending=True), source="gocardless")
    account.merge(row(-1999, "FREE MOBILE"), source="csv", drops_pending=False)
    account.merge(row(-1999, "FREE MOBILE", pending=True), source="gocardless")
    assert [stored.state for stored in account.rows.values()] == [State.BOOKED]


def test_a_booked_row_never_becomes_pending_again() -> None:
    account = Account()
    account.merge(row(-1999, id_="a"))
    account.merge(row(-1999, id_="a", pending=True))
    assert [stored.state for stored in account.rows.values()] == [State.BOOKED]


def test_the_nearest_label_books_when_two_pending_rows_have_one_amount() -> None:
    account = Account()
    account.merge(row(-2000, "CB FNAC", pending=True), row(-2000, "CB DARTY", pending=True))
    account.merge(row(-2000, "CB DARTY BORDEAUX", id_="d"), row(-2000, "CB FNAC", pending=True))
    assert account.rows[2].facts.state == State.BOOKED
    assert account.rows[1].facts.state == State.PENDING


def test_a_pending_row_that_left_is_removed_only_by_a_complete_answer() -> None:
    account = Account()
    account.merge(row(-1999, pending=True))
    account.merge(row(-100, "CB PAUL"), drops_pending=False)
    assert len(account.rows) == 2
    account.merge(row(-100, "CB PAUL"))
    assert [stored.amount_cents for stored in account.rows.values()] == [-100]


def test_a_booked_row_absent_from_a_later_fetch_stays() -> None:
    account = Account()
    account.merge(row(-500), row(-900, "CB SNCF"))
    account.merge(row(-500))
    assert len(account.rows) == 2


def test_a_file_and_the_bank_telling_one_payment_in_two_ways_make_one_transaction() -> None:
    account = Account()
    account.merge(row(48000, "VIR INST NOVA SARL ACPTE", id_="f1"), source="csv")
    account.merge(row(48000, "Nova SARL ACPTE 30% E2E-77", id_="api"), source="gocardless")
    assert [stored.label for stored in account.rows.values()] == ["VIR INST NOVA SARL ACPTE"]


def test_two_payments_of_one_amount_distinguished_by_each_source_stay_two() -> None:
    account = Account()
    account.merge(row(-1999, "PRLV FREE MOBILE"), row(-1999, "CB SPOTIFY"), source="csv")
    account.merge(row(-1999, "Spotify AB"), row(-1999, "Free Mobile SEPA"), source="gocardless")
    assert len(account.rows) == 2


def test_of_several_payments_of_one_amount_only_those_with_similar_labels_are_one() -> None:
    account = Account()
    account.merge(row(-500, "CB PAUL"), row(-500, "CB SNCF PARIS"), source="csv")
    account.merge(row(-500, "Sncf"), row(-500, "Amazon"), row(-500, "Fnac"), source="gocardless")
    assert sorted(stored.label for stored in account.rows.values()) == [
        "Amazon",
        "CB PAUL",
        "CB SNCF PARIS",
        "Fnac",
    ]


def test_one_stored_payment_is_not_one_of_two_that_another_source_gives() -> None:
    account = Account()
    account.merge(row(-500, "CB PAUL"), source="csv")
    account.merge(row(-500, "Amazon"), row(-500, "Fnac"), source="gocardless")
    assert len(account.rows) == 3


def test_one_stored_payment_is_only_one_of_two_with_its_label() -> None:
    account = Account()
    account.merge(row(-500, "CB PAUL"), source="csv")
    account.merge(row(-500, "Paul Bordeaux"), row(-500, "Paul Paris"), source="gocardless")
    assert len(account.rows) == 2


def test_an_identifier_of_another_source_proves_nothing() -> None:
    account = Account()
    account.merge(row(-500, "CB PAUL", id_="7"), source="csv")
    account.merge(row(-500, "CB SNCF", on=DAY + timedelta(days=3), id_="7"), source="gocardless")
    assert len(account.rows) == 2


def test_a_label_written_with_other_case_and_accents_is_the_same() -> None:
    account = Account()
    account.merge(row(-500, "PRELEVEMENT EDF"))
    account.merge(row(-500, "Prélèvement EDF"))
    assert [stored.label for stored in account.rows.values()] == ["Prélèvement EDF"]


def test_a_complete_answer_removes_no_pending_row_of_another_source() -> None:
    account = Account()
    account.merge(row(-1999, pending=True), source="camt", drops_pending=False)
    account.merge(source="gocardless")
    assert len(account.rows) == 1


@pytest.mark.parametrize(("days", "count"), [(-2, 2), (-1, 1), (8, 1), (9, 2)])
def test_a_row_books_a_pending_one_from_one_day_before_to_eight_days_after(days: int, count: int) -> None:
    account = Account()
    account.merge(row(-1999, "FREE", pending=True))
    account.merge(row(-1999, "PRLV FREE", on=DAY + timedelta(days=days)), drops_pending=False)
    assert len(account.rows) == count


rows = st.lists(
    st.builds(
        row,
        st.integers(-3, 3).map(lambda cents: cents * 100),
        st.sampled_from(["CB OVH", "VIR NOVA", "PRLV FREE"]),
        on=st.integers(0, 3).map(lambda days: DAY + timedelta(days=days)),
        id_=st.none() | st.sampled_from(["a", "b", "c", "d"]),
    ),
    max_size=12,
)


@given(rows)
def test_the_same_fetch_again_adds_nothing(fetch: list[BankRow]) -> None:
    account = Account()
    account.merge(*fetch)
    assert Counter((stored.on, stored.facts[2:5]) for stored in account.rows.values()) == Counter(
        (each.on.isoformat(), each[2:5]) for each in fetch
    )
    assert not account.merge(*fetch).added


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_an_answer_changes_nothing(fetch: list[BankRow], random) -> None:  # type: ignore[no-untyped-def]
    account = Account()
    account.merge(*fetch)
    shuffled = list(fetch)
    random.shuffle(shuffled)
    assert not account.merge(*shuffled).added


@given(st.lists(st.tuples(rows, st.sampled_from(["csv", "gocardless"])), max_size=4))
def test_a_fetched_row_is_new_or_one_stored_row_whatever_came_before(fetches: list[tuple[list[BankRow], str]]) -> None:
    account = Account()
    for fetch, source in fetches:
        stored = len(account.rows)
        plan = account.merge(*fetch, source=source, drops_pending=False)
        changed = [each.id for each in plan.updated]
        assert len(changed) == len(set(changed))
        assert len(fetch) - stored <= len(plan.added) <= len(fetch)
        assert not account.merge(*fetch, source=source, drops_pending=False).added
