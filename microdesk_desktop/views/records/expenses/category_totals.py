"""What expenses come to by category, and the categories that are proposed for those without one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.expenses.categories import CategoryIndex, CategoryProposal
from microdesk_desktop.domain.money import EUR, Money, sums_of
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.text import fold
from microdesk_desktop.views.records.rows import RecordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryTotal:
    """A category, "" for none, how many expenses have it, and what they add up to."""

    category: str
    expenses: int
    sums: tuple[Money, ...]


def category_words(category: str) -> str:
    """« Catégorie : Logiciels », for what narrows a list."""
    return tr("Catégorie : {category}").format(category=category or tr("aucune"))


def proposals_of(index: CategoryIndex, rows: Iterable[RecordRow]) -> Mapping[int, CategoryProposal]:
    """The category that is proposed for each of these expenses that has none, by its id."""
    expenses = ((row.id, row.record) for row in rows if isinstance(row.record, Expense) and not row.record.category)
    found = ((id_, index.propose(expense.supplier, expense.label)) for id_, expense in expenses)
    return {id_: proposal for id_, proposal in found if proposal is not None}


def category_totals(rows: Iterable[RecordRow]) -> Sequence[CategoryTotal]:
    """What expenses come to by category, the largest first in euros; what has no category is last."""
    numbers = Counter[str]()
    cents: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if isinstance(row.record, Expense):
            numbers[row.record.category] += 1
            cents[row.record.category][row.currency] += row.record.amount_cents
    totals = [
        CategoryTotal(category=category, expenses=number, sums=sums_of(cents[category]))
        for category, number in numbers.items()
    ]
    return sorted(totals, key=lambda each: (not each.category, -_euros(each), fold(each.category), each.category))


def _euros(total: CategoryTotal) -> int:
    return next((each.cents for each in total.sums if each.currency == EUR), 0)
