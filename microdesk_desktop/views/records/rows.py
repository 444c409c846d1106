"""Clients, invoices, receipts and expenses as their lists show them."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.domain.documents.follow_up.aging import Age, age_of
from microdesk_desktop.domain.documents.follow_up.states import DocumentState, StateFacts, state_of
from microdesk_desktop.domain.documents.received import ReceivedState
from microdesk_desktop.domain.money import EUR, Money, sums_of
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import DocumentStatus, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import DocumentType, Target, TargetKind
from microdesk_desktop.store.bank.payments import PaymentRow, load_document_payments
from microdesk_desktop.store.bank.targets import ClientSum, Standing, load_client_sums, load_standings
from microdesk_desktop.store.bank.transactions import load_first_day
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_whole_ids
from microdesk_desktop.store.documents.follow_up import NO_FOLLOW_UP, FollowUp, load_follow_ups
from microdesk_desktop.store.privacy.erased_clients import load_hidden, load_kept_ids
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.records.documents import DocumentName, load_client_ids, load_document_names, load_documents
from microdesk_desktop.store.records.receipts_expenses import Record, load_records
from microdesk_desktop.store.records.received import load_received_states
from microdesk_desktop.store.records.vouchers import load_vouched


class Settled(StrEnum):
    """How far a receipt or an expense is settled by transactions."""

    OPEN = "open"
    PARTLY = "partly"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """A client with what it was invoiced and still owes, one sum per currency."""

    id: int
    client: Client
    invoices: int
    invoiced: tuple[Money, ...]
    remaining: tuple[Money, ...]
    to_collect: tuple[Money, ...]

    @property
    def owes(self) -> bool:
        """Whether anything is left to collect, in any currency."""
        return any(each.cents > 0 for each in self.remaining)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """A sales document, which may be a quote; amounts are positive, negative for a credit note, which is never due.

    `paid_cents` is what was paid, whether on known days or not; credit notes and write-offs are not in it. What was
    paid of a document that a corrective invoice replaces counts for that one.
    """

    id: int
    number: str
    type: DocumentType
    client_id: int
    client: str
    issued_on: date
    due_on: date | None
    total_cents: int
    remaining_cents: int
    currency: str
    state: DocumentState
    age: Age = Age.NOT_DUE
    paid_cents: int = 0
    subject: str = ""
    status: DocumentStatus = DocumentStatus.ISSUED
    follow_up: FollowUp = NO_FOLLOW_UP
    is_sealed: bool = False
    """Whether this program issued it: nobody changes it any more."""
    draft_id: int | None = None
    """Of a draft, whose `id` is negative: it is no document yet."""

    @property
    def pressing(self) -> tuple[date, str]:
        """The order in which documents are to be paid."""
        return self.due_on or self.issued_on, self.number

    @property
    def is_settled_by_money(self) -> bool:
        """Whether clients pay it, or are paid back: not so for a quote."""
        return self.type.is_settled_by_money

    def settled_before_cents(self, payments: Sequence[PaymentRow]) -> int:
        """What is paid of it otherwise than by these payments: before the import, on an unknown day."""
        known = 0 if self.follow_up.is_corrected else sum(each.amount_cents for each in payments)
        return self.paid_cents - known


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A receipt or expense and whether a transaction settles it, or the payment of a document as a receipt.

    `is_awaited` is whether the bank may show it: not paid in cash, and not older than the first known transaction.
    `received` is of an expense that came as a file.
    `document_id` is of a payment's document: such a row is no record, and its `id` is the payment's.
    """

    id: int
    record: Receipt | Expense
    settled: Settled
    is_awaited: bool
    has_voucher: bool = False
    document_id: int | None = None
    currency: str = EUR
    received: ReceivedState | None = None

    @property
    def key(self) -> Hashable:
        """The identifier of the row in its list."""
        return self.id if self.document_id is None else ("payment", self.id)

    @property
    def is_to_confirm(self) -> bool:
        """Whether the user has not checked yet what its file states."""
        return self.received is ReceivedState.TO_CONFIRM

    @property
    def amount(self) -> Money:
        """What was received or spent."""
        return Money(self.record.amount_cents, self.currency)


def load_client_rows(reader: Reader) -> list[ClientRow]:
    """Every client by name."""
    sums: dict[int, list[ClientSum]] = {}
    for each in load_client_sums(reader):
        sums.setdefault(each.client_id, []).append(each)
    return [_client_row(id_, client, sums.get(id_, ())) for id_, client in load_clients(reader)]


def _client_row(client_id: int, client: Client, sums: Sequence[ClientSum]) -> ClientRow:
    return ClientRow(
        id=client_id,
        client=client,
        invoices=sum(each.documents for each in sums),
        invoiced=sums_of({each.currency: each.total_cents for each in sums}),
        remaining=sums_of({each.currency: each.remaining_cents for each in sums}),
        to_collect=sums_of({each.currency: each.to_collect_cents for each in sums}),
    )


def load_invoice_rows(reader: Reader, today: date) -> list[InvoiceRow]:
    """Every sales document that money settles, latest first."""
    return [row for row in _load_document_rows(reader, today) if row.is_settled_by_money]


