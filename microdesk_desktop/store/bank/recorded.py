"""Transactions as the attribution engine looks at them: undecided, decided automatically, or fixed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from microdesk_desktop.domain.settle.attributions import Allocation, Origin, Outcome, Proposal, Recorded, Status
from microdesk_desktop.domain.settle.reasons import FEE, REVISED
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.store.bank.transactions import TRANSACTION_COLUMNS
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.reasons import load_reasons
from microdesk_desktop.store.transaction import json_list

_OPEN = (Status.TODO, Status.SUGGESTED)
_COLUMNS = f"{TRANSACTION_COLUMNS}, status, is_decided, reasons"
_GIVEN = "IN (SELECT value FROM json_each(?))"
_PARTS = (
    "SELECT transaction_id, target_id, amount_cents, origin, reasons FROM attribution"
    " JOIN payment ON payment.id = payment_id"
)
# Documents of which a payment was taken back: less would be paid of them than that without the payment.
_RETURNED = "SELECT target_id FROM payment GROUP BY target_id HAVING min(amount_cents) < 0 AND max(amount_cents) > 0"

Part = tuple[int, int, str, str]


def load_recorded(reader: Reader, closed: date | None, ids: Iterable[int] | None = None) -> list[Recorded]:
    """These transactions, or all of them, in the order of their ids, with what is recorded of each.

    What was decided automatically is fixed until the day `closed`, with which the closed books end, where a rule made
    a record, and where what it paid was taken back since.
    """
    where, params = ("", ()) if ids is None else (f" WHERE id {_GIVEN}", (json_list(ids),))
    rows = reader.all(f"SELECT {_COLUMNS} FROM bank_transaction{where} ORDER BY id", params)
    decided = [row[0] for row in rows if row[6] not in _OPEN]
    parts = _load_parts(reader, None if ids is None else decided) if decided else {}
    returned = {id_ for (id_,) in reader.iterate(_RETURNED)} if parts else set()
    last = closed.isoformat() if closed else ""
    return [_recorded(row, parts.get(row[0], ()), returned, last) for row in rows]


def _load_parts(reader: Reader, ids: Iterable[int] | None) -> dict[int, list[Part]]:
    where, params = ("", ()) if ids is None else (f" WHERE transaction_id {_GIVEN}", (json_list(ids),))
    parts: dict[int, list[Part]] = {}
    for id_, *part in reader.iterate(f"{_PARTS}{where} ORDER BY payment_id", params):
        parts.setdefault(id_, []).append(tuple(part))
    return parts


def _recorded(row: Sequence[Any], parts: Sequence[Part], returned: set[int], closed: str) -> Recorded:
    id_, on, cents, currency, label, pending, status, is_decided, reasons = row
    transaction = Transaction(
        id=id_,
        on=date.fromisoformat(on),
        amount_cents=cents,
        currency=currency,
        label=label,
        pending=bool(pending),
    )
    if is_decided:
        return Recorded(transaction, _outcome(id_, status, parts, None), True)
    if status in _OPEN:
        return Recorded(transaction)
    is_fixed = on <= closed or any(origin != Origin.AUTO or target_id in returned for target_id, _, origin, _ in parts)
    return Recorded(transaction, _outcome(id_, status, parts, reasons), is_fixed)


def _outcome(id_: int, status: str, parts: Sequence[Part], reasons: str | None) -> Outcome:
    """What is recorded of a transaction, without the fee that was kept of it."""
    why = tuple(each for each in load_reasons(reasons) if each.code != REVISED)
    if status != Status.ATTRIBUTED:
        return Outcome(transaction_id=id_, status=Status(status), reasons=why)
    settled = [part for part in parts if not part[3].startswith(f'[["{FEE}"')]
    allocations = tuple(Allocation(target_id=part[0], amount_cents=part[1]) for part in settled)
    grounds = load_reasons(settled[0][3]) if settled else ()
    return Outcome(
        transaction_id=id_,
        status=Status.ATTRIBUTED,
        proposals=(Proposal(allocations=allocations, score=1.0, reasons=grounds),),
        reasons=grounds,
    )
