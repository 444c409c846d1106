"""The line below a chart: what this year and the last come to, or what the forecast rests on."""

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.views.dashboard.charts import Chart, ChartKind
from microdesk_desktop.views.dashboard.figures import Dashboard
from microdesk_desktop.views.dashboard.outlook.forecast_words import forecast_definition
from microdesk_desktop.views.dashboard.words import cents_in


def chart_note(chart: Chart, shown: Dashboard) -> str:
    """What stands below the chart; empty for none."""
    match chart.kind:
        case ChartKind.FLOWS:
            return ""
        case ChartKind.YEARS:
            return _years_note(chart, shown)
        case ChartKind.FORECAST:
            return forecast_definition()


def _years_note(chart: Chart, shown: Dashboard) -> str:
    year = year_of(shown.today)
    before = shown.before[year]
    so_far, same_days, whole = (
        money.amount(cents_in(flows[Flow.RECEIVED], chart.currency), chart.currency)
        for flows in (shown.spans[year], before.flows, before.whole_flows)
    )
    return tr("Encaissé en {this} : {so_far}. Mêmes jours en {last} : {same_days}. {last} en entier : {whole}.").format(
        this=year.since.year, last=year.since.year - 1, so_far=so_far, same_days=same_days, whole=whole
    )
