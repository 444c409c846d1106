"""The calendar of a business: what it declares or pays, and by which day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from microdesk_desktop.base.dated_tables import DatedRow, dated_table
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod, period_holding
from microdesk_desktop.domain.books.duties import Duty, DutyKind
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.calendar.working_days import nth_working_day
from microdesk_desktop.domain.company import Company, DeclarationPeriod, VatRegime

_DAY = timedelta(days=1)
LOCAL_TAX_NOTICE_DAYS = 30
"""Before the local tax is due: its notice is online by then, and it is listed as due."""


def turnover_duties(company: Company, since: date, today: date) -> Sequence[Duty]:
    """The declarations of turnover from the start of the business up to the period of today.

    `since` is the earliest day of which anything is known, for a company whose start is not.
    """
    start = company.created_on or since
    first = tuple(first_periods(company))
    last = period_holding(max(today, start), company.declares)
    others = [each for each in _following(period_holding(start, company.declares), last) if each not in first]
    groups = [*([first] if first else []), *((period,) for period in others)]
    return [_turnover_duty(periods) for periods in groups]


def first_periods(company: Company) -> Iterator[DeclaredPeriod]:
    """The periods that the first declaration of the business covers; none where its start is not known."""
    if company.created_on is None:
        return
    period = period_holding(company.created_on, company.declares)
    yield period
    rule = _rule("first_declaration", period.first, company.declares)
    for _ in range(int(rule.decimal("periods_after")) if rule else 0):
        period = period.next
        yield period


def _turnover_duty(periods: tuple[DeclaredPeriod, ...]) -> Duty:
    first, last = periods[0], periods[-1]
    due = _rule("declaration_due", last.span.until, last.rhythm)
    joined = _rule("first_declaration", last.span.until, last.rhythm) if len(periods) > 1 else None
    return Duty(
        kind=DutyKind.TURNOVER,
        name=last.name,
        span=Span(first.span.since, last.span.until),
        opens_on=last.span.until + _DAY,
        due_on=_last_of_month(last.span.until, int(due.decimal("months_after"))) if due else None,
        source=_source(joined or due),
        confidence=_confidence(joined or due),
        periods=periods,
    )


def vat_duties(company: Company, since: date, today: date) -> Iterator[Duty]:
    """The returns of VAT, by quarter, of the periods in which the company owed VAT on any day, up to today's."""
    quarterly = DeclarationPeriod.QUARTERLY
    start = max(company.created_on or since, since)
    for period in _following(period_holding(start, quarterly), period_holding(max(today, start), quarterly)):
        if owes_vat(company, period.span):
            yield vat_duty(period)


def reverse_charge_duties(company: Company, days: Iterable[date]) -> Iterator[Duty]:
    """The returns of a company under the franchise for the months in which it bought services abroad, on these days."""
    franchise = [day for day in days if company.vat_regime_on(day) is VatRegime.FRANCHISE]
    for period in sorted({period_holding(day, DeclarationPeriod.MONTHLY) for day in franchise}):
        if not owes_vat(company, period_holding(period.first, DeclarationPeriod.QUARTERLY).span):
            yield vat_duty(period)


def vat_duty(period: DeclaredPeriod) -> Duty:
    """The return of VAT of a month or a quarter."""
    opens_on = period.span.until + _DAY
    rule = _rule("vat_return_due", opens_on)
    return Duty(
        kind=DutyKind.VAT,
        name=period.name,
        span=period.span,
        opens_on=opens_on,
        due_on=opens_on.replace(day=int(rule.decimal("first_day"))) if rule else None,
        due_until=opens_on.replace(day=int(rule.decimal("last_day"))) if rule else None,
        source=_source(rule),
        confidence=_confidence(rule),
        periods=(period,),
    )


def knows_vat_rhythm(day: date) -> bool:
    """Whether the law alone sets how often VAT is declared on a day; else it depends on the business's own regime."""
    return _rule("vat_return_rhythm", day) is not None


def owes_vat(company: Company, span: Span) -> bool:
    """Whether the company charges VAT on any day of a span."""
    days = (span.since, *(change.since for change in company.vat_changes if change.since in span))
    return any(company.vat_regime_on(day) is VatRegime.REAL for day in days)


