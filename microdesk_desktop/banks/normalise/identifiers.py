"""Which of a bank's identifiers identify a transaction: many banks send fillers, repeated values or row numbers."""

from collections.abc import Sequence

from microdesk_desktop.banks.normalise.text import clean_text, is_filler
from microdesk_desktop.domain.bank.merging.identifiers import repeated_identifiers

_LONGEST = 500
"""Characters of an identifier; OFX allows 255, ISO 20022 35."""


def reference(value: object) -> str | None:
    """The value as a reference; None for a blank or a filler such as NOTPROVIDED."""
    text = clean_text(value)
    return None if is_filler(text) else text


def trusted_identifiers(identifiers: Sequence[str | None]) -> list[str | None]:
    """The identifiers of one batch, None in place of those that identify nothing.

    A batch is what a file or an answer lists together. Fillers, repeated values, mere row numbers (0, 1, 2… or
    1, 2, 3…) and texts longer than any identifier are not trusted.
    """
    if not any(identifiers):
        return [None] * len(identifiers)
    identifiers = [None if each is None or len(each) > _LONGEST else each for each in identifiers]
    present = [each for each in identifiers if each is not None]
    if not present or _are_ranks(present):
        return [None] * len(identifiers)
    repeated = repeated_identifiers(present)
    return [None if each is None or each in repeated or is_filler(each) else each for each in identifiers]


def _are_ranks(identifiers: Sequence[str]) -> bool:
    if identifiers[0] not in ("0", "1"):
        return False
    distinct = list(dict.fromkeys(identifiers))
    start = int(distinct[0])
    return distinct == [str(start + rank) for rank in range(len(distinct))]
