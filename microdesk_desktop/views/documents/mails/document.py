"""With what the mail about a document begins: its text in the client's language, and who may receive it."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.complete import seller_of
from microdesk_desktop.documents.mails.write import MailFacts, MailPurpose, write_mail
from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.domain.mail.compose.correspondents import MailTopic
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.bank.payments import PaymentRow
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_seal_of
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail, outgoing_mail
from microdesk_desktop.views.records.documents import DocumentPage, load_document_page
from microdesk_desktop.views.records.rows import InvoiceRow

__all__ = ["MailPurpose", "load_document_mail"]


def load_document_mail(reader: Reader, document_id: int, today: date, purpose: MailPurpose) -> OutgoingMail:
    """The mail that brings a document, or that thanks for its last payment.

    Raises UNKNOWN_TARGET for a document that is not there, NOTHING_TO_DO for thanks where no payment is known.
    """
    page = load_document_page(reader, document_id, today)
    client = load_client(reader, page.row.client_id) if page else None
    if page is None or client is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    if purpose is MailPurpose.THANKS and not page.payments:
        raise KnownError(ErrorCode.NOTHING_TO_DO)
    row = page.row
    numbers = (row.number,) if row.is_sealed and purpose is MailPurpose.DOCUMENT else ()
    text = write_mail(_facts(reader, page, client, purpose))
    return outgoing_mail(reader, row.client_id, client, _topic(row, purpose), text, numbers)


def _topic(row: InvoiceRow, purpose: MailPurpose) -> MailTopic:
    if purpose is MailPurpose.THANKS:
        return MailTopic.THANKS
    return MailTopic.MONEY if row.is_settled_by_money else MailTopic.OFFER


def _facts(reader: Reader, page: DocumentPage, client: Client, purpose: MailPurpose) -> MailFacts:
    row, seal = page.row, load_seal_of(reader, page.row.id)
    is_quote = row.type is DocumentType.QUOTE
    paid = _last(page.payments) if purpose is MailPurpose.THANKS else None
    return MailFacts(
        purpose=purpose,
        language=read_content(seal.content).document.language if seal else client.language,
        type=row.type,
        number=row.number,
        issued_on=row.issued_on,
        total=row.total_cents,
        currency=row.currency,
        sender=seller_of(load_company(reader)).name,
        remaining=row.remaining_cents,
        due_on=None if is_quote else row.due_on,
        valid_until=row.due_on if is_quote else None,
        title=row.subject,
        paid=paid.amount_cents if paid else 0,
        paid_on=paid.on if paid else None,
        state=row.state,
    )


def _last(payments: Sequence[PaymentRow]) -> PaymentRow:
    return max(payments, key=lambda each: each.on)
