"""Build one domain value from one row of a record file."""

from collections.abc import Callable, Mapping
from enum import Enum, auto

from microdesk_desktop.documents.imports import checks
from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.document import build_document
from microdesk_desktop.documents.imports.row import Row, SpendingSign
from microdesk_desktop.documents.imports.words import (
    ACTIVITY_WORDS,
    KIND_WORDS,
    METHOD_WORDS,
    StatusWord,
    find_status,
    find_word,
)
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.money import EUR, parse_cents
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.domain.records.documents import CatalogueItem, ListedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.tables import ImportKind

_LOWEST_VAT_RATE_BP = 90
_HIGHEST_VAT_RATE_BP = 10_000
_FRACTIONS = {
    "0.2": 2000, "0.1": 1000, "0.085": 850, "0.055": 550, "0.021": 210, "0.0175": 175, "0.0105": 105, "0.009": 90,
}  # fmt: skip
"""The rates of CGI art. 278 to 281 nonies and 296 as fractions, in basis points."""
_RECEIVED = frozenset((StatusWord.PAID, StatusWord.PARTLY_PAID, StatusWord.ACCEPTED, StatusWord.REFUNDED))

Record = Client | CatalogueItem | ListedDocument | Receipt | Expense


def _client(row: Row) -> Client:
    company, person = _names(row)
    siren = row.optional(lambda: checks.siren(row.text("siren")), "")
    emails = row.optional(lambda: checks.emails(row.text("email")), tuple[str, ...]())
    country = row.optional(lambda: checks.country(row.text("country")), "")
    phone, postal_code = row.text("phone"), row.text("postal_code")
    if row.text("country") and country == "FR":
        phone, postal_code = checks.with_lost_zero(phone, 10), checks.with_lost_zero(postal_code, 5)
    return Client(
        name=company or person or row.needed("name"),
        kind=_client_kind(row, company, siren),
        siren=siren,
        vat_number=row.optional(lambda: checks.vat_number(row.text("vat_number"), siren), ""),
        email=emails[0] if emails else "",
        phone=phone,
        address=row.text("address"),
        postal_code=postal_code,
        city=row.text("city"),
        country=country,
        contact=person if company else "",
        other_emails=emails[1:],
        other_addresses=_delivery_address(row),
    )


def _names(row: Row) -> tuple[str, str]:
    """The name of the company and of the person, of whom files of both fill one or both.

    A column called « Nom » is the family name beside a first name, the person's beside a company, else the only name.
    """
    company, name = row.text("company"), row.text("name")
    first, last = row.text("first_name"), row.text("last_name")
    person = " ".join(filter(None, (first, last or ("" if not first else name))))
    if name and (last or not first):
        return (company, person or name) if company else (name, person)
    return company, person


def _client_kind(row: Row, company: str, siren: str) -> ClientKind:
    """By its column; else a person is one with a first name, without company and SIREN."""
    is_person = bool(row.text("first_name")) and not company and not siren
    found = ClientKind.INDIVIDUAL if is_person else ClientKind.COMPANY
    return row.optional(lambda: row.word("kind", KIND_WORDS, found), found)


def _delivery_address(row: Row) -> tuple[str, ...]:
    town = " ".join(filter(None, (row.text("delivery_postal_code"), row.text("delivery_city"))))
    parts = list(filter(None, (row.text("delivery_address"), town, row.text("delivery_country"))))
    main = {
        row.text("address"),
        row.text("country"),
        " ".join(filter(None, (row.text("postal_code"), row.text("city")))),
    }
    return (", ".join(parts),) if set(parts) - main else ()


def _catalogue_item(row: Row) -> CatalogueItem:
    activity = row.word("activity", _ACTIVITIES, None)
    label = row.text("label") or row.needed("reference")
    return CatalogueItem(
        reference=row.text("reference") or label,
        label=label,
        unit=row.text("unit"),
        unit_price_cents=row.cents("unit_price"),
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
    return Expense(
        on=row.day("date"),
        supplier=row.text("supplier") if row.text("label") else row.needed("supplier"),
        label=row.text("label"),
        amount_cents=_spent_cents(row),
        category=row.text("category"),
        reference=row.text("reference"),
    )


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

BUILDERS: Mapping[ImportKind, Callable[[Row], Record]] = {
    ImportKind.CLIENTS: _client,
    ImportKind.CATALOGUE: _catalogue_item,
    ImportKind.DOCUMENTS: build_document,
    ImportKind.RECEIPTS: _receipt,
    ImportKind.EXPENSES: _expense,
}
