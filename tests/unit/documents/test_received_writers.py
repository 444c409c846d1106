"""What other programs write: profiles without lines, ZUGFeRD 1, UBL with other prefixes, odd lines and periods."""

from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.received.remarks import Remark, remarks_of
from microdesk_desktop.documents.received.xml import read_xml
from microdesk_desktop.domain.company import Company
from tests.support.documents.received import cii, ubl, with_text
from tests.worlds.documents import SAMPLES

GOLDEN = Path(__file__).parents[2] / "golden" / "received"
US = Company(name="Nova SARL", siret="55210055400013")

MINIMUM = """<?xml version='1.0' encoding='UTF-8'?>
<i:CrossIndustryInvoice xmlns:i="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:r="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:u="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
 <i:ExchangedDocumentContext><r:GuidelineSpecifiedDocumentContextParameter><r:ID>urn:factur-x.eu:1p0:minimum</r:ID>
 </r:GuidelineSpecifiedDocumentContextParameter></i:ExchangedDocumentContext>
 <i:ExchangedDocument><r:ID>FA 2026/17</r:ID><r:TypeCode>380</r:TypeCode>
  <r:IssueDateTime><u:DateTimeString format="102">20261103</u:DateTimeString></r:IssueDateTime></i:ExchangedDocument>
 <i:SupplyChainTradeTransaction>
  <r:ApplicableHeaderTradeAgreement>
   <r:SellerTradeParty><r:Name>OVH SAS</r:Name>
    <r:SpecifiedLegalOrganization><r:ID schemeID="0002">424761419</r:ID></r:SpecifiedLegalOrganization>
    <r:SpecifiedTaxRegistration><r:ID schemeID="VA">FR22424761419</r:ID></r:SpecifiedTaxRegistration>
   </r:SellerTradeParty><r:BuyerTradeParty><r:Name>Nova SARL</r:Name></r:BuyerTradeParty>
  </r:ApplicableHeaderTradeAgreement>
  <r:ApplicableHeaderTradeDelivery/>
  <r:ApplicableHeaderTradeSettlement><r:InvoiceCurrencyCode>EUR</r:InvoiceCurrencyCode>
   <r:SpecifiedTradeSettlementHeaderMonetarySummation><r:TaxBasisTotalAmount>11.99</r:TaxBasisTotalAmount>
    <r:TaxTotalAmount currencyID="EUR">2.40</r:TaxTotalAmount><r:GrandTotalAmount>14.39</r:GrandTotalAmount>
    <r:DuePayableAmount>14.39</r:DuePayableAmount></r:SpecifiedTradeSettlementHeaderMonetarySummation>
  </r:ApplicableHeaderTradeSettlement>
 </i:SupplyChainTradeTransaction>
</i:CrossIndustryInvoice>"""

