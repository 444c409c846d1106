"""Checks of identifiers, offline: SIREN, SIRET, VAT number, IBAN, BIC.

Each check takes what the user typed, with its spaces, dots or hyphens, and returns the first flaw, or None for a number
that is right. Words for a flaw are in `views/messages/flaws.py`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_SEPARATORS = re.compile(r"[\s.\-]")
_BIC_LENGTHS = (8, 11)
_BIC = re.compile(r"[A-Z]{6}[0-9A-Z]{2}([0-9A-Z]{3})?")
# The head office of La Poste follows Luhn; its other establishments have digits that add up to a multiple of five.
_LA_POSTE, _LA_POSTE_HEAD = "356000000", "35600000000048"
# Monaco's VAT numbers begin like French ones, then have three zeros where a SIREN has none (BOI-TVA-DECLA-20-10-20).
_MONACO = "000"

# Lengths of the IBAN in the SEPA countries (ISO 13616, register of SWIFT).
_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21,
    "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip
_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34


class FlawKind(StrEnum):
    """What is wrong with a value; the first five are of identifiers, the others of the company's other facts."""

    CHARACTERS = "characters"
    LENGTH = "length"
    CHECK_DIGIT = "check_digit"
    COUNTRY = "country"
    OTHER_COMPANY = "other_company"
    EMPTY = "empty"
    FORM = "form"
    DATE = "date"
    CHOICE = "choice"
    TOO_EARLY = "too_early"
    TOO_LONG = "too_long"
    NUMBER_CHARACTERS = "number_characters"
    NUMBER_LENGTH = "number_length"
    NO_COUNTER = "no_counter"
    TERMS = "terms"
    ELECTRONIC = "electronic"
    OTHER_SIREN = "other_siren"
    COLOUR = "colour"
    LOGO_SIZE = "logo_size"
    LOGO_SIDE = "logo_side"
    LOGO_FORMAT = "logo_format"
    LOGO_ACTIVE = "logo_active"
    NO_GLYPH = "no_glyph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One flaw. A LENGTH has `length` and the `lengths` that are right, empty where these depend on the country.

    `counts_digits` is whether these lengths are of digits alone. `found` and `expected` are the two SIRENs of an
    OTHER_COMPANY; of a CHOICE, `expected` names what may be chosen; of a NO_GLYPH, `found` is the character.
    """

    kind: FlawKind
    length: int = 0
    lengths: tuple[int, ...] = ()
    counts_digits: bool = False
    found: str = ""
    expected: str = ""


def compact(text: str) -> str:
    """The number in capitals, without spaces, dots and hyphens."""
    return _SEPARATORS.sub("", text).upper()


def siren_flaw(text: str) -> Flaw | None:
    """What is wrong with a SIREN: nine digits, the last of which is Luhn's check digit."""
    number = compact(text)
    return _digits_flaw(number, 9) or (None if _follows_luhn(number) else Flaw(kind=FlawKind.CHECK_DIGIT))


def siret_flaw(text: str) -> Flaw | None:
    """What is wrong with a SIRET: a SIREN and five digits, the last of which is a check digit."""
    number = compact(text)
    if flaw := _digits_flaw(number, 14):
        return flaw
    if number.startswith(_LA_POSTE) and number != _LA_POSTE_HEAD:
        is_right = sum(map(int, number)) % 5 == 0
    else:
        is_right = _follows_luhn(number) and _follows_luhn(number[:9])
    return None if is_right else Flaw(kind=FlawKind.CHECK_DIGIT)


def vat_number_flaw(text: str, siren: str = "") -> Flaw | None:
    """What is wrong with a VAT number of the Union; a French one must contain `siren` where it is known.

    French ones are FR, a key of two characters, and the SIREN; a key of two digits is computed from it (CGI ann. II
    art. 242 nonies A). The length of numbers of other countries is named without the right one.
    """
    number = compact(text)
    if not number.startswith("FR"):
        return _foreign_vat_flaw(number)
    if len(number) != 13:
        return Flaw(kind=FlawKind.LENGTH, length=len(number), lengths=(13,))
    key, inside = number[2:4], number[4:]
    if not re.fullmatch(r"[0-9A-HJ-NP-Z]{2}", key, re.ASCII) or not _is_digits(inside):
        return Flaw(kind=FlawKind.CHARACTERS)
    if not (inside.startswith(_MONACO) or _follows_luhn(inside)) or not _has_french_key(key, inside):
        return Flaw(kind=FlawKind.CHECK_DIGIT)
    if siren and inside != siren:
        return Flaw(kind=FlawKind.OTHER_COMPANY, found=inside, expected=siren)
    return None


