"""Records that were made of a transaction, which end with the decision that made them.

A fee of a payment, or the receipt or expense that the user created of a transaction, stands for nothing else: kept
after its attribution ends, it would be counted beside what was really paid, and taken by the next equal payment.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.reasons import MADE, Reason
from microdesk_desktop.operations.attribution.fees import delete_fees
from microdesk_desktop.operations.records.edit import DeletedRecord, delete_record
from microdesk_desktop.store.bank.attributions import Attribution
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.journal import load_claims_on
from microdesk_desktop.store.records.receipts_expenses import load_record
from microdesk_desktop.store.records.received import load_received
from microdesk_desktop.store.records.rhythms import load_rhythm_word
from microdesk_desktop.store.records.vouchers import load_voucher_facts


def made_reason(reader: Reader, record_id: int) -> Reason:
    """The reason of the attribution of a record just made, with a digest of it: one that is changed since stays."""
    record = _record(reader, record_id)
    assert record is not None, "the record was just saved"
    return Reason(MADE, {"facts": _digest(record)})


def delete_made(writer: Writer, ended: Iterable[Attribution]) -> Sequence[DeletedRecord]:
    """Delete what was made for attributions that have ended; returns what is needed to restore it.

    What the user has corrected since, or given a voucher, stays; and what a transaction settles still.
    """
    ended = list(ended)
    ids = [each.target_id for each in ended if _is_as_made(writer, each)]
    made = [delete_record(writer, id_) for id_ in ids]
    return [*delete_fees(writer, ended), *(each for each in made if each is not None)]


def _is_as_made(reader: Reader, ended: Attribution) -> bool:
    facts = next((each.params.get("facts") for each in ended.reasons if each.code == MADE), None)
    record = _record(reader, ended.target_id) if facts else None
    if record is None or _digest(record) != facts:
        return False
    target = load_target(reader, ended.target_id)
    is_free = target is not None and target.remaining_cents == target.total_cents
    return is_free and not _is_more(reader, ended.target_id)


def _is_more(reader: Reader, record_id: int) -> bool:
    """Whether something else goes with a record: a voucher, a file, a series, or an import that holds it."""
    return bool(
        load_voucher_facts(reader, record_id)
        or load_received(reader, record_id)
        or load_rhythm_word(reader, record_id)
        or load_claims_on(reader, Entity.TARGET, record_id)
    )


def _record(reader: Reader, record_id: int) -> Expense | Receipt | None:
    target = load_target(reader, record_id)
    return load_record(reader, target.kind, record_id) if target is not None else None


def _digest(record: Expense | Receipt) -> str:
    return blake2b(repr(record).encode(), digest_size=8).hexdigest()
