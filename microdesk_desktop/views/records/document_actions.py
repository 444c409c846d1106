"""What the user can do with an imported document, the next action first, and the message of each once it is done."""

from datetime import date
from enum import StrEnum

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.views.records.rows import InvoiceRow


class DocumentAction(StrEnum):
    """An action on one document."""

    MARK_PAID = "mark_paid"
    CORRECT = "correct"
    REMOVE = "remove"


def offered_actions(row: InvoiceRow) -> tuple[DocumentAction, ...]:
    """What can be done with a document, the next action first."""
    first = (DocumentAction.MARK_PAID,) if row.remaining_cents else ()
    return *first, DocumentAction.CORRECT, DocumentAction.REMOVE


def action_words(action: DocumentAction, row: InvoiceRow | None) -> str:
    """The words of an action's button."""
    is_refund = row is not None and row.remaining_cents < 0
    texts = {
        DocumentAction.MARK_PAID: tr("Marquer comme remboursé…") if is_refund else tr("Marquer comme payée…"),
        DocumentAction.CORRECT: tr("Corriger…"),
        DocumentAction.REMOVE: tr("Supprimer"),
    }
    return texts[action]


def paid_text(row: InvoiceRow, on: date) -> str:
    """« FA-12 : 1 200,00 € réglés le 4 septembre 2026. »."""
    amount = money.amount(abs(row.remaining_cents), row.currency)
    return tr("{number} : {amount} réglés le {day}.").format(number=row.number, amount=amount, day=dates.long_day(on))


def corrected_text(document: ImportedDocument) -> str:
    """« Correction enregistrée : FA-12. »."""
    return tr("Correction enregistrée : {number}.").format(number=document.number)


def removed_document_text(row: InvoiceRow) -> str:
    """« Suppression faite : FA-12, Nova SARL. »."""
    return tr("Suppression faite : {number}, {client}.").format(number=row.number, client=row.client)
