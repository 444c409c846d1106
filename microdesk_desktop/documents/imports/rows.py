"""Build one domain value from one row of a record file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.imports import checks
from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.columns import ACTIVITY_WORDS, KIND_WORDS, METHOD_WORDS, TYPE_WORDS
from microdesk_desktop.domain.company import Activity
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import DocumentType

_LOWEST_VAT_RATE_BP = 90
_HIGHEST_VAT_RATE_BP = 10_000
_LONGEST_CELL = 2_000
"""Characters of a cell, far beyond any address or label: what is longer would stop the window that shows it."""

Word = TypeVar("Word")
Value = TypeVar("Value")
Record = Client | CatalogueItem | ImportedDocument | Receipt | Expense


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column, with the parsers of days and amounts of its file.

    Methods raise RejectedRow for a cell that is missing or invalid.
    """

    cells: Mapping[str, str]
    read_day: Callable[[str], date]
    read_cents: Callable[[str], int]

    def text(self, column: str) -> str:
        """A cell as one line, "" when the column is missing."""
        cell = self.cells.get(column, "").strip()
        if cell.startswith('="') and cell.endswith('"'):
            cell = cell[2:-1]
        if len(cell) > _LONGEST_CELL:
            raise RejectedRow("value_too_long", field=column)
        return one_line(cell)

    def needed(self, column: str) -> str:
        """A cell that must not be blank."""
        return self.text(column) or _missing(column)

    def cents(self, column: str) -> int:
        """An amount in cents."""
        return self._parsed(column, self.read_cents)

    def cents_or(self, column: str, otherwise: int) -> int:
        """An amount in cents, `otherwise` for a blank cell."""
        return self.cents(column) if self.text(column) else otherwise

    def day(self, column: str) -> date:
        """A day."""
        return self._parsed(column, self.read_day)

    def word(self, column: str, words: Mapping[str, Word], otherwise: Word) -> Word:
        """The value of one of the column's known words, `otherwise` for a blank cell."""
        text = self.text(column)
        if not text:
            return otherwise
        try:
            return words[column_name(text)]
        except KeyError:
            raise RejectedRow(f"{column}_unknown", value=text) from None

    def _parsed(self, column: str, parse: Callable[[str], Value]) -> Value:
        text = self.needed(column)
        try:
            return parse(text)
        except ValueError as error:
            raise RejectedRow(str(error), value=text) from None


def _missing(column: str) -> str:
    raise RejectedRow("value_missing", field=column)


def _client(row: Row) -> Client:
    siren = checks.siren(row.text("siren"))
    return Client(
        name=row.needed("name"),
        kind=row.word("kind", KIND_WORDS, ClientKind.COMPANY),
        siren=siren,
        vat_number=checks.vat_number(row.text("vat_number"), siren),
        email=checks.email(row.text("email")),
        phone=row.text("phone"),
        address=row.text("address"),
        postal_code=row.text("postal_code"),
        city=row.text("city"),
        country=checks.country(row.text("country")),
    )


def _catalogue_item(row: Row) -> CatalogueItem:
    activity = row.word("activity", _ACTIVITIES, None)
    return CatalogueItem(
        reference=row.needed("reference"),
        label=row.needed("label"),
        unit=row.text("unit"),
        unit_price_cents=row.cents("unit_price"),
        activity=activity.value if activity else "",
        vat_rate_bp=_vat_rate(row),
    )


def _vat_rate(row: Row) -> int:
    """Basis points out of a percentage; « 0,2 » for 20 % is refused, since Corsica's 0,90 % is the lowest rate."""
    text = row.text("vat_rate").removesuffix("%").strip()
    try:
        rate = parse_cents(text) if text else 0
    except ValueError:
        raise RejectedRow("vat_rate_unknown", value=text) from None
    if rate and not _LOWEST_VAT_RATE_BP <= rate <= _HIGHEST_VAT_RATE_BP:
        raise RejectedRow("vat_rate_unknown", value=text)
    return rate


def _document(row: Row) -> ImportedDocument:
    type_ = row.word("type", TYPE_WORDS, DocumentType.INVOICE)
    incl_tax = row.cents("total_incl_tax")
    excl_tax = row.cents_or("total_excl_tax", incl_tax - row.cents_or("total_tax", 0))
    tax = row.cents_or("total_tax", incl_tax - excl_tax)
    paid = row.cents_or("paid", 0)
    if type_ is DocumentType.CREDIT_NOTE and incl_tax < 0:
        incl_tax, excl_tax, tax, paid = -incl_tax, -excl_tax, -tax, abs(paid)
    if min(incl_tax, excl_tax, tax, paid) < 0:
        raise RejectedRow("amount_negative")
    if excl_tax + tax != incl_tax:
        raise RejectedRow("totals_differ")
    if paid > incl_tax:
        raise RejectedRow("paid_exceeds_total")
    return ImportedDocument(
        number=row.needed("number"),
        type=type_,
        issued_on=row.day("issue_date"),
        due_on=row.day("due_date") if row.text("due_date") else None,
        client=row.needed("client"),
        excl_tax_cents=excl_tax,
        tax_cents=tax,
        incl_tax_cents=incl_tax,
        paid_cents=paid,
        currency=checks.currency(row.text("currency")),
    )


def _receipt(row: Row) -> Receipt:
    return Receipt(
        on=row.day("date"),
        client=row.text("client") if row.text("label") else row.needed("client"),
        label=row.text("label"),
        amount_cents=row.cents("amount"),
        method=row.word("method", METHOD_WORDS, Method.TRANSFER),
        activity=row.word("activity", _ACTIVITIES, None),
        reference=row.text("reference"),
    )


def _expense(row: Row) -> Expense:
    return Expense(
        on=row.day("date"),
        supplier=row.text("supplier") if row.text("label") else row.needed("supplier"),
        label=row.text("label"),
        amount_cents=row.cents("amount"),
        category=row.text("category"),
        reference=row.text("reference"),
    )


_ACTIVITIES: Mapping[str, Activity | None] = ACTIVITY_WORDS

BUILDERS: Mapping[str, Callable[[Row], Record]] = {
    "clients": _client,
    "catalogue": _catalogue_item,
    "documents": _document,
    "receipts": _receipt,
    "expenses": _expense,
}
