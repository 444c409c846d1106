"""The company in words, and as the command line shows it."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import Company, DeclarationPeriod, VatRegime
from microdesk_desktop.domain.company_keys import KEYS, text_of
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.messages.values import field_name

__all__ = ["load_company"]


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
