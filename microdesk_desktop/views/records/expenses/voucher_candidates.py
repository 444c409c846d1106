"""The expenses to which a file may belong: those without a voucher, the likeliest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.waiting.vouchers import BareExpense, load_without_voucher

_READ = 2_000
"""The latest expenses without a voucher among which the likeliest are found."""
_FAR = 10_000
"""Days between an expense and a file that states no day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherCandidate:
    """An expense without a voucher; `is_exact` where the file states its amount."""

    expense: BareExpense
    is_exact: bool


def load_voucher_candidates(
    reader: Reader, amounts: Collection[int], days: Collection[date], limit: int
) -> list[VoucherCandidate]:
    """The expenses without a voucher: those of one of these amounts first, then the nearest in time, then the latest.

    Amounts are in cents.
    """
    found = load_without_voucher(reader, _READ)
    ranked = sorted(found, key=lambda each: (each.amount_cents not in amounts, _distance(each, days), _latest(each)))
    return [VoucherCandidate(expense=each, is_exact=each.amount_cents in amounts) for each in ranked[:limit]]


def _distance(expense: BareExpense, days: Collection[date]) -> int:
    return min((abs((expense.on - day).days) for day in days), default=_FAR)


def _latest(expense: BareExpense) -> tuple[int, int]:
    return -expense.on.toordinal(), -expense.id


def candidate_text(candidate: VoucherCandidate) -> str:
    """« OVH, 12,00 €, 5 novembre 2026 », with a word where the amount is that of the file."""
    expense = candidate.expense
    name = expense.supplier or expense.label or expense.reference
    amount = money.amount(expense.amount_cents, expense.currency)
    text = tr("{name}, {amount}, {day}").format(name=name, amount=amount, day=dates.long_day(expense.on))
    return tr("{text} : même montant").format(text=text) if candidate.is_exact else text


def files_words(names: Sequence[str]) -> str:
    """What is asked about the files that were dropped."""
    if len(names) == 1:
        return tr("À quelle dépense correspond {name} ?").format(name=names[0])
    return tr("À quelle dépense correspondent ces {count} fichiers ?").format(count=len(names))
