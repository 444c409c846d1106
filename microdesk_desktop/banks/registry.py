"""The bank providers, one line each; no other module names one."""

from microdesk_desktop.banks import enable_banking, gocardless, qonto, tink
from microdesk_desktop.banks.provider import Provider, ProviderContext, ProviderInfo
from microdesk_desktop.base.errors import ErrorCode, KnownError

PROVIDERS: dict[str, ProviderInfo] = {
    "gocardless": gocardless.INFO,
    "enablebanking": enable_banking.INFO,
    "tink": tink.INFO,
    "qonto": qonto.INFO,
}


def provider_info(name: str) -> ProviderInfo:
    """What the provider of this name declares. Raises PROVIDER_UNKNOWN."""
    if name not in PROVIDERS:
        raise KnownError(ErrorCode.PROVIDER_UNKNOWN, provider=name)
    return PROVIDERS[name]


def open_provider(name: str, context: ProviderContext) -> Provider:
    """The provider of this name, ready for calls. Raises PROVIDER_UNKNOWN."""
    return provider_info(name).open(context)
