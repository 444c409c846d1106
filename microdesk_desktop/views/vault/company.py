"""Words of the company: its name and its activity."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.company import Activity
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company


def company_name(reader: Reader) -> str:
    """Whose vault this is."""
    return load_company(reader).name


def activity_words() -> Sequence[tuple[Activity, str]]:
    """The activities, by the names that the tax office gives them."""
    return (
        (Activity.BNC, tr("Profession libérale (BNC)")),
        (Activity.BIC_SERVICES, tr("Prestations de services (BIC)")),
        (Activity.SALES, tr("Vente de marchandises")),
    )
