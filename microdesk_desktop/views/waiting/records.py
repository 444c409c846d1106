"""What waits among the records: late invoices, and expenses without a voucher."""

from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.waiting.late import LateDocument, count_late, load_late
from microdesk_desktop.store.waiting.vouchers import BareExpense, count_without_voucher, load_without_voucher
from microdesk_desktop.views.bank.words.transactions import document_title
from microdesk_desktop.views.records.rows import Settled
from microdesk_desktop.views.records.vouchers import WITHOUT_VOUCHER
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem


def _load_late(reader: Reader, today: date, limit: int) -> list[WaitingItem]:
    return [_late(document) for document in load_late(reader, today, limit)]


def _late(document: LateDocument) -> WaitingItem:
    title = document_title(document.number, document.type)
    due = tr("à payer le {day}").format(day=dates.long_day(document.due_on))
    return WaitingItem(
        key=f"{LATE.kind}:{document.id}",
        kind=LATE.kind,
        title=document.client,
        detail=f"{title} · {due}",
        amount=Money(document.remaining_cents, document.currency),
        since=document.due_on,
        reference=document.number,
        page="invoice",
        wanted=document.id,
        action=WaitingAction.SEE_INVOICE,
    )


def _count_bare(reader: Reader, _: date) -> int:
    return count_without_voucher(reader)


def _load_bare(reader: Reader, _: date, limit: int) -> list[WaitingItem]:
    return [_bare(expense) for expense in load_without_voucher(reader, limit)]


def _bare(expense: BareExpense) -> WaitingItem:
    return WaitingItem(
        key=f"{VOUCHERS.kind}:{expense.id}",
        kind=VOUCHERS.kind,
        title=expense.supplier or expense.label,
        detail=expense.label if expense.supplier else "",
        amount=Money(-expense.amount_cents, EUR),
        since=expense.on,
        reference=expense.reference,
        page="expenses",
        wanted=expense.id,
        action=WaitingAction.ATTACH_VOUCHER,
    )


LATE = Provider(
    kind="late",
    title=lambda: tr("Factures en retard"),
    tone=Tone.DANGER,
    flags=Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS | Changes.LEDGER,
    count=count_late,
    load=_load_late,
    everything=("invoices", Settled.LATE),
)
VOUCHERS = Provider(
    kind="vouchers",
    title=lambda: tr("Justificatifs manquants"),
    tone=Tone.NEUTRAL,
    flags=Changes.LEDGER | Changes.MATCHES,
    count=_count_bare,
    load=_load_bare,
    everything=("expenses", WITHOUT_VOUCHER),
)
