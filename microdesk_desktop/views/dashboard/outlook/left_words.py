"""What is left of a period, in words."""

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.views.dashboard.outlook.left import Left


def left_name() -> str:
    """What is left once everything is paid."""
    return tr("Reste")


def left_before_name() -> str:
    """What was left of the same month a year before."""
    return tr("Reste, un an avant")


def left_summary() -> str:
    """What it is, in a few words."""
    return tr("cotisations et impôts comptés une fois")


def period_owed_name() -> str:
    """What is owed on the money of a period: not all that is to be put aside now."""
    return tr("Cotisations et impôts")


def owed_summary() -> str:
    """What it is, in a few words."""
    return tr("dus sur ces encaissements")


def owed_amount(left: Left | None) -> str:
    """« 2 580,00 € », or that it is not known."""
    return money.amount(left.owed, EUR) if left is not None and left.is_known else tr("inconnu")


def owed_parts(left: Left | None) -> str:
    """The amounts that are to be put aside of a period, or why they are not known."""
    if left is None:
        return tr("La période est trop longue.")
    contributions, vat = (money.amount(cents, EUR) for cents in (left.contributions, left.vat))
    text = tr(
        "{contributions} de cotisations et d'impôt, {vat} de TVA, sur ce qui a été encaissé ou facturé dans la période,"
        " que ce soit déjà payé ou non."
    ).format(contributions=contributions, vat=vat)
    return text if left.is_known else tr("Un taux de ces jours n'est pas connu. {text}").format(text=text)


def left_amount(left: Left | None) -> str:
    """« 6 000,00 € », or that it is not known."""
    return money.amount(left.cents, EUR) if left is not None and left.is_known else tr("inconnu")


def left_definition(left: Left | None) -> str:
    """The amounts that it is made of, or why it is not known."""
    if left is None:
        return tr("La période est trop longue.")
    parts = (left.received, left.spent, left.contributions, left.vat)
    received, spent, contributions, vat = (money.amount(cents, EUR) for cents in parts)
    text = tr(
        "{received} encaissés, moins {spent} dépensés hors cotisations et impôts, moins {contributions} de cotisations"
        " et d'impôt dus sur ces encaissements, moins {vat} de TVA. En euros seulement."
    ).format(received=received, spent=spent, contributions=contributions, vat=vat)
    return text if left.is_known else tr("Un taux de ces jours n'est pas connu. {text}").format(text=text)
