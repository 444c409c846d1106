"""What the settings show of the vault: the bank provider that was chosen, and those that could be."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.provider import ProviderInfo
from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.store.bank.connections import load_provider
from microdesk_desktop.store.database import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenProvider:
    """The provider whose keys the user entered, and the address where it is asked."""

    name: str
    base_url: str


def load_chosen_provider(reader: Reader) -> ChosenProvider | None:
    """None until the user enters keys."""
    chosen = load_provider(reader)
    return ChosenProvider(name=chosen[0], base_url=chosen[1]) if chosen else None


def known_providers() -> Sequence[ProviderInfo]:
    """Those that the user may choose from."""
    return tuple(PROVIDERS.values())
