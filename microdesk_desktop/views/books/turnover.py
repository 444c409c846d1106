"""The turnover of a span of days, read from its sums by day, with what cannot be counted for certain."""

from dataclasses import dataclass

from microdesk_desktop.books.thresholds.gauges import Cashed
from microdesk_desktop.books.turnover import Group, group_of, usual_group
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.domain.money import EUR, Money, total_by_currency
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.turnover import load_paid_without_day
from microdesk_desktop.store.records.turnover_sums import load_cashed, load_unsure_sums

Sums = tuple[Money, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """What the figures of a span cannot hold for certain, per currency.

    `without_activity` counts in the total and in no group, `with_vat` counts with its VAT, which no record states.
    `foreign` and `without_day` count nowhere: the euros of the day of payment, or that day, are not known.
    """

    without_activity: Sums
    with_vat: Sums
    foreign: Sums
    without_day: Sums


def load_turnover(reader: Reader, company: Company, span: Span) -> Cashed:
    """What came in during these days, by year; of the years before the last, the whole sum on the last day."""
    services: list[Activity | None] = [each for each in Activity if group_of(each) is Group.SERVICES]
    if usual_group(company) is Group.SERVICES:
        services.append(None)
    return load_cashed(reader, span, services)


def load_unsure(reader: Reader, company: Company, span: Span) -> Unsure:
    """What is unsure in the turnover of these days."""
    has_both = usual_group(company) is None
    found = load_unsure_sums(reader, span, with_unknown=has_both)
    sums = [(origin, Money(cents, origin.currency)) for origin, cents in found]
    return Unsure(
        without_activity=total_by_currency(
            money for origin, money in sums if has_both and origin.activity is None and money.currency == EUR
        ),
        with_vat=total_by_currency(
            money
            for origin, money in sums
            if not origin.has_document and company.vat_regime_on(origin.on) is VatRegime.REAL
        ),
        foreign=total_by_currency(money for _, money in sums if money.currency != EUR),
        without_day=total_by_currency(load_paid_without_day(reader, span)),
    )
