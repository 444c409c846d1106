"""What the user can do with an imported document, the next action first, and the message of each once it is done."""

from datetime import date
from enum import StrEnum

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.marks import Sending
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.views.records.document_words import sending_text
from microdesk_desktop.views.records.rows import InvoiceRow


class DocumentAction(StrEnum):
    """An action on one document."""

    MARK_PAID = "mark_paid"
    SEND = "send"
    """By mail, with its PDF."""
    REMIND = "remind"
    THANK = "thank"
    MARK_SENT = "mark_sent"
    WRITE_OFF = "write_off"
    TAKE_BACK = "take_back"
    """A payment that was rejected or given back."""
    CORRECT = "correct"
    REMOVE = "remove"


_THANKED = (DocumentState.PAID, DocumentState.PARTLY_PAID)


def offered_actions(row: InvoiceRow) -> tuple[DocumentAction, ...]:
    """What can be done with a document, the next action first; one that was issued here is never changed."""
    if row.draft_id is not None:
        return ()
    offered = {
        DocumentAction.MARK_PAID: row.remaining_cents != 0,
        DocumentAction.SEND: row.is_sealed,
        DocumentAction.REMIND: row.state is DocumentState.LATE,
        DocumentAction.THANK: row.type.sign > 0 and row.paid_cents > 0 and row.state in _THANKED,
        DocumentAction.MARK_SENT: row.state is DocumentState.ISSUED,
        DocumentAction.WRITE_OFF: row.remaining_cents not in (0, row.total_cents),
        DocumentAction.TAKE_BACK: row.paid_cents != 0,
        DocumentAction.CORRECT: not row.is_sealed,
        DocumentAction.REMOVE: not row.is_sealed,
    }
    return tuple(action for action, is_offered in offered.items() if is_offered)


def action_words(action: DocumentAction, row: InvoiceRow | None) -> str:
    """The words of an action's button."""
    is_refund = row is not None and row.remaining_cents < 0
    texts = {
        DocumentAction.MARK_PAID: tr("Enregistrer un remboursement…") if is_refund else tr("Enregistrer un paiement…"),
        DocumentAction.SEND: tr("Envoyer…"),
        DocumentAction.REMIND: tr("Relancer…"),
        DocumentAction.THANK: tr("Remercier…"),
        DocumentAction.MARK_SENT: tr("Noter comme envoyé…"),
        DocumentAction.WRITE_OFF: tr("Renoncer au reste"),
        DocumentAction.TAKE_BACK: tr("Paiement revenu impayé…"),
        DocumentAction.CORRECT: tr("Corriger…"),
        DocumentAction.REMOVE: tr("Supprimer"),
    }
    return texts[action]


def paid_text(row: InvoiceRow, cents: int, on: date) -> str:
    """« FA-12 : 1 200,00 € réglés le 4 septembre 2026. »."""
    amount = money.amount(cents, row.currency)
    return tr("{number} : {amount} réglés le {day}.").format(number=row.number, amount=amount, day=dates.long_day(on))


def taken_back_text(row: InvoiceRow, cents: int, on: date) -> str:
    """« FA-12 : 1 200,00 € repris le 4 septembre 2026. »."""
    amount = money.amount(cents, row.currency)
    return tr("{number} : {amount} repris le {day}.").format(number=row.number, amount=amount, day=dates.long_day(on))


def marked_sent_text(row: InvoiceRow, sending: Sending) -> str:
    """« FA-12 : envoi le 4 septembre 2026, par la poste. »."""
    return tr("{number} : {sending}.").format(number=row.number, sending=sending_text(sending))


def written_off_text(row: InvoiceRow) -> str:
    """« FA-12 : 0,62 € abandonnés. »."""
    amount = money.amount(abs(row.remaining_cents), row.currency)
    return tr("{number} : {amount} abandonnés.").format(number=row.number, amount=amount)


def loss_question(row: InvoiceRow) -> str:
    """What the user confirms before more than cents are written off."""
    amount = money.amount(abs(row.remaining_cents), row.currency)
    sentence = tr("Vous ne réclamerez plus ces {amount}. Ce n'est ni une recette ni un avoir, et cela s'annule.")
    return sentence.format(amount=amount)


def corrected_text(document: ImportedDocument) -> str:
    """« Correction enregistrée : FA-12. »."""
    return tr("Correction enregistrée : {number}.").format(number=document.number)


def removed_document_text(row: InvoiceRow) -> str:
    """« Suppression faite : FA-12, Nova SARL. »."""
    return tr("Suppression faite : {number}, {client}.").format(number=row.number, client=row.client)
