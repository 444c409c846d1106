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


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmTuning:
    """How expenses that come again are found (`series.py`); days, and parts of an amount in percent."""

    history_years: int = 4  # a yearly one has been there three times; what is older has changed since
    fewest: int = 3  # two alike may be chance; the third makes a habit
    amount_percent: int = 20  # a phone bill or a subscription in dollars varies by less, another purchase by more
    amount_cents: int = 200  # of small amounts: a coffee more or less is the same subscription with a changed price
    month_days: int = 6  # week-ends, holidays, and a supplier who invoices « at the end of the month »
    quarter_days: int = 12
    year_days: int = 20
    late_month_days: int = 7  # after these days the next one was missed, not late: banks book within five days
    late_quarter_days: int = 14
    late_year_days: int = 30
    given_up: int = 2  # after so many missed in a row, the series has ended without a word


RHYTHMS = RhythmTuning()
