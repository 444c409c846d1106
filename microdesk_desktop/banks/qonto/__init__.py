"""Qonto's own API, with the login and the secret key of the customer; there is no consent, and nothing expires.

The API is described at https://docs.qonto.com (Business API, version 2).
"""

from microdesk_desktop.banks.provider import KeyField, Provider, ProviderContext, ProviderInfo
from microdesk_desktop.base.i18n import tr


def _open(context: ProviderContext) -> Provider:
    # Imported here because the list of providers is shown long before one is called.
    from microdesk_desktop.banks.qonto.provider import Qonto

    return Qonto(context)


INFO = ProviderInfo(
    name="qonto",
    title="Qonto",
    default_url="https://thirdparty.qonto.com",
    open=_open,
    keys=(
        KeyField(name="secret_id", label=lambda: tr("Identifiant (« login »)"), is_secret=False),
        KeyField(name="secret_key", label=lambda: tr("Clé secrète")),
    ),
    steps=(
        lambda: tr("Connectez-vous à Qonto sur app.qonto.com."),
        lambda: tr("Ouvrez « Intégrations et partenariats », puis « Clé API »."),
        lambda: tr("Recopiez ici l'identifiant et la clé secrète ; générez la clé si vous n'en avez pas."),
    ),
    warning=lambda: tr(
        "Pour les comptes Qonto seulement. La clé n'expire pas et ouvre tous les comptes de votre entreprise : "
        "MicroDesk ne lit que les opérations de celui que vous choisissez."
    ),
    access_stays=lambda: tr(
        "Votre clé reste valable chez Qonto : si elle ne vous sert plus, remplacez-la ou supprimez-la dans "
        "« Intégrations et partenariats », « Clé API »."
    ),
)
