"""What the charts of the dashboard show, each also as a table and in words: bars of months in one currency.

Each month has two sides, beside one another, of which each may be stacked: what is certain below what is likely.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_before
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.views.dashboard.cash import CashQuery
from microdesk_desktop.views.dashboard.figures import Dashboard
from microdesk_desktop.views.dashboard.outlook.forecast import Certainty
from microdesk_desktop.views.dashboard.outlook.forecast_rows import ForecastQuery
from microdesk_desktop.views.dashboard.outlook.forecast_words import certainty_name, expected_name
from microdesk_desktop.views.dashboard.outlook.left_words import left_before_name, left_name
from microdesk_desktop.views.dashboard.words import cents_in, difference_name, flow_name

Query = CashQuery | ForecastQuery


class ChartKind(StrEnum):
    """The charts that the user can choose."""

    FLOWS = "flows"
    YEARS = "years"
    FORECAST = "forecast"


class BarLook(StrEnum):
    """How a bar is drawn; no two differ by their colour alone."""

    FULL = "full"
    OUTLINED = "outlined"
    SOFT = "soft"
    HATCHED = "hatched"
    HATCHED_OUTLINE = "hatched_outline"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in cents; `side` is 0 or 1, and a second one of a side stands on the first."""

    side: int
    look: BarLook
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartMonth:
    """A month: its bars, its amounts in the order of the headers, and what each side opens.

    An amount is None where it is not known.
    """

    month: Span
    bars: Sequence[Bar]
    cells: Sequence[int | None]
    opens: tuple[Query, Query]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with the names of its amounts; `legends` are those that are drawn."""

    kind: ChartKind
    currency: str
    headers: Sequence[str]
    legends: Sequence[tuple[BarLook, str]]
    months: Sequence[ChartMonth]

    def amount(self, cents: int | None) -> str:
        """An amount of its currency."""
        return money.amount(cents, self.currency) if cents is not None else tr("inconnu")

    def spoken(self, month: ChartMonth) -> str:
        """« Novembre 2026 : encaissé 3 240,00 €, dépensé 812,40 €, différence 2 427,60 €. »."""
        amounts = (
            f"{header[:1].lower()}{header[1:]} {self.amount(cents)}"
            for header, cents in zip(self.headers, month.cells, strict=True)
        )
        return tr("{month} : {amounts}.").format(month=dates.month_name(month.month.since), amounts=", ".join(amounts))


def chart_names() -> Mapping[ChartKind, str]:
    """What each chart is called."""
    return {
        ChartKind.FLOWS: tr("Douze derniers mois"),
        ChartKind.YEARS: tr("Cette année et l'an dernier"),
        ChartKind.FORECAST: tr("Prévision sur six mois"),
    }


def chart_of(kind: ChartKind, shown: Dashboard, currency: str) -> Chart:
    """A chart in one currency."""
    make: Mapping[ChartKind, Callable[[Dashboard, str], Chart]] = {
        ChartKind.FLOWS: _flows,
        ChartKind.YEARS: _years,
        ChartKind.FORECAST: _forecast,
    }
    return make[kind](shown, currency)


def _flows(shown: Dashboard, currency: str) -> Chart:
    """What came in and was spent by month; in euros, what is left of it, and was of the same month a year before."""
    received, spent = map(flow_name, Flow)
    left = (left_name(), left_before_name()) if currency == EUR else ()
    months = []
    for month, flows in shown.months.items():
        came, went = (cents_in(flows[flow], currency) for flow in Flow)
        months.append(
            ChartMonth(
                month=month,
                bars=(Bar(0, BarLook.FULL, came), Bar(1, BarLook.OUTLINED, went)),
                cells=(came, went, came - went, *(_left(shown, each) for each in (month, year_before(month)) if left)),
                opens=(CashQuery(Flow.RECEIVED, month), CashQuery(Flow.SPENT, month)),
            )
        )
    return Chart(
        kind=ChartKind.FLOWS,
        currency=currency,
        headers=(received, spent, difference_name(), *left),
        legends=((BarLook.FULL, received), (BarLook.OUTLINED, spent)),
        months=months,
    )


def _left(shown: Dashboard, month: Span | None) -> int | None:
    left = shown.left.get(month) if month is not None else None
    return left.cents if left is not None and left.is_known else None


def _years(shown: Dashboard, currency: str) -> Chart:
    """What came in during each month of this year beside the same month of the last, and what is still expected."""
    this, last = str(shown.today.year), str(shown.today.year - 1)
    months = []
    for month in (month for month in shown.years if month.since.year == shown.today.year):
        before = year_before(month) or month
        came, earlier = (cents_in(shown.years[each][Flow.RECEIVED], currency) for each in (month, before))
        expected = sum(_expected(shown, month, Flow.RECEIVED, certainty, currency) for certainty in Certainty)
        is_ahead = month.since > month_of(shown.today).since
        opens = ForecastQuery(Flow.RECEIVED, month) if is_ahead else CashQuery(Flow.RECEIVED, month)
        months.append(
            ChartMonth(
                month=month,
                bars=(
                    Bar(0, BarLook.SOFT, earlier),
                    Bar(1, BarLook.FULL, came),
                    Bar(1, BarLook.HATCHED, expected),
                ),
                cells=(earlier, came, expected),
                opens=(CashQuery(Flow.RECEIVED, before), opens),
            )
        )
    return Chart(
        kind=ChartKind.YEARS,
        currency=currency,
        headers=(_in_year(last), _in_year(this), expected_name()),
        legends=((BarLook.SOFT, last), (BarLook.FULL, this), (BarLook.HATCHED, expected_name())),
        months=months,
    )


def _in_year(year: str) -> str:
    return tr("Encaissé en {year}").format(year=year)


def _forecast(shown: Dashboard, currency: str) -> Chart:
    looks = {
        (Flow.RECEIVED, Certainty.CERTAIN): BarLook.FULL,
        (Flow.RECEIVED, Certainty.LIKELY): BarLook.HATCHED,
        (Flow.SPENT, Certainty.CERTAIN): BarLook.OUTLINED,
        (Flow.SPENT, Certainty.LIKELY): BarLook.HATCHED_OUTLINE,
    }
    names = [certainty_name(flow, certainty) for flow, certainty in looks]
    months = []
    for month in shown.forecast.months:
        cells = [_expected(shown, month, flow, certainty, currency) for flow, certainty in looks]
        sides = (list(Flow).index(flow) for flow, _ in looks)
        months.append(
            ChartMonth(
                month=month,
                bars=[Bar(side, look, cents) for side, look, cents in zip(sides, looks.values(), cells, strict=True)],
                cells=(*cells, cells[0] + cells[1] - cells[2] - cells[3]),
                opens=(ForecastQuery(Flow.RECEIVED, month), ForecastQuery(Flow.SPENT, month)),
            )
        )
    return Chart(
        kind=ChartKind.FORECAST,
        currency=currency,
        headers=(*names, difference_name()),
        legends=list(zip(looks.values(), names, strict=True)),
        months=months,
    )


def _expected(shown: Dashboard, month: Span, flow: Flow, certainty: Certainty, currency: str) -> int:
    return cents_in(shown.forecast.months.get(month, {}).get((flow, certainty), ()), currency)


def chart_currencies(shown: Dashboard) -> Sequence[str]:
    """The currencies of everything that a chart shows, euros first."""
    sums: Iterable[tuple[Money, ...]] = (
        *(each for flows in (*shown.months.values(), *shown.years.values()) for each in flows.values()),
        *(each for sums in shown.forecast.months.values() for each in sums.values()),
    )
    found = {each.currency for some in sums for each in some}
    return sorted(found, key=lambda currency: (currency != EUR, currency))
