"""Read an invoice in the syntax CII (UN/CEFACT Cross Industry Invoice D16B to D22B), or in that of ZUGFeRD 1."""

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
    ReceivedInvoice,
    ReceivedLine,
    ReceivedReference,
    ReceivedTotals,
    ReceivedVat,
    Supplier,
)

ROOT = "CrossIndustryInvoice"
ZUGFERD_1_ROOT = "CrossIndustryDocument"
# What ZUGFeRD 1 calls by another name.
_FORMER_NAMES = {
    "SpecifiedExchangedDocumentContext": "ExchangedDocumentContext",
    "HeaderExchangedDocument": "ExchangedDocument",
    "SpecifiedSupplyChainTradeTransaction": "SupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement": "ApplicableHeaderTradeAgreement",
    "ApplicableSupplyChainTradeDelivery": "ApplicableHeaderTradeDelivery",
    "ApplicableSupplyChainTradeSettlement": "ApplicableHeaderTradeSettlement",
    "SpecifiedSupplyChainTradeAgreement": "SpecifiedLineTradeAgreement",
    "SpecifiedSupplyChainTradeDelivery": "SpecifiedLineTradeDelivery",
    "SpecifiedSupplyChainTradeSettlement": "SpecifiedLineTradeSettlement",
    "SpecifiedTradeSettlementMonetarySummation": "SpecifiedTradeSettlementHeaderMonetarySummation",
    "ApplicablePercent": "RateApplicablePercent",
}
_SUMS, _LINE_SUMS = (
    "SpecifiedTradeSettlementHeaderMonetarySummation",
    "SpecifiedTradeSettlementLineMonetarySummation",
)
_MOMENT = "DateTimeString"


def profile_of(root: Node) -> str:
    """BT-24, the profile that the document follows."""
    _rename(root)
    return short(root.text_at("ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"))


def read_cii(root: Node) -> ReceivedInvoice:
    """The invoice of a CII document. Raises INVOICE_INCOMPLETE (field) without what every invoice has."""
    _rename(root)
    head, trade = root.part("ExchangedDocument"), root.part("SupplyChainTradeTransaction")
    agreement, settlement = (
        trade.part("ApplicableHeaderTradeAgreement"),
        trade.part("ApplicableHeaderTradeSettlement"),
    )
    buyer = agreement.part("BuyerTradeParty")
    currency = currency_of(settlement.text_at("InvoiceCurrencyCode"))
    first, last = _period(settlement.part("BillingSpecifiedPeriod"))
    return ReceivedInvoice(
        number=required(head.text_at("ID"), "number"),
        type_code=short(head.text_at("TypeCode")),
        issued_on=required_day(head.text_at(f"IssueDateTime/{_MOMENT}"), "issue_date"),
        due_on=day_of(settlement.text_at(f"SpecifiedTradePaymentTerms/DueDateDateTime/{_MOMENT}")),
        currency=currency,
        supplier=_supplier(agreement, settlement),
        buyer_name=short(buyer.text_at("Name")),
        buyer_siren=siren_of(*_identifiers(buyer)),
        frame=short(root.text_at("ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID")),
        order_number=short(agreement.text_at("BuyerOrderReferencedDocument/IssuerAssignedID")),
        payment_reference=short(settlement.text_at("PaymentReference")),
        first_day=first,
        last_day=last,
        totals=_totals(settlement.part(_SUMS), currency),
        lines=tuple(map(_line, trade.all("IncludedSupplyChainTradeLineItem"))),
        vat=tuple(map(_vat, settlement.all("ApplicableTradeTax"))),
        refers_to=tuple(map(_reference, settlement.all("InvoiceReferencedDocument"))),
    )


def _rename(root: Node) -> None:
    """Give the elements of ZUGFeRD 1 the names that they have today."""
    if root.name != ZUGFERD_1_ROOT:
        return
    for node in root.iterate():
        is_of_line = node.name == "SpecifiedSupplyChainTradeSettlement"
        for child in node.children if is_of_line else ():
            child.name = _LINE_SUMS if child.name == "SpecifiedTradeSettlementMonetarySummation" else child.name
        node.name = _FORMER_NAMES.get(node.name, node.name)
    root.name = ROOT


