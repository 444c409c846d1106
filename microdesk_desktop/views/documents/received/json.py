"""What a received file states, as the JSON and the lines of the command line."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.received.remarks import remarks_of
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.documents.received import (
    Proposal,
    ReceivedContent,
    ReceivedInvoice,
    ReceivedLine,
    ReceivedState,
    ReceivedVat,
    Supplier,
    Twin,
)
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.views.documents.received.words import kind_name, remark_text, twin_text

Json = Mapping[str, Any]


def received_json(reference: str, content: ReceivedContent, twins: Sequence[Twin], company: Company) -> Json:
    """The expense to confirm, with what its file states; a plain file states nothing."""
    invoice = content.invoice
    return {
        "reference": reference,
        "state": ReceivedState.TO_CONFIRM.value,
        "form": content.form.value,
        "profile": content.profile,
        **(_invoice(invoice) if invoice else {"proposal": _proposal(content.proposal)}),
        "duplicates": [_twin(twin) for twin in twins if twin.reason.is_duplicate],
        "related": [_twin(twin) for twin in twins if not twin.reason.is_duplicate],
        "remarks": [remark.value for remark in remarks_of(invoice, company)] if invoice else [],
    }


def received_lines(reference: str, content: ReceivedContent, twins: Sequence[Twin], company: Company) -> list[str]:
    """The same in sentences."""
    invoice = content.invoice
    if invoice is None:
        return [
            tr("Dépense à compléter et à vérifier : {reference}.").format(reference=reference),
            *map(twin_text, twins),
        ]
    received = tr("{kind} {number} de {supplier}, {day}, {amount} à payer : dépense à vérifier {reference}.").format(
        kind=kind_name(invoice),
        number=invoice.number,
        supplier=invoice.supplier.name,
        day=dates.long_day(invoice.issued_on),
        amount=money.amount(invoice.signed_cents(invoice.totals.due_cents), invoice.currency),
        reference=reference,
    )
    return [received, *map(twin_text, twins), *(remark_text(each, invoice) for each in remarks_of(invoice, company))]


def _proposal(proposal: Proposal) -> Json:
    """What the text of a plain PDF seems to state; nothing of it is in the expense."""
    return {"due": _amount(proposal.total_cents), "issue_date": _day(proposal.issued_on)}


def _twin(twin: Twin) -> Json:
    return {"reference": twin.reference, "reason": twin.reason.value}


def _invoice(invoice: ReceivedInvoice) -> Json:
    totals = invoice.totals
    return {
        "type": invoice.type_code,
        "credit_note": invoice.is_credit_note,
        "number": invoice.number,
        "issue_date": invoice.issued_on.isoformat(),
        "due_date": _day(invoice.due_on),
        "period": [_day(invoice.first_day), _day(invoice.last_day)],
        "currency": invoice.currency,
        "supplier": _supplier(invoice.supplier),
        "buyer": {"name": invoice.buyer_name, "siren": invoice.buyer_siren},
        "order_number": invoice.order_number,
        "payment_reference": invoice.payment_reference,
        "refers_to": [{"number": each.number, "date": _day(each.issued_on)} for each in invoice.refers_to],
        "lines": [_line(line) for line in invoice.lines],
        "vat": [_vat(vat) for vat in invoice.vat],
        "total_excl_tax": _amount(totals.excl_tax_cents),
        "total_tax": _amount(totals.tax_cents),
        "total_incl_tax": _amount(totals.incl_tax_cents),
        "paid": _amount(totals.paid_cents),
        "rounding": _amount(totals.rounding_cents),
        "due": _amount(totals.due_cents),
        "amount": format_decimal(invoice.expense_cents),
    }


def _supplier(supplier: Supplier) -> Json:
    return {
        "name": supplier.name,
        "siren": supplier.siren,
        "vat_number": supplier.vat_number,
        "country": supplier.country,
        "iban": supplier.iban,
    }


def _line(line: ReceivedLine) -> Json:
    return {
        "label": line.label,
        "quantity": line.quantity,
        "unit": line.unit,
        "unit_price": line.unit_price,
        "base_quantity": line.base_quantity or "1",
        "net": format_decimal(line.net_cents),
        "vat_category": line.vat_category,
        "vat_rate": line.vat_rate,
        "period": [_day(line.first_day), _day(line.last_day)],
    }


def _vat(vat: ReceivedVat) -> Json:
    return {
        "category": vat.category,
        "rate": vat.rate,
        "base": format_decimal(vat.base_cents),
        "amount": format_decimal(vat.tax_cents),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(cents: int | None) -> str | None:
    return None if cents is None else format_decimal(cents)
