"""How statement files write the account that they are about, and whether two spellings are one account.

An account is named by its IBAN, by a number (all of it, or a field of its RIB), by a masked number (****8901), or by
words of its owner (« Compte courant »). Numbers are compared whole, never by a part that they have in common.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from microdesk_desktop.domain.text import fold

_IBAN = re.compile(r"[A-Z]{2}\d{2}[0-9A-Z]{11,30}")
_CURRENCY_AFTER_IBAN = re.compile(r"((?:FR|MC)\d{2}[0-9A-Z]{23}|[A-Z]{2}\d{2}[A-Z]{0,4}\d{10,26})[A-Z]{3}")
_MASK = re.compile(r"[*•#…]+|X{2,}|\.{2,}")
_NOT_IN_NUMBERS = re.compile(r"[^0-9A-Z]+")
_FEWEST_VISIBLE = 3
"""Digits of a masked number that stay readable: two would fit one account in a hundred by chance."""
_RIB, _RIB_WITHOUT_KEY = 23, 21
"""Characters of a French account's bank, branch, number and key."""
_FIELDS = {
    "FR": ((10, 21), (10, 23), (5, 21), (0, 21)),
    "MC": ((10, 21), (10, 23), (5, 21), (0, 21)),
    "AT": ((5, 16),),
    "BE": ((3, 12),),
    "CH": ((5, 17),),
    "DE": ((8, 18),),
    "ES": ((10, 20),),
    "GB": ((10, 18), (4, 18)),
    "IE": ((10, 18), (4, 18)),
    "IT": ((11, 23),),
    "LU": ((3, 16),),
    "NL": ((4, 14),),
    "PT": ((8, 19),),
}
"""Where the parts of an IBAN that files write alone begin and end, after its country and check digits (IBAN registry,
SWIFT): the account's number, in France also with its key, its branch, its bank."""


class NameKind(StrEnum):
    """What a file writes in the place of the account."""

    IBAN = "iban"
    NUMBER = "number"
    MASKED = "masked"
    WORDS = "words"


@dataclass(frozen=True)
class AccountName:
    """An account as one file writes it."""

    text: str

    @cached_property
    def kind(self) -> NameKind:
        """A text with more letters than digits is words, unless it is an IBAN."""
        if _IBAN.fullmatch(self.plain):
            return NameKind.IBAN
        if _MASK.search(self.folded):
            return NameKind.MASKED if _digits(self.prefix + self.suffix) >= _FEWEST_VISIBLE else NameKind.WORDS
        digits = _digits(self.plain)
        return NameKind.NUMBER if digits and 2 * digits >= len(self.plain) else NameKind.WORDS

    @cached_property
    def plain(self) -> str:
        """Its letters and digits, without the currency that some banks add to an IBAN (MT940)."""
        plain = _NOT_IN_NUMBERS.sub("", self.folded)
        with_currency = _CURRENCY_AFTER_IBAN.fullmatch(plain)
        return with_currency[1] if with_currency else plain

    def is_equal(self, other: "AccountName") -> bool:
        """Whether both are written alike, but for zeros in front."""
        return _without_zeros(self.plain) == _without_zeros(other.plain)

    def is_same(self, other: "AccountName") -> bool:
        """Whether both can only be the same account."""
        if NameKind.WORDS in (self.kind, other.kind):
            return self.kind is other.kind and self.folded == other.folded
        if self.kind is NameKind.MASKED:
            return self.hides(other)
        if other.kind is NameKind.MASKED:
            return other.hides(self)
        return _without_zeros(self.plain) in other.written_alone or _without_zeros(other.plain) in self.written_alone

    @cached_property
    def folded(self) -> str:
        """The text without case, accents and repeated spaces."""
        return fold(self.text)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The number with its leading zeros, and each of its fields that files write alone."""
        country, bban = self.plain[:2], self.plain[4:]
        if self.kind is not NameKind.IBAN:
            country, bban = "FR", self.plain if len(self.plain) in (_RIB, _RIB_WITHOUT_KEY) else ""
        fields = {bban[start:end] for start, end in _FIELDS.get(country, ()) if len(bban) >= end}
        return frozenset(filter(None, {self.plain, bban, *fields}))

    @cached_property
    def written_alone(self) -> frozenset[str]:
        """The numbers, without leading zeros, by which a file may name this account."""
        return frozenset(map(_without_zeros, self.forms))

    @cached_property
    def prefix(self) -> str:
        """The digits before the mask of a masked number, with the country of an IBAN."""
        first = _MASK.split(self.folded)[0]
        return "".join(filter(str.isdecimal, first)) if not _IBAN.match(f"{first.strip()}{'0' * 11}") else first.strip()

    @cached_property
    def suffix(self) -> str:
        """The digits after the mask of a masked number."""
        return _NOT_IN_NUMBERS.sub("", _MASK.split(self.folded)[-1])

    def hides(self, other: "AccountName") -> bool:
        """Whether what this masked number shows agrees with the other number."""
        if other.kind is NameKind.MASKED:
            return self.suffix == other.suffix and (
                self.prefix.startswith(other.prefix) or other.prefix.startswith(self.prefix)
            )
        return any(
            form.startswith(self.prefix) and form.endswith(self.suffix) and len(form) > len(self.suffix)
            for form in other.forms
        )


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)


def _without_zeros(number: str) -> str:
    """The number without the zeros that only fill a field; a number of zeros stays."""
    return number.lstrip("0") or number
