"""What must hold whatever the transactions and targets: nothing overspent, no order, no tie settled."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.settle.attributions import Outcome, Status
from microdesk_desktop.domain.settle.targets import (
    DocumentType,
    Party,
    Target,
    TargetKind,
)
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile.engine import rank_for, reconcile

NAMES = ("Nova SARL", "Nova Conseil", "Camille Leroy", "Claude Leroy", "Atelier Brun")
PARTIES = tuple(Party(id=index, name=name) for index, name in enumerate(NAMES))
AMOUNTS = (10_000, 20_000, 30_000, 48_000, 60_000)
START = date(2026, 3, 1)

days = st.integers(0, 60).map(lambda count: START + timedelta(days=count))


@st.composite
def targets(draw: st.DrawFn) -> list[Target]:
    made = []
    for serial in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(TargetKind))
        who = draw(st.integers(0, len(NAMES) - 1))
        sign = -1 if kind is TargetKind.EXPENSE or (draw(st.booleans()) and draw(st.booleans())) else 1
        total = sign * draw(st.sampled_from(AMOUNTS))
        on = draw(days)
        made.append(
            Target(
                kind=kind,
                id=serial,
                reference=f"F-2026-{serial:04}",
                remaining_cents=draw(st.sampled_from((total, total // 2))),
                total_cents=total,
                currency="EUR",
                on=on,
                due_on=on + timedelta(days=30),
                party_id=who if kind is TargetKind.INVOICE else None,
                party_name=NAMES[who],
                document_type=DocumentType.INVOICE if kind is TargetKind.INVOICE else None,
            )
        )
    return made


@st.composite
def transactions(draw: st.DrawFn) -> list[Transaction]:
    labels = st.builds(
        "VIR {} {}".format,
        st.sampled_from((*NAMES, "LEROY", "DUPONT", "")),
        st.sampled_from(("", "F-2026-0001", "F-2026-0000 et F-2026-0001", "FACT 2", "ACOMPTE", "F-2026-0009")),
    )
    return [
        Transaction(
            id=index,
            on=draw(days),
            amount_cents=draw(st.sampled_from((1, -1))) * draw(st.sampled_from((*AMOUNTS, 30_000 + 48_000))),
            currency="EUR",
            label=draw(labels),
            pending=draw(st.integers(0, 9)) == 0,
        )
        for index in range(draw(st.integers(0, 7)))
    ]


def settled(outcomes: list[Outcome]) -> Counter[int]:
    amounts: Counter[int] = Counter()
    for outcome in outcomes:
        if outcome.status is Status.ATTRIBUTED:
            for part in outcome.proposals[0].allocations:
                amounts[part.target_id] += part.amount_cents
    return amounts


@given(transactions(), targets())
def test_no_target_takes_more_than_it_has_left(rows: list[Transaction], open_ones: list[Target]) -> None:
    amounts = settled(reconcile(rows, open_ones, parties=PARTIES))
    for target in open_ones:
        taken = amounts[target.id]
        assert taken * target.remaining_cents >= 0
        assert abs(taken) <= abs(target.remaining_cents)


@given(transactions(), targets())
def test_no_transaction_gives_more_than_it_brings(rows: list[Transaction], open_ones: list[Target]) -> None:
    for row, outcome in zip(rows, reconcile(rows, open_ones, parties=PARTIES), strict=True):
        assert outcome.transaction_id == row.id
        assert not (row.pending and outcome.status is Status.ATTRIBUTED)
        for proposal in outcome.proposals:
            given_out = sum(part.amount_cents for part in proposal.allocations)
            assert 0 < given_out * row.amount_cents <= row.amount_cents**2
            assert 1 <= len(proposal.reasons) <= 7


PAYERS = ("VIR STRIPE PAYMENTS {}", "REMISE DE CHEQUES {}", "VIR PLUMEO {}", "VIR NOVA SARL {}", "VIR LEROY SWIFT {}")


@given(transactions(), targets(), st.lists(st.tuples(st.sampled_from(PAYERS), st.integers(1, 70_000)), max_size=4))
def test_a_proposal_takes_what_is_left_and_at_most_a_fee_more_than_the_payment(
    rows: list[Transaction], open_ones: list[Target], nets: list[tuple[str, int]]
) -> None:
    rows += [
        Transaction(id=100 + index, on=START, amount_cents=cents, currency="EUR", label=label.format("F-2026-0001"))
        for index, (label, cents) in enumerate(nets)
    ]
    outcomes = reconcile(rows, open_ones, parties=PARTIES)
    amounts = settled(outcomes)
    left = {target.id: target.remaining_cents - amounts[target.id] for target in open_ones}
    for row, outcome in zip(rows, outcomes, strict=True):
        for parts in (each.allocations for each in outcome.proposals if outcome.status is Status.SUGGESTED):
            assert all(0 < part.amount_cents * left[part.target_id] <= left[part.target_id] ** 2 for part in parts)
            proposed = sum(part.amount_cents for part in parts)
            is_whole = all(part.amount_cents == left[part.target_id] for part in parts)
            is_net = is_whole and row.amount_cents > 0 and 70 * proposed <= 100 * row.amount_cents
            assert abs(proposed) <= abs(row.amount_cents) or is_net


@given(transactions(), targets(), st.integers(1, 5))
def test_the_documents_of_a_client_who_is_not_concerned_change_no_proposal(
    rows: list[Transaction], open_ones: list[Target], number: int
) -> None:
    """Their amounts are too large to make up any payment."""
    stranger = Party(id=99, name="Quillac Zéphyrine")
    others = [
        Target(
            kind=TargetKind.INVOICE,
            id=900 + index,
            reference=f"QZ-{77_001 + index}",
            remaining_cents=90_000_017 + index,
            total_cents=90_000_017 + index,
            currency="EUR",
            on=START,
            party_id=99,
            party_name=stranger.name,
            document_type=DocumentType.INVOICE,
        )
        for index in range(number)
    ]
    parties = (*PARTIES, stranger)
    before = reconcile(rows, open_ones, parties=parties)
    after = reconcile(rows, [*open_ones, *others], parties=parties)
    assert [each.proposals[:1] for each in after] == [each.proposals[:1] for each in before]


@given(transactions(), targets(), st.randoms(use_true_random=False))
def test_order_does_not_matter(rows: list[Transaction], open_ones: list[Target], rng: Random) -> None:
    parties = list(PARTIES)
    before = {outcome.transaction_id: outcome for outcome in reconcile(rows, open_ones, parties=parties)}
    for each in (rows, open_ones, parties):
        rng.shuffle(each)
    after = {outcome.transaction_id: outcome for outcome in reconcile(rows, open_ones, parties=parties)}
    assert after == before


@given(transactions(), targets())
def test_running_again_on_what_is_left_settles_nothing_more(rows: list[Transaction], open_ones: list[Target]) -> None:
    outcomes = reconcile(rows, open_ones, parties=PARTIES)
    amounts = settled(outcomes)
    left = [replace(target, remaining_cents=target.remaining_cents - amounts[target.id]) for target in open_ones]
    undecided = {each.transaction_id for each in outcomes if each.status in (Status.TODO, Status.SUGGESTED)}
    again = reconcile(
        [row for row in rows if row.id in undecided], [each for each in left if each.remaining_cents], parties=PARTIES
    )
    assert not settled(again)


@given(transactions(), targets())
def test_an_unrelated_row_changes_nothing(rows: list[Transaction], open_ones: list[Target]) -> None:
    stranger = Transaction(id=99, on=START, amount_cents=-777, currency="EUR", label="CB CINEMA 12/03")
    alone = reconcile(rows, open_ones, parties=PARTIES)
    assert reconcile([*rows, stranger], open_ones, parties=PARTIES)[: len(rows)] == alone


@given(transactions(), targets(), st.sampled_from(AMOUNTS), days)
def test_the_name_of_a_client_that_no_label_gives_changes_nothing(
    rows: list[Transaction], open_ones: list[Target], cents: int, on: date
) -> None:
    found = []
    for name in ("Quincaillerie Verdier", "Abel Xuriguera"):
        party = Party(id=90, name=name)
        owed = Target(
            kind=TargetKind.INVOICE,
            id=90,
            reference="F-2026-0090",
            remaining_cents=cents,
            total_cents=cents,
            currency="EUR",
            on=on,
            due_on=on + timedelta(days=30),
            party_id=party.id,
            party_name=name,
            document_type=DocumentType.INVOICE,
        )
        found.append(reconcile(rows, [*open_ones, owed], parties=(*PARTIES, party)))
    assert found[0] == found[1]


@given(transactions(), targets(), st.randoms(use_true_random=False))
def test_the_ids_that_an_order_of_imports_gives_change_nothing(
    rows: list[Transaction], open_ones: list[Target], rng: Random
) -> None:
    unlike = list({(row.on, row.amount_cents, row.label): row for row in rows}.values())
    before = reconcile(unlike, open_ones, parties=PARTIES)
    ids = rng.sample(range(100), len(unlike))
    other = [replace(row, id=id_) for row, id_ in zip(unlike, ids, strict=True)]
    names = {str(row.id): str(id_) for row, id_ in zip(unlike, ids, strict=True)}
    after = reconcile(other, open_ones, parties=PARTIES)
    assert [_renumbered(each, names) for each in before] == [_renumbered(each, {}) for each in after]


def _renumbered(outcome: Outcome, names: dict[str, str]) -> Outcome:
    """The outcome without its id, and with other ids of the transactions that its reasons name."""
    reasons = tuple(
        each._replace(params={**each.params, "transaction_id": names.get(named, named)}) if named else each
        for each in outcome.reasons
        for named in (each.params.get("transaction_id", ""),)
    )
    return outcome._replace(transaction_id=0, reasons=reasons)


@given(st.sampled_from(AMOUNTS), days, st.sampled_from(NAMES))
def test_twins_are_never_settled_alone(cents: int, on: date, name: str) -> None:
    twins = [
        Target(
            kind=TargetKind.INVOICE,
            id=index,
            reference=f"F-2026-{index:04}",
            remaining_cents=cents,
            total_cents=cents,
            currency="EUR",
            on=on,
            party_id=NAMES.index(name),
            party_name=name,
        )
        for index in range(2)
    ]
    row = Transaction(id=1, on=on + timedelta(days=9), amount_cents=cents, currency="EUR", label=f"VIR {name}")
    (outcome,) = reconcile([row], twins, parties=PARTIES)
    assert outcome.status is Status.SUGGESTED
    assert len(outcome.proposals) == 2


@given(transactions(), targets())
def test_ranking_offers_every_open_target_that_could_bear_it(rows: list[Transaction], open_ones: list[Target]) -> None:
    for row in rows:
        ranked = rank_for(row, open_ones, PARTIES)
        fitting = [each for each in open_ones if each.remaining_cents * row.amount_cents > 0]
        assert len(ranked) == len(fitting)
        assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)
