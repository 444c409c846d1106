"""Words of an editor: its title, its lines, and what the user did, for the message that undoes it."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.views.documents.editor.lines import PIECE, LineTexts, unit_word
from microdesk_desktop.views.documents.editor.numbers import typed_number


def type_words() -> Mapping[DocumentType, str]:
    """The types of document that are written here."""
    return {
        DocumentType.INVOICE: tr("Facture"),
        DocumentType.DEPOSIT: tr("Facture d'acompte"),
        DocumentType.FINAL: tr("Facture de solde"),
        DocumentType.CORRECTIVE: tr("Facture rectificative"),
        DocumentType.CREDIT_NOTE: tr("Avoir"),
        DocumentType.QUOTE: tr("devis").capitalize(),
        DocumentType.ORDER: tr("Bon de commande"),
        DocumentType.DELIVERY: tr("Bon de livraison"),
        DocumentType.PROFORMA: tr("Facture pro forma"),
    }


def choices_of(current: DocumentType) -> Sequence[tuple[DocumentType, str]]:
    """The types that a draft of this type may become by a choice; alone where its origin decides it."""
    families = (
        (DocumentType.INVOICE, DocumentType.DEPOSIT, DocumentType.FINAL, DocumentType.PROFORMA),
        (DocumentType.QUOTE, DocumentType.ORDER, DocumentType.DELIVERY),
    )
    family = next((each for each in families if current in each), (current,))
    return [(each, type_words()[each]) for each in family]


def number_text(number: str) -> str:
    """« Le numéro F-2026-0043 sera attribué à l'émission. », the line under the title."""
    if not number:
        return tr("Le numéro sera donné à l'émission.")
    return tr("Le numéro {number} sera donné à l'émission.").format(number=number)


def quantity_of(texts: LineTexts) -> str:
    """« 2,5 jours », or what was typed where it cannot be read."""
    line = texts.line
    if {"quantity", "unit"} & texts.flaws.keys():
        return visible(" ".join(filter(None, (texts.quantity, texts.unit))))
    number = typed_number(line.quantity, Decimals.QUANTITY)
    return number if line.unit == PIECE else f"{number} {unit_word(line.unit, line.quantity)}"


def price_of(texts: LineTexts) -> str:
    """« 350,00 », or what was typed where it cannot be read; empty without a price."""
    if "unit_price" in texts.flaws or not texts.unit_price.strip():
        return visible(texts.unit_price)
    return typed_number(texts.line.unit_price, Decimals.PRICE, at_least=2)


def detail_of(texts: LineTexts, *, has_columns: bool) -> str:
    """What stands below the label of a line: what is wrong with it, or what it has besides the usual."""
    if texts.flaws:
        return " ".join(texts.flaws.values())
    price = "" if has_columns or not texts.unit_price else f"{quantity_of(texts)} × {price_of(texts)}"
    days = " – ".join(filter(None, (texts.first_day, texts.last_day)))
    discount = tr("remise {discount}").format(discount=visible(texts.discount)) if texts.discount else ""
    kind = tr("débours") if texts.is_disbursement else ""
    first = visible(texts.text.strip().splitlines()[0]) if texts.text.strip() else ""
    return " · ".join(filter(None, (price, days, discount, kind, first)))


def spoken_line(number: int, texts: LineTexts, net: str) -> str:
    """The whole line for a screen reader."""
    parts = (visible(texts.label), f"{quantity_of(texts)} × {price_of(texts)}", net)
    flaws = " ".join(texts.flaws.values())
    return tr("Ligne {number} : {line}").format(number=number, line=", ".join(filter(None, (*parts, flaws))))


def field_names() -> Mapping[str, str]:
    """The fields of a draft, by which a change is named when it is undone."""
    return {
        "client": tr("Client"),
        "type": tr("Type"),
        "issue_date": tr("Date"),
        "due_date": tr("Échéance"),
        "valid_until": tr("Valable jusqu'au"),
        "service_from": tr("Prestation depuis le"),
        "service_date": tr("Prestation réalisée le"),
        "discount": tr("Remise"),
        "order_number": tr("Bon de commande du client"),
        "subject": tr("Objet"),
        "notes": tr("Notes"),
        "currency": tr("Devise"),
        "eur_rate": tr("Valeur d'une unité en euros"),
        "language": tr("Langue du document"),
        "paid": tr("Déjà payé"),
        "works": tr("Travaux dans un logement"),
        "deposits": tr("Acomptes à déduire"),
        "line": tr("Lignes"),
    }
