"""The business terms of a document (EN 16931: BT and BG), as texts; the same for CII and UBL.

Amounts, quantities, prices and rates are decimal texts: a float would lose digits.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import count, groupby
from typing import Any

from microdesk_desktop.documents.einvoice.codes import buyer_address, frame, seller_address, treatment, type_code
from microdesk_desktop.documents.mentions import Mention, Nature, nature_of
from microdesk_desktop.documents.totals import LineTotal, Totals, VatTotal
from microdesk_desktop.documents.vat_cases import TaxNumber, VatCase, vat_case
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text, divided
from microdesk_desktop.domain.documents.parties import Address, Buyer, Seller
from microdesk_desktop.domain.documents.types import Discount, Document, Line, Paid, Reference, VatCategory
from microdesk_desktop.domain.money import EUR, format_decimal
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType

Terms = dict[str, Any]

_SIREN_SCHEME, _SIRET_SCHEME = "0002", "0009"
_SEPA_TRANSFER = "58"
_REQUIRED_NOTES = ("PMT", "PMD", "AAB")
"""Notes that every document must have exactly once (rules BR-FR-05 and BR-FR-06)."""
_NOT_FOR = {True: "Sans objet (client particulier)", False: "Sans objet"}
_DISCOUNT = "Remise"
BY_DEBITS, ON_RECEIPT = "invoice", "payment"
"""Values of BT-8 as factur-x names them: when the tax of services is due."""
_CREDIT_TERMS = "Avoir à déduire ou à rembourser"


def terms_of(document: Document, totals: Totals, number: str, mentions: Sequence[Mention]) -> Terms:
    """The terms of a document; those without a value are left out."""
    cases = {line.vat.case: vat_case(line.vat.case, document.issued_on) for line in document.lines}
    is_foreign = document.currency != EUR
    terms = {
        "BT-1": number,
        "BT-2": document.issued_on,
        "BT-3": type_code(document),
        "BT-5": document.currency,
        "BT-6": EUR if is_foreign else None,
        "BT-8": tax_point(document),
        "BT-9": _due_on(document, totals),
        "BT-13": document.order_number,
        "BT-20": _CREDIT_TERMS if document.type is DocumentType.CREDIT_NOTE else None,
        "BT-23": frame(document),
        "BT-72": document.delivered_on or document.issued_on,
        **_period("BT-73", "BT-74", document.delivered_from, document.delivered_on),
        **_payment(document, number, totals),
        "BT-106": format_decimal(totals.lines_net),
        "BT-107": format_decimal(totals.discount) if totals.discount else None,
        "BT-109": format_decimal(totals.excl_tax),
        "BT-110": format_decimal(totals.tax),
        "BT-111": format_decimal(totals.tax_eur) if is_foreign else None,
        "BT-112": format_decimal(totals.incl_tax),
        "BT-113": format_decimal(totals.paid) if totals.paid else None,
        "BT-115": format_decimal(totals.due),
        "BG-1": _notes(document, mentions),
        "BG-3": [_preceding(each) for each in _references(document)],
        "BG-4": _seller(document.seller, cases.values()),
        "BG-7": _buyer(document.buyer, cases.values()),
        "BG-13": _delivery(document),
        "BG-20": [_allowance(group, document.discount) for group in totals.groups if group.discount],
        "BG-23": _breakdown(totals, cases, document.language),
        "BG-25": [_line(*each) for each in zip(count(1), document.lines, totals.lines, strict=False)],
    }
    return _known(terms)


def _known(terms: Mapping[str, Any]) -> Terms:
    return {name: value for name, value in terms.items() if value not in (None, "", [], {})}


def tax_point(document: Document) -> str | None:
    """BT-8: when the tax of services is due; that of goods is due at delivery, which BT-72 states."""
    is_taxed = any(line.vat.category is VatCategory.STANDARD for line in document.lines)
    if not is_taxed or nature_of(document) is Nature.GOODS:
        return None
    return BY_DEBITS if document.seller.taxes_by_debits else ON_RECEIPT


def _due_on(document: Document, totals: Totals) -> date | None:
    if document.paid is Paid.ALL:
        return document.issued_on
    return document.due_on if totals.due > 0 and document.type is not DocumentType.CREDIT_NOTE else None


def _period(first_term: str, last_term: str, first: date | None, last: date | None) -> Terms:
    """A period, unless it would be reversed; one that begins without an end has its first day alone."""
    if first is None or (last is not None and last < first):
        return {}
    return {first_term: first, last_term: last}


def _payment(document: Document, number: str, totals: Totals) -> Terms:
    is_asked = document.seller.iban and totals.due > 0 and document.type is not DocumentType.CREDIT_NOTE
    if not is_asked:
        return {}
    seller = document.seller
    return {"BT-81": _SEPA_TRANSFER, "BT-83": number, "BT-84": seller.iban, "BT-85": seller.name, "BT-86": seller.bic}


def _notes(document: Document, mentions: Sequence[Mention]) -> Sequence[Terms]:
    texts = {mention.carrier: mention.text for mention in mentions if mention.carrier}
    missing = _NOT_FOR[document.buyer.kind is ClientKind.INDIVIDUAL]
    texts |= {code: missing for code in _REQUIRED_NOTES if code not in texts}
    texts |= {"BAR": treatment(document.buyer)}
    notes = [{"BT-21": code, "BT-22": text} for code, text in texts.items() if text]
    return [*notes, *({"BT-22": text} for text in (document.subject, document.notes) if text)]


def _references(document: Document) -> Sequence[Reference]:
    deposits = (deposit.reference for deposit in document.deposits)
    return [*(each for each in document.refers_to if each.type.is_settled_by_money), *deposits]


def _preceding(reference: Reference) -> Terms:
    return {"BT-25": reference.number, "BT-26": reference.issued_on}


def _seller(seller: Seller, cases: Collection[VatCase]) -> Terms:
    is_hidden = any(case.seller is TaxNumber.NO_VAT_NUMBER for case in cases)
    has_tax_id = not seller.vat_number and not is_hidden
    address = seller_address(seller)
    return _known(
        {
            "name": seller.name,
            "biz_name": seller.trade_name,
            "identifiers": {_SIRET_SCHEME: seller.siret} if seller.siret else None,
            "legal_identifier": seller.siren,
            "legal_identifier_schemeid": _SIREN_SCHEME if seller.siren else None,
            "vat_identifier": None if is_hidden else seller.vat_number,
            "tax_identifier": seller.siren if has_tax_id else None,
            "legal_info": seller.register,
            "einvoicing_addr": address.value,
            "einvoicing_addr_schemeid": address.scheme,
            "contacts": _contacts(seller.name, seller.phone, seller.email),
            **_postal(seller.address),
        }
    )


def _buyer(buyer: Buyer, cases: Collection[VatCase]) -> Terms:
    is_hidden = any(case.stands_alone for case in cases)
    address = buyer_address(buyer)
    return _known(
        {
            "name": buyer.name,
            "identifiers": {_SIRET_SCHEME: buyer.siret} if buyer.siret else None,
            "legal_identifier": buyer.siren,
            "legal_identifier_schemeid": _SIREN_SCHEME if buyer.siren else None,
            "vat_identifier": None if is_hidden else buyer.vat_number,
            "einvoicing_addr": address.value,
            "einvoicing_addr_schemeid": address.scheme,
            "contacts": _contacts(buyer.contact, buyer.phone, buyer.email),
            **_postal(buyer.address),
        }
    )


def _contacts(name: str, phone: str, email: str) -> Sequence[Terms]:
    contact = _known({"name": name, "phone": phone, "email": email})
    return [contact] if name and (phone or email) else []


def _postal(address: Address) -> Terms:
    lines = {f"addr_l{number}": line for number, line in enumerate(address.lines[:3], 1)}
    return _known({**lines, "postcode": address.postal_code, "city": address.city, "country_code": address.country})


def _delivery(document: Document) -> Terms | None:
    """BG-13: the delivery address, or the buyer's country where the case of VAT needs one."""
    buyer = document.buyer
    needs_one = any(vat_case(line.vat.case, document.issued_on).needs_delivery for line in document.lines)
    address = buyer.delivery or (buyer.address if needs_one else None)
    return {"name": buyer.name, **_postal(address)} if address else None


