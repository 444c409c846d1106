"""The amounts of a status « Encaissée » that this program wrote."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.documents.einvoice.lifecycle.message import Collected
from microdesk_desktop.documents.received.tree import Node, parse_xml
from microdesk_desktop.domain.documents.numbers import Decimals, parse_decimal

_AMOUNTS = "AcknowledgementDocument/ReferenceReferencedDocument/SpecifiedDocumentStatus/SpecifiedDocumentCharacteristic"


def read_collected(xml: bytes) -> Sequence[Collected]:
    """What the message states, by day and rate. Raises ValueError for amounts in another form than `write_status`'s."""
    return [_amount(node) for node in parse_xml(xml).all(_AMOUNTS)]


def _amount(node: Node) -> Collected:
    day = node.text_at("ValueDateTime/DateTimeString")
    return Collected(
        on=date.fromisoformat(day),
        rate_bp=parse_decimal(node.text_at("ValuePercent"), Decimals.VAT_RATE),
        cents=parse_decimal(node.text_at("ValueAmount"), Decimals.AMOUNT),
    )
