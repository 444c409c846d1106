"""The VAT of a line as the user chooses it: by itself, or one of the legal cases."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.types import VatCategory

VatChoice = tuple[VatCategory | None, str]
"""A category and a reason of exemption (VATEX code), empty where the category alone decides."""


def vat_choices(current: VatChoice) -> Sequence[tuple[VatChoice, str]]:
    """The choices in words; one that a draft has and that is none of them is kept as it is."""
    known = (
        ((None, ""), tr("Selon le régime")),
        ((VatCategory.STANDARD, ""), tr("Taxée")),
        ((VatCategory.EXEMPT, "VATEX-FR-FRANCHISE"), tr("Franchise en base, art. 293 B")),
        ((VatCategory.REVERSE_CHARGE, ""), tr("Autoliquidation par le client")),
        ((VatCategory.EXEMPT, "VATEX-FR-CGI261-4"), tr("Formation exonérée, art. 261-4-4°")),
        ((VatCategory.EXEMPT, "VATEX-EU-F"), tr("Biens d'occasion, sur la marge")),
        ((VatCategory.INTRA_COMMUNITY, ""), tr("Livraison dans l'Union européenne")),
        ((VatCategory.EXPORT, ""), tr("Exportation")),
        ((VatCategory.OUTSIDE, ""), tr("Hors du champ de la TVA")),
        ((VatCategory.ZERO, ""), tr("Taux zéro")),
    )
    if any(choice == current for choice, _ in known):
        return known
    category, code = current
    return (*known, (current, code or str(category)))
