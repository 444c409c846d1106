"""Normalisation of texts for comparison."""

import re
import unicodedata

# Letters that do not come apart into a letter and its accent, and the dashes and apostrophes of typesetters.
_PLAIN = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
)
# Patterns, because `str.translate` looks up every letter of a text: it would take four times as long.
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
# The accents of European languages, removed in one pass; those of other scripts are looked up one by one.
_ACCENTS = re.compile("[\u0300-\u036f]+")

MAX_LABEL = 2_000
"""Longest label of a transaction that is kept, in characters: banks write a few hundred at most (CAMT: 140 per line).
Vaults of earlier versions may hold longer ones, from files."""


def fold(text: str) -> str:
    """The text in upper case, without accents, with single spaces, plain dashes and apostrophes: a comparison key."""
    if not text.isascii():
        plain = text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
        if not text.isascii():
            text = "".join(char for char in text if not unicodedata.combining(char))
    text = text.upper()
    # Split only where needed: it takes as long as all the rest.
    return " ".join(text.split()) if "  " in text or not text.isprintable() else text.strip()
