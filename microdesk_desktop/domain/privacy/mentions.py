"""Whom a text names, where names are parts of one another: « Martin » is not « Martin Dupont »."""

import re
from collections.abc import Collection

from microdesk_desktop.domain.text import fold

FEWEST = 3
"""A name of fewer characters is found in any text."""


def names_of(texts: Collection[str]) -> frozenset[str]:
    """The folded texts that can be looked for: those of at least three characters."""
    return frozenset(found for text in texts if len(found := fold(text)) >= FEWEST)


def names_any(text: str, names: Collection[str]) -> bool:
    """Whether a text holds one of these folded names, as whole words."""
    folded = fold(text)
    return any(_pattern(name).search(folded) for name in names)


def is_named(text: str, own: Collection[str], others: Collection[str]) -> bool:
    """Whether a text names its owner: one of `own` stands in it, and not merely inside a longer name of `others`."""
    return bool(_named(text, own, others) & set(own))


def is_named_alone(text: str, own: Collection[str], others: Collection[str]) -> bool:
    """Whether a text names its owner and nobody of the others."""
    found = _named(text, own, others)
    return bool(found) and found <= set(own)


def _named(text: str, own: Collection[str], others: Collection[str]) -> set[str]:
    """The names in a text, the longest first: what a longer one holds is no longer there for the shorter ones."""
    folded = fold(text)
    if not any(_pattern(name).search(folded) for name in own):
        return set()
    found = set()
    for name in sorted({*own, *others}, key=lambda name: (-len(name), name)):
        if name in folded:
            folded, count = _pattern(name).subn(" \n ", folded)
            if count:
                found.add(name)
    return found


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}\b")
