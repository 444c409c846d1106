"""Sales documents and the catalogue they draw from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType


class DocumentStatus(StrEnum):
    """What became of an issued document; how far it is paid is not part of it, but follows from its payments."""

    ISSUED = "issued"
    CANCELLED = "cancelled"
    """Nothing is due of it any more."""
    ACCEPTED = "accepted"
    """Of a quote only, like the next one."""
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPayment:
    """A payment of a document: its day, its positive cents, and how it was made, OTHER where that is unknown."""

    on: date
    cents: int
    method: Method = Method.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """A document issued with another tool; amounts in cents, totals positive for every type.

    `paid_cents` is what was settled before the import, according to the other tool, on a day that it does not know.
    """

    number: str
    type: DocumentType
    issued_on: date
    due_on: date | None
    client: str
    excl_tax_cents: int
    tax_cents: int
    incl_tax_cents: int
    paid_cents: int
    currency: str = "EUR"
    status: DocumentStatus = DocumentStatus.ISSUED
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A document as the list of another tool states it, with the payment whose day that list gives.

    What was settled in all is the `paid_cents` of the document and this payment.
    """

    document: ImportedDocument
    payment: DatedPayment | None = None

    @property
    def settled_cents(self) -> int:
        """What the list states as settled, positive for every type."""
        return self.document.paid_cents + (self.payment.cents if self.payment else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyPayment:
    """A payment of a document in another currency than euros, in signed cents: no receipt in euros can state it."""

    number: str
    on: date
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """A service or good that the user sells, with its price for one unit, without tax, in millionths.

    `unit` is a word or a code; `activity` a key of `Activity`, or empty where it is the company's; `vat_rate_bp` is in
    hundredths of a percent, 0 where the VAT follows from the company and the client.
    """

    reference: str
    label: str
    unit: str
    unit_price: int
    activity: str
    vat_rate_bp: int
