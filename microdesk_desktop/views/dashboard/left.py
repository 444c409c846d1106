"""What is left of a span of days: what came in, less what was spent and what is owed for the money that came in.

Contributions and income tax are computed on the turnover of each month, VAT is what was collected less what may be
deducted. What was paid of them before is among the expenses, under the usual categories of contributions and taxes, and
is not taken off a second time. Euros alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.books.declarations.declare import declare
from microdesk_desktop.domain.books.declarations import Declaration
from microdesk_desktop.domain.books.declared_periods import period_holding
from microdesk_desktop.domain.company import Company, DeclarationPeriod, VatRegime
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.spans import Span, months_of
from microdesk_desktop.domain.text import fold
from microdesk_desktop.domain.turnover import Turned
from microdesk_desktop.store.books.collected_vat import load_collected_vat
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.deductible import load_deductible
from microdesk_desktop.store.records.spent_on import load_categories, load_spent_on
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.ledger import load_turned
from microdesk_desktop.views.dashboard.owed_categories import owed_names

MOST_MONTHS = 24
"""Of a span whose contributions are computed: of more, the dashboard would wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left of a span, in cents of euros, and the amounts that it is made of.

    `spent` is without contributions and taxes. `is_known` is false where a rate of the days is not known.
    """

    received: int
    spent: int
    contributions: int
    vat: int
    is_known: bool

    @property
    def cents(self) -> int:
        """What came in less all the rest."""
        return self.received - self.spent - self.contributions - self.vat


def load_left(reader: Reader, sums: Mapping[Span, tuple[int, int]], today: date) -> Mapping[Span, Left]:
    """What is left of each span, of which `sums` has the euros that came in and were spent; none of too long ones."""
    company, categories = load_company(reader), load_categories(reader)
    found = {}
    for span, (received, spent) in sums.items():
        days = Span(span.since, min(span.until, today))
        if days.since > days.until or (days.until.year - days.since.year) * 12 > MOST_MONTHS:
            continue
        charges_vat = _charges_vat(company, days)
        names = owed_names(charges_vat=charges_vat)
        paid = [category for category in categories if fold(category) in names]
        declarations = _declarations(company, load_turned(reader, days), days, today)
        found[span] = Left(
            received=received,
            spent=spent - load_spent_on(reader, paid, days),
            contributions=sum(each.total_cents for each in declarations),
            vat=load_collected_vat(reader, days) - (_deductible(reader, company, days) if charges_vat else 0),
            is_known=all(each.is_known for each in declarations),
        )
    return found


def _declarations(company: Company, turned: Sequence[Turned], days: Span, today: date) -> Sequence[Declaration]:
    return [
        declare(company, period_holding(month.since, DeclarationPeriod.MONTHLY), turned, today)
        for month in months_of(days)
    ]


def _charges_vat(company: Company, days: Span) -> bool:
    """Whether the company charges VAT on any of these days."""
    first_days = (days.since, *(change.since for change in company.vat_changes if change.since in days))
    return any(company.vat_regime_on(day) is VatRegime.REAL for day in first_days)


def _deductible(reader: Reader, company: Company, days: Span) -> int:
    """The VAT of the purchases of these days that may be deducted."""
    return sum(
        each.tax_cents
        for each in load_deductible(reader, days)
        if each.is_deductible and each.currency == EUR and company.vat_regime_on(each.on) is VatRegime.REAL
    )
