"""Build one domain value from one row of a record file."""

from collections.abc import Callable, Mapping
from enum import Enum, auto

from microdesk_desktop.documents.imports import checks
from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.client import build_client
from microdesk_desktop.documents.imports.document import build_document
from microdesk_desktop.documents.imports.row import Row, SpendingSign
from microdesk_desktop.documents.imports.words import (
    ACTIVITY_WORDS,
    METHOD_WORDS,
    StatusWord,
    find_status,
    find_word,
)
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.vat_rates import VAT_RATES_BP
from microdesk_desktop.domain.money import EUR, parse_cents
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import CatalogueItem, ListedDocument
from microdesk_desktop.domain.records.expense_vat import ExpenseVat, VatKind, tax_of
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.tables import ImportKind

_LOWEST_VAT_RATE_BP = 90
_HIGHEST_VAT_RATE_BP = 10_000
_FRACTIONS = {
    "0.2": 2000, "0.1": 1000, "0.085": 850, "0.055": 550, "0.021": 210, "0.0175": 175, "0.0105": 105, "0.009": 90,
}  # fmt: skip
"""The rates of CGI art. 278 to 281 nonies and 296 as fractions, in basis points."""
_ROUNDED_CENTS = 2
"""By as much may the tax of an expense differ from that of its rate: tills round each article."""
_RECEIVED = frozenset((StatusWord.PAID, StatusWord.PARTLY_PAID, StatusWord.ACCEPTED, StatusWord.REFUNDED))

Record = Client | CatalogueItem | ListedDocument | Receipt | Expense


def _catalogue_item(row: Row) -> CatalogueItem:
    activity = row.word("activity", _ACTIVITIES, None)
    label = row.text("label") or row.needed("reference")
    return CatalogueItem(
        reference=row.text("reference") or label,
        label=label,
        unit=row.text("unit"),
        unit_price=row.price("unit_price"),
        activity=activity.value if activity else "",
        vat_rate_bp=_vat_rate(row),
    )


def _vat_rate(row: Row) -> int:
    """Basis points out of a percentage, or out of the fraction that a spreadsheet holds for one: 0.2 for « 20 % ».

    They cannot be confused: the lowest rate is Corsica's 0,90 %, and no rate is above 20 %.
    """
    text = row.text("vat_rate").removesuffix("%").strip()
    fraction = text.replace(",", ".").rstrip("0")
    if fraction in _FRACTIONS:
        return _FRACTIONS[fraction]
    try:
        rate = parse_cents(text) if text else 0
    except ValueError:
        raise RejectedRow("vat_rate_unknown", value=text, field="vat_rate") from None
    if rate and not _LOWEST_VAT_RATE_BP <= rate <= _HIGHEST_VAT_RATE_BP:
        raise RejectedRow("vat_rate_unknown", value=text, field="vat_rate")
    return rate


def _receipt(row: Row) -> Receipt:
    _check_received(row)
    invoice, label = row.text("invoice"), row.text("label")
    return Receipt(
        on=row.day("date"),
        client=row.client() or ("" if label or invoice else row.needed("client")),
        label=label,
        amount_cents=_received_cents(row),
        method=row.word("method", METHOD_WORDS, Method.TRANSFER),
        activity=row.word("activity", _ACTIVITIES, None),
        reference=row.text("reference"),
        invoice=invoice,
    )


def _check_received(row: Row) -> None:
    """Raise RejectedRow for a payment that failed or waits, a payout to the bank, or a part of unknown amount."""
    status = find_status(row.text("status"))
    if status is StatusWord.PARTLY_PAID and not row.text("invoice"):
        raise RejectedRow("part_paid_unclear", field="amount")  # an order: its amount is the whole
    if status is StatusWord.REFUNDED and _card_row(row) is not _CardRow.REFUND:
        raise RejectedRow("refund_unclear", field="amount")
    if status is not None and status not in _RECEIVED:
        raise RejectedRow("payment_not_received", value=row.text("status"), field="status")
    if _card_row(row) is _CardRow.PAYOUT:
        raise RejectedRow("payout_not_sale", value=row.text("type"), field="type")


def _received_cents(row: Row) -> int:
    cents = _euros(row)
    return -abs(cents) if _card_row(row) is _CardRow.REFUND else cents


def _card_row(row: Row) -> "_CardRow | None":
    return find_word(row.text("type"), _CARD_ROWS)


def _expense(row: Row) -> Expense:
    amount_cents = _spent_cents(row)
    return Expense(
        on=row.day("date"),
        supplier=row.text("supplier") if row.text("label") else row.needed("supplier"),
        label=row.text("label"),
        amount_cents=amount_cents,
        category=row.text("category"),
        reference=row.text("reference"),
        method=row.optional(lambda: row.word("method", _METHODS, None), None),
        vat=row.optional(lambda: _vat(row, amount_cents), ()),
    )


def _vat(row: Row, amount_cents: int) -> tuple[ExpenseVat, ...]:
    """The VAT of a row that states it and whose rate follows from it; none of one that mixes rates."""
    if not row.text("tax"):
        return ()
    tax_cents = abs(row.cents("tax")) * (1 if amount_cents > 0 else -1)
    base_cents = amount_cents - tax_cents
    rates = [rate for rate in (0, *VAT_RATES_BP) if abs(tax_of(base_cents, rate) - tax_cents) <= _ROUNDED_CENTS]
    if len(rates) != 1 or base_cents * tax_cents < 0:
        return ()
    return (ExpenseVat(VatKind.DOMESTIC, rates[0], base_cents, tax_cents),)


def _spent_cents(row: Row) -> int:
    """Positive for money spent. Raises RejectedRow for a positive amount where nearly all others are negative."""
    cents, sign = _euros(row), row.facts.sign
    if sign is SpendingSign.MOSTLY_NEGATIVE and cents > 0:
        raise RejectedRow("sign_unclear", field="amount")
    return cents if sign is SpendingSign.POSITIVE else -cents


def _euros(row: Row) -> int:
    """The amount, from the total or from its parts. Raises RejectedRow for another currency: the books are in euros."""
    if checks.currency(row.text("currency")) != EUR:
        raise RejectedRow("currency_not_euro", value=row.text("currency"), field="currency")
    if row.text("amount") or not (row.text("amount_excl_tax") and row.text("tax")):
        return row.cents("amount")
    return row.cents("amount_excl_tax") + row.cents("tax")


class _CardRow(Enum):
    """What a row of a list of card payments is, besides a sale."""

    REFUND = auto()
    PAYOUT = auto()


_CARD_ROWS: Mapping[str, _CardRow] = {
    **dict.fromkeys(("REFUND", "REMBOURSEMENT", "CHARGEBACK", "CHARGE BACK", "IMPAYE"), _CardRow.REFUND),
    **dict.fromkeys(("PAYOUT", "VERSEMENT", "FEE", "FRAIS"), _CardRow.PAYOUT),
}
_ACTIVITIES: Mapping[str, Activity | None] = ACTIVITY_WORDS
_METHODS: Mapping[str, Method | None] = METHOD_WORDS

BUILDERS: Mapping[ImportKind, Callable[[Row], Record]] = {
    ImportKind.CLIENTS: build_client,
    ImportKind.CATALOGUE: _catalogue_item,
    ImportKind.DOCUMENTS: build_document,
    ImportKind.RECEIPTS: _receipt,
    ImportKind.EXPENSES: _expense,
}
