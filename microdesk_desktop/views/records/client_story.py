"""One client with its documents, their payments, and how long it takes to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.lookups import Found, LookupService, VatCheck
from microdesk_desktop.domain.money import EUR, Money, total_by_currency
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.delays import PaidDocument, PaymentDelay, payment_delay
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.bank.payments import PaymentRow, load_client_payments
from microdesk_desktop.store.bank.targets import load_client_targets
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_whole_ids
from microdesk_desktop.store.documents.follow_up import NO_FOLLOW_UP, load_follow_ups
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.records.documents import load_client_documents
from microdesk_desktop.store.records.lookups import load_answer
from microdesk_desktop.store.records.receipts_expenses import load_records
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.document_words import due_text
from microdesk_desktop.views.records.rows import InvoiceRow, document_row, latest_first
from microdesk_desktop.views.records.words import client_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPayment:
    """A payment by the client, `document` None for a receipt without one; `id` is its position among all of them."""

    id: int
    document: InvoiceRow | None
    payment: PaymentRow

    @property
    def amount(self) -> Money:
        """What was paid."""
        return Money(self.payment.amount_cents, self.document.currency if self.document else EUR)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientStory:
    """A client, its documents and their payments, each the latest first; `delay` is None while nothing is paid."""

    id: int
    client: Client
    documents: Sequence[InvoiceRow]
    payments: Sequence[ClientPayment]
    delay: PaymentDelay | None
    vat_check: Found[VatCheck] | None = None
    """What VIES last answered of the client's number, valid or invalid."""

    @property
    def invoiced(self) -> tuple[Money, ...]:
        """What was invoiced less the credit notes, per currency."""
        return total_by_currency(
            Money(row.total_cents, row.currency)
            for row in self.documents
            if row.is_settled_by_money and row.status is not DocumentStatus.CANCELLED and not row.follow_up.is_corrected
        )

    @property
    def paid(self) -> tuple[Money, ...]:
        """What was paid on known days, per currency."""
        return total_by_currency(each.amount for each in self.payments)


def load_client_story(reader: Reader, client_id: int, today: date) -> ClientStory | None:
    """The client with all that concerns it; None when it is no longer there."""
    client = load_client(reader, client_id)
    if client is None:
        return None
    targets, sealed = load_client_targets(reader, client_id), load_whole_ids(reader)
    follow_ups = load_follow_ups(reader)
    documents = {
        id_: document_row(
            id_,
            document,
            client_id,
            targets.get(id_),
            today,
            follow_up=follow_ups.get(id_, NO_FOLLOW_UP),
            is_sealed=id_ in sealed,
        )
        for id_, document in load_client_documents(reader, client_id)
    }
    payments = load_client_payments(reader, client_id)
    return ClientStory(
        id=client_id,
        client=client,
        documents=latest_first(documents.values()),
        payments=_latest([*((documents[id_], payment) for id_, payment in payments), *_other_receipts(reader, client)]),
        delay=payment_delay(_paid_documents(documents, payments)),
        vat_check=load_answer(reader, LookupService.VAT, client.vat_number, VatCheck),
    )


def _latest(payments: Sequence[tuple[InvoiceRow | None, PaymentRow]]) -> list[ClientPayment]:
    ordered = sorted(payments, key=lambda each: each[1].on, reverse=True)
    return [
        ClientPayment(id=number, document=document, payment=payment)
        for number, (document, payment) in enumerate(ordered)
    ]


def _other_receipts(reader: Reader, client: Client) -> list[tuple[None, PaymentRow]]:
    """The receipts of the client that pay no document."""
    name = fold(client.name)
    return [
        (
            None,
            PaymentRow(
                on=receipt.on,
                amount_cents=receipt.amount_cents,
                label=receipt.label,
                transaction_id=None,
                origin=None,
                rule=None,
                receipt_id=id_,
                method=receipt.method,
            ),
        )
        for id_, receipt in load_records(reader, Receipt)
        if not receipt.invoice and fold(receipt.client) == name
    ]


def _paid_documents(documents: dict[int, InvoiceRow], payments: Sequence[tuple[int, PaymentRow]]) -> list[PaidDocument]:
    """The invoices that are paid in full, by payments of known days only: what an import gives as paid has none."""
    last = {id_: payment.on for id_, payment in payments}
    by_document: dict[int, list[PaymentRow]] = {}
    for id_, payment in payments:
        by_document.setdefault(id_, []).append(payment)
    return [
        PaidDocument(issued_on=row.issued_on, due_on=row.due_on, paid_on=last[id_])
        for id_, row in documents.items()
        if row.state is DocumentState.PAID
        and row.type is not DocumentType.CREDIT_NOTE
        and id_ in last
        and not row.settled_before_cents(by_document[id_])
    ]


def story_text(story: ClientStory) -> str:
    """« Entreprise · Bordeaux · 1 200,00 € à encaisser, dont 300,00 € en retard »."""
    due = due_text(story.documents) if any(row.remaining_cents for row in story.documents) else tr("rien à encaisser")
    return " · ".join(filter(None, (client_kind(story.client), story.client.city, due)))


def delay_text(delay: PaymentDelay | None) -> str:
    """« 34 jours »; a dash while no document is paid."""
    return _days(delay.days) if delay else "—"


def delay_detail(delay: PaymentDelay | None) -> str:
    """« 4 jours après l'échéance, sur 12 documents »."""
    if delay is None:
        return tr("Aucun document payé pour l'instant.")
    documents = ntr("sur {count} document", "sur {count} documents", delay.documents).format(
        count=counts.count(delay.documents)
    )
    return ", ".join(filter(None, (_against_due(delay.late_days), documents)))


def _against_due(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return tr("à l'échéance")
    text = tr("{days} après l'échéance") if days > 0 else tr("{days} avant l'échéance")
    return text.format(days=_days(abs(days)))


def _days(days: int) -> str:
    return ntr("{count} jour", "{count} jours", days).format(count=counts.count(days))


def sums_or_dash(sums: Sequence[Money]) -> str:
    """The sums, one per currency; a dash for none."""
    return sums_text(sums) if sums else "—"
