"""A sales document as its author writes it; every total follows from it (`documents/totals.py`)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.documents.parties import Buyer, Seller
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType


class VatCategory(StrEnum):
    """Categories of UNTDID 5305 that French invoices may use (rule BR-FR-15)."""

    STANDARD = "S"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUTSIDE = "O"
    ZERO = "Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vat:
    """The VAT of a line: its category, its rate in hundredths of a percent, and the legal case behind it.

    `case` is a key of `resources/tables/vat_cases.toml`; lines of the same Vat are one group of the totals.
    """

    category: VatCategory
    rate_bp: int
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """A reduction, by percent (hundred-thousandths of a percent) or by amount (cents); exactly one is not zero."""

    percent: int = 0
    cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: what is sold, how much of it (ten-thousandths), at which price without tax (millionths).

    `unit` is a code of UN/ECE recommendation 20. A disbursement (« débours », CGI art. 267 II 2°) is an expense passed
    on to the cent: it is no turnover, and no discount reduces it.
    """

    label: str
    vat: Vat
    unit_price: int
    quantity: int = 10_000
    unit: str = "C62"
    text: str = ""
    discount: Discount | None = None
    activity: Activity | None = None
    first_day: date | None = None
    last_day: date | None = None
    is_disbursement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An earlier document: a quote that was accepted, an invoice that is credited or corrected."""

    number: str
    issued_on: date
    type: DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class VatPart:
    """A part of an amount in one Vat: its base and its tax, in cents."""

    vat: Vat
    base: int
    tax: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """A deposit invoice that a final invoice deducts: what it amounts to with tax, in cents, less its credit notes.

    `parts` divides that by Vat; empty for a deposit that another tool issued.
    """

    reference: Reference
    incl_tax_cents: int
    parts: tuple[VatPart, ...] = ()


class Paid(StrEnum):
    """What is paid of a document when it is issued."""

    NOTHING = "nothing"
    ALL = "all"
    """Frames B2, S2, M2 of BT-23: nothing is due, the due date is the day of payment (rule BR-FR-CO-09)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document, complete but for its number. Quantities and amounts are positive for every type.

    `delivered_on` is the day of delivery or completion, or the last day of the period that begins with
    `delivered_from`. `exchange` is what one unit of the currency is worth in euros, in millionths.
    """

    type: DocumentType
    seller: Seller
    buyer: Buyer
    issued_on: date
    lines: tuple[Line, ...]
    due_on: date | None = None
    delivered_from: date | None = None
    delivered_on: date | None = None
    valid_until: date | None = None
    """Of a quote only."""
    currency: str = EUR
    exchange: int = 1_000_000
    discount: Discount | None = None
    deposits: tuple[Deposit, ...] = ()
    refers_to: tuple[Reference, ...] = ()
    paid: Paid = Paid.NOTHING
    order_number: str = ""
    subject: str = ""
    notes: str = ""
    language: str = "fr"
    is_works_in_dwelling: bool = False
    """Whether the reduced rates are those of works in dwellings (CGI art. 278-0 bis A and 279-0 bis)."""
    takes_amount: bool = False
    """Whether it invoices an amount of the quote or order that it names, rather than lines of it."""
    vat_regime: VatRegime | None = None
    """Of the company on the day that decides; None for a document that was issued before this was kept."""
