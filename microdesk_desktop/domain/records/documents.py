"""Sales documents and the catalogue they draw from."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.settle.targets import DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """A document issued with another tool; amounts in cents, totals positive for every type.

    `paid_cents` is what was settled before the import, according to the other tool.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """A service or good that the user sells; `vat_rate_bp` in basis points (2000 is 20 %)."""

    reference: str
    label: str
    unit: str
    unit_price_cents: int
    activity: str
    vat_rate_bp: int
