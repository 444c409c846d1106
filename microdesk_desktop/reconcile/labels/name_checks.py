"""What the words of a label prove for or against one known name: how far a score may go, and what contradicts it."""

from collections.abc import Sequence

from microdesk_desktop.reconcile.labels.first_names import FIRST_NAMES
from microdesk_desktop.reconcile.labels.vocabulary import GENERIC, PAYMENT_WORDS, TRADES
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES

COMMON_WORDS = GENERIC | FIRST_NAMES
_NO_FIRST_NAME = (GENERIC | PAYMENT_WORDS) - FIRST_NAMES

Words = tuple[str, ...]
FoundWords = dict[str, tuple[int, int]]
"""A word of a known name found in a label: how well it is written (thousandths), and its place in the label."""


def is_cut_short(name: Words, words: Words) -> bool:
    """Whether the label contains the beginning of the name, long enough, and then was cut."""
    starts = [place for place, word in enumerate(words) if word == name[0]]
    return any(_begins_name(name, words[start:]) for start in starts)


def _begins_name(name: Words, words: Words) -> bool:
    length = 0
    for name_word, written in zip(name, words, strict=False):
        if not name_word.startswith(written):
            break
        length += len(written)
        if name_word != written:
            is_cut = len(written) >= NAMES.cut_length
            return length >= NAMES.long_start or (is_cut and length >= 2 * NAMES.cut_length)
    return length >= NAMES.long_start


def ceiling(name: Words, matched: FoundWords, missing: Sequence[str], words: Words) -> int:
    """The highest score that these words allow: a short misspelt name, or common words alone, prove little."""
    if (
        len(name) == 1
        and len(name[0]) <= NAMES.short_name
        and all(quality < FULL_SCORE for quality, _ in matched.values())
    ):
        return NAMES.medium
    if not COMMON_WORDS.issuperset(matched):
        return FULL_SCORE
    if any(name_word[0] not in words for name_word in missing):
        return NAMES.medium
    is_sure_of_place = len(name) > 1 and stand_together(matched)
    if is_sure_of_place or words[: len(name)] == name or matched.keys() & FIRST_NAMES:
        return FULL_SCORE
    return NAMES.common_alone


def stand_together(matched: FoundWords) -> bool:
    """Whether at most one foreign word stands among those found."""
    places = [place for _, place in matched.values()]
    return max(places) - min(places) <= len(places) + 1


def contradicts_name(
    name: Words, missing: Sequence[str], matched: FoundWords, words: Words, *, is_person: bool, has_stranger: bool
) -> bool:
    """Whether beside the words found the label gives another first name, or another trade, than the name's own.

    `has_stranger`: beside them stands a word of no known name, of no trade and of no payment. Next to the surname of a
    person it is somebody else's first name, whatever lists of first names hold.
    """
    around = _neighbours(matched, words)
    is_trade_missing = not TRADES.isdisjoint(missing)
    if is_trade_missing and any(word in TRADES and word not in name for word in around):
        return True
    letters = [word for word in around if len(word) == 1]
    if any(name_word[0] in letters for name_word in missing):
        return False
    first_names = FIRST_NAMES.intersection(missing)
    if first_names and (letters or not FIRST_NAMES.isdisjoint(around)):
        return True
    if not is_person or (len(matched) > 1 and list(missing) != [name[0]]):
        return False  # of a compound surname, what is missing must be the first name alone
    return has_stranger or any(len(word) > 1 and word not in _NO_FIRST_NAME and word not in name for word in around)


def _neighbours(matched: FoundWords, words: Words) -> Sequence[str]:
    """The words of the label just before or after those found."""
    used = {place for _, place in matched.values()}
    near = {place + step for place in used for step in (-1, 1)} - used
    return [words[place] for place in sorted(near) if 0 <= place < len(words)]
