"""Each criterion at its edges: how far days may lie apart, which labels go together, and what one source proves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from microdesk_desktop.domain.bank.facts import StoredRow, TransactionFacts
from microdesk_desktop.domain.bank.merging import criteria
from microdesk_desktop.domain.bank.merging.criteria import Batch
from microdesk_desktop.domain.bank.types import State

DAY = date(2026, 11, 20)


def day(step):
    return (DAY + timedelta(days=step)).isoformat()


def fetched(label="CB OVH", step=0, *, cents=-500, id_=None, state=State.BOOKED):
    return TransactionFacts(id_, day(step), cents, "EUR", label, state.value)


def stored(label="CB OVH", step=0, *, cents=-500, id_=None, state=State.BOOKED, source="bank", row_id=1, decided=0):
    return StoredRow(id_, day(step), cents, "EUR", label, state.value, row_id, source, decided)


def batch(first=-30, last=30, *, source="bank", is_file=False, spans=None):
    spans = {name: (day(start), day(end)) for name, (start, end) in (spans or {}).items()}
    return Batch(source=source, first=day(first), last=day(last), is_file=is_file, stored_spans=spans)


def matches(criterion, rows, known, within):
    return {position: each.id for position, each in criterion(rows, known, within).items()}


OUTSIDE = {"first": -60, "last": -50}
"""A batch that does not cover the days of the rows."""


@pytest.mark.parametrize(
    ("apart", "within", "is_one"),
    [
        (3, batch(**OUTSIDE), True),
        (4, batch(**OUTSIDE), False),
        (3, batch(**OUTSIDE, is_file=True), False),
        (5, batch(), True),
        (6, batch(), False),
    ],
)
def test_an_identifier_goes_some_days_with_a_like_label_further_where_the_batch_lacks_the_day(apart, within, is_one):
    found = matches(criteria.by_identifier, [fetched("CB OVH SAS", apart, id_="A")], [stored(id_="A")], within)
    assert found == ({0: 1} if is_one else {})
    other = matches(criteria.by_identifier, [fetched("LOYER", apart, id_="A")], [stored(id_="A")], within)
    assert other == {}


@pytest.mark.parametrize(("decided", "is_one"), [(0, True), (1, False)])
def test_on_its_day_an_identifier_goes_with_any_label_unless_the_user_decided(decided, is_one):
    found = matches(criteria.by_identifier, [fetched("LOYER", id_="A")], [stored(id_="A", decided=decided)], batch())
    assert found == ({0: 1} if is_one else {})


def test_an_identifier_made_of_the_row_proves_nothing_on_another_day():
    assert matches(criteria.by_identifier, [fetched(step=1, id_="@10:15")], [stored(id_="@10:15")], batch()) == {}
    assert matches(criteria.by_identifier, [fetched(id_="@10:15")], [stored(id_="@10:15")], batch()) == {0: 1}


def test_an_identifier_of_another_source_or_amount_proves_nothing():
    for known in (stored(id_="A", source="csv"), stored(id_="A", cents=-501)):
        assert matches(criteria.by_identifier, [fetched(id_="A")], [known], batch()) == {}


@pytest.mark.parametrize(
    ("apart", "within", "is_one"),
    [(3, batch(), True), (4, batch(), False), (3, batch(0, 30), False), (3, batch(-30, 0), False)],
)
def test_a_provisional_day_moves_three_days_at_most_and_only_inside_the_batch(apart, within, is_one):
    found = matches(criteria.by_moved_day, [fetched(step=apart)], [stored()], within)
    assert found == ({0: 1} if is_one else {})
    assert matches(criteria.by_moved_day, [fetched("LOYER", apart)], [stored()], within) == {}
    assert matches(criteria.by_moved_day, [fetched(step=apart)], [stored(source="csv")], within) == {}


@pytest.mark.parametrize(
    ("apart", "within", "is_one"),
    [
        (5, batch(source="csv", spans={"bank": (-30, 30)}), True),
        (6, batch(source="csv", spans={"bank": (-30, 30)}), False),
        (3, batch(0, 30, source="csv", spans={"bank": (-30, 30)}), True),
        (4, batch(0, 30, source="csv", spans={"bank": (-30, 30)}), False),
        (3, batch(3, 30, source="csv", spans={"bank": (-30, 0)}), False),  # one ends before the other begins
        (3, batch(3, 3, source="csv", spans={"bank": (-30, 30)}), True),  # of one day: it proves nothing
    ],
)
def test_two_sources_give_one_payment_on_two_days_where_one_covers_both(apart, within, is_one):
    found = matches(criteria.by_other_day, [fetched(step=apart)], [stored()], within)
    assert found == ({0: 1} if is_one else {})
    assert matches(criteria.by_other_day, [fetched("LOYER", apart)], [stored()], within) == {}
    assert matches(criteria.by_other_day, [fetched(step=apart)], [stored(source="csv")], within) == {}
    assert matches(criteria.by_other_day, [fetched(step=apart)], [stored(state=State.PENDING)], within) == {}


@pytest.mark.parametrize(("apart", "is_one"), [(-2, False), (-1, True), (0, True), (8, True), (9, False)])
def test_a_pending_row_is_booked_from_a_day_before_to_eight_days_after(apart, is_one):
    pending = stored(state=State.PENDING)
    found = matches(criteria.by_booking, [fetched(step=apart)], [pending], batch())
    assert found == ({0: 1} if is_one else {})
    assert matches(criteria.by_booking, [fetched(step=apart)], [stored()], batch()) == {}
    assert matches(criteria.by_booking, [fetched(step=apart, state=State.PENDING)], [pending], batch()) == {}


def test_a_label_that_names_nobody_books_a_pending_row_only_where_no_other_could_and_the_user_did_not_decide():
    def found(rows, known):
        return matches(criteria.by_announced_amount, rows, known, batch())

    pending, first, second = stored(state=State.PENDING), fetched("CARTE 4532", 1), fetched("PAIEMENT CB", 1)
    assert matches(criteria.by_booking, [first], [pending], batch()) == {}
    assert found([first], [pending]) == {0: 1}
    assert found([first], [pending._replace(is_decided=1)]) == {}
    assert found([fetched("LOYER", 1)], [pending]) == {}, "another party"
    rival = stored("CB SNCF", state=State.PENDING, row_id=2)
    assert found([first], [pending, rival]) == {}
    assert found([first, second], [pending]) == {}
    assert set(found([first, second], [pending, rival])) == {0, 1}


def test_another_source_may_name_nobody_for_a_pending_row_unless_the_user_decided():
    pending, rival = (stored(state=State.PENDING, row_id=id_, source="tink") for id_ in (1, 2))
    for state in State:
        row = fetched("CARTE 4532", 8, state=state)
        assert matches(criteria.by_announced_amount, [row], [pending, rival], batch()) == {0: 1}
        assert matches(criteria.by_announced_amount, [row], [pending._replace(is_decided=1)], batch()) == {}
        late = fetched("CARTE 4532", 9, state=state)
        assert matches(criteria.by_announced_amount, [late], [pending], batch()) == {}
        other = fetched("LOYER", 8, state=state)
        assert matches(criteria.by_announced_amount, [other], [pending], batch()) == {}


@pytest.mark.parametrize(
    ("apart", "label", "is_one"),
    [(3, "CARTE 4532", True), (4, "CARTE 4532", False), (3, "LOYER", False), (8, "CB OVH", True)],
)
def test_a_row_that_another_source_has_booked_is_announced_late(apart, label, is_one):
    row = fetched(label, -apart, state=State.PENDING)
    booked = stored(source="csv")
    assert matches(criteria.by_late_announcement, [row], [booked], batch()) == ({0: 1} if is_one else {})
    assert matches(criteria.by_late_announcement, [row], [booked._replace(source="bank")], batch()) == {}
    early = fetched(label, apart, state=State.PENDING)
    is_early = label == "CB OVH"
    assert matches(criteria.by_late_announcement, [early], [booked], batch()) == ({0: 1} if is_early else {})


def test_one_source_announces_a_payment_for_another_day_only_where_it_lists_all_that_is_pending():
    row, pending = fetched("CB OVH SAS", 8, state=State.PENDING), stored(state=State.PENDING)
    whole = replace(batch(), lists_pending=True)
    assert matches(criteria.by_announcement, [row], [pending], batch()) == {}
    assert matches(criteria.by_announcement, [row], [pending], whole) == {0: 1}
    assert matches(criteria.by_announcement, [row], [pending._replace(source="tink")], batch()) == {0: 1}
    assert matches(criteria.by_announcement, [fetched("LOYER", 8, state=State.PENDING)], [pending], whole) == {}


def test_equal_counts_of_a_day_and_an_amount_prove_it_where_no_label_speaks_against_it():
    def found(rows, known, **facts):
        return matches(criteria.by_equal_counts, rows, known, replace(batch(source="csv"), **facts))

    unnamed = [stored("CARTE 4532", row_id=1), stored("CARTE 4533", row_id=2)]
    assert found([fetched("ZZZ"), fetched("YYY")], unnamed) == {0: 2, 1: 1}
    assert found([fetched("ZZZ")], unnamed) == {}
    assert found([fetched("ZZZ")], unnamed[:1]) == {0: 1}
    assert found([fetched("ZZZ")], [unnamed[0]._replace(state=State.PENDING.value)]) == {}
    named = [stored("AAA", row_id=1), stored("BBB", row_id=2)]
    assert matches(criteria.by_day_and_amount, [fetched("ZZZ"), fetched("BBB CCC")], named, batch(source="csv")) == {
        1: 2
    }
    assert found([fetched("ZZZ")], named[:1], repeats_from="2026-01-01") == {}, "two payments"
    both = [fetched("ZZZ"), fetched("YYY")]
    assert found(both, named) == {}
    assert found(both, named, repeats_from="2026-01-01") == {0: 2, 1: 1}
    assert found(both, [named[0]._replace(is_decided=1), named[1]], repeats_from="2026-01-01") == {}


def test_a_completed_label_is_of_the_same_source_day_and_amount():
    for known, is_one in (
        (stored("CB OVH SAS ROUBAIX"), True),
        (stored("CB O"), True),
        (stored("CB"), False),
        (stored("CB OVH SAS", source="csv"), False),
        (stored("CB OVH SAS", 1), False),
        (stored("CB OVH SAS", cents=-501), False),
    ):
        found = matches(criteria.by_completed_label, [fetched("CB OVH")], [known], batch())
        assert found == ({0: 1} if is_one else {}), known


def test_of_several_the_nearest_label_then_the_nearest_day_is_taken_whatever_the_order():
    known = [stored("CB OVH SAS", 2, row_id=1), stored("CB OVH SAS", 1, row_id=2), stored("CB OVH", 3, row_id=3)]
    for rows in ([fetched("CB OVH SAS")], [fetched("CB OVH SAS"), fetched("LOYER")]):
        for order in (known, known[::-1]):
            assert matches(criteria.by_moved_day, rows, order, batch()) == {0: 2}
