"""The turnover of each day, added up when its payments change, and read again without them.

The database notes the days of which a payment, a receipt or a document changes (`turnover_touched`), whichever
statement changes it; `operations/turnover_sums.py` adds them up anew before the transaction ends.
"""

import json
from collections.abc import Sequence
from datetime import date

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.turnover import CashedYear, Origin
from microdesk_desktop.domain.calendar.spans import Span, year_of
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = (
    "sum(cents) AS total, sum({is_service} * cents) AS services, sum(counts_for_franchise * cents) AS franchise_total,"
    " sum({is_service} * counts_for_franchise * cents) AS franchise_services"
)
# One row of JSON a year: a row for each day would take as long to fetch as the sums.
_AS_JSON = ", ".join(f'json_group_array("{each}")' for each in ("on", *CashedYear._fields[1:]))


def replace_sums(writer: Writer, days: Sequence[str]) -> None:
    """Add up the parts of these days, in ISO form, in the place of what their sums were, and forget what was noted."""
    given = (json.dumps(days),)
    writer.run('DELETE FROM turnover_sum WHERE "on" IN (SELECT value FROM json_each(?))', given)
    writer.run(
        'INSERT INTO turnover_sum SELECT "on", currency, activity, counts_for_franchise, document_id <> 0,'
        ' sum(base_cents) AS cents FROM receipt_part WHERE "on" IN (SELECT value FROM json_each(?))'
        " GROUP BY 1, 2, 3, 4, 5 HAVING cents <> 0",
        given,
    )
    writer.run("DELETE FROM turnover_touched")


def load_cashed(reader: Reader, span: Span, services: Sequence[Activity | None]) -> dict[int, CashedYear]:
    """What came in during these days in euros, by year; of the years before the last, the whole sum on the last day.

    `services` are the activities that are services, with None where those that are not known are.
    """
    named = ", ".join(f"'{each or ''}'" for each in services)
    columns = _COLUMNS.format(is_service=f"(activity IN ({named}))")
    found: dict[int, CashedYear] = {}
    for year in range(span.since.year, span.until.year + 1):
        days = year_of(date(year, 1, 1))
        whole = year < span.until.year
        on, grouped = (
            (f"'{days.until}' AS \"on\"", "HAVING count(*)") if whole else ('"on"', 'GROUP BY "on" ORDER BY "on"')
        )
        row = reader.one(
            f"SELECT {_AS_JSON} FROM (SELECT {on}, {columns} FROM turnover_sum"
            f" WHERE currency = '{EUR}' AND \"on\" BETWEEN ? AND ? {grouped})",
            (max(days.since, span.since).isoformat(), min(days.until, span.until).isoformat()),
        )
        found[year] = CashedYear(*map(json.loads, row or ()))
    return found


def load_unsure_sums(reader: Reader, span: Span, with_unknown: bool) -> list[tuple[Origin, int]]:
    """The sums of these days in foreign currencies, of receipts without a document and, if wanted, without activity."""
    unknown = " OR activity = ''" if with_unknown else ""
    rows = reader.iterate(
        'SELECT * FROM turnover_sum WHERE "on" BETWEEN ? AND ?'
        f" AND (currency <> '{EUR}' OR NOT has_document{unknown})",
        (span.since.isoformat(), span.until.isoformat()),
    )
    return [
        (Origin(date.fromisoformat(on), currency, Activity(activity) if activity else None, *map(bool, flags)), cents)
        for on, currency, activity, *flags, cents in rows
    ]
