"""How alike two labels are that may be those of one transaction."""

from microdesk_desktop.domain.bank.labels.parser import LabelKind, parse_label
from microdesk_desktop.domain.bank.merging.naming import naming_of, share_named
from microdesk_desktop.domain.text import fold

SIMILAR = 0.5
"""Two labels of one payment share more than this of the words that name the party.

Half is what two shops of one street, or two people of one first name, share too.
"""
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
    """The share of the words naming the party that the label with fewer has and the other one has too, from 0 to 1.

    Where one of the labels names nobody, the share of all words but those for the kind of operation.
    """
    left, right = naming_of(one), naming_of(other)
    if left.all and right.all:
        return share_named(left, right)
    words, others = _words(one), _words(other)
    return len(words & others) / max(1, min(len(words), len(others)))


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
    """Whether two labels are so much alike that they are those of one payment, if the rest agrees."""
    return is_completion(one, other) or share_named(naming_of(one), naming_of(other)) > SIMILAR


def names_party(label: str) -> bool:
    """Whether a label contains more than the kind of the operation, days and places."""
    return bool(naming_of(label).all)


def contradicts(one: str, other: str) -> bool:
    """Whether two labels name two parties, or two cheques: only the bank's own identifier can then make them one.

    A label that names nobody contradicts none.
    """
    if is_related(one, other):
        return False
    if names_party(one) and names_party(other):
        return True
    return bool(_cheque_numbers(one) and _cheque_numbers(other)) and _cheque_numbers(one) != _cheque_numbers(other)


def _cheque_numbers(label: str) -> frozenset[str]:
    parsed = parse_label(label)
    if parsed.kind is not LabelKind.CHEQUE:
        return frozenset()
    return frozenset(each.lstrip("0") for each in parsed.party.split() if each.isdecimal())


def _words(label: str) -> frozenset[str]:
    words = words_of(label)
    return words - _WORDS_OF_ANY_LABEL or words
