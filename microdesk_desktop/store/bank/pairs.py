"""What pays in the place of transactions that cancel each other."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.store.database import Reader


def load_attributed_near(reader: Reader, amount_cents: int, since: date, until: date) -> Sequence[int]:
    """The ids of the transactions of exactly this amount, within these days, that settle something."""
    rows = reader.all(
        "SELECT id FROM bank_transaction WHERE amount_cents = ? AND status = 'attributed'"
        " AND booked_on BETWEEN ? AND ? ORDER BY booked_on, id",
        (amount_cents, since.isoformat(), until.isoformat()),
    )
    return [id_ for (id_,) in rows]