def _allowance(group: VatTotal, discount: Discount | None) -> Terms:
    """BG-20: the part of the document's discount that lowers one rate; its percent where that gives the very part."""
    percent = discount.percent if discount else 0
    return _known(
        {
            "amount": format_decimal(group.discount),
            **_percent_of(group.lines, percent, group.discount),
            "reason": _DISCOUNT,
            "vat_category_code": group.vat.category,
            "vat_rate": _rate(group),
        }
    )


def _percent_of(base: int, percent: int, cents: int) -> Terms:
    """A percent and its base, unless they contradict the amount or have more than two decimals."""
    scale = 10**Decimals.PERCENT
    if not percent or percent % (scale // 100) or divided(base * percent, 100 * scale) != cents:
        return {}
    return {"base_amount": format_decimal(base), "rate": decimal_text(percent, Decimals.PERCENT)}


def _breakdown(totals: Totals, cases: Mapping[str, VatCase], language: str) -> Sequence[Terms]:
    """BG-23: the profile has one group for each category and rate, with the reasons of all of its cases."""
    ordered = sorted(totals.groups, key=_group_key)
    return [_tax_group(list(groups), cases, language) for _, groups in groupby(ordered, key=_group_key)]


def _group_key(group: VatTotal) -> tuple[str, int]:
    return group.vat.category, group.vat.rate_bp


def _tax_group(groups: Sequence[VatTotal], cases: Mapping[str, VatCase], language: str) -> Terms:
    reasons = [cases[group.vat.case] for group in groups]
    text = " ; ".join(case.texts["en" if language == "en" else "fr"] for case in reasons)
    return _known(
        {
            "BT-116": format_decimal(sum(group.base for group in groups)),
            "BT-117": format_decimal(sum(group.tax for group in groups)),
            "BT-118": groups[0].vat.category,
            "BT-119": _rate(groups[0]),
            "BT-120": text,
            "BT-121": reasons[0].code if len(reasons) == 1 else None,
        }
    )


def _rate(group: VatTotal) -> str | None:
    """The rate of a group; « outside the scope of VAT » has none (rules BR-O-05 to BR-O-07)."""
    is_outside = group.vat.category is VatCategory.OUTSIDE
    return None if is_outside else decimal_text(group.vat.rate_bp, Decimals.VAT_RATE)


def _line(position: int, line: Line, total: LineTotal) -> Terms:
    is_outside = line.vat.category is VatCategory.OUTSIDE
    return _known(
        {
            "BT-126": str(position),
            "BT-129": decimal_text(line.quantity, Decimals.QUANTITY),
            "BT-130": line.unit,
            "BT-131": format_decimal(total.net),
            **_period("BT-134", "BT-135", line.first_day, line.last_day),
            "BT-146": decimal_text(line.unit_price, Decimals.PRICE, at_least=2),
            "BT-151": line.vat.category,
            "BT-152": None if is_outside else decimal_text(line.vat.rate_bp, Decimals.VAT_RATE),
            "BT-153": line.label,
            "BT-154": line.text,
            "BG-27": [_line_allowance(line, total)] if total.discount else None,
        }
    )


def _line_allowance(line: Line, total: LineTotal) -> Terms:
    percent = line.discount.percent if line.discount else 0
    return {
        "amount": format_decimal(total.discount),
        **_percent_of(total.gross, percent, total.discount),
        "reason": _DISCOUNT,
    }
