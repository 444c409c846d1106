"""One company from a seed: habits and accidents first, then numbers, labels, and a last look for rivals."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from microdesk_desktop.domain.settle.targets import DocumentType, Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Owner, Transaction
from tests.worlds.unseen.case import Case, Mode, Taught, Truth
from tests.worlds.unseen.online import (
    calendar_sales,
    crowd,
    dealings,
    disputes,
    foreign,
    mixups,
    pairs,
    payers,
    payouts,
    plain_sales,
    private,
    purchases,
    sets,
    shares,
    spellings,
    strays,
)
from tests.worlds.unseen.online.ledger import Draft, Ledger, Record
from tests.worlds.unseen.online.numbering import Numbers, numbered
from tests.worlds.unseen.online.review import Review

ACCIDENTS = (
    *plain_sales.ACCIDENTS,
    *payers.ACCIDENTS,
    *spellings.ACCIDENTS,
    *strays.ACCIDENTS,
    *calendar_sales.ACCIDENTS,
    *sets.ACCIDENTS,
    *shares.ACCIDENTS,
    *payouts.ACCIDENTS,
    *disputes.ACCIDENTS,
    *crowd.ACCIDENTS,
    *mixups.ACCIDENTS,
    *foreign.ACCIDENTS,
    *purchases.ACCIDENTS,
    *dealings.ACCIDENTS,
    *pairs.ACCIDENTS,
    *private.ACCIDENTS,
)
_SHARE_OF_ACCIDENTS = 0.52
_MOST_TARGETS = 212
_ORDINARY_TARGETS = 15
_NOTHING_SHARE = 0.42


def build(seed: int) -> Case:
    """The company of a seed."""
    ledger = Ledger(seed)
    _live(ledger)
    _write(ledger)
    review = Review(ledger.rows, list(ledger.records.values()))
    rows = [row for row in ledger.rows if not review.is_unfair(row)]
    rows.sort(key=lambda row: row.on)
    for id_, row in enumerate(rows, 1):
        row.id = id_
    claims = {row.id: review.claim(row) for row in rows if not row.is_taught}
    return Case(
        name="online",
        seed=seed,
        owner=Owner(names=(ledger.cast.owner.name,), ibans=(ledger.cast.iban,)),
        parties=ledger.parties,
        targets=_targets(ledger),
        transactions=[_transaction(row) for row in rows if not row.is_taught],
        taught=[
            Taught(transaction=_transaction(row), parts=dict(row.claim.parts), fee_cents=row.claim.fee_cents)
            for row in rows
            if row.is_taught
        ],
        truths={
            row.id: Truth(
                behaviour=claims[row.id].behaviour,
                mode=claims[row.id].mode,
                parts=dict(row.claim.parts),
                fee_cents=row.claim.fee_cents,
                cancels=row.other.id if row.other else None,
            )
            for row in rows
            if not row.is_taught
        },
    )


def _live(ledger: Ledger) -> None:
    """Habits, accidents, and ordinary days until the books are full enough."""
    for habit in (*private.EACH_SEED, *purchases.MONTHLY):
        habit(ledger)
    count = int(len(ACCIDENTS) * _SHARE_OF_ACCIDENTS)
    for accident in ledger.chance.sample(ACCIDENTS, count):
        if len(ledger.records) < _MOST_TARGETS - _ORDINARY_TARGETS:
            accident(ledger)
    for _ in range(12):
        ledger.settled(ledger.regular(), ledger.day(0.0, 0.9))
    while len(ledger.records) < _MOST_TARGETS and sum(not _is_idle(row) for row in ledger.rows) < 190:
        ordinary = plain_sales.ordinary if ledger.either() else ledger.chance.choice(purchases.ORDINARY)
        ordinary(ledger)
    while sum(map(_is_idle, ledger.rows)) < _NOTHING_SHARE * len(ledger.rows):
        ledger.chance.choice(private.ORDINARY)(ledger)


def _is_idle(row: Draft) -> bool:
    return row.claim.mode is Mode.NOTHING


def _write(ledger: Ledger) -> None:
    """Number the documents, then write the labels."""
    days = [(each.id, each.on, each.series) for each in ledger.records.values() if each.series]
    numbers = Numbers(numbered(ledger.scheme, days, ledger.first_rank), ledger.chance)
    for row in ledger.rows:
        row.words = row.text if isinstance(row.text, str) else row.text(numbers)
        row.label = row.bank.label(row.operation, row.who, row.words, row.spent_on, ledger.chance)
    for target_id, number in numbers.by_id.items():
        ledger.records[target_id] = replace(ledger.records[target_id], reference=number.full)


def _targets(ledger: Ledger) -> list[Target]:
    taught: dict[int, int] = {}
    for row in ledger.rows:
        if row.is_taught:
            taught.update(row.claim.parts)
    return [_target(each, taught) for each in sorted(ledger.records.values(), key=lambda each: (each.on, each.id))]


def _target(record: Record, taught: Mapping[int, int]) -> Target:
    return Target(
        kind=record.kind,
        id=record.id,
        reference=record.reference,
        remaining_cents=record.left - taught.get(record.id, 0),
        total_cents=record.cents,
        currency=record.currency,
        on=record.on,
        due_on=_due(record),
        party_id=record.party_id,
        party_name=record.who,
        label=record.label,
        category=record.category,
        document_type=record.type,
    )


def _due(record: Record) -> date | None:
    is_due = record.kind is TargetKind.INVOICE and record.type is not DocumentType.CREDIT_NOTE
    return record.on + timedelta(days=record.due_days) if is_due else None


def _transaction(row: Draft) -> Transaction:
    return Transaction(
        id=row.id,
        on=row.on,
        amount_cents=row.cents,
        currency=row.currency,
        label=row.label,
        pending=row.is_pending,
    )