def _supplier(agreement: Node, settlement: Node) -> Supplier:
    seller = agreement.part("SellerTradeParty")
    vat_numbers = _registrations(seller, "VA")
    accounts = settlement.all("SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID")
    return Supplier(
        name=required(seller.text_at("Name", "SpecifiedLegalOrganization/TradingBusinessName"), "supplier"),
        siren=siren_of(*_identifiers(seller)),
        vat_number=identifier_of(vat_numbers[0]) if vat_numbers else "",
        country=short(seller.text_at("PostalTradeAddress/CountryID")),
        iban=identifier_of(accounts[0].text) if accounts else "",
        address=address_of(seller.first("URIUniversalCommunication/URIID")),
    )


def _identifiers(party: Node) -> list[str]:
    """Where a SIREN may stand: the legal number, the number for taxes, the other numbers."""
    legal = [node.text for node in party.all("SpecifiedLegalOrganization/ID")]
    others = [node.text for node in party.all("GlobalID") if node.attributes.get("schemeID") in ("0002", "0009")]
    return [*legal, *others, *_registrations(party, "FC")]


def _registrations(party: Node, scheme: str) -> list[str]:
    found = party.all("SpecifiedTaxRegistration/ID")
    return [node.text for node in found if node.attributes.get("schemeID") == scheme and node.text]


def _totals(sums: Node, currency: str) -> ReceivedTotals:
    total = cents_of(required(sums.text_at("GrandTotalAmount"), "total_incl_tax"), "total_incl_tax")
    paid = optional_cents(sums, "TotalPrepaidAmount", "paid") or 0
    rounding = optional_cents(sums, "RoundingAmount", "rounding_amount") or 0
    due = optional_cents(sums, "DuePayableAmount", "amount_due")
    return ReceivedTotals(
        # Rule BR-CO-16 defines it where it is absent, as some profiles of ZUGFeRD 1 allow.
        due_cents=total - paid + rounding if due is None else due,
        incl_tax_cents=total,
        excl_tax_cents=optional_cents(sums, "TaxBasisTotalAmount", "total_excl_tax"),
        tax_cents=_tax(sums, currency),
        paid_cents=paid,
        rounding_cents=rounding,
    )


def _tax(sums: Node, currency: str) -> int | None:
    """The VAT in the document's currency (BT-110): the one in another (BT-111) stands beside it."""
    amounts = sums.all("TaxTotalAmount")
    found = [node for node in amounts if node.attributes.get("currencyID", currency) == currency]
    return cents_of(found[0].text, "total_tax") if found else None


def _line(item: Node) -> ReceivedLine:
    price = item.part("SpecifiedLineTradeAgreement/NetPriceProductTradePrice")
    settlement = item.part("SpecifiedLineTradeSettlement")
    quantity = item.first("SpecifiedLineTradeDelivery/BilledQuantity")
    net = optional_cents(settlement, f"{_LINE_SUMS}/LineTotalAmount", "line_net")
    first, last = _period(settlement.part("BillingSpecifiedPeriod"))
    product = item.part("SpecifiedTradeProduct")
    return ReceivedLine(
        label=short(
            product.text_at("Name", "Description")
            or item.text_at("AssociatedDocumentLineDocument/IncludedNote/Content")
        ),
        net_cents=net or 0,
        quantity=decimal_of(quantity.text) if quantity else "",
        unit=short(quantity.attributes.get("unitCode", "")) if quantity else "",
        unit_price=decimal_of(price.text_at("ChargeAmount")),
        base_quantity=base_quantity_of(price.text_at("BasisQuantity")),
        vat_category=short(settlement.text_at("ApplicableTradeTax/CategoryCode")),
        vat_rate=decimal_of(settlement.text_at("ApplicableTradeTax/RateApplicablePercent")),
        first_day=first,
        last_day=last,
    )


def _vat(tax: Node) -> ReceivedVat:
    return ReceivedVat(
        category=short(tax.text_at("CategoryCode")),
        rate=decimal_of(tax.text_at("RateApplicablePercent")),
        base_cents=optional_cents(tax, "BasisAmount", "vat_amount") or 0,
        tax_cents=optional_cents(tax, "CalculatedAmount", "vat_amount") or 0,
    )


def _reference(node: Node) -> ReceivedReference:
    moment = node.text_at(f"FormattedIssueDateTime/{_MOMENT}", f"IssueDateTime/{_MOMENT}", "IssueDateTime")
    return ReceivedReference(number=short(node.text_at("IssuerAssignedID", "ID")), issued_on=day_of(moment))


def _period(node: Node) -> tuple[date | None, date | None]:
    return period_of(node.text_at(f"StartDateTime/{_MOMENT}"), node.text_at(f"EndDateTime/{_MOMENT}"))
