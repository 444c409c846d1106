"""Accents that a bank's computer spoilt: « HEL?NE », « HLNE » and « HÃ©lÃ¨ne » are Hélène."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import product

from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.tuning import NAMES

_GAP = re.compile("(?<=[A-Z])[?\ufffd]+(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")
# A letter of two bytes in UTF-8, each taken for a letter of its own.
_TWO_BYTES = re.compile(
    "[\u00c2-\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122]"
)
_MOST_ACCENTS = 4  # in one word


def mended(label: str) -> str:
    """The label with the letters whose two bytes were taken for two letters: « HÃ©lÃ¨ne »."""
    return label if label.isascii() else _TWO_BYTES.sub(_as_one_letter, label)


def _as_one_letter(found: re.Match[str]) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return found[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return found[0]


def without_gaps(folded: str) -> str:
    """A folded text without the marks that stand for a lost letter within a word."""
    return _GAP.sub("", folded) if "?" in folded or "\ufffd" in folded else folded


def spoilt_forms(names: Iterable[str], known: Container[str]) -> Mapping[str, Sequence[str]]:
    """The words of names with accents, by each form that losing some of these letters makes of them.

    A form that is itself a known word, or that is shorter than the shortest part of a name, is left out.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for word in () if name.isascii() else filter(_is_accented, _WORD.findall(name)):
            folded = fold(word)
            if folded not in known:
                continue  # a legal form, or one that has a synonym
            for form in _forms(word):
                if len(form) >= NAMES.shortest_part and form != folded and form not in known:
                    found[form].add(folded)
    return {form: sorted(words) for form, words in found.items()}


def _is_accented(word: str) -> bool:
    return not word.isascii() and sum(not letter.isascii() for letter in word) <= _MOST_ACCENTS


def _forms(word: str) -> Iterable[str]:
    choices = [(fold(letter),) if letter.isascii() else (fold(letter), "") for letter in word]
    return map("".join, product(*choices))
