"""The files from suppliers that wait to be checked."""

from datetime import date

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.received import count_to_confirm, load_to_confirm
from microdesk_desktop.views.records.expenses.received import TO_CONFIRM
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem


def _count(reader: Reader, _: date) -> int:
    return count_to_confirm(reader)


def _load(reader: Reader, _: date, limit: int) -> list[WaitingItem]:
    return [_item(expense_id, expense) for expense_id, expense in load_to_confirm(reader, limit)]


def _item(expense_id: int, expense: Expense) -> WaitingItem:
    return WaitingItem(
        key=f"{RECEIVED.kind}:{expense_id}",
        kind=RECEIVED.kind,
        title=expense.supplier or tr("Fournisseur à indiquer"),
        detail=" · ".join(filter(None, (expense.reference, expense.label))),
        amount=Money(-expense.amount_cents, expense.currency) if expense.amount_cents else None,
        since=expense.on,
        reference=expense.reference,
        page="received",
        wanted=expense_id,
        action=WaitingAction.CHECK_RECEIVED,
        command=("documents", "confirm", expense.reference),
    )


RECEIVED = Provider(
    kind="received",
    title=lambda: tr("Factures reçues à vérifier"),
    tone=Tone.ATTENTION,
    flags=Changes.LEDGER | Changes.MATCHES,
    count=_count,
    load=_load,
    everything=("expenses", TO_CONFIRM),
)
