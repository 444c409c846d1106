"""How alike two labels are that may be those of one transaction."""

from microdesk_desktop.domain.text import fold

SIMILAR = 0.5
"""Least share of common words in two sources' labels of one payment: the name is often all that they share."""
_WORDS_OF_ANY_LABEL = frozenset(
    "CB CARTE PAIEMENT ACHAT FACTURE VIR VIREMENT INST INSTANTANE PRLV PRELEVEMENT SEPA EUROPEEN RECU EMIS FAVEUR"
    " CHEQUE CHQ RETRAIT DAB DE DU LE LA LES EN ET A AU".split()
)
"""Words for the kind of an operation, not for the party to it."""
_MARKS = ",;:.|/-+*"
"""What some banks put between lines: not a part of the words beside it."""
_NO_WORD = frozenset(("",))
_FEWEST = 3
"""Characters of a label below which another one that begins with it proves nothing."""


def similarity(one: str, other: str) -> float:
    """The share of the words that the shorter label has and the other one has too, from 0 to 1.

    Words for the kind of operation do not count, unless a label has no others.
    """
    left, right = _words(one), _words(other)
    return len(left & right) / max(1, min(len(left), len(right)))


def is_completion(one: str, other: str) -> bool:
    """Whether one of the labels is the beginning of the other one, or has all its words."""
    short, long = sorted((fold(one), fold(other)), key=len)
    if len(short) < _FEWEST:
        return False
    return long.startswith(short) or words_of(short) <= words_of(long)


def words_of(label: str) -> frozenset[str]:
    """The words of a label in any order, case and accents, without marks around them; numbers are words."""
    words = frozenset(fold(label).split())
    return frozenset(word.strip(_MARKS) for word in words) - _NO_WORD or words


def is_reordered(one: str, other: str) -> bool:
    """Whether two labels have the same words, and differ in their order, repetition or marks only."""
    if one == other:
        return False
    return fold(one) != fold(other) and words_of(one) == words_of(other)


def is_related(one: str, other: str) -> bool:
    """Whether two labels may be those of one payment."""
    return is_completion(one, other) or similarity(one, other) >= SIMILAR


def _words(label: str) -> frozenset[str]:
    words = words_of(label)
    return words - _WORDS_OF_ANY_LABEL or words
