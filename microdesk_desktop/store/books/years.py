"""Since when there is something to enter into a book."""

from datetime import date

from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader


def find_first_day(reader: Reader) -> date | None:
    """The first day on which money came in or was spent; None where there is none."""
    found = reader.value(
        'SELECT min(first) FROM (SELECT min("on") AS first FROM turnover_sum'
        " UNION ALL SELECT min(spent_on) FROM expense)"
    )
    return day(found) if found else None
