"""The fee that a payer or a platform kept of a payment: an expense that ends with the decision that made it.

The reason `FEE` of its attribution distinguishes it from an expense that the user entered.
"""

from collections.abc import Iterable, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.labels.names import label_names
from microdesk_desktop.domain.bank.labels.vocabulary import ACQUIRERS
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.domain.settle.attributions import Allocation, Origin
from microdesk_desktop.domain.settle.reasons import FEE, Reason
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.operations.records.edit import DeletedRecord, delete_record
from microdesk_desktop.store.bank.attributions import Attribution
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.receipts_expenses import save_record
from microdesk_desktop.store.records.vouchers import load_voucher_facts


def kept_cents(transaction: Transaction, allocations: Sequence[Allocation]) -> int:
    """What was kept of a payment: how much more its parts come to than it brings; 0 for nothing."""
    settled = sum(each.amount_cents for each in allocations)
    return settled - transaction.amount_cents if settled > transaction.amount_cents > 0 else 0


def fee_of(transaction: Transaction, cents: int) -> Expense:
    """The expense of what was kept of a payment: its supplier is who paid."""
    return Expense(
        on=transaction.on,
        supplier=_payer(transaction.label),
        label=tr("Frais retenus sur le versement"),
        amount_cents=cents,
        category=tr("Frais bancaires"),
        method=Method.OTHER,
    )


def _payer(label: str) -> str:
    """Who kept the fee: the platform where the label names one, without its other words."""
    who = label_names(label).who
    return next((each for each in who.split() if ACQUIRERS.occur_in(each.upper(), (each.upper(),))), who)


def save_fee(writer: Writer, transaction: Transaction, cents: int, origin: Origin) -> Attribution:
    """Make the expense of what was kept of a payment, and the attribution by which the payment settles it."""
    id_ = save_record(writer, fee_of(transaction, cents))
    return Attribution(target_id=id_, amount_cents=-cents, origin=origin, reasons=(Reason(FEE),))


def delete_fees(writer: Writer, ended: Iterable[Attribution]) -> Sequence[DeletedRecord]:
    """Delete the expenses of fees among attributions that have ended; returns what is needed to restore them.

    One with a voucher stays, and one that a transaction settles still: the user made it more than a fee.
    """
    ids = [each.target_id for each in ended if FEE in (reason.code for reason in each.reasons)]
    deleted = (delete_record(writer, id_) for id_ in ids if _is_only_a_fee(writer, id_))
    return [each for each in deleted if each is not None]


def _is_only_a_fee(reader: Reader, expense_id: int) -> bool:
    target = load_target(reader, expense_id)
    is_free = target is not None and target.remaining_cents == target.total_cents
    return is_free and not load_voucher_facts(reader, expense_id)
