"""The services that the sheet offers here: GoCardless alone, and what a test adds."""

import pytest

from microdesk_desktop.banks import registry


@pytest.fixture(autouse=True)
def _one_service(monkeypatch):
    for name in registry.PROVIDERS.keys() - {"gocardless"}:
        monkeypatch.delitem(registry.PROVIDERS, name)
