"""Values of imported records in words."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.views.records.words import method_words
from microdesk_desktop.views.vault.company import activity_words


def document_type_name(type_: DocumentType) -> str:
    """« Facture », « Devis », « Avoir »."""
    names = {
        DocumentType.INVOICE: tr("Facture"),
        DocumentType.DEPOSIT: tr("Acompte"),
        DocumentType.FINAL: tr("Solde"),
        DocumentType.CREDIT_NOTE: tr("Avoir"),
        DocumentType.QUOTE: tr("devis").capitalize(),
    }
    return names[type_]


def method_name(method: Method) -> str:
    """« Virement »."""
    return dict(method_words())[method]


def activity_name(activity: str) -> str:
    """« Profession libérale (BNC) »; empty for none."""
    return next((words for each, words in activity_words() if each == activity), "")
