"""The purchases for which the buyer owes the VAT."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.records.expense_vat import VatKind
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.received import TO_CONFIRM_IDS

_REVERSED = ", ".join(f"'{kind}'" for kind in VatKind if kind.is_reversed)


def load_reverse_charge_days(reader: Reader, span: Span) -> Sequence[date]:
    """The days of such purchases, the earliest first; those that are still to be checked are left out."""
    rows = reader.iterate(
        "SELECT DISTINCT spent_on FROM expense WHERE spent_on BETWEEN ? AND ? AND vat <> '[]'"
        f" AND id NOT IN ({TO_CONFIRM_IDS})"
        f" AND EXISTS (SELECT 1 FROM json_each(expense.vat) AS part WHERE part.value ->> '$[0]' IN ({_REVERSED}))"
        " ORDER BY spent_on",
        (span.since.isoformat(), span.until.isoformat()),
    )
    return [date.fromisoformat(day) for (day,) in rows]
