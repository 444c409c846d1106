"""What the form of an expense offers: categories, methods of payment, and the VAT that a purchase may bear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.expenses.categories import CategoryIndex
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.domain.documents.vat_rates import usual_rates
from microdesk_desktop.domain.records.expense_vat import ExpenseVat, VatKind
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.expenses.categories import load_category_index, load_offered_categories
from microdesk_desktop.views.records.catalogue_rows import rate_words
from microdesk_desktop.views.records.words import method_words

SEVERAL = "several"
"""The VAT of a purchase at more than one rate."""
VatCase = int | VatKind | str | None
"""How the VAT of a purchase is given: one rate charged by the supplier, a reason for which the buyer owes it,
`SEVERAL`, or None while it is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseChoices:
    """The categories on offer and what is known of them, and the company.

    Its regime and its place settle which VAT is asked for.
    """

    categories: Sequence[str]
    index: CategoryIndex
    company: Company

    @property
    def rates_bp(self) -> tuple[int, ...]:
        """The rates of the suppliers around, the highest first."""
        return usual_rates(self.company.postal_code)

    def is_liable_on(self, day: date) -> bool:
        """Whether the business charges and deducts VAT on a day."""
        return self.company.vat_regime_on(day) is VatRegime.REAL


def load_expense_choices(reader: Reader) -> ExpenseChoices:
    """What the form of an expense offers."""
    return ExpenseChoices(
        categories=load_offered_categories(reader), index=load_category_index(reader), company=load_company(reader)
    )


def expense_method_words() -> Sequence[tuple[Method | None, str]]:
    """How an expense was paid, in words; None where nobody knows."""
    return (None, tr("Non indiqué")), *method_words()


def vat_case_words(rates_bp: Sequence[int], *, is_liable: bool) -> Sequence[tuple[VatCase, str]]:
    """How the VAT of a purchase may be given; a business under the franchise is only asked what it owes itself."""
    if not is_liable:
        return (
            (None, tr("En France")),
            (VatKind.EU_SERVICE, tr("Un service, dans l'Union européenne")),
            (VatKind.FOREIGN_SERVICE, tr("Un service, hors de l'Union")),
            (VatKind.EU_GOODS, tr("Un bien, dans l'Union européenne")),
        )
    return (
        (None, tr("Non indiquée")),
        *((rate, rate_words(rate)) for rate in rates_bp),
        (SEVERAL, tr("Plusieurs taux")),
        (0, tr("Sans TVA")),
        (VatKind.EU_SERVICE, tr("À autoliquider : service de l'Union européenne")),
        (VatKind.FOREIGN_SERVICE, tr("À autoliquider : service hors de l'Union")),
        (VatKind.EU_GOODS, tr("À autoliquider : bien de l'Union européenne")),
        (VatKind.BUILDING, tr("À autoliquider : sous-traitance du bâtiment")),
    )


def vat_case_of(parts: Sequence[ExpenseVat]) -> VatCase:
    """How these parts are given in the form."""
    if not parts:
        return None
    if len(parts) > 1:
        return SEVERAL
    return parts[0].kind if parts[0].kind.is_reversed else parts[0].rate_bp
