"""Values of electronic invoices: amounts, decimals, days and identifiers, as their schemas define them."""

import re
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.received.tree import Node
from microdesk_desktop.domain.documents.parties import ElectronicAddress
from microdesk_desktop.domain.identifiers import compact

_DECIMAL = re.compile(r"([+-]?)([0-9]{0,17})(?:\.([0-9]{0,20}))?", re.ASCII)
"""xs:decimal, with as many digits as a document could ever need."""
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_CENT_DIGITS = 2
_SIREN, _SIRET = re.compile(r"[0-9]{9}", re.ASCII), re.compile(r"[0-9]{14}", re.ASCII)
_LONGEST = 300
"""Characters of a name, a number or a label that are kept."""


def cents_of(text: str, term: str) -> int:
    """An amount in cents, further decimals rounded half away from zero.

    Raises INVOICE_INCOMPLETE (field) with the term's name for what is no amount.
    """
    match = _DECIMAL.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise KnownError(ErrorCode.INVOICE_INCOMPLETE, field=term)
    fraction = (match[3] or "").ljust(_CENT_DIGITS + 1, "0")
    cents = int((match[2] or "0") + fraction[:_CENT_DIGITS]) + (fraction[_CENT_DIGITS] >= "5")
    return -cents if match[1] == "-" else cents


def optional_cents(node: Node, path: str, term: str) -> int | None:
    """The amount at a path, None without one."""
    text = node.text_at(path)
    return cents_of(text, term) if text else None


def decimal_of(text: str) -> str:
    """A quantity, a price or a rate without needless zeros: two writers of one number give one text.

    "" for what is no number: it is shown only.
    """
    match = _DECIMAL.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        return ""
    whole, fraction = (match[2] or "").lstrip("0") or "0", (match[3] or "").rstrip("0")
    number = f"{whole}.{fraction}" if fraction else whole
    return f"-{number}" if match[1] == "-" and number != "0" else number


def base_quantity_of(text: str) -> str:
    """How many units a price is of; "" for one, which many writers leave out."""
    number = decimal_of(text)
    return "" if number == "1" else number


def day_of(text: str) -> date | None:
    """The day that a date or a moment begins with, as it is written: no time zone moves it. None for anything else."""
    match = _DAY.match(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def required_day(text: str, term: str) -> date:
    """The day of a required term. Raises INVOICE_INCOMPLETE (field)."""
    day = day_of(text)
    if day is None:
        raise KnownError(ErrorCode.INVOICE_INCOMPLETE, field=term)
    return day


def period_of(first: str, last: str) -> tuple[date | None, date | None]:
    """A period; one that is reversed is left out, one that has a single day keeps it."""
    start, end = day_of(first), day_of(last)
    return (None, None) if start and end and end < start else (start, end)


def short(text: str) -> str:
    """A text without invisible characters, cut to what is kept of it."""
    return one_line(text)[:_LONGEST]


def currency_of(text: str) -> str:
    """A currency's code of three letters. Raises INVOICE_INCOMPLETE (field) for anything else."""
    if not _CURRENCY.fullmatch(text):
        raise KnownError(ErrorCode.INVOICE_INCOMPLETE, field="currency")
    return text


def required(text: str, term: str) -> str:
    """A text that must be there. Raises INVOICE_INCOMPLETE (field)."""
    if not text:
        raise KnownError(ErrorCode.INVOICE_INCOMPLETE, field=term)
    return short(text)


def siren_of(*numbers: str) -> str:
    """The SIREN in the first of these identifiers that is one, or is a SIRET; else ""."""
    for number in map(compact, numbers):
        if _SIREN.fullmatch(number):
            return number
        if _SIRET.fullmatch(number):
            return number[:9]
    return ""


def identifier_of(text: str) -> str:
    """A VAT number or an IBAN without its spaces."""
    return short(compact(text))


def address_of(node: Node | None) -> ElectronicAddress:
    """An electronic address exactly as it is written, with its scheme; an empty one where there is none."""
    if node is None:
        return ElectronicAddress()
    return ElectronicAddress(scheme=short(node.attributes.get("schemeID", "")), value=short(node.text))
