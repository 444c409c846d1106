"""What is to come in and to be paid in the months ahead: an estimate, what is certain apart from what is likely.

Certain is what is owed already: documents that were issued, by the day on which they are due or by the usual delay of
their client, and what is to be declared of periods that are over. Likely is what comes again (recurring documents,
expenses that recur) and what the period under way owes so far. What is late has no day, and stands apart; contributions
on money that has not come in yet are left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from microdesk_desktop.books.expenses.series import coming
from microdesk_desktop.domain.calendar.spans import Span, next_months
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.money import Money, total_by_currency
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.open_documents import OpenDocument, OpenSum, load_usual_delays
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.dashboard.outlook.owed_categories import owed_names
from microdesk_desktop.views.documents.recurring.expected import load_expected_invoices
from microdesk_desktop.views.expenses.expected import load_expected_expenses

MONTHS = 6
Sums = tuple[Money, ...]


class Certainty(StrEnum):
    """Whether what is to come is owed already, or only usual."""

    CERTAIN = "certain"
    LIKELY = "likely"


class ForecastKind(StrEnum):
    """What makes an amount expected."""

    DOCUMENT = "document"
    DRAFT = "draft"
    SERIES = "series"
    EXPENSE = "expense"
    DUTY = "duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One amount that is expected, in cents, on a day; `wanted` is what its page is opened on.

    `late_days` is the usual delay of the client that its day takes account of, None where there is none.
    """

    on: date
    flow: Flow
    certainty: Certainty
    kind: ForecastKind
    party: str
    label: str
    amount: Money
    page: str
    wanted: object
    late_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What each month ahead is expected to bring and to cost, the one under way first from today on.

    `late` is what clients owe and should have paid, for which no day is known.
    """

    months: Mapping[Span, Mapping[tuple[Flow, Certainty], Sums]]
    late: Sums

    @property
    def totals(self) -> Mapping[Flow, Sums]:
        """What all the months add up to."""
        return {
            flow: total_by_currency(
                each for sums in self.months.values() for (of, _), some in sums.items() if of is flow for each in some
            )
            for flow in Flow
        }


def expected_on(due_on: date, late_days: int | None, today: date) -> date:
    """The day on which a client is likely to pay what is due on a day; not before today."""
    return max(due_on + timedelta(days=late_days or 0), today)


def forecast_of(open_sums: Sequence[OpenSum], others: Iterable[Expected], today: date) -> Forecast:
    """The forecast of what clients owe and of what else is expected."""
    found: defaultdict[tuple[date, Flow, Certainty], list[Money]] = defaultdict(list)
    for each in open_sums:
        if not each.is_late:
            first = expected_on(each.due_on, each.late_days, today).replace(day=1)
            found[first, Flow.RECEIVED, Certainty.CERTAIN].append(Money(each.cents, each.currency))
    for other in others:
        found[max(other.on, today).replace(day=1), other.flow, other.certainty].append(other.amount)
    return Forecast(
        months={
            month: {
                (flow, certainty): total_by_currency(found[month.since, flow, certainty])
                for flow in Flow
                for certainty in Certainty
            }
            for month in next_months(today, MONTHS)
        },
        late=total_by_currency(Money(each.cents, each.currency) for each in open_sums if each.is_late),
    )


def expected_documents(documents: Iterable[OpenDocument], today: date) -> Iterable[Expected]:
    """What clients owe, document by document, without what is late."""
    for each in documents:
        if not each.is_late:
            yield Expected(
                on=expected_on(each.due_on, each.late_days, today),
                flow=Flow.RECEIVED,
                certainty=Certainty.CERTAIN,
                kind=ForecastKind.DOCUMENT,
                party=each.party,
                label=" ".join(filter(None, (each.number, each.label))),
                amount=Money(each.cents, each.currency),
                page="invoice",
                wanted=each.id,
                late_days=each.late_days,
            )


def load_expected_series(reader: Reader, today: date) -> Iterable[Expected]:
    """The invoices that recurring documents will bring, by the day on which they are likely to be paid."""
    until = next_months(today, MONTHS)[-1].until
    found = load_expected_invoices(reader, today, until)
    delays = load_usual_delays(reader, {each.client_id for each in found if each.client_id is not None})
    for each in found:
        late_days = delays.get(each.client_id) if each.client_id is not None else None
        yield Expected(
            on=expected_on(each.due_on, late_days, today),
            flow=Flow.RECEIVED,
            certainty=Certainty.LIKELY,
            kind=ForecastKind.DRAFT if each.draft_id else ForecastKind.SERIES,
            party=each.party,
            label=each.label,
            amount=each.amount,
            page="editor" if each.draft_id else "recurring",
            wanted=each.draft_id or each.series_id,
            late_days=late_days,
        )


def load_usual_expenses(reader: Reader, today: date) -> Iterable[Expected]:
    """The expenses that come again; not contributions and taxes, which are expected as what is owed."""
    owed = owed_names(charges_vat=load_company(reader).vat_regime_on(today) is VatRegime.REAL)
    until = next_months(today, MONTHS)[-1].until
    for series in load_expected_expenses(reader, today):
        if fold(series.last.category) in owed:
            continue
        for on in coming(series, until):
            yield Expected(
                on=max(on, today),
                flow=Flow.SPENT,
                certainty=Certainty.LIKELY,
                kind=ForecastKind.EXPENSE,
                party=series.last.supplier,
                label=series.last.label,
                amount=Money(series.cents, series.last.currency),
                page="expenses",
                wanted=series.last.id,
            )
