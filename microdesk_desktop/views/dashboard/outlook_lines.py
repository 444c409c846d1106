"""What is to be put aside, what is left and what is expected, outside of the window: as JSON and as lines of text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import EUR, Money, format_decimal
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.views.dashboard.figures import Before
from microdesk_desktop.views.dashboard.outlook.forecast import Certainty, Forecast
from microdesk_desktop.views.dashboard.outlook.forecast_words import certainty_name, forecast_definition
from microdesk_desktop.views.dashboard.outlook.left import Left
from microdesk_desktop.views.dashboard.outlook.left_words import left_amount, left_name, owed_amount, period_owed_name
from microdesk_desktop.views.dashboard.outlook.owed import Aside, Owed
from microdesk_desktop.views.dashboard.outlook.owed_words import (
    aside_amount,
    aside_name,
    owed_detail,
    owed_name,
    unknown_line,
)
from microdesk_desktop.views.dashboard.words import span_name, sums_spoken

Json = Mapping[str, object]


def aside_json(aside: Aside) -> Json:
    """What is owed, by kind and duty; `unknown` has a sentence for each figure that is not in it."""
    return {
        "total": format_decimal(aside.cents),
        "currency": EUR,
        "owed": [_owed_json(each) for each in aside.owed],
        "unknown": list(aside.unknown),
    }


def _owed_json(owed: Owed) -> Json:
    return {
        "kind": owed.kind.value,
        "period": owed.duty.name,
        "due_on": owed.duty.due_on.isoformat() if owed.duty.due_on else None,
        "amount": format_decimal(owed.cents),
        "unknown": list(owed.unknown),
    }


def left_json(left: Left | None) -> Json | None:
    """What is left of a period in euros, and the amounts that it is made of; None for one that is too long."""
    if left is None:
        return None
    return {
        "amount": format_decimal(left.cents) if left.is_known else None,
        "currency": EUR,
        "received": format_decimal(left.received),
        "spent": format_decimal(left.spent),
        "to_put_aside": format_decimal(left.owed) if left.is_known else None,
        "contributions": format_decimal(left.contributions),
        "vat": format_decimal(left.vat),
        "known": left.is_known,
    }


def forecast_json(forecast: Forecast) -> Json:
    """What is expected by month: `certain` is owed already, `likely` comes again; `late` has no day."""
    return {
        "months": [
            {
                "month": f"{month.since:%Y-%m}",
                "to_receive": {each.value: _sums_json(sums[Flow.RECEIVED, each]) for each in Certainty},
                "to_pay": {each.value: _sums_json(sums[Flow.SPENT, each]) for each in Certainty},
            }
            for month, sums in forecast.months.items()
        ],
        "late": _sums_json(forecast.late),
    }


def _sums_json(sums: Sequence[Money]) -> Sequence[Json]:
    return [{"amount": format_decimal(each.cents), "currency": each.currency} for each in sums]


def aside_lines(aside: Aside) -> Iterator[str]:
    """The sum, each kind with its periods, and what is not known."""
    yield tr("{name} : {amount}").format(name=aside_name(), amount=money.amount(aside.cents, EUR))
    for kind in aside.kinds:
        owed = aside.of(kind)
        line = tr("{name} : {amount}").format(name=owed_name(kind), amount=aside_amount(owed))
        yield f"  {line} · {owed_detail(owed)}"
    if aside.unknown:
        yield f"  {unknown_line(aside)}"


def left_lines(left: Mapping[Span, Left], span: Span, before: Before | None, today: date) -> Iterator[str]:
    """What is to be put aside of a period and what is left of it, with the same days a year before below them."""
    if span not in left:
        return
    for name, amount in ((period_owed_name(), owed_amount), (left_name(), left_amount)):
        yield _period_line(name, amount(left[span]), span_name(span, today))
        if before is not None and before.days in left:
            yield "  " + _period_line(name, amount(left[before.days]), span_name(before.days, today))


def _period_line(name: str, amount: str, period: str) -> str:
    return tr("{name} : {amount}").format(name=f"{name}, {period}", amount=amount)


def forecast_lines(forecast: Forecast) -> Iterator[str]:
    """Each month with what is expected in it, then what that rests on."""
    yield tr("Prévision")
    for month, sums in forecast.months.items():
        amounts = ", ".join(
            f"{certainty_name(*key)[:1].lower()}{certainty_name(*key)[1:]} {sums_spoken(some)}"
            for key, some in sums.items()
            if some
        )
        yield "  " + tr("{month} : {amounts}").format(
            month=dates.month_name(month.since), amounts=amounts or tr("rien d'attendu")
        )
    yield f"  {forecast_definition()}"