ZUGFERD_1 = """<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
 <rsm:SpecifiedExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
  <ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
 </rsm:SpecifiedExchangedDocumentContext>
 <rsm:HeaderExchangedDocument><ram:ID>471102</ram:ID><ram:Name>RECHNUNG</ram:Name><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20260305</udt:DateTimeString></ram:IssueDateTime>
 </rsm:HeaderExchangedDocument>
 <rsm:SpecifiedSupplyChainTradeTransaction>
  <ram:ApplicableSupplyChainTradeAgreement><ram:SellerTradeParty><ram:Name>Lieferant GmbH</ram:Name>
   <ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>
   <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID></ram:SpecifiedTaxRegistration>
   <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE136695976</ram:ID></ram:SpecifiedTaxRegistration>
  </ram:SellerTradeParty></ram:ApplicableSupplyChainTradeAgreement>
  <ram:ApplicableSupplyChainTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:ApplicableTradeTax><ram:CalculatedAmount currencyID="EUR">37.62</ram:CalculatedAmount>
    <ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount currencyID="EUR">198.00</ram:BasisAmount>
    <ram:CategoryCode>S</ram:CategoryCode><ram:ApplicablePercent>19.00</ram:ApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradeSettlementMonetarySummation><ram:LineTotalAmount currencyID="EUR">198.00</ram:LineTotalAmount>
    <ram:TaxBasisTotalAmount currencyID="EUR">198.00</ram:TaxBasisTotalAmount>
    <ram:TaxTotalAmount currencyID="EUR">37.62</ram:TaxTotalAmount>
    <ram:GrandTotalAmount currencyID="EUR">235.62</ram:GrandTotalAmount>
   </ram:SpecifiedTradeSettlementMonetarySummation></ram:ApplicableSupplyChainTradeSettlement>
  <ram:IncludedSupplyChainTradeLineItem>
   <ram:SpecifiedSupplyChainTradeAgreement><ram:NetPriceProductTradePrice>
    <ram:ChargeAmount currencyID="EUR">9.9000</ram:ChargeAmount></ram:NetPriceProductTradePrice>
   </ram:SpecifiedSupplyChainTradeAgreement>
   <ram:SpecifiedSupplyChainTradeDelivery><ram:BilledQuantity unitCode="C62">20.0000</ram:BilledQuantity>
   </ram:SpecifiedSupplyChainTradeDelivery>
   <ram:SpecifiedSupplyChainTradeSettlement><ram:ApplicableTradeTax><ram:CategoryCode>S</ram:CategoryCode>
     <ram:ApplicablePercent>19.00</ram:ApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementMonetarySummation><ram:LineTotalAmount currencyID="EUR">198.00</ram:LineTotalAmount>
    </ram:SpecifiedTradeSettlementMonetarySummation></ram:SpecifiedSupplyChainTradeSettlement>
   <ram:SpecifiedTradeProduct><ram:Name>Trennblätter A4</ram:Name></ram:SpecifiedTradeProduct>
  </ram:IncludedSupplyChainTradeLineItem>
 </rsm:SpecifiedSupplyChainTradeTransaction>
</rsm:CrossIndustryDocument>"""


def invoice_of(xml):
    return read_xml(xml if isinstance(xml, bytes) else xml.encode()).invoice


def test_a_profile_without_lines_gives_supplier_and_totals():
    invoice = invoice_of(MINIMUM)
    assert (invoice.number, invoice.issued_on, invoice.lines) == ("FA 2026/17", date(2026, 11, 3), ())
    assert (invoice.supplier.siren, invoice.supplier.vat_number) == ("424761419", "FR22424761419")
    assert (invoice.totals.tax_cents, invoice.expense_cents) == (240, 1439)
    assert read_xml(MINIMUM.encode()).profile == "urn:factur-x.eu:1p0:minimum"
    assert remarks_of(invoice, US) == ()


def test_zugferd_1_is_read_with_its_own_names_and_the_amount_that_its_totals_leave_to_pay():
    invoice = invoice_of(ZUGFERD_1)
    assert (invoice.supplier.name, invoice.supplier.vat_number) == ("Lieferant GmbH", "DE136695976")
    (line,) = invoice.lines
    assert (line.label, line.quantity, line.unit_price, line.net_cents, line.vat_rate) == (
        "Trennblätter A4",
        "20",
        "9.9",
        19_800,
        "19",
    )
    assert (invoice.vat[0].tax_cents, invoice.totals.due_cents) == (3_762, 23_562)


def test_report_11_lines_of_an_allowance_above_the_price_stay_negative():
    xml = with_text(with_text(cii(), "LineTotalAmount", "-0.30"), "DuePayableAmount", "0.00")
    invoice = invoice_of(with_text(xml, "GrandTotalAmount", "0.00"))
    assert (invoice.lines[0].net_cents, invoice.expense_cents) == (-30, 0)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-03-01", "2026-03-31", (date(2026, 3, 1), date(2026, 3, 31))),
        ("2026-03-31", "2026-01-01", (None, None)),
        ("2026-03-01", "", (date(2026, 3, 1), None)),
    ],
)
def test_report_15_a_reversed_period_is_left_out_and_a_single_day_is_kept(first, last, found):
    days = f"<cbc:StartDate>{first}</cbc:StartDate><cbc:EndDate>{last}</cbc:EndDate>"
    party = "<cac:AccountingSupplierParty>"
    xml = ubl().decode().replace(party, f"<cac:InvoicePeriod>{days}</cac:InvoicePeriod>{party}", 1)
    invoice = invoice_of(xml)
    assert (invoice.first_day, invoice.last_day) == found
    assert invoice.expense_cents == 2148


