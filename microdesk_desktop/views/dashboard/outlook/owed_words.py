"""What is to be put aside, in words: for what, of which periods, and by when."""

from collections.abc import Iterable, Sequence
from datetime import date

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.views.books.declarations.words import duty_period
from microdesk_desktop.views.dashboard.outlook.forecast import Certainty, Expected, ForecastKind
from microdesk_desktop.views.dashboard.outlook.owed import Aside, Owed, OwedKind


def aside_name() -> str:
    """What the sum of it is called."""
    return tr("À mettre de côté")


def aside_definition() -> str:
    """What it counts, and what it does not."""
    return tr(
        "Ce que vous devrez sur l'argent encaissé jusqu'à aujourd'hui : les périodes qui ne sont pas déclarées, ou"
        " déclarées et pas encore à payer. La CFE et l'impôt sur le revenu au barème n'y sont pas."
    )


def owed_name(kind: OwedKind) -> str:
    """To whom it is owed, and for what."""
    return {
        OwedKind.CONTRIBUTIONS: tr("Cotisations"),
        OwedKind.INCOME_TAX: tr("Impôt, versement libératoire"),
        OwedKind.VAT: tr("TVA"),
    }[kind]


def owed_party(kind: OwedKind) -> str:
    """Who collects it."""
    return tr("Impôts") if kind is OwedKind.VAT else tr("Urssaf")


def owed_detail(owed: Sequence[Owed]) -> str:
    """« 4e trimestre 2026, avant le 31/01/2027 », or how many periods there are and when the first is due."""
    days = [each.duty.due_on for each in owed if each.duty.due_on is not None]
    day = dates.typed_day(min(days)) if days else ""
    if len(owed) == 1:
        period = duty_period(owed[0].duty)
        return tr("{period}, à payer au plus tard le {day}").format(period=period, day=day) if day else period
    periods = ntr("{count} période", "{count} périodes", len(owed)).format(count=counts.count(len(owed)))
    return (
        tr("{periods}, la première à payer au plus tard le {day}").format(periods=periods, day=day) if day else periods
    )


def aside_amount(owed: Sequence[Owed]) -> str:
    """« 1 250,00 € », or that nothing of it is known."""
    cents = sum(each.cents for each in owed)
    return tr("inconnu") if not cents and any(each.unknown for each in owed) else money.amount(cents, EUR)


def unknown_line(aside: Aside) -> str:
    """« inconnu : … » for what is not in the sums; empty where all is known."""
    return tr("inconnu : {reasons}").format(reasons=" ".join(aside.unknown)) if aside.unknown else ""


def expected_duties(aside: Aside, today: date) -> Iterable[Expected]:
    """What is owed as amounts of the forecast, on the day on which each is due: certain once its period is over."""
    for each in aside.owed:
        if each.cents and each.duty.due_on is not None:
            yield Expected(
                on=max(each.duty.due_on, today),
                flow=Flow.SPENT,
                certainty=Certainty.CERTAIN if each.duty.span.until < today else Certainty.LIKELY,
                kind=ForecastKind.DUTY,
                party=owed_party(each.kind),
                label=f"{owed_name(each.kind)} · {duty_period(each.duty)}",
                amount=Money(each.cents, EUR),
                page="declaration",
                wanted=each.key,
            )
