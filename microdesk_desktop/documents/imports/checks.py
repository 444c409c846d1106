"""Validation of cells of record files; each function returns the normalised value or raises RejectedRow."""

import re

from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.format.countries import country_code
from microdesk_desktop.domain.calendar.payment_terms import PaymentTerms, parse_terms
from microdesk_desktop.domain.checks.contact import electronic_flaw, parse_electronic

_EMAIL = re.compile(r"\A[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_SEPARATORS = re.compile(r"[\s,;|]+")
# The currencies in which a French freelancer bills (ISO 4217).
_CURRENCIES = frozenset(
    "EUR USD GBP CHF CAD AUD NZD JPY CNY HKD SGD SEK NOK DKK PLN CZK HUF RON BGN ISK TRY ILS AED SAR QAR MAD TND"
    " DZD EGP XOF XAF XPF MUR MGA ZAR KES NGN INR KRW THB VND IDR MYR PHP TWD BRL MXN ARS CLP COP PEN UYU UAH".split()
)


_CURRENCY_NAMES = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP"}
"""Names of one currency; a dollar may be of several countries."""

_TERMS = re.compile(
    r"(?:(?:NET|A|SOUS|PAIEMENT A|PAIEMENT SOUS) )?(?P<days>\d{1,3})(?: ?(?:J|JR|JRS|JOURS?|D|DAYS?))?"
    r"(?: (?:NETS?|DATE DE FACTURE|DATE DE FACTURATION|DATE D EMISSION))?"
    r"(?P<end> (?:FIN DE MOIS|FIN DU MOIS|FDM|EOM|END OF MONTH)(?: (?:LE |THE |ON THE )?(?P<day>\d{1,2}))?)?"
)
_AT_ONCE = frozenset(
    (
        "A RECEPTION", "A RECEPTION DE FACTURE", "A RECEPTION DE LA FACTURE", "RECEPTION DE FACTURE", "COMPTANT",
        "PAIEMENT COMPTANT", "AU COMPTANT", "IMMEDIAT", "PAIEMENT IMMEDIAT", "DUE ON RECEIPT", "UPON RECEIPT",
        "ON RECEIPT", "IMMEDIATE",
    )
)  # fmt: skip
_END_OF_MONTH = frozenset(("FIN DE MOIS", "FIN DU MOIS", "FDM", "EOM", "END OF MONTH"))


class RejectedRow(ValueError):
    """A row that cannot be imported: a row problem's code, and the values of its sentence."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def siren(text: str) -> str:
    """A valid SIREN, or a valid SIRET, which begins with one; "" for a blank cell."""
    # Imported here: it takes 45 ms that only an import of clients needs.
    from stdnum.fr import siren as siren_rules
    from stdnum.fr import siret as siret_rules

    digits = re.sub(r"[\s.\-]", "", text)
    if digits and not (siren_rules.is_valid(digits) or siret_rules.is_valid(digits)):
        raise RejectedRow("siren_invalid", value=text)
    return digits


def siret(text: str, known_siren: str) -> str:
    """A valid SIRET, of `known_siren` where that is not ""; "" for a blank cell."""
    from stdnum.fr import siret as siret_rules

    digits = re.sub(r"[\s.\-]", "", text)
    if digits and not siret_rules.is_valid(digits):
        raise RejectedRow("siren_invalid", value=text)
    if digits and known_siren and not digits.startswith(known_siren):
        raise RejectedRow("siret_siren_differ", value=text)
    return digits


def payment_terms(text: str) -> str:
    """Terms as `PaymentTerms.text` writes them: « 45 jours fin de mois le 15 » is « 45 eom 15 »; "" for a blank cell.

    « Fin de mois 45 jours » counts in the other order, which no terms of ours do.
    """
    name = column_name(text)
    if name in _AT_ONCE:
        return PaymentTerms(days=0).text
    if name in _END_OF_MONTH:
        return PaymentTerms(days=0, to_end_of_month=True).text
    found = _TERMS.fullmatch(name)
    if name and not found:
        raise RejectedRow("terms_unknown", value=text)
    if not found:
        return ""
    end, day = "eom" if found["end"] else "", found["day"] or ""
    try:
        return parse_terms(" ".join(filter(None, (found["days"], end, day)))).text
    except ValueError:
        raise RejectedRow("terms_unknown", value=text) from None


def electronic(text: str, siren: str) -> tuple[str, str]:
    """Scheme and value of an e-invoice address; two times "" for a blank cell."""
    scheme, value = parse_electronic("".join(text.split()))
    if value and electronic_flaw(scheme, value, siren):
        raise RejectedRow("electronic_invalid", value=text)
    return (scheme, value) if value else ("", "")


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
    if not column_name(text):
        return "FR"
    code = country_code(text)
    if code is None:
        raise RejectedRow("country_unknown", value=text)
    return code


def currency(text: str) -> str:
    """An ISO 4217 code; EUR for a blank cell."""
    code = _CURRENCY_NAMES.get(text.upper(), text.upper()) or "EUR"
    if code not in _CURRENCIES:
        raise RejectedRow("currency_unknown", value=text)
    return code