def iban_flaw(text: str) -> Flaw | None:
    """What is wrong with an IBAN: its characters, its country, its length, its check digits or its structure."""
    number = compact(text)
    if not re.fullmatch(r"[0-9A-Z]*", number, re.ASCII):
        return Flaw(kind=FlawKind.CHARACTERS)
    if not re.match(r"[A-Z]{2}", number):
        return Flaw(kind=FlawKind.COUNTRY)
    expected = _IBAN_LENGTHS.get(number[:2])
    fits = len(number) == expected if expected else _SHORTEST_IBAN <= len(number) <= _LONGEST_IBAN
    if not fits:
        return Flaw(kind=FlawKind.LENGTH, length=len(number), lengths=(expected,) if expected else ())
    if not re.fullmatch(r"[0-9]{2}", number[2:4]):
        return Flaw(kind=FlawKind.CHARACTERS)
    return _iban_content_flaw(number)


def bic_flaw(text: str) -> Flaw | None:
    """What is wrong with a BIC: eight or eleven characters, of which the first six are letters (ISO 9362)."""
    number = compact(text)
    if len(number) not in _BIC_LENGTHS:
        return Flaw(kind=FlawKind.LENGTH, length=len(number), lengths=_BIC_LENGTHS)
    return None if _BIC.fullmatch(number) else Flaw(kind=FlawKind.CHARACTERS)


def _digits_flaw(number: str, length: int) -> Flaw | None:
    if not _is_digits(number):
        return Flaw(kind=FlawKind.CHARACTERS)
    if len(number) != length:
        return Flaw(kind=FlawKind.LENGTH, length=len(number), lengths=(length,), counts_digits=True)
    return None


def _is_digits(text: str) -> bool:
    return text.isascii() and (text.isdigit() or not text)


def _follows_luhn(digits: str) -> bool:
    """Whether Luhn's sum is a multiple of ten: every second digit from the right counts double (ISO/IEC 7812-1)."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _has_french_key(key: str, siren: str) -> bool:
    """Whether a key of two digits is the SIREN's; one with a letter is checked by the library, which knows its rule."""
    if key.isdigit():
        return int(key) == (12 + 3 * (int(siren) % 97)) % 97
    from stdnum.fr import tva

    return bool(tva.is_valid(f"FR{key}{siren}"))


def _foreign_vat_flaw(number: str) -> Flaw | None:
    # Imported here: the rules of all countries take 45 ms to load.
    from stdnum.eu import vat
    from stdnum.exceptions import InvalidFormat, InvalidLength, ValidationError

    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]+", number, re.ASCII):
        return Flaw(kind=FlawKind.CHARACTERS)
    if number[:2].lower() not in (*vat.MEMBER_STATES, "el"):
        return Flaw(kind=FlawKind.COUNTRY)
    try:
        vat.validate(number)
    except InvalidLength:
        return Flaw(kind=FlawKind.LENGTH, length=len(number))
    except InvalidFormat:
        return Flaw(kind=FlawKind.CHARACTERS)
    except ValidationError:
        return Flaw(kind=FlawKind.CHECK_DIGIT)
    return None


def _iban_content_flaw(number: str) -> Flaw | None:
    # Imported here: it takes 40 ms.
    from stdnum import iban
    from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

    try:
        iban.validate(number, check_country=False)
    except InvalidChecksum:
        return Flaw(kind=FlawKind.CHECK_DIGIT)
    except InvalidComponent:
        return Flaw(kind=FlawKind.COUNTRY)
    except ValidationError:
        return Flaw(kind=FlawKind.CHARACTERS)
    return None
