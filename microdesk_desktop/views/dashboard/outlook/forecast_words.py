"""The words of the forecast: what is expected, how certain it is, and why."""

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.views.dashboard.outlook.forecast import Certainty, Expected, ForecastKind


def expected_name() -> str:
    """What is to come in."""
    return tr("Attendu")


def forecast_name(flow: Flow) -> str:
    """What is to come in, or to be paid."""
    return tr("À recevoir") if flow is Flow.RECEIVED else tr("À payer")


def certainty_name(flow: Flow, certainty: Certainty) -> str:
    """« À recevoir, certain »."""
    return {
        (Flow.RECEIVED, Certainty.CERTAIN): tr("À recevoir, facturé"),
        (Flow.RECEIVED, Certainty.LIKELY): tr("À recevoir, probable"),
        (Flow.SPENT, Certainty.CERTAIN): tr("À payer, dû"),
        (Flow.SPENT, Certainty.LIKELY): tr("À payer, probable"),
    }[flow, certainty]


def certainty_word(certainty: Certainty) -> str:
    """Whether an amount is owed already, or only usual."""
    return tr("Certain") if certainty is Certainty.CERTAIN else tr("Probable")


def forecast_definition() -> str:
    """What the forecast rests on, and what it leaves out."""
    return tr(
        "Une estimation. Vos factures ouvertes, à leur échéance ou selon le retard habituel du client, et ce qui est à"
        " déclarer sont certains ; les documents récurrents et les dépenses habituelles sont probables. Les factures en"
        " retard n'y sont pas, faute de date, ni les cotisations sur ce qui n'est pas encore encaissé."
    )


def expected_reason(each: Expected) -> str:
    """Why an amount is expected on its day."""
    match each.kind:
        case ForecastKind.DOCUMENT:
            text = tr("Facture ouverte")
        case ForecastKind.DRAFT:
            text = tr("Document récurrent, préparé")
        case ForecastKind.SERIES:
            text = tr("Document récurrent")
        case ForecastKind.EXPENSE:
            text = tr("Dépense habituelle")
        case ForecastKind.DUTY:
            text = tr("Échéance")
    return f"{text} · {_delay(each.late_days)}" if each.late_days else text


def _delay(late_days: int) -> str:
    if late_days > 0:
        text = ntr("en général {count} jour après l'échéance", "en général {count} jours après l'échéance", late_days)
    else:
        text = ntr("en général {count} jour avant l'échéance", "en général {count} jours avant l'échéance", -late_days)
    return text.format(count=counts.count(abs(late_days)))
