"""What the user reads when a mailbox of Microsoft 365 is connected: the steps at Microsoft."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr

ENTRA = "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade"
"""The page of Microsoft that lists the applications of an organisation."""


def microsoft_steps() -> Sequence[str]:
    """The steps on Microsoft's site, in the order of the clicks there (as of November 2026)."""
    return (
        tr(
            "Avec un compte d'administrateur, ouvrez « Inscriptions d'applications », puis « Nouvelle inscription » : "
            "nommez-la MicroDesk, pour les comptes de tout annuaire et les comptes personnels."
        ),
        tr(
            "Sous « Authentification », ajoutez la plateforme « Applications mobiles et de bureau » avec l'adresse "
            "http://localhost, et autorisez les flux de clients publics."
        ),
        tr(
            "Sous « Autorisations d'API », ajoutez IMAP.AccessAsUser.All, SMTP.Send et offline_access (Office 365 "
            "Exchange Online, autorisations déléguées)."
        ),
        tr("Sous « Vue d'ensemble », copiez l'« ID d'application (client) »."),
    )
