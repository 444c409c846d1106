"""Two answers, or nearly: what the engine leaves to the user, and what it decides all the same."""

from dataclasses import replace
from datetime import date, timedelta

from microdesk_desktop.domain.settle.attributions import Outcome, Status
from microdesk_desktop.domain.settle.targets import DocumentType, Party, Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile.engine import reconcile

DAY = date(2026, 5, 20)
NOVA = Party(id=1, name="Nova Conseil")


def invoice(id_: int, cents: int) -> Target:
    return Target(
        kind=TargetKind.INVOICE,
        id=id_,
        reference=f"F-2026-{id_:04}",
        remaining_cents=cents,
        total_cents=cents,
        currency="EUR",
        on=DAY - timedelta(days=30),
        due_on=DAY,
        party_id=NOVA.id,
        party_name=NOVA.name,
        document_type=DocumentType.INVOICE,
    )


def record(id_: int, kind: TargetKind, cents: int, on: date, name: str = "") -> Target:
    return Target(
        kind=kind,
        id=id_,
        reference=f"D-{id_}",
        remaining_cents=cents,
        total_cents=cents,
        currency="EUR",
        on=on,
        party_name=name,
    )


def payment(cents: int, label: str, id_: int = 1) -> Transaction:
    return Transaction(id=id_, on=DAY, amount_cents=cents, currency="EUR", label=label)


def settled(outcome: Outcome) -> dict[int, int]:
    """The cents of each target, none when nothing is automatic."""
    if outcome.status is not Status.ATTRIBUTED:
        return {}
    return {part.target_id: part.amount_cents for part in outcome.proposals[0].allocations}


def test_of_two_payments_of_one_invoice_the_one_that_cites_its_whole_number_settles_it() -> None:
    rows = [payment(48_000, "VIR NOVA CONSEIL F-2026-0042"), payment(48_000, "VIR NOVA CONSEIL FACTURE 42", 2)]
    whole, serial = reconcile(rows, [invoice(42, 48_000)], parties=[NOVA])
    assert settled(whole) == {42: 48_000}
    assert settled(serial) == {}


def test_of_two_like_expenses_neither_clearly_nearer_in_time_none_is_chosen() -> None:
    bought = [record(id_, TargetKind.EXPENSE, -4_990, DAY - timedelta(days=id_), "Adobe") for id_ in (1, 4)]
    (outcome,) = reconcile([payment(-4_990, "PRLV SEPA ADOBE")], bought)
    assert outcome.status is Status.SUGGESTED
    assert [each.allocations[0].target_id for each in outcome.proposals] == [1, 4]


def test_of_two_like_expenses_the_one_clearly_nearer_in_time_is_chosen() -> None:
    bought = [record(id_, TargetKind.EXPENSE, -4_990, DAY - timedelta(days=id_), "Adobe") for id_ in (1, 30)]
    (outcome,) = reconcile([payment(-4_990, "PRLV SEPA ADOBE")], bought)
    assert settled(outcome) == {1: -4_990}


def test_a_number_cited_with_the_exact_amount_of_another_invoice_is_no_part_payment() -> None:
    (outcome,) = reconcile(
        [payment(40_000, "VIR NOVA CONSEIL F-2026-0001")], [invoice(1, 100_000), invoice(2, 40_000)], parties=[NOVA]
    )
    assert outcome.status is Status.SUGGESTED
    assert {each.allocations[0].target_id for each in outcome.proposals} == {1, 2}


def test_a_number_cited_with_a_smaller_amount_is_a_part_payment() -> None:
    (outcome,) = reconcile([payment(40_000, "VIR NOVA CONSEIL F-2026-0001")], [invoice(1, 100_000)], parties=[NOVA])
    assert settled(outcome) == {1: 40_000}


def test_card_takings_settle_the_receipt_of_their_gross_amount_only_for_a_plausible_commission() -> None:
    takings = [record(1, TargetKind.RECEIPT, 10_000, DAY - timedelta(days=1))]
    for net, expected in ((9_800, {1: 10_000}), (9_000, {1: 10_000}), (8_900, {}), (5_500, {})):
        (outcome,) = reconcile([payment(net, "REMISE CB 1905 BRUT 100,00 EUR COM")], takings)
        assert settled(outcome) == expected, net


def test_a_transfer_between_the_user_s_accounts_is_ignored_only_once_booked() -> None:
    booked = payment(-50_000, "VIR INTERNE VERS LIVRET")
    hinted = payment(-50_000, "VIR CPTE A CPTE EMIS LIVRET A", 2)
    rows = [booked, hinted, replace(booked, id=3, pending=True), replace(hinted, id=4, pending=True)]
    statuses = [outcome.status for outcome in reconcile(rows, [])]
    assert statuses == [Status.IGNORED, Status.IGNORED, Status.TODO, Status.TODO]
