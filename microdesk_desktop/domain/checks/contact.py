"""Checks of ways to reach somebody, offline: e-mail address, phone number, postal code, e-invoice address."""

import re

from microdesk_desktop.domain.identifiers import Flaw, FlawKind, compact

_EMAIL = re.compile(r"\A[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
# Seven digits are the shortest national numbers, fifteen the longest international ones (ITU-T E.164).
_PHONE = re.compile(r"\A\+?(?:[\s().\-/]*[0-9]){7,15}[\s().\-/]*", re.ASCII)
_DIGITS_OF_POSTAL_CODES = {
    "AT": 4, "AU": 4, "BE": 4, "BG": 4, "CH": 4, "CY": 4, "DE": 5, "DK": 4, "EE": 5, "ES": 5, "FI": 5, "FR": 5,
    "HR": 5, "HU": 4, "IT": 5, "LI": 4, "LU": 4, "MC": 5, "MX": 5, "NO": 4, "RO": 6, "SI": 4,
}  # fmt: skip
"""Of the countries whose codes are digits alone, one length for each (Universal Postal Union)."""
_DUTCH_CODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}", re.ASCII)
_ELECTRONIC_SCHEME = re.compile(r"[0-9]{4}|EM", re.ASCII)
LONGEST_ELECTRONIC = 125
"""Characters of an e-invoice address (rule BR-FR-25)."""
_ELECTRONIC_VALUE = re.compile(r"[A-Za-z0-9+\-_/]+", re.ASCII)
"""Of the French scheme (rule BR-FR-23)."""
_FRENCH_SCHEME, _MAIL_SCHEME = "0225", "EM"


def email_flaw(text: str) -> Flaw | None:
    """What is wrong with an e-mail address."""
    return None if _EMAIL.fullmatch(text) else Flaw(kind=FlawKind.FORM)


def phone_flaw(text: str) -> Flaw | None:
    """What is wrong with a phone number."""
    return None if _PHONE.fullmatch(text) else Flaw(kind=FlawKind.FORM)


def postal_code_flaw(text: str, country: str) -> Flaw | None:
    """What is wrong with a postal code of this country; those of countries that are not known here are right."""
    code = compact(text)
    if country == "NL":
        return None if _DUTCH_CODE.fullmatch(code) else Flaw(kind=FlawKind.FORM)
    length = _DIGITS_OF_POSTAL_CODES.get(country)
    if length is None:
        return None
    if not (code.isascii() and code.isdigit()):
        return Flaw(kind=FlawKind.CHARACTERS)
    if len(code) != length:
        return Flaw(kind=FlawKind.LENGTH, length=len(code), lengths=(length,), counts_digits=True)
    return None


def electronic_flaw(scheme: str, value: str, siren: str) -> Flaw | None:
    """What is wrong with an e-invoice address: its scheme, its characters, or the SIREN that it must begin with."""
    if not _ELECTRONIC_SCHEME.fullmatch(scheme) or not value:
        return Flaw(kind=FlawKind.ELECTRONIC)
    if len(value) > LONGEST_ELECTRONIC:
        return Flaw(kind=FlawKind.LENGTH, length=len(value))
    if scheme == _MAIL_SCHEME:
        return email_flaw(value)
    if scheme != _FRENCH_SCHEME:
        return None
    if not _ELECTRONIC_VALUE.fullmatch(value):
        return Flaw(kind=FlawKind.NUMBER_CHARACTERS)
    return None if not siren or value.startswith(siren) else Flaw(kind=FlawKind.OTHER_SIREN, expected=siren)


def parse_electronic(text: str) -> tuple[str, str]:
    """Scheme and value of an address as it is typed: « 0225:123456789 », « 123456789_SERVICE », « a@b.example »."""
    scheme, colon, value = text.partition(":")
    if colon and _ELECTRONIC_SCHEME.fullmatch(scheme.strip().upper()):
        return scheme.strip().upper(), value.strip()
    if not text.strip():
        return "", ""
    return (_MAIL_SCHEME if "@" in text else _FRENCH_SCHEME), text.strip()
