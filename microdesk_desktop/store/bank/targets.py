"""What a transaction can settle, seen from the bank account: signed amounts, what remains, who pays."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from microdesk_desktop.domain.settle.matching import DocumentType, Target, TargetKind
from microdesk_desktop.store.bank.attributions import load_settled
from microdesk_desktop.store.database import Reader

_day = lru_cache(maxsize=4096)(date.fromisoformat)

_DOCUMENTS = (
    "SELECT document.id, number, type, client_id, client.name, issued_on, due_on, incl_tax_cents,"
    " paid_before_cents, document.currency FROM document JOIN client ON client.id = client_id WHERE type <> 'quote'"
)
_EXPENSES = "SELECT id, reference, spent_on, supplier, label, amount_cents, category FROM expense"
_RECEIPTS = "SELECT id, reference, received_on, client, label, amount_cents FROM receipt"


def load_open_targets(reader: Reader) -> list[Target]:
    """Every document, receipt and expense with something left to settle."""
    return [target for target in _all(reader) if target.remaining_cents]


def load_targets(reader: Reader) -> dict[tuple[TargetKind, int], Target]:
    """Every document, receipt and expense, settled or not, by kind and id."""
    return {(target.kind, target.id): target for target in _all(reader)}


def load_target(reader: Reader, kind: TargetKind, target_id: int) -> Target | None:
    """One target as it stands now, None when it does not exist."""
    settled = reader.value(
        "SELECT sum(amount_cents) FROM payment WHERE kind = ? AND target_id = ?", (kind.value, target_id)
    )
    found = _READERS[kind](reader, target_id, {(kind.value, target_id): settled or 0})
    return next(found, None)


def find_target(reader: Reader, kind: TargetKind, reference: str) -> Target | None:
    """The target of this number or reference, None when it does not exist."""
    table, column = _NAMES[kind]
    target_id = reader.value(f"SELECT id FROM {table} WHERE {column} = ?", (reference,))
    return None if target_id is None else load_target(reader, kind, target_id)


_NAMES = {
    TargetKind.INVOICE: ("document", "number"),
    TargetKind.EXPENSE: ("expense", "reference"),
    TargetKind.RECEIPT: ("receipt", "reference"),
}


def _all(reader: Reader) -> Iterator[Target]:
    settled = dict(load_settled(reader))
    for read in _READERS.values():
        yield from read(reader, None, settled)


def _documents(reader: Reader, only: int | None, settled: dict[tuple[str, int], int]) -> Iterator[Target]:
    where, values = (" AND document.id = ?", (only,)) if only else ("", ())
    for id_, number, type_, client_id, client, issued, due, total, paid, currency in reader.iterate(
        _DOCUMENTS + where, values
    ):
        sign = -1 if type_ == DocumentType.CREDIT_NOTE else 1
        yield Target(
            kind=TargetKind.INVOICE,
            id=id_,
            reference=number,
            remaining_cents=sign * (total - paid) - settled.get(("invoice", id_), 0),
            total_cents=sign * total,
            currency=currency,
            on=_day(issued),
            due_on=_day(due) if due else None,
            party_id=client_id,
            party_name=client,
            document_type=DocumentType(type_),
        )


def _expenses(reader: Reader, only: int | None, settled: dict[tuple[str, int], int]) -> Iterator[Target]:
    where, values = (" WHERE id = ?", (only,)) if only else ("", ())
    for id_, reference, on, supplier, label, cents, category in reader.iterate(_EXPENSES + where, values):
        yield Target(
            kind=TargetKind.EXPENSE,
            id=id_,
            reference=reference,
            remaining_cents=-cents - settled.get(("expense", id_), 0),
            total_cents=-cents,
            currency="EUR",
            on=_day(on),
            party_name=supplier,
            label=label,
            category=category,
        )


def _receipts(reader: Reader, only: int | None, settled: dict[tuple[str, int], int]) -> Iterator[Target]:
    where, values = (" WHERE id = ?", (only,)) if only else ("", ())
    for id_, reference, on, client, label, cents in reader.iterate(_RECEIPTS + where, values):
        yield Target(
            kind=TargetKind.RECEIPT,
            id=id_,
            reference=reference,
            remaining_cents=cents - settled.get(("receipt", id_), 0),
            total_cents=cents,
            currency="EUR",
            on=_day(on),
            party_name=client,
            label=label,
        )


_READERS = {TargetKind.INVOICE: _documents, TargetKind.EXPENSE: _expenses, TargetKind.RECEIPT: _receipts}
