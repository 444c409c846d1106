"""Status « Encaissée » (212): what a document really received, by day and VAT rate, each euro in one message only.

    payments ─▶ by day and rate ─┐
                                 ├─▶ difference ─▶ the next message
    messages that were made ─────┘

The sum of all messages of a document is what it has received, whatever was paid, refunded or attributed otherwise in
between. Money that comes in later is added, money that went elsewhere is taken back on the day where it was reported.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.einvoice.codes import buyer_address, has_einvoice, seller_address, treatment, type_code
from microdesk_desktop.documents.einvoice.lifecycle.message import Collected, Invoice, StatusMessage, StatusParty
from microdesk_desktop.documents.einvoice.lifecycle.statuses import COLLECTED, Role
from microdesk_desktop.documents.einvoice.terms import ON_RECEIPT, tax_point
from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.vat_shares import shares_of_document
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.settle.targets import DocumentType

Received = Mapping[tuple[date, int], int]
"""Cents with tax by day and rate in hundredths of a percent, negative where money went back."""
_COMPANIES_OF_FRANCE = "B2B"


def has_collected_status(document: Document) -> bool:
    """Whether the status exists for a document: only for an e-invoice to a company or a public body of France.

    Payments of consumers and of clients abroad are declared by e-reporting (CGI art. 290 A).
    """
    return has_einvoice(document) and treatment(document.buyer) == _COMPANIES_OF_FRANCE


def is_collected_due(document: Document) -> bool:
    """Whether the State must have the status: where VAT is due on receipt, that of services without the option for
    debits (CGI art. 269-2 c, 290 A); for other documents it only informs the client.
    """
    return has_collected_status(document) and tax_point(document) == ON_RECEIPT


def received_of(issued: IssuedDocument, payments: Sequence[tuple[date, int]]) -> Received:
    """What came in by day and rate; `payments` are days and cents signed as on the account, in their order."""
    sign = -1 if issued.document.type is DocumentType.CREDIT_NOTE else 1
    shares = shares_of_document(issued.document, issued.totals, [sign * cents for _, cents in payments])
    parts = (
        (on, rate_bp, sign * cents)
        for (on, _), share in zip(payments, shares, strict=True)
        for (_, rate_bp), cents in share.items()
    )
    return _summed(Collected(on=on, rate_bp=rate_bp, cents=cents) for on, rate_bp, cents in parts)


def not_reported(received: Received, reported: Iterable[Collected]) -> tuple[Collected, ...]:
    """What the next message has to state, by day and rate; empty where the former ones have all of it."""
    known = _summed(reported)
    differences = {key: received.get(key, 0) - known.get(key, 0) for key in received.keys() | known.keys()}
    return tuple(
        Collected(on=on, rate_bp=rate_bp, cents=cents) for (on, rate_bp), cents in sorted(differences.items()) if cents
    )


def collected_message(
    issued: IssuedDocument, amounts: Sequence[Collected], position: int, at: datetime
) -> StatusMessage:
    """The message of these amounts, the `position`-th of its document."""
    document = issued.document
    seller, buyer = document.seller, document.buyer
    return StatusMessage(
        id=f"{issued.number}_{COLLECTED}_{position}",
        at=at,
        code=COLLECTED,
        invoice=Invoice(
            number=issued.number,
            type_code=type_code(document),
            issued_on=document.issued_on,
            seller_siren=seller.siren,
        ),
        sender=StatusParty(
            role=Role.SELLER, name=one_line(seller.name), siren=seller.siren, address=seller_address(seller)
        ),
        recipient=StatusParty(
            role=Role.BUYER, name=one_line(buyer.name), siren=buyer.siren, address=buyer_address(buyer)
        ),
        currency=document.currency,
        collected=tuple(amounts),
    )


def _summed(amounts: Iterable[Collected]) -> Received:
    sums: dict[tuple[date, int], int] = {}
    for each in amounts:
        key = each.on, each.rate_bp
        sums[key] = sums.get(key, 0) + each.cents
    return sums
