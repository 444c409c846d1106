"""Ceilings of the turnover in words: their names, how much is used, and what follows from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.books.thresholds.ceilings import Ceiling, Scope
from microdesk_desktop.books.thresholds.gauges import FranchiseEnd, Gauge
from microdesk_desktop.books.thresholds.pace import LEAST_DAYS, Outlook
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.views.books.outlook import Outlooks
from microdesk_desktop.views.books.thresholds import Thresholds
from microdesk_desktop.views.messages.values import sums_text


@dataclass(frozen=True, slots=True, kw_only=True)
class GaugeRow:
    """A gauge as it is shown; `percent` is how much of the ceiling is used, 0 to 100.

    `outlook` is where it gets at this pace, empty where that is not estimated.
    """

    name: str
    used: str
    percent: int
    meaning: str
    outlook: str
    spoken: str
    tone: Tone


def card_title(thresholds: Thresholds) -> str:
    """« Plafonds et seuils 2026 »."""
    return tr("Plafonds et seuils {year}").format(year=thresholds.year)


def definition() -> str:
    """What counts against the ceilings."""
    return tr(
        "Ce que vous avez encaissé, hors TVA et hors débours, au jour de chaque paiement, moins ce que vous avez"
        " remboursé. Les avocats, auteurs et artistes ont d'autres seuils de TVA."
    )


def gauge_rows(thresholds: Thresholds, outlooks: Outlooks) -> Sequence[GaugeRow]:
    """The gauges to show: the franchise, by the tolerance once its base is passed, then the micro regime."""
    franchise = _franchise_gauges(thresholds) if thresholds.is_franchise else ()
    return [_row(each, thresholds, outlooks) for each in (*franchise, *thresholds.gauges[Ceiling.MICRO])]


def _row(gauge: Gauge, thresholds: Thresholds, outlooks: Outlooks) -> GaugeRow:
    name, used, meaning = gauge_name(gauge), used_text(gauge), gauge_meaning(gauge, thresholds)
    outlook = outlook_sentence(gauge, thresholds, outlooks)
    is_past = gauge.is_above or gauge.passed_on is not None or gauge.ceiling is Ceiling.TOLERANCE
    tone = Tone.DANGER if is_past else Tone.ATTENTION if gauge in thresholds.near else Tone.NEUTRAL
    return GaugeRow(
        name=name,
        used=used,
        percent=_used_percent(gauge),
        meaning=meaning,
        outlook=outlook,
        spoken=tr("{name} : {used}. {meaning}").format(name=name, used=used, meaning=f"{meaning} {outlook}".rstrip()),
        tone=tone,
    )


def _franchise_gauges(thresholds: Thresholds) -> Iterator[Gauge]:
    tolerances = {each.scope: each for each in thresholds.gauges[Ceiling.TOLERANCE]}
    for base in thresholds.gauges[Ceiling.BASE]:
        yield tolerances[base.scope] if base.is_above or tolerances[base.scope].passed_on else base


def gauge_name(gauge: Gauge) -> str:
    """« Franchise de TVA · prestations »."""
    regime = {
        Ceiling.MICRO: tr("Régime micro"),
        Ceiling.BASE: tr("Franchise de TVA"),
        Ceiling.TOLERANCE: tr("Franchise de TVA, seuil majoré"),
    }[gauge.ceiling]
    scope = tr("prestations") if gauge.scope is Scope.SERVICES else tr("total")
    return f"{regime} · {scope}"


def used_text(gauge: Gauge) -> str:
    """« 34 200,00 € sur 37 500,00 € »."""
    return tr("{amount} sur {limit}").format(amount=_euros(gauge.cents), limit=_euros(gauge.limit.cents))


def _used_percent(gauge: Gauge) -> int:
    """How much of the ceiling is used, 0 to 100."""
    if gauge.limit.cents <= 0:
        return 100
    return max(0, min(100, gauge.cents * 100 // gauge.limit.cents))


def gauge_meaning(gauge: Gauge, thresholds: Thresholds) -> str:
    """What follows from the gauge, in a sentence or two."""
    sentences = [_consequence(gauge, thresholds)]
    if gauge.limit.days:
        sentences.append(
            ntr(
                "Plafond réduit à {count} jour d'activité cette année.",
                "Plafond réduit à {count} jours d'activité cette année.",
                gauge.limit.days,
            ).format(count=counts.count(gauge.limit.days))
        )
    return " ".join(sentences)


def _consequence(gauge: Gauge, thresholds: Thresholds) -> str:
    match gauge.ceiling:
        case Ceiling.MICRO:
            return _micro_consequence(gauge, thresholds)
        case Ceiling.BASE:
            return tr("Encore {left} ; au-delà, TVA à facturer dès le {day}.").format(
                left=_euros(gauge.left), day=_first_of(gauge.year + 1)
            )
        case Ceiling.TOLERANCE:
            return _tolerance_consequence(gauge)


def _tolerance_consequence(gauge: Gauge) -> str:
    if gauge.passed_on is not None:
        return tr("Seuil majoré dépassé le {day} : TVA à facturer depuis ce jour.").format(
            day=dates.long_day(gauge.passed_on)
        )
    return tr(
        "Seuil de base dépassé : TVA à facturer dès le {day}. Encore {left} avant le seuil majoré ; au-delà, dès le"
        " jour du dépassement."
    ).format(day=_first_of(gauge.year + 1), left=_euros(gauge.left))


def _micro_consequence(gauge: Gauge, thresholds: Thresholds) -> str:
    end = thresholds.micro_end
    if end is not None and end <= thresholds.today:
        return tr("Régime micro terminé depuis le {day} : plafond dépassé deux années de suite.").format(
            day=dates.long_day(end)
        )
    if not gauge.is_above:
        return tr("Encore {left} cette année.").format(left=_euros(gauge.left))
    if end is not None:
        return tr("Plafond dépassé deux années de suite : le régime micro finit le {day}.").format(
            day=dates.long_day(end)
        )
    return tr("Plafond dépassé : s'il l'est aussi en {next}, le régime micro finit le {day}.").format(
        next=gauge.year + 1, day=_first_of(gauge.year + 2)
    )


def outlook_sentence(gauge: Gauge, thresholds: Thresholds, outlooks: Outlooks) -> str:
    """Where the gauge gets at this pace and what would change then; empty where that is not estimated."""
    outlook = outlooks.get((gauge.ceiling, gauge.scope))
    if outlook is None:
        return ""
    if outlook.crossed_on is None:
        end = dates.long_day(date(gauge.year, 12, 31))
        return tr("À ce rythme : {amount} le {day}.").format(amount=_whole(outlook.year_end_cents), day=end)
    day, then = dates.long_day(outlook.crossed_on), _first_of(gauge.year + 1)
    match gauge.ceiling:
        case Ceiling.MICRO if thresholds.was_above_micro:
            text = tr("À ce rythme, plafond dépassé vers le {day}, comme l'an dernier : fin du régime micro le {then}.")
        case Ceiling.MICRO:
            text = tr("À ce rythme, plafond dépassé vers le {day} : le régime micro finit si {next} dépasse aussi.")
        case Ceiling.BASE:
            tolerance = outlooks.get((Ceiling.TOLERANCE, gauge.scope))
            if tolerance is not None and tolerance.crossed_on is not None:
                return _both_crossed(day, then, tolerance.crossed_on)
            text = tr("À ce rythme, seuil dépassé vers le {day} : TVA à facturer dès le {then}.")
        case Ceiling.TOLERANCE:
            text = tr("À ce rythme, seuil majoré dépassé vers le {day} : TVA à facturer dès ce jour-là.")
    return text.format(day=day, then=then, next=gauge.year + 1)


def _both_crossed(day: str, then: str, tolerance: date) -> str:
    return tr(
        "À ce rythme, seuil dépassé vers le {day} : TVA dès le {then} ; seuil majoré vers le {tolerance} : TVA dès ce"
        " jour-là."
    ).format(day=day, then=then, tolerance=dates.long_day(tolerance))


def pace_basis(thresholds: Thresholds, outlooks: Outlooks) -> str:
    """What the estimates rest on, or why there are none; empty where every ceiling is unknown or passed."""
    if outlooks:
        pace = max((each.pace for each in outlooks.values()), key=lambda pace: pace.cents)
        return tr(
            "« À ce rythme » est une estimation : {amount} par mois en moyenne depuis le {since}, sans tenir compte des"
            " saisons, ou vos factures à échoir si elles font plus."
        ).format(amount=_whole(pace.over(365) // 12), since=dates.long_day(pace.since))
    open_gauges = [each for gauges in thresholds.gauges.values() for each in gauges if not each.is_above]
    if not open_gauges:
        return ""
    return tr("Pas encore d'estimation « à ce rythme » : il y faut {days} jours de recettes.").format(days=LEAST_DAYS)


def near_detail(gauge: Gauge, outlook: Outlook | None) -> str:
    """« 34 200,00 € sur 37 500,00 € · à ce rythme, dépassé vers le 12 novembre 2026 : TVA dès le 1er janvier 2027 ».

    Without the day where none is estimated, or none is expected this year.
    """
    used, then = used_text(gauge), _first_of(gauge.year + 1)
    if outlook is None or outlook.crossed_on is None:
        return tr("{used} · au-delà, TVA dès le {day}").format(used=used, day=then)
    on = dates.long_day(outlook.crossed_on)
    return tr("{used} · à ce rythme, dépassé vers le {on} : TVA dès le {day}").format(used=used, on=on, day=then)


def micro_detail(gauge: Gauge, thresholds: Thresholds) -> str:
    """« 90 000,00 € sur 83 600,00 € · fin en 2028 si 2027 dépasse aussi »."""
    end = thresholds.micro_end
    if end is not None:
        return tr("{used} · fin du régime le {day}").format(used=used_text(gauge), day=dates.long_day(end))
    return tr("{used} · fin en {end} si {next} dépasse aussi").format(
        used=used_text(gauge), end=gauge.year + 2, next=gauge.year + 1
    )


def thresholds_lines(thresholds: Thresholds, outlooks: Outlooks) -> Sequence[str]:
    """Every gauge and remark, for the terminal."""
    rows, basis = gauge_rows(thresholds, outlooks), pace_basis(thresholds, outlooks)
    return [*(row.spoken for row in rows), *remark_lines(thresholds), *filter(None, (basis,))]


def remark_lines(thresholds: Thresholds) -> Sequence[str]:
    """What is not known, or does not count for certain: a sentence each."""
    return list(_remarks(thresholds))


def _remarks(thresholds: Thresholds) -> Iterator[str]:
    if Ceiling.MICRO in thresholds.unknown:
        yield tr("Le plafond {year} du régime micro n'est pas encore connu.").format(year=thresholds.year)
    if Ceiling.BASE in thresholds.unknown:
        yield tr("Le seuil {year} de la franchise de TVA n'est pas encore connu.").format(year=thresholds.year)
    if thresholds.is_franchise and thresholds.open_end is not None and thresholds.open_end.gauge.year < thresholds.year:
        yield end_sentence(thresholds.open_end, thresholds.today)
    unsure = thresholds.unsure
    if unsure.without_activity:
        yield tr("{sums} sans activité connue : comptés dans le total seulement.").format(
            sums=sums_text(unsure.without_activity)
        )
    if unsure.with_vat:
        yield tr("{sums} de recettes comptées TVA comprise : elle n'y est pas indiquée.").format(
            sums=sums_text(unsure.with_vat)
        )
    if unsure.foreign:
        yield tr("{sums} non comptés : leur valeur en euros n'est pas connue.").format(sums=sums_text(unsure.foreign))
    if unsure.without_day:
        yield tr("{sums} non comptés : payés avant l'import, sans date.").format(sums=sums_text(unsure.without_day))


def end_title(end: FranchiseEnd, today: date) -> str:
    """« Franchise de TVA terminée depuis le 10 novembre 2026 »."""
    day = dates.long_day(end.on)
    if end.on <= today:
        return tr("Franchise de TVA terminée depuis le {day}").format(day=day)
    return tr("Franchise de TVA : fin le {day}").format(day=day)


def end_detail(end: FranchiseEnd) -> str:
    """What was passed, and what changes."""
    return tr("{amount} sur {limit} en {year} : TVA à facturer dès ce jour").format(
        amount=_euros(end.gauge.cents), year=end.gauge.year, limit=_euros(end.gauge.limit.cents)
    )


def end_sentence(end: FranchiseEnd, today: date) -> str:
    """The end and its reason in one sentence."""
    return tr("{title} : {detail}.").format(title=end_title(end, today), detail=end_detail(end))


def _first_of(year: int) -> str:
    return dates.long_day(date(year, 1, 1))


def _whole(cents: int) -> str:
    return money.whole_amount(cents, EUR)


def _euros(cents: int) -> str:
    return money.amount(cents, EUR)
