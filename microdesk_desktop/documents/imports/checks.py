"""Validation of cells of record files; each function returns the normalised value or raises RejectedRow."""

import re

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.files.csv_reader import column_name

_EMAIL = re.compile(r"\A[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_SEPARATORS = re.compile(r"[\s,;|]+")
_COUNTRIES = {"USA": "US", "UK": "GB", "ANGLETERRE": "GB", "ENGLAND": "GB", "HOLLANDE": "NL", "GREAT BRITAIN": "GB"}
"""Names in use beside those of the Unicode repository."""

# The currencies in which a French freelancer bills (ISO 4217).
_CURRENCIES = frozenset(
    "EUR USD GBP CHF CAD AUD NZD JPY CNY HKD SGD SEK NOK DKK PLN CZK HUF RON BGN ISK TRY ILS AED SAR QAR MAD TND"
    " DZD EGP XOF XAF XPF MUR MGA ZAR KES NGN INR KRW THB VND IDR MYR PHP TWD BRL MXN ARS CLP COP PEN UYU UAH".split()
)


_CURRENCY_NAMES = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP"}
"""Names of one currency; a dollar may be of several countries."""


class RejectedRow(ValueError):
    """A row that cannot be imported: a row problem's code, and the values of its sentence."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def siren(text: str) -> str:
    """The SIREN of a valid SIREN or SIRET; "" for a blank cell."""
    # Imported here: it takes 45 ms that only an import of clients needs.
    from stdnum.fr import siren as siren_rules
    from stdnum.fr import siret as siret_rules

    digits = re.sub(r"[\s.\-]", "", text)
    if digits and not (siren_rules.is_valid(digits) or siret_rules.is_valid(digits)):
        raise RejectedRow("siren_invalid", value=text)
    return digits[:9]


def vat_number(text: str, known_siren: str) -> str:
    """A VAT number without spaces, with valid check digits in the Union; a French one must contain `known_siren`."""
    from stdnum.eu import vat

    number = re.sub(r"[\s.\-]", "", text).upper()
    if not number:
        return ""
    is_european = number[:2].lower() in vat.MEMBER_STATES or number[:2] == "EL"
    if not (vat.is_valid(number) if is_european else re.fullmatch(r"[A-Z]{2,3}[0-9A-Z]{5,14}", number)):
        raise RejectedRow("vat_number_invalid", value=text)
    if known_siren and number.startswith("FR") and number[4:] != known_siren:
        raise RejectedRow("vat_siren_differ", value=text)
    return number


def with_lost_zero(text: str, length: int) -> str:
    """The digits of a French postal code (5) or phone number (10), with the zero that a spreadsheet took off."""
    return f"0{text}" if len(text) == length - 1 and text.isdecimal() else text


def emails(text: str) -> tuple[str, ...]:
    """The e-mail addresses of a cell, which may hold several, each once; () for a blank cell."""
    parts = [part.strip("<>()\"'") for part in _SEPARATORS.split(text) if part]
    found = tuple(dict.fromkeys(part for part in parts if "@" in part))
    if text and (not found or not all(map(_EMAIL.fullmatch, found))):
        raise RejectedRow("email_invalid", value=text)
    return found


def country(text: str) -> str:
    """An ISO 3166-1 alpha-2 code, from the code or the country's French or English name; FR for a blank cell."""
    name = column_name(text)
    if not name:
        return "FR"
    code = name if re.fullmatch("[A-Z]{2}", name) and name not in _COUNTRIES else _country_names().get(name)
    if code is None:
        raise RejectedRow("country_unknown", value=text)
    return code


@impersonal_cache()
def _country_names() -> dict[str, str]:
    # Imported here: it takes 60 ms that only an import of clients needs.
    from babel import Locale

    names = dict(_COUNTRIES)
    for language in ("en", "fr"):
        territories = Locale(language).territories
        names |= {column_name(name): code for code, name in territories.items() if re.fullmatch("[A-Z]{2}", code)}
    return names


def currency(text: str) -> str:
    """An ISO 4217 code; EUR for a blank cell."""
    code = _CURRENCY_NAMES.get(text.upper(), text.upper()) or "EUR"
    if code not in _CURRENCIES:
        raise RejectedRow("currency_unknown", value=text)
    return code
