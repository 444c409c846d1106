"""The company in words, and as the command line shows it."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.identifiers import grouped_iban, grouped_siren
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import Company, DeclarationPeriod, EiMention, VatChange, VatRegime
from microdesk_desktop.domain.company_keys import KEYS, Value, key_of, text_of
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.messages.values import field_name

__all__ = ["load_company"]

# Of a value in a toast, which has two lines at most.
LONGEST_SHOWN = 60


def company_name(reader: Reader) -> str:
    """Whose vault this is."""
    return load_company(reader).name


def company_json(company: Company, today: date) -> Mapping[str, str | None]:
    """The stable shape of `company show --json`: a text for each key, None for an unknown date."""
    return {key: text_of(company, key, today) for key in KEYS}


def company_lines(company: Company, today: date) -> Sequence[str]:
    """What is known of the company, for the terminal: one line per key that has a value."""
    return [_line(key, text) for key in KEYS if (text := text_of(company, key, today))]


def _line(key: str, text: str) -> str:
    return tr("{name} ({key}) : {value}").format(name=field_name(key), key=key, value=", ".join(text.splitlines()))


def grouped(attribute: str, text: str) -> str:
    """The text as it is read aloud: a SIRET by three digits, then five, an IBAN by four characters."""
    if attribute == "siret":
        return grouped_siren(text)
    if attribute == "iban":
        return grouped_iban(text)
    return text


def kept_text(attribute: str, value: Value) -> str:
    """What has just been kept of the company: « Ville : Nantes », « Ville : vide »."""
    name = field_name(key_of(attribute))
    words = _value_words(grouped(attribute, value) if isinstance(value, str) else value)
    return tr("{field} : {value}").format(field=name[:1].upper() + name[1:], value=words or tr("vide"))


def _value_words(value: Value) -> str:
    choices: Mapping[object, str] = dict(
        (*activity_words(), *vat_regime_words(), *declaration_period_words(), *ei_mention_words())
    )
    match value:
        case bool():
            return tr("oui") if value else tr("non")
        case date():
            return dates.long_day(value)
        case tuple():
            return ", ".join(_element_words(each) for each in value)
        case str():
            text = choices.get(value) or ", ".join(value.splitlines())
            return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        case _:
            return ""


def _element_words(value: VatChange | Activity) -> str:
    if isinstance(value, Activity):
        return dict(activity_words())[value]
    words = dict(vat_regime_words())[value.regime]
    return tr("{regime} depuis le {day}").format(regime=words, day=dates.long_day(value.since))


def ei_mention_words() -> Sequence[tuple[EiMention, str]]:
    """Where documents state « EI »."""
    return (
        (EiMention.AFTER, tr("« EI » après le nom")),
        (EiMention.BEFORE, tr("« EI » devant le nom")),
        (EiMention.IN_FULL, tr("« entrepreneur individuel » après le nom")),
        (EiMention.NONE, tr("Aucune : ce n'est pas une entreprise individuelle")),
    )


def activity_words() -> Sequence[tuple[Activity, str]]:
    """The activities, by the names that the tax office gives them."""
    return (
        (Activity.BNC, tr("Profession libérale (BNC)")),
        (Activity.BNC_CIPAV, tr("Profession libérale réglementée (BNC, CIPAV)")),
        (Activity.BIC_SERVICES, tr("Prestations de services (BIC)")),
        (Activity.SALES, tr("Vente de marchandises")),
    )


def vat_regime_words() -> Sequence[tuple[VatRegime, str]]:
    """The regimes of VAT."""
    return ((VatRegime.FRANCHISE, tr("Franchise en base")), (VatRegime.REAL, tr("TVA facturée et déclarée")))


def vat_periods_words(company: Company) -> str:
    """« Franchise en base, puis TVA facturée et déclarée depuis le 10 novembre 2026. »"""
    words = dict(vat_regime_words())
    text = words[company.vat_regime]
    for change in company.vat_changes:
        text = tr("{before}, puis {regime} depuis le {day}").format(
            before=text, regime=words[change.regime].lower(), day=dates.long_day(change.since)
        )
    return tr("Enregistré : {periods}.").format(periods=text)


def declaration_period_words() -> Sequence[tuple[DeclarationPeriod, str]]:
    """How often the turnover is declared."""
    return ((DeclarationPeriod.QUARTERLY, tr("Chaque trimestre")), (DeclarationPeriod.MONTHLY, tr("Chaque mois")))
