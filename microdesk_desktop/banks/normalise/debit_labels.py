"""Labels of money out, which show that a file writes its amounts without a sign."""

from collections.abc import Sequence
from itertools import islice

from microdesk_desktop.base.pieces import distinct
from microdesk_desktop.domain.bank.labels.parser import LabelKind, parse_label

_MONEY_OUT = frozenset((LabelKind.CARD, LabelKind.CARD_TOTAL, LabelKind.DIRECT_DEBIT, LabelKind.LOAN))
_MOST_LABELS = 2_000
"""Distinct labels that are examined of a file in which no amount is negative."""
_BEGINNING = 200
"""Characters of a label that are examined: its kind stands in its first words."""


def has_label_of_debit(labels: Sequence[str]) -> bool:
    """Whether some label is that of a card payment, a direct debit or a loan."""
    return any(parse_label(text[:_BEGINNING]).kind in _MONEY_OUT for text in islice(distinct(labels), _MOST_LABELS))
