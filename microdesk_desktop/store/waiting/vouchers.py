"""The expenses without a voucher."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.erased_clients import KEPT_IDS

_BARE = f"NOT EXISTS (SELECT 1 FROM voucher WHERE target_id = expense.id) AND id NOT IN ({KEPT_IDS})"


@dataclass(frozen=True, slots=True, kw_only=True)
class BareExpense:
    """An expense that nothing proves yet; the amount is in cents, negative for a supplier's refund."""

    id: int
    on: date
    reference: str
    supplier: str
    label: str
    amount_cents: int
    currency: str


def count_without_voucher(reader: Reader) -> int:
    """How many expenses have no voucher."""
    return int(reader.value(f"SELECT count(*) FROM expense WHERE {_BARE}"))


def load_without_voucher(reader: Reader, limit: int) -> list[BareExpense]:
    """The expenses without a voucher, latest first."""
    return reader.rows_as(
        BareExpense,
        f'SELECT id, spent_on AS "on", reference, supplier, label, amount_cents, currency FROM expense WHERE {_BARE}'
        " ORDER BY spent_on DESC, id DESC LIMIT ?",
        (limit,),
    )
