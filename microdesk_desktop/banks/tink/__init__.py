"""Tink (Data v2), with the user's own application: continuous access, one Tink user per connection.

The API is described at https://docs.tink.com/api. Nothing but the client secret is kept: tokens live in memory.
A consent is extended on Tink's own page where its bank allows that, without a login there; elsewhere it is given again.
"""

from microdesk_desktop.banks.provider import KeyField, Provider, ProviderContext, ProviderInfo
from microdesk_desktop.base.i18n import tr

RETURN_ADDRESS = "http://localhost:47653/microdesk"
"""Tink compares it byte for byte with the addresses that the user registered, so the port is always the same."""


def _open(context: ProviderContext) -> Provider:
    # Imported here because the list of providers is shown long before one is called.
    from microdesk_desktop.banks.tink.provider import Tink

    return Tink(context, return_address=RETURN_ADDRESS)


INFO = ProviderInfo(
    name="tink",
    title="Tink",
    default_url="https://api.tink.com",
    open=_open,
    keys=(
        KeyField(name="client_id", label=lambda: tr("Client ID"), is_secret=False),
        KeyField(name="client_secret", label=lambda: tr("Client secret")),
    ),
    return_addresses=(RETURN_ADDRESS,),
    steps=(
        lambda: tr(
            "Signez un contrat avec Tink : sans lui, seules des banques d'essai répondent. Un compte professionnel "
            "demande en plus le produit « Business Transactions »."
        ),
        lambda: tr("Sur console.tink.com, ouvrez votre application et activez les « permanent users »."),
        lambda: tr("Sous « Redirect URIs », enregistrez l'adresse de retour sans rien y changer."),
        lambda: tr("Recopiez ici le « Client ID » et le « Client secret »."),
    ),
    warning=lambda: tr(
        "Tink n'ouvre l'accès aux vraies banques qu'aux entreprises sous contrat. Tant que dure votre accord, Tink "
        "garde une copie de tous les comptes que vous cochez et de leurs opérations, et la rafraîchit environ toutes "
        "les six heures, que MicroDesk soit ouvert ou non. Déconnecter la banque supprime cette copie chez Tink."
    ),
)
