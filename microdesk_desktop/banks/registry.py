"""The providers that exist; nothing else names one."""

from collections.abc import Callable

from microdesk_desktop.banks import gocardless
from microdesk_desktop.banks.provider import Provider, ProviderInfo, Surroundings
from microdesk_desktop.base.errors import ErrorCode, KnownError

_PROVIDERS: dict[str, tuple[ProviderInfo, Callable[[Surroundings], Provider]]] = {
    gocardless.INFO.name: (gocardless.INFO, gocardless.GoCardless),
}


def providers() -> list[ProviderInfo]:
    """What the settings offer."""
    return [info for info, _ in _PROVIDERS.values()]


def provider_info(name: str) -> ProviderInfo:
    """One provider's description. Raises PROVIDER_UNKNOWN."""
    return _find(name)[0]


def open_provider(name: str, surroundings: Surroundings) -> Provider:
    """The provider of this name, ready to be asked. Raises PROVIDER_UNKNOWN."""
    return _find(name)[1](surroundings)


def _find(name: str) -> tuple[ProviderInfo, Callable[[Surroundings], Provider]]:
    if name not in _PROVIDERS:
        raise KnownError(ErrorCode.PROVIDER_UNKNOWN, provider=name)
    return _PROVIDERS[name]
