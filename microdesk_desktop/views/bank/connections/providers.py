"""The bank providers as the window and the command line show them: needs, terms, and which one is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.provider import ProviderInfo
from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.domain.bank.types import ProviderChoice
from microdesk_desktop.store.bank.connection import load_connection, load_provider
from microdesk_desktop.store.database import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """One key to enter: `is_secret` hides it, `is_file` reads it from a file in the window too."""

    name: str
    label: str
    option: str
    is_secret: bool
    is_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderView:
    """One provider; `base_url` is the address chosen for it, else its default."""

    name: str
    title: str
    base_url: str
    keys: Sequence[KeyView]
    return_addresses: Sequence[str]
    steps: Sequence[str]
    warning: str
    is_chosen: bool
    is_connected: bool


def load_providers(reader: Reader) -> Sequence[ProviderView]:
    """Every provider, in the order of the registry."""
    choice, connection = load_provider(reader), load_connection(reader)
    return [_view(info, choice, connection.provider if connection else None) for info in PROVIDERS.values()]


def list_providers() -> Sequence[ProviderView]:
    """Every provider as it is before one is chosen; needs no vault."""
    return [_view(info, None, None) for info in PROVIDERS.values()]


def provider_title(name: str) -> str:
    """The title of a provider; its name where this version has it no more."""
    return PROVIDERS[name].title if name in PROVIDERS else name


def provider_json(provider: ProviderView) -> Mapping[str, object]:
    """One entry of `bank providers --json`."""
    return {
        "name": provider.name,
        "title": provider.title,
        "default_url": PROVIDERS[provider.name].default_url,
        "options": [{"option": key.option, "is_file": key.option.endswith("-file")} for key in provider.keys],
        "return_addresses": list(provider.return_addresses),
        "warning": provider.warning,
        "steps": list(provider.steps),
    }


def _view(info: ProviderInfo, choice: ProviderChoice | None, connected: str | None) -> ProviderView:
    is_chosen = choice is not None and choice.name == info.name
    return ProviderView(
        name=info.name,
        title=info.title,
        base_url=choice.base_url if choice and is_chosen else info.default_url,
        keys=[
            KeyView(
                name=key.name,
                label=key.label(),
                option=key.option,
                is_secret=key.is_secret,
                is_file=key.is_file,
            )
            for key in info.keys
        ],
        return_addresses=info.return_addresses,
        steps=[step() for step in info.steps],
        warning=info.warning() if info.warning else "",
        is_chosen=is_chosen,
        is_connected=connected == info.name,
    )
