"""The providers that exist; nothing else names one."""

from collections.abc import Callable, Mapping

from microdesk_desktop.banks import gocardless
from microdesk_desktop.banks.provider import Provider, ProviderContext, ProviderInfo
from microdesk_desktop.base.errors import ErrorCode, KnownError

PROVIDERS: Mapping[str, ProviderInfo] = {info.name: info for info in (gocardless.INFO,)}

_OPENERS: Mapping[str, Callable[[ProviderContext], Provider]] = {
    gocardless.INFO.name: gocardless.GoCardless,
}


def open_provider(name: str, surroundings: ProviderContext) -> Provider:
    """The provider of this name, ready to be asked. Raises PROVIDER_UNKNOWN."""
    if name not in _OPENERS:
        raise KnownError(ErrorCode.PROVIDER_UNKNOWN, provider=name)
    return _OPENERS[name](surroundings)
