"""Declarations in words: the names of duties, periods, activities and contributions."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declarations import ContributionKind
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.books.duties import Duty, DutyKind, DutyState
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.company import DeclarationPeriod
from microdesk_desktop.views.books.declarations.blocks import Figure, Sheet
from microdesk_desktop.views.books.declarations.duties import DutyRow

STATE_TONES = {
    DutyState.DUE: Tone.ATTENTION,
    DutyState.LATE: Tone.DANGER,
    DutyState.DONE: Tone.POSITIVE,
    DutyState.UPCOMING: Tone.NEUTRAL,
    DutyState.EARLIER: Tone.NEUTRAL,
}


def period_words(period: DeclaredPeriod) -> str:
    """« 4e trimestre 2026 », « Novembre 2026 »."""
    if period.rhythm is DeclarationPeriod.MONTHLY:
        return dates.month_name(period.first)
    return quarter_words(period.first)


def quarter_words(day: date) -> str:
    """« 4e trimestre 2026 »."""
    texts = (
        tr("1er trimestre {year}"),
        tr("2e trimestre {year}"),
        tr("3e trimestre {year}"),
        tr("4e trimestre {year}"),
    )
    return texts[(day.month - 1) // 3].format(year=day.year)


def span_words(span: Span) -> str:
    """« du 1er octobre 2026 au 31 décembre 2026 »."""
    return tr("du {since} au {until}").format(since=dates.long_day(span.since), until=dates.long_day(span.until))


def kind_words(kind: DutyKind) -> str:
    """The name of a kind of duty."""
    return {
        DutyKind.TURNOVER: tr("Chiffre d'affaires"),
        DutyKind.VAT: tr("TVA"),
        DutyKind.EU_SERVICES: tr("Services dans l'Union européenne"),
        DutyKind.INCOME_RETURN: tr("Déclaration de revenus"),
        DutyKind.LOCAL_TAX: tr("CFE"),
        DutyKind.FLAT_TAX: tr("Option pour le versement libératoire"),
    }[kind]


def duty_title(duty: Duty) -> str:
    """« Chiffre d'affaires · 4e trimestre 2026 »."""
    return f"{kind_words(duty.kind)} · {duty_period(duty)}"


def duty_period(duty: Duty) -> str:
    """The period of a duty: « 4e trimestre 2026 », « Octobre 2026 », « 2026 »."""
    if duty.periods:
        return " + ".join(map(period_words, duty.periods)) if len(duty.periods) <= _NAMED else span_words(duty.span)
    return dates.month_name(duty.span.since) if duty.kind is DutyKind.EU_SERVICES else duty.name


_NAMED = 2
"""Periods that are named one by one; more are a span of days."""


def state_words() -> Mapping[DutyState, str]:
    """The states as the rows name them."""
    return {
        DutyState.DUE: tr("À faire"),
        DutyState.LATE: tr("En retard"),
        DutyState.DONE: tr("Faite"),
        DutyState.UPCOMING: tr("À venir"),
        DutyState.EARLIER: tr("Antérieure"),
    }


def chip_words() -> Mapping[DutyState, str]:
    """The states as the chips name them, for the duties that they keep."""
    return {**state_words(), DutyState.DONE: tr("Faites"), DutyState.EARLIER: tr("Antérieures")}


def state_text(duty: Duty, state: DutyState) -> str:
    """The state of a duty: « À déclarer », « À payer »."""
    if state is DutyState.DUE:
        words = {DutyKind.LOCAL_TAX: tr("À payer"), DutyKind.FLAT_TAX: tr("À décider")}
        return words.get(duty.kind, tr("À déclarer"))
    is_declared = state is DutyState.DONE and duty.kind not in (DutyKind.LOCAL_TAX, DutyKind.FLAT_TAX)
    return tr("Déclarée") if is_declared else state_words()[state]


