"""A status message as XML: CDAR (UN/CEFACT Cross Domain Acknowledgement and Response D22B), in its French form.

    context ─▶ who sends, who receives ─▶ which invoice, which status ─▶ reason, or amounts by day and rate

The order of the elements is that of the schema: the amount, its day, then its rate. The sender of the message is a
platform (WK), whichever the user has; its issuer is the seller or the buyer who sets the status.
"""

from datetime import date, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.einvoice.lifecycle.message import Collected, StatusMessage, StatusParty
from microdesk_desktop.documents.einvoice.lifecycle.statuses import Role, Status, status
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.documents.parties import ElectronicAddress
from microdesk_desktop.domain.money import format_decimal

_STANDARD = "urn:un:unece:uncefact:data:standard"
_NAMESPACES = {
    "xmlns:rsm": f"{_STANDARD}:CrossDomainAcknowledgementAndResponse:100",
    "xmlns:ram": f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:100",
    "xmlns:udt": f"{_STANDARD}:UnqualifiedDataType:100",
    "xmlns:qdt": f"{_STANDARD}:QualifiedDataType:100",
}
_PROCESS, _GUIDELINE = "REGULATED", "urn.cpro.gouv.fr:1p0:CDV:invoice"
"""MDT-2 and MDT-3: a status of an invoice between two companies of France."""
_TREATMENT = "23"
"""MDT-77: a status of treatment, which a party sets; those of transmission (305) are set by platforms."""
_SIREN_SCHEME = "0002"
_COLLECTED_AMOUNT = "MEN"
"""MDT-207: « montant encaissé »."""
_MOMENT, _DAY = ("204", "%Y%m%d%H%M%S"), ("102", "%Y%m%d")
"""Codes of UNTDID 2379, each with its form."""


def write_status(message: StatusMessage) -> bytes:
    """The message as XML, UTF-8; what is empty is left out. Raises KeyError for a status that no party sends."""
    set_status = status(message.code)
    root = Element("rsm:CrossDomainAcknowledgementAndResponse", _NAMESPACES)
    context = SubElement(root, "rsm:ExchangedDocumentContext")
    _text(SubElement(context, "ram:BusinessProcessSpecifiedDocumentContextParameter"), "ram:ID", _PROCESS)
    _text(SubElement(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", _GUIDELINE)
    exchanged = SubElement(root, "rsm:ExchangedDocument")
    _text(exchanged, "ram:ID", message.id)
    _text(exchanged, "ram:Name", set_status.name)
    _moment(exchanged, "ram:IssueDateTime", message.at)
    _text(SubElement(exchanged, "ram:SenderTradeParty"), "ram:RoleCode", Role.PLATFORM)
    _party(exchanged, "ram:IssuerTradeParty", message.sender)
    _party(exchanged, "ram:RecipientTradeParty", message.recipient)
    acknowledged = SubElement(root, "rsm:AcknowledgementDocument")
    _text(SubElement(acknowledged, "ram:MultipleReferencesIndicator"), "udt:Indicator", "false")
    _text(acknowledged, "ram:TypeCode", _TREATMENT)
    _moment(acknowledged, "ram:IssueDateTime", message.at)
    _reference(acknowledged, message, set_status)
    xml: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml


def _reference(parent: Element, message: StatusMessage, set_status: Status) -> None:
    """The invoice with its new status."""
    invoice = message.invoice
    reference = SubElement(parent, "ram:ReferenceReferencedDocument")
    _text(reference, "ram:IssuerAssignedID", invoice.number)
    _text(reference, "ram:StatusCode", set_status.state)
    _text(reference, "ram:TypeCode", invoice.type_code)
    if invoice.issued_on is not None:
        _day(SubElement(reference, "ram:FormattedIssueDateTime"), "qdt", invoice.issued_on)
    _text(reference, "ram:ProcessConditionCode", set_status.code)
    _text(reference, "ram:ProcessCondition", set_status.name)
    _party(reference, "ram:IssuerTradeParty", StatusParty(role=Role.SELLER, siren=invoice.seller_siren))
    if message.reason or message.remark or message.collected:
        _detail(reference, message)


def _detail(parent: Element, message: StatusMessage) -> None:
    """Why, or how much; a message has one detail at most."""
    detail = SubElement(parent, "ram:SpecifiedDocumentStatus")
    _text(detail, "ram:ReasonCode", message.reason)
    _text(detail, "ram:Reason", one_line(message.remark))
    _text(detail, "ram:SequenceNumeric", "1")
    for each in message.collected:
        _amount(detail, each, message.currency)


def _amount(parent: Element, collected: Collected, currency: str) -> None:
    block = SubElement(parent, "ram:SpecifiedDocumentCharacteristic")
    _text(block, "ram:TypeCode", _COLLECTED_AMOUNT)
    amount = SubElement(block, "ram:ValueAmount", {"currencyID": currency})
    amount.text = format_decimal(collected.cents)
    _day(SubElement(block, "ram:ValueDateTime"), "udt", collected.on)
    _text(block, "ram:ValuePercent", decimal_text(collected.rate_bp, Decimals.VAT_RATE, at_least=Decimals.VAT_RATE))


def _party(parent: Element, tag: str, party: StatusParty) -> None:
    element = SubElement(parent, tag)
    if party.siren:
        _text(element, "ram:GlobalID", party.siren, schemeID=_SIREN_SCHEME)
    _text(element, "ram:Name", one_line(party.name))
    _text(element, "ram:RoleCode", party.role)
    _address(element, party.address)


def _address(parent: Element, address: ElectronicAddress) -> None:
    if address.value:
        channel = SubElement(parent, "ram:URIUniversalCommunication")
        _text(channel, "ram:URIID", address.value, schemeID=address.scheme)


def _moment(parent: Element, tag: str, at: datetime) -> None:
    code, form = _MOMENT
    _text(SubElement(parent, tag), "udt:DateTimeString", at.strftime(form), format=code)


def _day(parent: Element, prefix: str, on: date) -> None:
    code, form = _DAY
    _text(parent, f"{prefix}:DateTimeString", on.strftime(form), format=code)


def _text(parent: Element, tag: str, text: str, **attributes: str) -> None:
    """Add an element with a text; nothing for an empty one."""
    if text:
        SubElement(parent, tag, attributes).text = text
