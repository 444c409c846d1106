"""What was spent under some categories."""

import json
from collections.abc import Sequence
from datetime import date

from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.received import TO_CONFIRM_IDS


def load_categories(reader: Reader) -> Sequence[str]:
    """The categories that expenses have, as they are written."""
    return [name for (name,) in reader.iterate("SELECT DISTINCT category FROM expense WHERE category <> ''")]


def load_spent_on(reader: Reader, categories: Sequence[str], span: Span) -> Sequence[tuple[str, date, int]]:
    """The cents of euros that were spent under these categories during these days, by category and day."""
    if not categories:
        return []
    rows = reader.iterate(
        "SELECT category, spent_on, sum(amount_cents) FROM expense WHERE spent_on BETWEEN ? AND ? AND currency = ?"
        f" AND category IN (SELECT value FROM json_each(?)) AND id NOT IN ({TO_CONFIRM_IDS}) GROUP BY 1, 2",
        (span.since.isoformat(), span.until.isoformat(), EUR, json.dumps(sorted(categories))),
    )
    return [(category, date.fromisoformat(on), cents) for category, on, cents in rows]
