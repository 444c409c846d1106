"""GoCardless Bank Account Data (formerly Nordigen), API v2, with the user's own keys.

The API is described at https://bankaccountdata.gocardless.com/api/v2/swagger.json.
"""

from microdesk_desktop.banks.provider import KeyField, Provider, ProviderContext, ProviderInfo
from microdesk_desktop.base.i18n import tr


def _open(context: ProviderContext) -> Provider:
    # Imported here because the list of providers is shown long before one is called.
    from microdesk_desktop.banks.gocardless.provider import GoCardless

    return GoCardless(context)


INFO = ProviderInfo(
    name="gocardless",
    title="GoCardless Bank Account Data",
    default_url="https://bankaccountdata.gocardless.com/api/v2",
    open=_open,
    keys=(
        KeyField(name="secret_id", label=lambda: tr("Secret ID"), is_secret=False),
        KeyField(name="secret_key", label=lambda: tr("Secret key")),
    ),
    steps=(
        lambda: tr("Connectez-vous à votre espace sur bankaccountdata.gocardless.com."),
        lambda: tr("Sous « Developers », ouvrez « User secrets » et créez une clé."),
        lambda: tr("Recopiez ici le « Secret ID » et la « Secret key »."),
    ),
    warning=lambda: tr("GoCardless n'ouvre plus de nouveaux comptes : il vous faut déjà en avoir un."),
)
