"""ACRE, the reduced contributions of a new business: for whom, by how much, until when (CSS art. L. 131-6-4)."""

from datetime import date, timedelta

from microdesk_desktop.base.dated_tables import DatedRow, dated_table

_MONTHS_OF_QUARTER = 3


def acre_end(created_on: date) -> date | None:
    """The last day of ACRE for a business created on this day: the end of the third civil quarter after that one.

    None for a creation that the table does not know: before April 2020, or after its horizon.
    """
    row = _row(created_on)
    if row is None:
        return None
    months = created_on.month - 1 - (created_on.month - 1) % _MONTHS_OF_QUARTER
    months += _MONTHS_OF_QUARTER * (int(row.decimal("quarters")) + 1)
    return date(created_on.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def acre_cohort(created_on: date) -> str | None:
    """Which of the reduced rates apply to a business created on this day; None where the table does not know."""
    row = _row(created_on)
    return row.values["cohort"] if row else None


def _row(created_on: date) -> DatedRow | None:
    return dated_table("acre").find(created_on)
