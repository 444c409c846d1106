"""Validation of cells of record files; each function returns the normalised value or raises RejectedRow."""

import re

from microdesk_desktop.base.files.csv_reader import column_name

_EMAIL = re.compile(r"\A[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_COUNTRIES = {
    "FRANCE": "FR", "BELGIQUE": "BE", "BELGIUM": "BE", "SUISSE": "CH", "SWITZERLAND": "CH", "LUXEMBOURG": "LU",
    "ALLEMAGNE": "DE", "GERMANY": "DE", "ESPAGNE": "ES", "SPAIN": "ES", "ITALIE": "IT", "ITALY": "IT",
    "PORTUGAL": "PT", "PAYS BAS": "NL", "NETHERLANDS": "NL", "ROYAUME UNI": "GB", "UNITED KINGDOM": "GB",
    "IRLANDE": "IE", "IRELAND": "IE", "AUTRICHE": "AT", "AUSTRIA": "AT", "POLOGNE": "PL", "POLAND": "PL",
    "ETATS UNIS": "US", "UNITED STATES": "US", "USA": "US", "CANADA": "CA", "MONACO": "MC", "MAROC": "MA",
}  # fmt: skip

# The currencies in which a French freelancer bills (ISO 4217).
_CURRENCIES = frozenset(
    "EUR USD GBP CHF CAD AUD NZD JPY CNY HKD SGD SEK NOK DKK PLN CZK HUF RON BGN ISK TRY ILS AED SAR QAR MAD TND"
    " DZD EGP XOF XAF XPF MUR MGA ZAR KES NGN INR KRW THB VND IDR MYR PHP TWD BRL MXN ARS CLP COP PEN UYU UAH".split()
)


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


def email(text: str) -> str:
    """One e-mail address; "" for a blank cell."""
    if text and not _EMAIL.fullmatch(text):
        raise RejectedRow("email_invalid", value=text)
    return text


def country(text: str) -> str:
    """An ISO 3166-1 alpha-2 code, from the code or a known name; FR for a blank cell."""
    name = column_name(text)
    if not name:
        return "FR"
    code = _COUNTRIES.get(name, name)
    if not re.fullmatch("[A-Z]{2}", code):
        raise RejectedRow("country_unknown", value=text)
    return code


def currency(text: str) -> str:
    """An ISO 4217 code; EUR for a blank cell."""
    code = text.upper().replace("€", "EUR") or "EUR"
    if code not in _CURRENCIES:
        raise RejectedRow("currency_unknown", value=text)
    return code
