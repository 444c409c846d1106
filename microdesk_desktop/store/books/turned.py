"""The turnover that the receipts book states, by day and activity."""

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.spans import Span
from microdesk_desktop.domain.turnover import Turned
from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader


def load_turned_sums(reader: Reader, span: Span) -> list[Turned]:
    """The turnover of these days in euros, the earliest first."""
    rows = reader.iterate(
        f'SELECT "on", activity, sum(cents) FROM turnover_sum WHERE currency = \'{EUR}\' AND "on" BETWEEN ? AND ?'
        " GROUP BY 1, 2 HAVING sum(cents) <> 0 ORDER BY 1, 2",
        (span.since.isoformat(), span.until.isoformat()),
    )
    return [Turned(day(on), Activity(activity) if activity else None, cents) for on, activity, cents in rows]