def test_report_14_a_price_for_several_units_changes_nothing_of_the_amounts():
    end = "</ram:ChargeAmount>"
    xml = cii().decode().replace(end, f"{end}<ram:BasisQuantity>100</ram:BasisQuantity>", 1)
    changed, plain = invoice_of(xml), invoice_of(cii())
    assert (changed.lines[0].base_quantity, changed.lines[0].net_cents) == ("100", plain.lines[0].net_cents)
    assert changed.totals == plain.totals


def test_the_root_of_a_credit_note_makes_one_of_any_code():
    xml = ubl(SAMPLES["credit note"])
    assert b"CreditNote" in xml
    invoice = invoice_of(with_text(xml, "CreditNoteTypeCode", "380"))
    assert (invoice.is_credit_note, invoice.expense_cents) == (True, -2148)


def test_an_invoice_in_an_envelope_is_found():
    body = ubl().split(b"?>", 1)[1]
    assert invoice_of(b"<Envelope><Payload>" + body + b"</Payload></Envelope>") == invoice_of(ubl())


def test_the_xml_of_something_else_is_no_invoice():
    with pytest.raises(KnownError) as raised:
        invoice_of("<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'><ID>1</ID></Order>")
    assert raised.value.code is ErrorCode.INVOICE_NONE


def test_a_foreign_currency_keeps_its_own_vat_beside_the_one_in_euros():
    for make in (cii, ubl):
        invoice = invoice_of(make(SAMPLES["dollars"]))
        assert (invoice.currency, invoice.totals.tax_cents) == ("USD", 358)
        assert Remark.FOREIGN_CURRENCY in remarks_of(invoice, US)


@pytest.mark.parametrize(
    ("tag", "text", "remark"),
    [
        ("IBANID", "FR7630006000011234567890188", Remark.IBAN_WRONG),
        ("DuePayableAmount", "20.00", Remark.TOTALS_DIFFER),
    ],
)
def test_what_is_wrong_is_remarked_and_does_not_stand_against_the_expense(tag, text, remark):
    assert remarks_of(invoice_of(with_text(cii(), tag, text)), US) == (remark,)


def test_a_self_billed_invoice_is_named_and_one_of_our_own_too():
    invoice = invoice_of(with_text(cii(), "TypeCode", "389"))
    assert remarks_of(invoice, US) == (Remark.SELF_BILLED,)
    assert invoice.expense_cents == 2148
    own = Company(name="Camille", siret="81234567600017")
    assert remarks_of(invoice_of(cii()), own) == (Remark.SELLER_IS_YOU,)


def test_a_franchise_is_read_with_no_tax():
    (vat,) = invoice_of(cii(SAMPLES["franchise"])).vat
    assert (vat.category, vat.rate, vat.tax_cents) == ("E", "0", 0)


def test_an_invoice_of_another_writer_is_read_in_the_profile_extended():
    """Made with drafthorse 2025.2: a price for ten units, a deposit paid and a rounding."""
    received = read_xml((GOLDEN / "drafthorse-extended.xml").read_bytes())
    assert received.profile.endswith(":extended")
    invoice = received.invoice
    assert (invoice.number, invoice.due_on, invoice.order_number) == ("RE1337", date(2026, 12, 3), "PO 12")
    (line,) = invoice.lines
    assert (line.quantity, line.unit_price, line.base_quantity, line.net_cents) == ("25", "99", "10", 24_750)
    assert (invoice.totals.paid_cents, invoice.totals.rounding_cents, invoice.expense_cents) == (9_450, -3, 20_000)
