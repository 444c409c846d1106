"""The answer of the buyer to an e-invoice: approved (205), in dispute (207), refused (210), paid (211)."""

from collections.abc import Mapping
from datetime import datetime

from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.einvoice.codes import siren_address
from microdesk_desktop.documents.einvoice.lifecycle.message import Invoice, StatusMessage, StatusParty
from microdesk_desktop.documents.einvoice.lifecycle.statuses import APPROVED, DISPUTED, PAID, REFUSED, Role
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.documents.received import Answer, ReceivedInvoice
from microdesk_desktop.domain.identifiers import compact

STATUSES: Mapping[Answer, str] = {
    Answer.APPROVE: APPROVED,
    Answer.REFUSE: REFUSED,
    Answer.DISPUTE: DISPUTED,
    Answer.PAID: PAID,
}
"""The status that each answer sets."""
_MOMENT = "%Y%m%d%H%M%S"
_SIREN_DIGITS = 9


def answer_message(
    invoice: ReceivedInvoice, company: Company, code: str, at: datetime, *, reason: str = "", remark: str = ""
) -> StatusMessage:
    """The message by which a company sets a status of an invoice that it received; it goes to the seller's BT-34."""
    siren, supplier = siren_of(company), invoice.supplier
    return StatusMessage(
        id=f"{invoice.number}_{code}_{at:{_MOMENT}}",
        at=at,
        code=code,
        invoice=Invoice(
            number=invoice.number,
            type_code=invoice.type_code,
            issued_on=invoice.issued_on,
            seller_siren=supplier.siren,
        ),
        sender=StatusParty(role=Role.BUYER, name=one_line(company.name), siren=siren, address=siren_address(siren)),
        recipient=StatusParty(role=Role.SELLER, name=supplier.name, siren=supplier.siren, address=supplier.address),
        reason=reason,
        remark=remark,
    )


def siren_of(company: Company) -> str:
    """The SIREN of a company, which begins its SIRET; empty while that is unknown."""
    return compact(company.siret)[:_SIREN_DIGITS]
