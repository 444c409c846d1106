"""Enable Banking, API of 2026, with an application and a private key of the user's own.

The API is described at https://enablebanking.com/docs/api/reference/.
"""

from microdesk_desktop.banks.enable_banking.keys import clean_application_id, clean_rsa_key
from microdesk_desktop.banks.provider import KeyField, Provider, ProviderContext, ProviderInfo
from microdesk_desktop.base.i18n import tr

RETURN_ADDRESS = "https://enablebanking.com/"
"""The return address that is proposed: the provider's own, so that nobody else learns of a consent."""


def _open(context: ProviderContext) -> Provider:
    # Imported here because the list of providers is shown long before one is called.
    from microdesk_desktop.banks.enable_banking.provider import EnableBanking

    return EnableBanking(context)


INFO = ProviderInfo(
    name="enablebanking",
    title="Enable Banking",
    default_url="https://api.enablebanking.com",
    open=_open,
    keys=(
        KeyField(
            name="application_id",
            label=lambda: tr("Identifiant de l'application"),
            is_secret=False,
            clean=clean_application_id,
        ),
        KeyField(
            name="private_key",
            label=lambda: tr("Clé privée de l'application (fichier .pem)"),
            is_file=True,
            clean=clean_rsa_key,
        ),
    ),
    return_addresses=(RETURN_ADDRESS,),
    steps=(
        lambda: tr("Connectez-vous à l'espace enablebanking.com/cp par le lien reçu dans votre messagerie."),
        lambda: tr(
            "Enregistrez une application, environnement « Production », en laissant le navigateur créer la clé : "
            "un fichier .pem est téléchargé."
        ),
        lambda: tr("Donnez-y l'adresse de retour, une description et les pages que le formulaire demande."),
        lambda: tr(
            "Choisissez « Activate by linking accounts » et identifiez-vous à votre banque : seuls les comptes "
            "rattachés ainsi pourront être lus."
        ),
        lambda: tr("Donnez ici l'identifiant de l'application, qui est aussi le nom du fichier .pem, et ce fichier."),
    ),
    warning=lambda: tr(
        "Sans contrat, Enable Banking ne permet qu'un usage privé et non commercial, limité à vos propres comptes. "
        "Pour un compte professionnel, ses conditions demandent un contrat : lisez-les d'abord."
    ),
)
