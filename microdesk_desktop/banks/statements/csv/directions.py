"""Words of cells for money out and money in: « Débit », « CRDT », « Af »."""

import re

from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.base.files.csv_reader import LOST
from microdesk_desktop.domain.text import fold

_MISREAD_AS = (("Ã", "cp1252"), ("√", "mac-roman"))
"""Traces of a UTF-8 text that was decoded in another encoding, as a file with a few broken bytes is."""
_SHORTEST = 4
"""Characters of a word that is recognised without its lost letters."""


@personal_cache(maxsize=1024)
def direction_of(text: str) -> int:
    """-1 for a word for debit, 1 for credit, 0 for anything else.

    Letters that were lost or misread do not hide a word: a debit would be taken for money in.
    """
    words = bank_tables().words
    folded = fold(_reread(text))
    if folded in words.debit:
        return -1
    if folded in words.credit:
        return 1
    if LOST not in folded or len(folded) < _SHORTEST:
        return 0
    shape = re.compile(re.escape(folded).replace(LOST, ".?"))
    is_debit = any(map(shape.fullmatch, words.debit))
    is_credit = any(map(shape.fullmatch, words.credit))
    return is_credit - is_debit


def _reread(text: str) -> str:
    for trace, encoding in _MISREAD_AS:
        if trace in text:
            try:
                return text.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
    return text
