"""A document that its author still writes: what it leaves open follows from the company, the client and the day."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.parties import Buyer
from microdesk_desktop.domain.documents.types import Discount, Paid, VatCategory
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A line as it is written; `vat_rate_bp`, `category` and `activity` are None where the company decides them.

    `exemption` is a VATEX code, by which cases of one category differ.
    """

    label: str = ""
    text: str = ""
    quantity: int = 10_000
    unit: str = "C62"
    unit_price: int = 0
    discount: Discount | None = None
    vat_rate_bp: int | None = None
    category: VatCategory | None = None
    exemption: str = ""
    activity: Activity | None = None
    first_day: date | None = None
    last_day: date | None = None
    is_disbursement: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document that is not issued. Days that are None are those of issue, or follow from the client's terms.

    The client is `client_id`, or whoever is called `client`, or `buyer` where the vault need not know them. `deposits`
    and `refers_to` are numbers of issued documents. `exchange` is None in euros, and where it is still to be given.
    """

    type: DocumentType = DocumentType.INVOICE
    client_id: int | None = None
    client: str = ""
    buyer: Buyer | None = None
    lines: tuple[DraftLine, ...] = ()
    issued_on: date | None = None
    due_on: date | None = None
    delivered_from: date | None = None
    delivered_on: date | None = None
    valid_until: date | None = None
    currency: str = EUR
    exchange: int | None = None
    discount: Discount | None = None
    deposits: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    paid: Paid = Paid.NOTHING
    order_number: str = ""
    subject: str = ""
    notes: str = ""
    language: str = ""
    is_works_in_dwelling: bool = False
    is_beyond_quote: bool = False
    """Whether the user wants it to invoice more than remains of the quote or the order that it names."""
    takes_amount: bool = False
    """As in `Document`."""
    typed: tuple[tuple[str, str], ...] = ()
    """What the author typed into fields where it cannot be read yet, by the path of the field: « lines.2.quantity »."""
