"""The ceilings as JSON: decimal strings, ISO dates, None for what is not there."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.books.thresholds.ceilings import Ceiling
from microdesk_desktop.books.thresholds.gauges import Gauge
from microdesk_desktop.books.thresholds.pace import Outlook
from microdesk_desktop.domain.money import Money, format_decimal
from microdesk_desktop.views.books.outlook import Outlooks
from microdesk_desktop.views.books.thresholds import Thresholds
from microdesk_desktop.views.books.words import gauge_meaning

Json = Mapping[str, object]


def thresholds_json(thresholds: Thresholds, outlooks: Outlooks) -> Json:
    """The stable shape of `thresholds` in `dashboard`; `unknown` names the ceilings that no table has for the year."""
    end, unsure = thresholds.open_end, thresholds.unsure
    ceilings = Ceiling if thresholds.is_franchise else (Ceiling.MICRO,)
    return {
        "year": thresholds.year,
        "gauges": [
            _gauge_json(each, thresholds, outlooks) for ceiling in ceilings for each in thresholds.gauges[ceiling]
        ],
        "franchise_ends_on": end.on.isoformat() if end else None,
        "franchise_ends_by": end.gauge.ceiling.value if end else None,
        "micro_ends_on": thresholds.micro_end.isoformat() if thresholds.micro_end else None,
        "unknown": [each.value for each in thresholds.unknown],
        "without_activity": _sums(unsure.without_activity),
        "with_vat": _sums(unsure.with_vat),
        "foreign": _sums(unsure.foreign),
        "without_day": _sums(unsure.without_day),
    }


def _gauge_json(gauge: Gauge, thresholds: Thresholds, outlooks: Outlooks) -> Json:
    return {
        "ceiling": gauge.ceiling.value,
        "scope": gauge.scope.value,
        "turnover": format_decimal(gauge.cents),
        "limit": format_decimal(gauge.limit.cents),
        "left": format_decimal(gauge.left),
        "passed_on": gauge.passed_on.isoformat() if gauge.passed_on else None,
        "days": gauge.limit.days or None,
        "meaning": gauge_meaning(gauge, thresholds),
        "source": gauge.limit.source,
        "estimate": _outlook_json(outlooks.get((gauge.ceiling, gauge.scope))),
    }


def _outlook_json(outlook: Outlook | None) -> Json | None:
    """None where nothing is estimated; `crossed_on` is None where the year would end below the ceiling."""
    if outlook is None:
        return None
    return {
        "crossed_on": outlook.crossed_on.isoformat() if outlook.crossed_on else None,
        "year_end": format_decimal(outlook.year_end_cents),
        "pace": format_decimal(outlook.pace.cents),
        "pace_since": outlook.pace.since.isoformat(),
        "open_documents": format_decimal(outlook.due_cents),
    }


def _sums(sums: Sequence[Money]) -> Sequence[Json]:
    return [{"amount": format_decimal(each.cents), "currency": each.currency} for each in sums]
