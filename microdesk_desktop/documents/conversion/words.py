"""The labels of lines that stand for a part of another document, in the language of the document."""

from microdesk_desktop.documents.render.words import day_text, words_of
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.text import fold


def deposit_label(document: Document, number: str, percent: int | None) -> str:
    """« Acompte de 30 % sur devis D-2026-0001 du 26 novembre 2026 »; without the percent for an amount."""
    words = words_of(document.language)
    if percent is None:
        return words["deposit_line"].format(origin=_origin(document, number))
    text = decimal_text(percent, Decimals.PERCENT).replace(".", words["decimal_mark"])
    return words["deposit_percent_line"].format(percent=text, origin=_origin(document, number))


def part_label(document: Document, number: str) -> str:
    """« Facturation partielle sur devis D-2026-0001 du 26 novembre 2026 »."""
    return words_of(document.language)["part_line"].format(origin=_origin(document, number))


def deducted_label(rest: Document, invoice: Document, number: str) -> str:
    """« Déjà facturé : facture F-2026-0001 du 26 novembre 2026 », in the language of the document that deducts it."""
    return words_of(rest.language)["deducted_line"].format(origin=_origin(invoice, number))


def is_deduction(label: str, document: Document) -> bool:
    """Whether a line of the document has a label that `deducted_label` made."""
    return fold(label).startswith(fold(words_of(document.language)["deducted_line"].format(origin="")))


def rebate_label(document: Document) -> str:
    """« Remise »: a line that stands for the discount of the whole."""
    return words_of(document.language)["discount"]


def summary_label(document: Document, number: str) -> str:
    """« Devis D-12 du 26 novembre 2026 »."""
    origin = _origin(document, number)
    return origin[:1].upper() + origin[1:]


def credit_label(document: Document, number: str) -> str:
    """« Remboursement partiel de la facture F-2026-0001 du 26 novembre 2026 »."""
    return words_of(document.language)["credit_line"].format(origin=_origin(document, number))


def _origin(document: Document, number: str) -> str:
    words = words_of(document.language)
    kind, day = words[document.type].lower(), day_text(document.issued_on, document.language)
    return " ".join(filter(None, (kind, number, words["of_day"], day)))