def due_text(duty: Duty) -> str:
    """« au plus tard le 31 janvier 2027 »; where the day differs by business, between which days."""
    if duty.due_on is None:
        return tr("date non connue : elle est publiée chaque année")
    if duty.due_until is not None:
        return tr("entre le {first} et le {last}, au jour qu'indique votre espace impots.gouv.fr").format(
            first=dates.long_day(duty.due_on), last=dates.long_day(duty.due_until)
        )
    return tr("au plus tard le {day}").format(day=dates.long_day(duty.due_on))


def confidence_words(confidence: str) -> str:
    """How sure a figure of law is."""
    return {
        "H": tr("source sûre"),
        "M": tr("source probable"),
        "L": tr("à vérifier"),
    }.get(confidence, "")


def form_name(activity: Activity) -> str:
    """The line of URSSAF's form that takes the turnover of an activity."""
    return {
        Activity.SALES: tr("Ventes de marchandises (BIC)"),
        Activity.BIC_SERVICES: tr("Prestations de services commerciales ou artisanales (BIC)"),
        Activity.BNC: tr("Autres prestations de services (BNC)"),
        Activity.BNC_CIPAV: tr("Prestations de services libérales, Cipav (BNC)"),
    }[activity]


def contribution_words(kind: ContributionKind) -> str:
    """The name of a contribution."""
    return {
        ContributionKind.SOCIAL: tr("Cotisations sociales"),
        ContributionKind.TRAINING: tr("Formation professionnelle (CFP)"),
        ContributionKind.CHAMBER: tr("Taxe pour frais de chambre"),
        ContributionKind.INCOME_TAX: tr("Versement libératoire de l'impôt"),
    }[kind]


def list_words(rows: Sequence[DutyRow]) -> str:
    """« 2 à faire, la prochaine au plus tard le 31 janvier 2027 »; empty for no rows."""
    if not rows:
        return ""
    waiting = [row for row in rows if row.state in (DutyState.LATE, DutyState.DUE)]
    if waiting:
        text = ntr("{count} échéance à traiter", "{count} échéances à traiter", len(waiting))
        return text.format(count=counts.count(len(waiting)))
    following = min(
        (row.duty.due_on for row in rows if row.state is DutyState.UPCOMING and row.duty.due_on), default=None
    )
    if following is None:
        return tr("Tout est à jour")
    return tr("Tout est à jour · prochaine échéance le {day}").format(day=dates.long_day(following))


def sheet_subtitle(sheet: Sheet) -> str:
    """Where a duty stands, and by when it is to be done."""
    state = state_text(sheet.duty, sheet.state)
    if sheet.done_on is not None:
        return tr("{state} le {day}").format(state=state, day=dates.long_day(sheet.done_on))
    return f"{state} · {due_text(sheet.duty)}"


def mark_words(sheet: Sheet) -> str:
    """The words of the button that marks a duty."""
    if sheet.duty.kind in (DutyKind.TURNOVER, DutyKind.VAT):
        return tr("Marquer comme déclarée…")
    return tr("Remettre à faire") if sheet.state is DutyState.DONE else tr("Marquer comme faite")


def done_text(duty: Duty, on: date | None) -> str:
    """What was just noted."""
    if on is None:
        return tr("{title} : à faire de nouveau").format(title=duty_title(duty))
    return tr("{title} : faite le {day}").format(title=duty_title(duty), day=dates.long_day(on))


def closing_text(duty: Duty) -> str:
    """What follows from marking a period as declared."""
    return tr(
        "Vos livres sont alors validés jusqu'au {day}, et les chiffres gardés tels que vous les déclarez : cela"
        " ne s'annule pas. Une correction reste possible ensuite ; elle comptera dans la période où vous la faites."
    ).format(day=dates.long_day(duty.span.until))


def copied_text(figure: Figure) -> str:
    """« 9 130 € copié »."""
    return tr("{value} copié").format(value=figure.value)
