"""Read an invoice or a credit note in the syntax UBL 2.1."""

from datetime import date

from microdesk_desktop.documents.received.tree import Node
from microdesk_desktop.documents.received.values import (
    address_of,
    base_quantity_of,
    cents_of,
    currency_of,
    day_of,
    decimal_of,
    identifier_of,
    optional_cents,
    period_of,
    required,
    required_day,
    short,
    siren_of,
)
from microdesk_desktop.domain.documents.received import (
    CREDIT_NOTE_CODES,
    ReceivedInvoice,
    ReceivedLine,
    ReceivedReference,
    ReceivedTotals,
    ReceivedVat,
    Supplier,
)

ROOTS = ("Invoice", "CreditNote")
NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_CREDIT_NOTE = "381"


def profile_of(root: Node) -> str:
    """BT-24, the profile that the document follows."""
    return short(root.text_at("CustomizationID"))


def read_ubl(root: Node) -> ReceivedInvoice:
    """The invoice of a UBL document. Raises INVOICE_INCOMPLETE (field) without what every invoice has."""
    customer = root.part("AccountingCustomerParty/Party")
    currency = currency_of(root.text_at("DocumentCurrencyCode"))
    first, last = _period(root)
    return ReceivedInvoice(
        number=required(root.text_at("ID"), "number"),
        type_code=_type_code(root),
        issued_on=required_day(root.text_at("IssueDate"), "issue_date"),
        due_on=day_of(root.text_at("DueDate", "PaymentMeans/PaymentDueDate")),
        currency=currency,
        supplier=_supplier(root),
        buyer_name=_name(customer),
        buyer_siren=siren_of(*_identifiers(customer)),
        frame=short(root.text_at("ProfileID")),
        order_number=short(root.text_at("OrderReference/ID")),
        payment_reference=short(root.text_at("PaymentMeans/PaymentID")),
        first_day=first,
        last_day=last,
        totals=_totals(root, currency),
        lines=tuple(map(_line, [*root.all("InvoiceLine"), *root.all("CreditNoteLine")])),
        vat=tuple(_vat(each) for total in _tax_totals(root, currency) for each in total.all("TaxSubtotal")),
        refers_to=tuple(map(_reference, root.all("BillingReference/InvoiceDocumentReference"))),
    )


def _type_code(root: Node) -> str:
    """BT-3; the root of a credit note makes it one, whatever code it has."""
    code = short(root.text_at("InvoiceTypeCode", "CreditNoteTypeCode"))
    return _CREDIT_NOTE if root.name == "CreditNote" and code not in CREDIT_NOTE_CODES else code


def _supplier(root: Node) -> Supplier:
    party = root.part("AccountingSupplierParty/Party")
    return Supplier(
        name=required(_name(party), "supplier"),
        siren=siren_of(*_identifiers(party)),
        vat_number=_vat_number(party),
        country=short(party.text_at("PostalAddress/Country/IdentificationCode")),
        iban=identifier_of(root.text_at("PaymentMeans/PayeeFinancialAccount/ID")),
        address=address_of(party.first("EndpointID")),
    )


def _name(party: Node) -> str:
    return short(party.text_at("PartyLegalEntity/RegistrationName", "PartyName/Name"))


def _identifiers(party: Node) -> list[str]:
    """Where a SIREN may stand: the legal number, the other numbers, the number for taxes."""
    legal = [node.text for node in party.all("PartyLegalEntity/CompanyID")]
    others = party.all("PartyIdentification/ID")
    known = [node.text for node in others if node.attributes.get("schemeID") in ("0002", "0009")]
    taxes = [each.text_at("CompanyID") for each in party.all("PartyTaxScheme") if not _is_vat(each)]
    return [*legal, *known, *taxes]


def _is_vat(scheme: Node) -> bool:
    return scheme.text_at("TaxScheme/ID") == "VAT"


def _vat_number(party: Node) -> str:
    found = [each.text_at("CompanyID") for each in party.all("PartyTaxScheme") if _is_vat(each)]
    return identifier_of(found[0]) if found else ""


def _totals(root: Node, currency: str) -> ReceivedTotals:
    sums = root.part("LegalMonetaryTotal")
    taxes = [node for total in _tax_totals(root, currency) for node in total.all("TaxAmount")]
    return ReceivedTotals(
        due_cents=cents_of(required(sums.text_at("PayableAmount"), "amount_due"), "amount_due"),
        incl_tax_cents=cents_of(
            required(sums.text_at("TaxInclusiveAmount", "PayableAmount"), "total_incl_tax"), "total_incl_tax"
        ),
        excl_tax_cents=optional_cents(sums, "TaxExclusiveAmount", "total_excl_tax"),
        tax_cents=cents_of(taxes[0].text, "total_tax") if taxes else None,
        paid_cents=optional_cents(sums, "PrepaidAmount", "paid") or 0,
        rounding_cents=optional_cents(sums, "PayableRoundingAmount", "rounding_amount") or 0,
    )


def _tax_totals(root: Node, currency: str) -> list[Node]:
    """The VAT in the document's currency (BT-110): the one in another (BT-111) stands beside it."""
    return [total for total in root.all("TaxTotal") if _currency_of(total, currency) == currency]


def _currency_of(total: Node, usual: str) -> str:
    amount = total.first("TaxAmount")
    return amount.attributes.get("currencyID", usual) if amount else usual


def _line(item: Node) -> ReceivedLine:
    quantity = item.first("InvoicedQuantity") or item.first("CreditedQuantity")
    product, price = item.part("Item"), item.part("Price")
    first, last = _period(item)
    return ReceivedLine(
        label=short(product.text_at("Name", "Description")),
        net_cents=optional_cents(item, "LineExtensionAmount", "line_net") or 0,
        quantity=decimal_of(quantity.text) if quantity else "",
        unit=short(quantity.attributes.get("unitCode", "")) if quantity else "",
        unit_price=decimal_of(price.text_at("PriceAmount")),
        base_quantity=base_quantity_of(price.text_at("BaseQuantity")),
        vat_category=short(product.text_at("ClassifiedTaxCategory/ID")),
        vat_rate=decimal_of(product.text_at("ClassifiedTaxCategory/Percent")),
        first_day=first,
        last_day=last,
    )


def _vat(subtotal: Node) -> ReceivedVat:
    return ReceivedVat(
        category=short(subtotal.text_at("TaxCategory/ID")),
        rate=decimal_of(subtotal.text_at("TaxCategory/Percent")),
        base_cents=optional_cents(subtotal, "TaxableAmount", "vat_amount") or 0,
        tax_cents=optional_cents(subtotal, "TaxAmount", "vat_amount") or 0,
    )


def _reference(node: Node) -> ReceivedReference:
    return ReceivedReference(number=short(node.text_at("ID")), issued_on=day_of(node.text_at("IssueDate")))


def _period(node: Node) -> tuple[date | None, date | None]:
    return period_of(node.text_at("InvoicePeriod/StartDate"), node.text_at("InvoicePeriod/EndDate"))
