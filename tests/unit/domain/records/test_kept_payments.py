"""Payments kept at a disconnect find their transactions again, and no other."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.records.kept_payments import KeptPayment, find_again
from microdesk_desktop.domain.records.label_methods import method_of
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction

DAY = date(2026, 11, 2)


def transaction(id_: int, cents: int, label: str, step: int = 0) -> Transaction:
    return Transaction(id=id_, on=DAY + timedelta(days=step), amount_cents=cents, currency="EUR", label=label)


def payment(id_: int, cents: int, label: str, party: str, step: int = 0, reference: str = "") -> KeptPayment:
    """A payment as a transaction of this label has left it."""
    return KeptPayment(
        id=id_,
        target_id=id_,
        kind=TargetKind.EXPENSE if cents < 0 else TargetKind.INVOICE,
        on=DAY + timedelta(days=step),
        amount_cents=cents,
        method=method_of(label) or "",
        reference=reference,
        party=party,
    )


def links(transactions: list[Transaction], kept: list[KeptPayment]) -> dict[int, list[int]]:
    return {id_: [each.id for each in parts] for id_, parts in find_again(transactions, kept).links.items()}


def test_the_same_day_amount_and_method_are_the_transaction_whatever_it_is_called() -> None:
    kept = [payment(1, 48_000, "VIR NOVA", "Nova SARL")]
    assert links([transaction(7, 48_000, "VIREMENT X")], kept) == {7: [1]}
    assert links([transaction(7, 48_000, "CB NOVA")], kept) == {}, "another method"
    assert links([transaction(7, 48_001, "VIR NOVA")], kept) == {}
    assert links([transaction(7, 48_000, "Nova Sarl")], kept) == {7: [1]}, "a source that tells no method names it"
    assert links([transaction(7, 48_000, "Dupont")], kept) == {}


def test_a_day_that_moved_is_followed_only_where_the_label_names_the_target() -> None:
    kept = [payment(1, -2_000, "CB OVH", "OVH SAS")]
    assert links([transaction(7, -2_000, "CB OVH ROUBAIX", 3)], kept) == {7: [1]}
    assert links([transaction(7, -2_000, "CB FNAC", 3)], kept) == {}
    assert links([transaction(7, -2_000, "CB OVH", 9)], kept) == {}
    assert links([transaction(7, -2_000, "CB OVH", 2), transaction(8, -2_000, "CB OVH", 3)], kept) == {}, "which one?"


def test_of_two_purchases_of_one_amount_each_label_names_its_own() -> None:
    kept = [payment(1, -2_000, "CB TABAC", "Tabac"), payment(2, -2_000, "CB PHARMACIE", "Pharmacie")]
    rows = [transaction(7, -2_000, "CB PHARMACIE"), transaction(8, -2_000, "CB TABAC")]
    assert links(rows, kept) == {7: [2], 8: [1]}
    assert links(rows, kept[:1]) == {8: [1]}
    assert links(rows[:1], kept) == {7: [2]}
    assert links([transaction(7, -2_000, "CB FNAC"), transaction(8, -2_000, "CB DARTY")], kept[:1]) == {}


def test_the_parts_and_the_fee_of_one_payout_come_back_together() -> None:
    label = "VIR STRIPE"
    kept = [payment(4, 30_000, label, "Nova"), payment(5, 20_000, label, "Zoé"), payment(6, -1_500, label, "Stripe")]
    assert links([transaction(7, 48_500, label)], kept) == {7: [4, 5, 6]}
    assert links([transaction(7, 48_500, label)], [kept[0], kept[2]]) == {}


PARTIES = ["OVH", "SNCF", "ORANGE", "TABAC"]
purchases = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from([-500, -900]),
        st.sampled_from(PARTIES),
        st.sampled_from(["CB {}", "PRLV {}"]),
    ),
    max_size=8,
)


@given(purchases, st.randoms())
def test_the_same_statement_finds_every_payment_again_each_with_its_party(bought, random) -> None:  # type: ignore[no-untyped-def]
    kept = [payment(n, cents, way.format(party), party, day) for n, (day, cents, party, way) in enumerate(bought, 1)]
    rows = [transaction(n, cents, way.format(party), day) for n, (day, cents, party, way) in enumerate(bought, 1)]
    random.shuffle(rows)
    found = find_again(rows, kept).links
    assert len(found) == len(bought)
    assert sorted(part.id for parts in found.values() for part in parts) == [each.id for each in kept]
    label_of = {each.id: each.label for each in rows}
    assert all(part.party in label_of[id_] for id_, parts in found.items() for part in parts)
