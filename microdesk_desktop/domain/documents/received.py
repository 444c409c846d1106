"""An invoice from a supplier, as its electronic form states it; comments name the terms of EN 16931.

Amounts are cents as the document writes them: those of a credit note are positive there, and its type alone makes it
one. `signed_cents` is the only place where that sign is decided.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from microdesk_desktop.domain.documents.parties import ElectronicAddress
from microdesk_desktop.domain.identifiers import compact
from microdesk_desktop.domain.text import fold

# Codes of UNTDID 1001.
CREDIT_NOTE_CODES = frozenset(("81", "83", "261", "262", "308", "381", "396", "420", "458", "502", "503", "532"))
_CORRECTIVE_CODES = frozenset(("384", "471", "472", "473"))
_SELF_BILLED_CODES = frozenset(("261", "389", "471", "473", "500", "501", "502"))
_DEPOSIT_CODES = frozenset(("386", "500", "503"))
_FINAL_FRAMES = frozenset(("B4", "S4", "M4"))
"""Values of BT-23 of an invoice that follows deposits, whose references are these deposits."""


class ReceivedState(StrEnum):
    """Whether the user has checked an expense that came as a file."""

    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"


class Answer(StrEnum):
    """What the buyer answers to an e-invoice."""

    APPROVE = "approve"
    REFUSE = "refuse"
    DISPUTE = "dispute"
    PAID = "paid"


class ReceivedForm(StrEnum):
    """How the file states its invoice."""

    CII = "cii"
    UBL = "ubl"
    FACTUR_X = "factur-x"
    """A PDF with an XML inside, Factur-X, ZUGFeRD or XRechnung."""
    PLAIN = "plain"
    """A PDF or a picture without any: the user types what it states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """The seller (BG-4), the account that it wants to be paid on (BT-84), where it receives statuses (BT-34)."""

    name: str
    siren: str = ""
    vat_number: str = ""
    country: str = ""
    iban: str = ""
    address: ElectronicAddress = field(default_factory=ElectronicAddress)

    def is_same(self, other: "Supplier") -> bool:
        """Whether both are one business: by SIREN, else VAT number, else name, as far as both have one."""
        for mine, theirs in ((self.siren, other.siren), (self.vat_number, other.vat_number)):
            if mine and theirs:
                return mine == theirs
        return bool(self.name) and fold(self.name) == fold(other.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLine:
    """One line (BG-25); quantities, prices and rates are the decimal texts of the document, "" where it has none."""

    label: str
    net_cents: int
    quantity: str = ""
    unit: str = ""
    unit_price: str = ""
    base_quantity: str = ""
    """How many units the price is of (BT-149)."""
    vat_category: str = ""
    vat_rate: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedVat:
    """The VAT of one category and rate (BG-23)."""

    category: str
    rate: str
    base_cents: int
    tax_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedReference:
    """A document that this one refers to (BG-3)."""

    number: str
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedTotals:
    """The document's own totals (BG-22): they count, whatever its lines add up to."""

    due_cents: int
    """BT-115, what is to be paid."""
    incl_tax_cents: int
    excl_tax_cents: int | None = None
    tax_cents: int | None = None
    paid_cents: int = 0
    """BT-113"""
    rounding_cents: int = 0
    """BT-114"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedInvoice:
    """What an electronic invoice states; two forms of one invoice are equal."""

    number: str
    type_code: str
    """BT-3, a code of UNTDID 1001."""
    issued_on: date
    supplier: Supplier
    totals: ReceivedTotals
    currency: str = "EUR"
    due_on: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    buyer_name: str = ""
    buyer_siren: str = ""
    frame: str = ""
    """BT-23, the « cadre de facturation »."""
    order_number: str = ""
    payment_reference: str = ""
    """BT-83, what the supplier wants to read in the transfer."""
    lines: tuple[ReceivedLine, ...] = ()
    vat: tuple[ReceivedVat, ...] = ()
    refers_to: tuple[ReceivedReference, ...] = ()

    @property
    def is_credit_note(self) -> bool:
        return self.type_code in CREDIT_NOTE_CODES

    @property
    def is_corrective(self) -> bool:
        return self.type_code in _CORRECTIVE_CODES

    @property
    def is_self_billed(self) -> bool:
        """Whether the buyer wrote it in the name of the seller (« autofacture »)."""
        return self.type_code in _SELF_BILLED_CODES

    @property
    def is_deposit(self) -> bool:
        return self.type_code in _DEPOSIT_CODES

    @property
    def replaces_what_it_refers_to(self) -> bool:
        """Whether it stands in place of its references: neither does a credit note, nor an invoice after deposits."""
        return bool(self.refers_to) and not self.is_credit_note and self.frame not in _FINAL_FRAMES

    @property
    def is_paid(self) -> bool:
        """Whether nothing is left to pay of an amount that was paid before."""
        return self.totals.due_cents == 0 and self.totals.incl_tax_cents + self.totals.rounding_cents != 0

    @property
    def expense_cents(self) -> int:
        """What the expense is of: the amount to pay, or the whole of what was paid before; negative for money back."""
        totals = self.totals
        return self.signed_cents(totals.incl_tax_cents + totals.rounding_cents if self.is_paid else totals.due_cents)

    def signed_cents(self, cents: int) -> int:
        """An amount of the document as an expense: of a credit note it is negative, however its file writes it."""
        return -abs(cents) if self.is_credit_note else cents

    def is_same_document(self, other: "ReceivedInvoice") -> bool:
        """Whether both are one document, in whatever form: a correction that keeps the number is another one."""
        return (
            compact(self.number) == compact(other.number)
            and self.supplier.is_same(other.supplier)
            and (self.is_credit_note, self.is_corrective) == (other.is_credit_note, other.is_corrective)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the text of a plain PDF seems to state, to be proposed and never filled in unasked."""

    total_cents: int | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedContent:
    """What was read in a file; a PLAIN one has no invoice. `profile` is BT-24, the name of the form's variant."""

    form: ReceivedForm
    invoice: ReceivedInvoice | None = None
    profile: str = ""
    proposal: Proposal = Proposal()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRecord:
    """What is kept of a received file beside its expense and its voucher; `content` is the JSON of what it states."""

    state: ReceivedState
    number: str
    received_at: datetime
    content: str


class TwinReason(StrEnum):
    """How an expense that is there relates to a received file."""

    SAME_FILE = "same_file"
    SAME_NUMBER = "same_number"
    """The same supplier's document of this number, in another form."""
    LIKELY = "likely"
    """Entered otherwise: the same supplier and amount, within days."""
    REPLACED = "replaced"
    """The received invoice corrects it, or is a newer version that refers to it."""
    CREDITED = "credited"
    """The received credit note refers to it."""

    @property
    def is_certain(self) -> bool:
        """Whether the received file is this very expense."""
        return self in (TwinReason.SAME_FILE, TwinReason.SAME_NUMBER)

    @property
    def is_duplicate(self) -> bool:
        """Whether both may be one expense."""
        return self.is_certain or self is TwinReason.LIKELY


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """An expense that is there and relates to a received file."""

    reason: TwinReason
    expense_id: int
    reference: str
