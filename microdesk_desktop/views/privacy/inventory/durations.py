"""Until when each category of the inventory stays, in words: the durations are those that act, chosen ones too."""

from collections.abc import Callable, Mapping
from datetime import date

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.lookups import KEPT_FOR
from microdesk_desktop.privacy.codes import Retention
from microdesk_desktop.privacy.retention import Category, Duration, chosen_durations, durations
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mileage.settings import load_keeping
from microdesk_desktop.store.privacy.network.journal import KEPT_EVENTS
from microdesk_desktop.store.privacy.retention import load_choices
from microdesk_desktop.views.privacy.retention_words import duration_text

Durations = Mapping[Category, Duration]


def load_durations(reader: Reader, today: date) -> Durations:
    """How long each category that goes by itself stays."""
    return durations(today, chosen_durations(load_choices(reader), load_keeping(reader).years))


def retention_text(retention: Retention, known: Durations) -> str:
    """Until when the data of this rule stays."""
    return _TEXTS[retention](known)


def _alone(category: Category) -> Callable[[Durations], str]:
    return lambda known: _words(known, category)


def _words(known: Durations, category: Category) -> str:
    duration = known[category]
    return tr("Jusqu'à l'effacement") if duration.years is None else duration_text(duration, duration.years)


def _inside(known: Durations, category: Category) -> str:
    """The words inside of a sentence."""
    text = _words(known, category)
    return f"{text[:1].lower()}{text[1:]}"


def _client(known: Durations) -> str:
    text = tr("Jusqu'à l'effacement ; prospect : {prospects} ; client : {clients}")
    prospects, clients = _inside(known, Category.PROSPECTS), _inside(known, Category.FORMER)
    return text.format(prospects=prospects, clients=clients)


def _choices(known: Durations) -> str:
    text = tr("{contacts} ; un refus reste, sans ses preuves, puis sous une empreinte")
    return text.format(contacts=_words(known, Category.INACTIVE))


def _bank(known: Durations) -> str:
    if known[Category.BANK].years is None:
        return tr("Jusqu'à la déconnexion")
    return tr("Jusqu'à la déconnexion, ou {duration}").format(duration=_inside(known, Category.BANK))


def _lookups(known: Durations) -> str:
    days = KEPT_FOR.days
    text = ntr(
        "{days} jour ; le contrôle d'un numéro de TVA : {accounts}",
        "{days} jours ; le contrôle d'un numéro de TVA : {accounts}",
        days,
    )
    return text.format(days=counts.count(days), accounts=_inside(known, Category.ARCHIVES))


def _journal(known: Durations) -> str:
    text = tr("Les {count} dernières connexions, et leurs totaux par jour ; {years}")
    return text.format(count=counts.count(KEPT_EVENTS), years=_inside(known, Category.JOURNAL))


def _requests(known: Durations) -> str:
    text = tr("Une demande close : {duration} ; un effacement, tant que le coffre existe")
    return text.format(duration=_inside(known, Category.REQUESTS))


_TEXTS: Mapping[Retention, Callable[[Durations], str]] = {
    Retention.ACCOUNTS: _alone(Category.ARCHIVES),
    Retention.ARCHIVE: lambda _: tr("Chaque pièce jusqu'à son dernier jour légal, puis effacée d'elle-même"),
    Retention.BACKUPS: lambda _: tr("Les plus récentes ; les autres s'effacent d'elles-mêmes"),
    Retention.BANK: _bank,
    Retention.BANK_CONNECTION: lambda _: tr("Jusqu'à la déconnexion de la banque"),
    Retention.CHOICES: _choices,
    Retention.CLIENT: _client,
    Retention.DOCUMENTS: _alone(Category.DOCUMENTS),
    Retention.IMPORTS: _alone(Category.IMPORTS),
    Retention.JOURNAL: _journal,
    Retention.LOOKUPS: _lookups,
    Retention.MAIL_ACCOUNT: lambda _: tr("Jusqu'au retrait de la boîte"),
    Retention.NEVER: lambda _: tr("Aucune conservation"),
    Retention.REPORTS: _alone(Category.REPORTS),
    Retention.REQUESTS: _requests,
    Retention.SHORT: lambda _: tr("Le temps du travail, ou jusqu'à la prochaine ouverture"),
    Retention.TRIPS: _alone(Category.TRIPS),
    Retention.UNTIL_ERASED: lambda _: tr("Jusqu'à l'effacement"),
    Retention.UNTIL_REFUSED: lambda _: tr("Jusqu'au retrait de l'autorisation"),
    Retention.WITH_RECORD: lambda _: tr("Avec le document concerné"),
}
