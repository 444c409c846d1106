"""The receipt or expense that a transaction stands for, filled in from its label."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.expenses.categories import CategoryIndex
from microdesk_desktop.domain.bank.labels.names import label_names
from microdesk_desktop.domain.bank.labels.parser import parse_label, purchase_day
from microdesk_desktop.domain.records.label_methods import method_of
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.views.bank.hints import hint
from microdesk_desktop.views.bank.rows import TransactionRow


def prefilled_expense(row: TransactionRow, index: CategoryIndex) -> Expense:
    """The expense of a transaction, with the category that is proposed; a refund, money in, is negative."""
    return Expense(
        on=purchase_day(parse_label(row.label), row.on) or row.on,
        supplier=label_names(row.label).who,
        label="",
        amount_cents=-row.amount_cents,
        category=_category(row, index),
        method=method_of(row.label),
    )


def prefilled_receipt(row: TransactionRow) -> Receipt:
    """The receipt of a transaction."""
    return Receipt(
        on=row.on,
        client=label_names(row.label).who,
        label="",
        amount_cents=row.amount_cents,
        method=method_of(row.label) or Method.TRANSFER,
    )


def other_record_text(row: TransactionRow) -> str:
    """The warning that a record to choose exists already, before another one is created; empty without any."""
    records = (TargetKind.EXPENSE, TargetKind.RECEIPT)
    found = [each for each in (*row.attributions, *row.suggestions) if each.kind in records]
    if not found or found[0].amount_cents != row.amount_cents:
        return ""
    named = ", ".join(each for each in (found[0].party, found[0].reference) if each)
    return tr("Peut-être déjà noté : {record}. Choisissez-le plutôt que d'en créer un second.").format(record=named)


def _category(row: TransactionRow, index: CategoryIndex) -> str:
    """The category that the label suggests: by its nature, else as learnt; empty where neither does."""
    found = hint(row)
    if found is not None and found.category:
        return found.category
    proposal = index.propose(label_names(row.label).who, "", row.label)
    return proposal.category if proposal is not None else ""
