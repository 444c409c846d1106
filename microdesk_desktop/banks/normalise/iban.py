"""Accounts named by their IBAN, so that files of different formats speak of one account."""

import re

_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")


def as_iban(text: str) -> str | None:
    """The text as an IBAN in capitals without spaces when it is one (ISO 13616 check digits), else None."""
    bare = "".join(text.upper().split())
    if not _IBAN.fullmatch(bare):
        return None
    return bare if _remainder(bare[4:] + bare[:4]) == 1 else None


def french_iban(bank: str, branch: str, account: str) -> str | None:
    """The IBAN of a French account, whose keys follow from its bank, branch and number; None of another shape.

    The RIB key is 97 less the remainder of 89 b + 15 g + 3 c, letters counted as on the RIB (CFONB, « RIB »).
    """
    if not re.fullmatch(r"[0-9]{5} [0-9]{5} [0-9A-Z]{11}", f"{bank} {branch} {account}"):
        return None
    digits = account.translate(_RIB_LETTERS)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(digits)) % 97
    bban = f"{bank}{branch}{account}{key:02}"
    check = 98 - _remainder(bban + "FR00")
    return f"FR{check:02}{bban}"


def _remainder(text: str) -> int:
    return int("".join(str(int(char, 36)) for char in text)) % 97
