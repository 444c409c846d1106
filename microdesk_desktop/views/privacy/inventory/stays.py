"""Why what nothing erases by itself stays until the user erases it."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.privacy.applied import UNTIL_ERASED
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.views.privacy.inventory.words import category_text


def staying() -> Sequence[tuple[str, str]]:
    """The name of each such category with the reason, in the order of the inventory."""
    found = [each.name for each in load_inventory().categories.values() if each.retention is UNTIL_ERASED]
    return [(category_text(name), REASONS[name]()) for name in found]


REASONS: Mapping[str, Callable[[], str]] = {
    "business": lambda: tr("Votre entreprise dure autant que votre coffre."),
    "refusals": lambda: tr(
        "Un refus n'a pas de terme : l'oublier ferait écrire de nouveau à qui ne le veut plus. Il n'en reste qu'une"
        " empreinte."
    ),
    "drafts": lambda: tr("Un travail en cours n'est à personne d'autre ; vous le retirez, ou son client l'emporte."),
    "catalogue": lambda: tr("Vos articles et vos prix ne concernent personne."),
    "proofs": lambda: tr("Un accord se prouve tant qu'il sert, et son retrait aussi longtemps."),
    "vault_file": lambda: tr("Le coffre est ce qui garde tout le reste."),
    "vault_keys": lambda: tr("Sans elles, le coffre ne s'ouvrirait plus."),
    "copies": lambda: tr("Pour vous rappeler ce qu'un effacement n'atteint pas, tant que ces copies peuvent exister."),
    "settings": lambda: tr("Vos préférences ne concernent personne."),
    "program_rows": lambda: tr("Des comptes, et vos colonnes d'import, qui ne nomment personne."),
}
