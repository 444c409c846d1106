"""How long a document has been due, in the usual classes of an aged balance."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Age(StrEnum):
    """How many days ago the document was due."""

    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


_LAST_DAYS: Mapping[Age, int] = {Age.NOT_DUE: 0, Age.TO_30: 30, Age.TO_60: 60, Age.TO_90: 90}


def age_of(due_on: date | None, today: date) -> Age:
    """The class of a document; one without a due date is not due."""
    days = (today - due_on).days if due_on else 0
    return next((age for age, last in _LAST_DAYS.items() if days <= last), Age.OVER_90)
