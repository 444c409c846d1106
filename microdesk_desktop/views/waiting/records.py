"""What waits among the records: late invoices, and expenses without a voucher."""

from collections.abc import Mapping
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.reminders.sequence import NextReminder, next_reminder
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.money import Money
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.follow_up import load_last_reminders
from microdesk_desktop.store.waiting.late import LateDocument, count_late, load_late
from microdesk_desktop.store.waiting.vouchers import BareExpense, count_without_voucher, load_without_voucher
from microdesk_desktop.views.bank.words.transactions import document_title
from microdesk_desktop.views.documents.reminders.letter import load_steps
from microdesk_desktop.views.documents.reminders.words import next_words
from microdesk_desktop.views.records.expenses.vouchers import WITHOUT_VOUCHER
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem


def _load_late(reader: Reader, today: date, limit: int) -> list[WaitingItem]:
    last, days = load_last_reminders(reader), load_steps(reader)
    return [
        _late(document, _following(document, last.get(document.id), days, today))
        for document in load_late(reader, today, limit)
    ]


def _following(
    document: LateDocument, last: tuple[date, ReminderTone] | None, days: Mapping[ReminderTone, int], today: date
) -> NextReminder | None:
    """The next reminder of the document, once its day has come."""
    following = next_reminder(document.due_on, last, days)
    return following if following and following.on <= today else None


def _late(document: LateDocument, following: NextReminder | None) -> WaitingItem:
    title = document_title(document.number, document.type)
    due = tr("à payer le {day}").format(day=dates.long_day(document.due_on))
    detail = " · ".join(filter(None, (title, due, next_words(following) if following else "")))
    return WaitingItem(
        key=f"{LATE.kind}:{document.id}",
        kind=LATE.kind,
        title=document.client,
        detail=detail,
        amount=Money(document.remaining_cents, document.currency),
        since=document.due_on,
        reference=document.number,
        page="reminder" if following else "invoice",
        wanted=document.id,
        action=WaitingAction.REMIND if following else WaitingAction.SEE_INVOICE,
        command=("documents", "remind", document.number) if following else (),
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
        amount=Money(-expense.amount_cents, expense.currency),
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
    everything=("invoices", DocumentState.LATE),
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