def eu_services_duties(days: Iterable[date]) -> Iterator[Duty]:
    """The declarations of services to the European Union, for the months of these days."""
    for span in sorted({month_of(day) for day in days}):
        opens_on = span.until + _DAY
        rule = _rule("eu_services_due", opens_on)
        number = int(rule.decimal("working_days")) if rule else 0
        yield Duty(
            kind=DutyKind.EU_SERVICES,
            name=f"{span.since:%Y-%m}",
            span=span,
            opens_on=opens_on,
            due_on=nth_working_day(opens_on.year, opens_on.month, number) if number else None,
            source=_source(rule),
            confidence=_confidence(rule),
        )


def yearly_duties(company: Company, since: date, today: date) -> Iterator[Duty]:
    """The income return of each year, the local tax from the second year on, the option for the flat tax this year."""
    start = (company.created_on or since).year
    for year in range(start, today.year + 1):
        yield income_return(year)
        if owes_local_tax(company, year):
            yield _local_tax(year)
    if not company.has_flat_tax:
        yield _flat_tax(today.year)


def owes_local_tax(company: Company, year: int) -> bool:
    """Whether a company is old enough for the local tax of a year; so is one whose start is not known."""
    rule = _rule("cfe", date(year, 12, 31))
    first = int(rule.decimal("first_year")) if rule else 1
    return company.created_on is None or year >= company.created_on.year + first - 1


def local_tax_exemption(year: int) -> int | None:
    """The turnover in cents up to which there is no minimum of the local tax of a year; None where it is not known."""
    rule = _rule("cfe", date(year, 12, 31))
    return int(rule.decimal("exempt_up_to") * 100) if rule else None


def income_return(year: int) -> Duty:
    """That of the income of a year, which is filed in the spring after it, by a day that is published each year."""
    span = year_of(date(year, 1, 1))
    return Duty(
        kind=DutyKind.INCOME_RETURN,
        name=str(year),
        span=span,
        opens_on=span.until + _DAY,
        due_on=None,
        source="",
        confidence="",
    )


def _local_tax(year: int) -> Duty:
    span = year_of(date(year, 1, 1))
    rule = _rule("cfe", span.until)
    due_on = _day_of(rule, "due", year)
    return Duty(
        kind=DutyKind.LOCAL_TAX,
        name=str(year),
        span=span,
        opens_on=(due_on or span.until) - timedelta(days=LOCAL_TAX_NOTICE_DAYS),
        due_on=due_on,
        source=_source(rule),
        confidence=_confidence(rule),
    )


def _flat_tax(year: int) -> Duty:
    """The option made in a year, for the next one."""
    span = year_of(date(year + 1, 1, 1))
    rule = _rule("flat_tax_option", span.since)
    due_on = _day_of(rule, "option_until", year)
    return Duty(
        kind=DutyKind.FLAT_TAX,
        name=str(year + 1),
        span=span,
        opens_on=due_on.replace(day=1) if due_on else date(year, 1, 1),
        due_on=due_on,
        source=_source(rule),
        confidence=_confidence(rule),
    )


def _rule(table: str, day: date, *keys: str) -> DatedRow | None:
    return dated_table(table).find(day, *keys)


def _day_of(rule: DatedRow | None, column: str, year: int) -> date | None:
    return date.fromisoformat(f"{year}-{rule.values[column]}") if rule else None


def _source(rule: DatedRow | None) -> str:
    return rule.source if rule else ""


def _confidence(rule: DatedRow | None) -> str:
    return str(rule.confidence) if rule else ""


def _following(first: DeclaredPeriod, last: DeclaredPeriod) -> Iterator[DeclaredPeriod]:
    """The periods from the first to the last."""
    while first <= last:
        yield first
        first = first.next


def _last_of_month(day: date, months_after: int) -> date:
    """The last day of the month so many months after that of a day."""
    months = day.month - 1 + months_after
    return month_of(date(day.year + months // 12, months % 12 + 1, 1)).until
