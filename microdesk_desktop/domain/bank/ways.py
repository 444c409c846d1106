"""The ways of following a bank, the banks that users name, and how one of them is found in a list."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.domain.bank.types import Institution
from microdesk_desktop.domain.text import fold

_WORD = re.compile(r"[0-9A-Z]+")


class Fitness(StrEnum):
    """Whether a way suits a professional account, by its own terms."""

    MEANT = "meant"
    """Open to customers, for a professional account too."""
    HOLDERS = "holders"
    """Only for those who have keys or a contract already."""
    EXCLUDED = "excluded"
    """Its open offer excludes professional accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A provider, the ids of the banks that it reads (none: those of its own list), and where its keys are made."""

    provider: str
    fitness: Fitness
    banks: frozenset[str]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBank:
    """A bank by the name that users know; `also` is what else they type, `listed` how services name it.

    `layouts` are those of its CSV export that the import recognises.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()


def is_typed(bank: KnownBank, text: str) -> bool:
    """Whether each word that was typed begins a word of one of the bank's names."""
    wanted = _words(text)
    return any(
        all(any(word.startswith(typed) for word in words) for typed in wanted)
        for words in map(_words, (bank.name, *bank.also, f"{bank.name} {' '.join(bank.also)}"))
    )


def named_in(institutions: Iterable[Institution], bank: KnownBank) -> Sequence[Institution]:
    """Those of a service's list that have all words of one of the bank's names."""
    names = [set(_words(name)) for name in bank.listed or (bank.name,)]
    return [each for each in institutions if any(name <= set(_words(each.name)) for name in names)]


def ways_of(bank: KnownBank | None, ways: Iterable[Way]) -> Sequence[Way]:
    """The ways that may read a bank; None is a bank that is not known by name."""
    return [each for each in ways if not each.banks or (bank is not None and bank.id in each.banks)]


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(fold(text))
