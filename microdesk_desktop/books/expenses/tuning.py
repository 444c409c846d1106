"""Every numeric constant of what is learnt from expenses, with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryTuning:
    """How a category is learnt from the expenses that have one (`categories.py`)."""

    recent: int = 5  # a user who changed their mind is followed from the third expense on
    word_letters: int = 4  # shorter words are articles, legal forms and units
    word_uses: int = 2  # what was seen once may be chance
    word_percent: int = 80  # a word that goes with several categories decides nothing


CATEGORIES = CategoryTuning()
