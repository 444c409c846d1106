"""IBAN validation, and the IBAN of a French RIB, so that every format identifies an account in the same way."""

import re

_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")
_WHOLE_RIB = re.compile(r"([0-9]{5})([0-9]{5})([0-9A-Z]{11})([0-9]{2})")
_RIB = re.compile(r"[0-9]{5} [0-9]{5} [0-9A-Z]{11}")


def as_iban(value: object) -> str | None:
    """The value in capitals without spaces when it is an IBAN (ISO 13616 structure and check digits), else None."""
    text = "".join(value.upper().split()) if isinstance(value, str) else ""
    if not _SHAPE.fullmatch(text):
        return None
    # Imported here: it takes 40 ms that only data with an IBAN needs.
    from stdnum import iban

    return text if iban.is_valid(text, check_country=False) else None


def account_iban(number: str) -> str | None:
    """The IBAN that an account number is or stands for; None when it is none of these.

    Banks write an IBAN with the currency behind it (MT940), or a whole RIB: bank, branch, account and key.
    """
    bare = "".join(number.upper().split())
    rib = _WHOLE_RIB.fullmatch(bare)
    if rib is None:
        return as_iban(bare) or (as_iban(bare[:-3]) if bare[-3:].isalpha() else None)
    iban = french_iban(rib[1], rib[2], rib[3])
    return iban if iban and iban.endswith(rib[4]) else None


def french_iban(bank: str, branch: str, account: str) -> str | None:
    """The IBAN of a French account from its bank code, branch code and account number; None for another shape.

    The RIB key is 97 less the remainder of 89 b + 15 g + 3 c, letters counted as on the RIB (CFONB, « RIB »).
    """
    if not _RIB.fullmatch(f"{bank} {branch} {account}"):
        return None
    from stdnum import iban

    digits = account.translate(_RIB_LETTERS)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(digits)) % 97
    bban = f"{bank}{branch}{account}{key:02}"
    return f"FR{iban.calc_check_digits(f'FR00{bban}')}{bban}"
