"""The company in words, and as the command line shows it."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import Company, DeclarationPeriod, VatRegime
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


def company_json(company: Company) -> Mapping[str, str | None]:
    """The stable shape of `company show --json`: a text for each key, None for an unknown date."""
    return {key: text_of(company, key) for key in KEYS}


def company_lines(company: Company) -> Sequence[str]:
    """What is known of the company, for the terminal: one line per key that has a value."""
    return [_line(key, text) for key in KEYS if (text := text_of(company, key))]


def _line(key: str, text: str) -> str:
    return tr("{name} ({key}) : {value}").format(name=field_name(key), key=key, value=", ".join(text.splitlines()))


def grouped(attribute: str, text: str) -> str:
    """The text as it is read aloud: a SIRET by three digits, then five, an IBAN by four characters."""
    if attribute == "siret":
        return " ".join(filter(None, (text[:3], text[3:6], text[6:9], text[9:])))
    if attribute == "iban":
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
    return text


def kept_text(attribute: str, value: Value) -> str:
    """What has just been kept of the company: « Ville : Nantes », « Ville : vide »."""
    name = field_name(key_of(attribute))
    words = _value_words(grouped(attribute, value) if isinstance(value, str) else value)
    return tr("{field} : {value}").format(field=name[:1].upper() + name[1:], value=words or tr("vide"))


def _value_words(value: Value) -> str:
    choices: Mapping[object, str] = dict((*activity_words(), *vat_regime_words(), *declaration_period_words()))
    match value:
        case bool():
            return tr("oui") if value else tr("non")
        case date():
            return dates.long_day(value)
        case str():
            text = choices.get(value) or ", ".join(value.splitlines())
            return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        case _:
            return ""


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


def declaration_period_words() -> Sequence[tuple[DeclarationPeriod, str]]:
    """How often the turnover is declared."""
    return ((DeclarationPeriod.QUARTERLY, tr("Chaque trimestre")), (DeclarationPeriod.MONTHLY, tr("Chaque mois")))
