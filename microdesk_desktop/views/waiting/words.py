"""Words of the queue: its length, the age of an item, and where in the queue the user is."""

from collections.abc import Mapping
from datetime import date, timedelta

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.money import Money
from microdesk_desktop.views.waiting.items import WaitingAction, WaitingItem
from microdesk_desktop.views.waiting.queue import Queue
from microdesk_desktop.views.waiting.registry import BY_KIND

# Below two of a unit the smaller one is the more precise: « 45 jours », « 18 mois ».
_FEWEST = 2
_MONTHS_OF_YEAR = 12


def queue_text(queue: Queue) -> str:
    """« 41 éléments à traiter »; empty when there is none."""
    return items_text(queue.total) if queue.total else ""


def items_text(total: int) -> str:
    """« 41 éléments à traiter »."""
    return ntr("{count} élément à traiter", "{count} éléments à traiter", total).format(count=counts.count(total))


def action_words() -> Mapping[WaitingAction, str]:
    """What is to be done, in words, with the key where it is not Enter."""
    return {
        WaitingAction.RENEW: tr("Renouveler"),
        WaitingAction.COMPARE: tr("Comparer"),
        WaitingAction.CONFIRM: tr("Confirmer"),
        WaitingAction.CHOOSE: tr("Choisir"),
        WaitingAction.RECORD: tr("Créer la dépense"),
        WaitingAction.IGNORE: tr("Ignorer"),
        WaitingAction.SEE_INVOICE: tr("Voir la facture"),
        WaitingAction.REMIND: tr("Relancer"),
        WaitingAction.INVOICE_QUOTE: tr("Facturer"),
        WaitingAction.ATTACH_VOUCHER: tr("Joindre un justificatif"),
        WaitingAction.CHECK_RECEIVED: tr("Vérifier"),
        WaitingAction.SEE_DRAFT: tr("Voir le brouillon"),
        WaitingAction.SET_VAT: tr("Passer à la TVA"),
        WaitingAction.SEE_THRESHOLDS: tr("Voir les plafonds"),
        WaitingAction.SEE_EXPECTED: tr("Voir la dépense attendue"),
        WaitingAction.DECLARE: tr("Déclarer"),
        WaitingAction.STATE_ACTIVITY: tr("Indiquer l'activité"),
        WaitingAction.SEE_DUTY: tr("Voir l'échéance"),
        WaitingAction.ANSWER: tr("Répondre"),
        WaitingAction.SEE_RETENTION: tr("Voir ou garder"),
        WaitingAction.SEE_ALL: tr("Tout voir"),
    }


def longest_age() -> str:
    """The longest usual age of an item, for the width of a column."""
    today = date(2026, 1, 1)
    return max((age_text(today - timedelta(days=days), today) for days in (0, 60, 700)), key=len)


def age_text(since: date | None, today: date) -> str:
    """« aujourd'hui », « 12 jours », « 3 mois », « 2 ans »; empty where there is no age."""
    if since is None:
        return ""
    days = (today - since).days
    if days < 1:
        return tr("aujourd'hui")
    months = _whole_months(since, today)
    if months < _FEWEST:
        return ntr("{count} jour", "{count} jours", days).format(count=days)
    years = months // _MONTHS_OF_YEAR
    if years < _FEWEST:
        return ntr("{count} mois", "{count} mois", months).format(count=months)
    return ntr("{count} an", "{count} ans", years).format(count=years)


def _whole_months(since: date, today: date) -> int:
    """The calendar months that have ended since a day."""
    months = (today.year - since.year) * _MONTHS_OF_YEAR + today.month - since.month
    return months - (today.day < since.day)


def amount_text(item: WaitingItem) -> str:
    """« −42,60 € », « 1 250,00 $US »; empty where no amount waits."""
    return _amount(item.amount) if item.amount else ""


def step_text(item: WaitingItem, left: int) -> str:
    """Where in the queue the user is: « À confirmer : Nova SARL, +480,00 € · encore 12 éléments »."""
    what = ", ".join(filter(None, (item.title, amount_text(item))))
    here = tr("{kind} : {what}").format(kind=BY_KIND[item.kind].title(), what=what)
    if not left:
        return tr("{here} · le dernier élément").format(here=here)
    more = ntr("encore {count} élément ensuite", "encore {count} éléments ensuite", left)
    return f"{here} · {more.format(count=counts.count(left))}"


def _amount(amount: Money) -> str:
    return money.amount(amount.cents, amount.currency, signed=True)
