"""Words of cells for booked rows, and for pending or cancelled ones: « Comptabilisé », « En attente »."""

from collections.abc import Sequence

from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.domain.text import fold

_LONGEST = 30
"""Characters of the longest status in a column without a name."""


def is_booked(status: str) -> bool:
    """Whether a status is that of a booked row."""
    booked = bank_tables().words.booked
    return any(word.startswith(booked) for word in fold(status).split())


def is_not_booked(status: str) -> bool:
    """Whether a status is that of a pending or cancelled row: « En attente », « Non validé »."""
    words, folded = bank_tables().words, fold(status)
    return any(word in folded for word in words.not_booked) or _is_negated(folded.split())


def are_statuses(texts: Sequence[str]) -> bool:
    """Whether the cells of a column of any name are statuses, one of which leaves its row out."""
    found = {text.strip() for text in texts} - {""}
    if not found or max(map(len, found)) > _LONGEST:
        return False
    pending = {text for text in found if is_not_booked(text)}
    return bool(pending) and all(map(is_booked, found - pending))


def _is_negated(status: Sequence[str]) -> bool:
    """Whether a word for a booked row stands behind a negation."""
    words = bank_tables().words
    negation = next((at for at, word in enumerate(status) if word in words.negations), len(status))
    return any(
        word.startswith(words.booked) and not word.startswith(words.bookkeeping) for word in status[negation + 1 :]
    )
