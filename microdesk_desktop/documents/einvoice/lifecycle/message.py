"""A status of an invoice as one party sends it to the other, with the terms (MDT) of the message CDAR.

Nothing is checked here: `rules.py` names what is missing or wrong, `xml.py` leaves out what is empty.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from microdesk_desktop.documents.einvoice.lifecycle.statuses import Role
from microdesk_desktop.domain.documents.parties import ElectronicAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusParty:
    """The seller or the buyer of the invoice; its address is BT-34 or BT-49 of that invoice."""

    role: Role
    name: str = ""
    siren: str = ""
    address: ElectronicAddress = field(default_factory=ElectronicAddress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """The invoice that a status is about: its number, its type (a code of UNTDID 1001), its day, its seller's SIREN."""

    number: str
    type_code: str
    issued_on: date | None
    seller_siren: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Money that came in on a day at one VAT rate, tax included: cents, negative where it went back.

    `rate_bp` is in hundredths of a percent.
    """

    on: date
    rate_bp: int
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMessage:
    """One message: `sender` sets the status of the invoice (MDT-105) and informs `recipient`.

    `at` is the local time of the sender. `reason` is a code of the status's list, `remark` explains it in words.
    `collected` are the amounts of the status « Encaissée », in `currency`.
    """

    id: str
    at: datetime
    code: str
    invoice: Invoice
    sender: StatusParty
    recipient: StatusParty
    reason: str = ""
    remark: str = ""
    currency: str = ""
    collected: tuple[Collected, ...] = ()
