"""The JSON of `documents` (INTERFACES): decimal strings, ISO dates, codes."""

from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop.documents.einvoice.codes import buyer_address
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.totals import LineTotal, Totals
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.documents.parties import Address, Buyer
from microdesk_desktop.domain.documents.seals import Seal
from microdesk_desktop.domain.documents.types import Discount, Document, Line
from microdesk_desktop.domain.money import EUR, format_decimal
from microdesk_desktop.views.messages.document_problems import problem_text

Json = Mapping[str, Any]


def document_json(document: Document, totals: Totals) -> Json:
    """A document in the form that `documents new` reads, with the totals that follow."""
    lines = zip(document.lines, totals.lines, strict=True)
    return {
        "type": document.type.value,
        "client": document.buyer.name,
        "buyer": _buyer(document.buyer),
        "issue_date": document.issued_on.isoformat(),
        "due_date": document.due_on.isoformat() if document.due_on else None,
        "service_date": document.delivered_on.isoformat() if document.delivered_on else None,
        "valid_until": document.valid_until.isoformat() if document.valid_until else None,
        "currency": document.currency,
        "eur_rate": None if document.currency == EUR else decimal_text(document.exchange, Decimals.EXCHANGE),
        "lines": [_line(line, total, document) for line, total in lines],
        **_discount(document.discount),
        "deposits": [deposit.reference.number for deposit in document.deposits],
        "refers_to": [reference.number for reference in document.refers_to],
        "order_number": document.order_number,
        "subject": document.subject,
        "notes": document.notes,
        **_totals(totals),
    }


def problems_json(problems: Sequence[Problem]) -> Sequence[Json]:
    """What stands against issuing, each with its rule, the business term, the line and a sentence."""
    return [
        {"rule": each.rule, "term": each.term, "line": each.line, "message": problem_text(each)} for each in problems
    ]


def seal_json(seal: Seal) -> Json:
    """A seal, without what it seals."""
    return {
        "sequence": seal.sequence,
        "at": seal.at,
        "digest": seal.digest,
        "previous": seal.previous,
        "files": dict(seal.files),
    }


def _totals(totals: Totals) -> Json:
    return {
        "vat": [
            {
                "category": group.vat.category.value,
                "rate": decimal_text(group.vat.rate_bp, Decimals.VAT_RATE),
                "base": format_decimal(group.base),
                "amount": format_decimal(group.tax),
            }
            for group in totals.groups
        ],
        "total_excl_tax": format_decimal(totals.excl_tax),
        "total_tax": format_decimal(totals.tax),
        "total_incl_tax": format_decimal(totals.incl_tax),
        "total_tax_eur": format_decimal(totals.tax_eur),
    }


def _line(line: Line, total: LineTotal, document: Document) -> Json:
    days = [line.first_day, line.last_day]
    return {
        "label": line.label,
        "text": line.text,
        "quantity": decimal_text(line.quantity, Decimals.QUANTITY),
        "unit": line.unit,
        "unit_price": decimal_text(line.unit_price, Decimals.PRICE, at_least=2),
        **_discount(line.discount),
        "vat_rate": decimal_text(line.vat.rate_bp, Decimals.VAT_RATE),
        "vat_category": line.vat.category.value,
        "exemption": vat_case(line.vat.case, document.issued_on).code,
        "activity": line.activity.value if line.activity else None,
        "period": [day.isoformat() if day else "" for day in days] if any(days) else None,
        "disbursement": line.is_disbursement,
        "net": format_decimal(total.net),
    }


def _discount(discount: Discount | None) -> Json:
    if discount is None:
        return {}
    if discount.cents:
        return {"discount_amount": format_decimal(discount.cents)}
    return {"discount_percent": decimal_text(discount.percent, Decimals.PERCENT)}


def _buyer(buyer: Buyer) -> Json:
    electronic = buyer_address(buyer)
    return {
        "name": buyer.name,
        "kind": buyer.kind.value,
        "siren": buyer.siren,
        "siret": buyer.siret,
        "vat_number": buyer.vat_number,
        "email": buyer.email,
        "phone": buyer.phone,
        "contact": buyer.contact,
        "language": buyer.language,
        **_address(buyer.address),
        "delivery": _address(buyer.delivery) if buyer.delivery else None,
        "electronic_address": {"scheme": electronic.scheme, "value": electronic.value},
    }


def _address(address: Address) -> Json:
    return {
        "address": "\n".join(address.lines),
        "postal_code": address.postal_code,
        "city": address.city,
        "country": address.country,
    }