def load_quote_rows(reader: Reader, today: date) -> list[InvoiceRow]:
    """Every quote, order, delivery note and pro-forma, latest first."""
    return [row for row in _load_document_rows(reader, today) if not row.is_settled_by_money]


def _load_document_rows(reader: Reader, today: date) -> list[InvoiceRow]:
    standings, clients = load_standings(reader, TargetKind.INVOICE), load_client_ids(reader)
    sealed, follow_ups, hidden = load_whole_ids(reader), load_follow_ups(reader), load_hidden(reader)
    return latest_first(
        document_row(
            id_,
            document,
            clients[id_],
            standings.get(id_),
            today,
            follow_up=follow_ups.get(id_, NO_FOLLOW_UP),
            is_sealed=id_ in sealed,
        )
        for id_, document in load_documents(reader)
        if clients[id_] not in hidden
    )


def latest_first(rows: Iterable[InvoiceRow]) -> list[InvoiceRow]:
    """Documents by day of issue and number, the latest first."""
    return sorted(rows, key=lambda row: (row.issued_on, row.number), reverse=True)


def document_row(
    document_id: int,
    document: ImportedDocument,
    client_id: int,
    standing: Standing | Target | None,
    today: date,
    *,
    follow_up: FollowUp = NO_FOLLOW_UP,
    is_sealed: bool,
) -> InvoiceRow:
    """The row of a document; `standing` is what money settles of it, None for a quote."""
    total_cents = standing.total_cents if standing else document.incl_tax_cents
    is_due = standing is not None and document.status is not DocumentStatus.CANCELLED
    remaining_cents = standing.remaining_cents if standing and is_due else 0
    deducted_cents = document.paid_cents if is_sealed and document.type is DocumentType.FINAL else 0
    facts = StateFacts(
        type=document.type,
        claimed_cents=total_cents - deducted_cents - follow_up.credited_cents,
        remaining_cents=remaining_cents,
        status=document.status,
        due_on=document.due_on,
        sent_on=follow_up.sending.on if follow_up.sending else None,
        written_off_cents=follow_up.written_off_cents,
        is_replaced=follow_up.is_replaced,
    )
    settled_otherwise = follow_up.credited_cents + follow_up.written_off_cents
    return InvoiceRow(
        id=document_id,
        number=document.number,
        type=document.type,
        client_id=client_id,
        client=document.client,
        issued_on=document.issued_on,
        due_on=None if document.type is DocumentType.CREDIT_NOTE else document.due_on,
        total_cents=total_cents,
        remaining_cents=remaining_cents,
        currency=document.currency,
        state=state_of(facts, today),
        age=age_of(document.due_on, today),
        paid_cents=total_cents - remaining_cents - settled_otherwise if is_due and not follow_up.is_corrected else 0,
        subject=document.subject,
        status=document.status,
        follow_up=follow_up,
        is_sealed=is_sealed,
    )


def load_receipt_rows(reader: Reader) -> list[RecordRow]:
    """All that was received, latest first: every receipt, and every payment of a document."""
    rows = [*_load_record_rows(reader, Receipt), *_load_payment_rows(reader)]
    return sorted(rows, key=lambda row: (row.record.on, row.document_id is None, row.id), reverse=True)


def load_expense_rows(reader: Reader) -> list[RecordRow]:
    """Every expense, latest first."""
    return _load_record_rows(reader, Expense)


def _load_record_rows(reader: Reader, cls: type[Record]) -> list[RecordRow]:
    standings, since, vouched = load_standings(reader, cls.kind), load_first_day(reader), load_vouched(reader)
    received = load_received_states(reader)
    hidden = load_kept_ids(reader) if cls is Expense else frozenset()
    return [
        RecordRow(
            id=id_,
            record=record,
            settled=_settled(standings[id_]),
            is_awaited=since is not None and record.on >= since and not _is_cash(record),
            has_voucher=id_ in vouched,
            currency=record.currency if isinstance(record, Expense) else EUR,
            received=received.get(id_) if cls is Expense else None,
        )
        for id_, record in load_records(reader, cls)
        if id_ not in hidden
    ]


def _load_payment_rows(reader: Reader) -> list[RecordRow]:
    """The payments of documents that are no receipts, such as those of transactions."""
    documents = load_document_names(reader)
    return [
        _payment_row(document_id, documents[document_id], payment)
        for document_id, payment in load_document_payments(reader)
    ]


def _payment_row(document_id: int, document: DocumentName, payment: PaymentRow) -> RecordRow:
    assert payment.id is not None, "no receipt is among these"
    receipt = Receipt(
        on=payment.on,
        client=document.client,
        label=document.subject,
        amount_cents=payment.amount_cents,
        method=Method.OTHER,
        reference=document.number,
        invoice=document.number,
    )
    return RecordRow(
        id=payment.id,
        record=receipt,
        settled=Settled.OPEN if payment.transaction_id is None else Settled.PAID,
        is_awaited=False,
        document_id=document_id,
        currency=document.currency,
    )


def _is_cash(record: Receipt | Expense) -> bool:
    return record.method is Method.CASH


def _settled(standing: Standing) -> Settled:
    if standing.remaining_cents == 0:
        return Settled.PAID
    return Settled.OPEN if standing.remaining_cents == standing.total_cents else Settled.PARTLY
