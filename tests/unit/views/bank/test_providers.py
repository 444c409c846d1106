"""The bank services as they are shown: what each needs, and which one is chosen."""

import pytest

from microdesk_desktop.domain.bank.types import ProviderChoice
from microdesk_desktop.store.bank.connection import save_provider
from microdesk_desktop.views.bank.connections.providers import list_providers, load_providers, provider_json
from tests.support.vaults import new_vault


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


def test_only_the_chosen_service_is_marked_and_has_the_address_that_was_given(session):
    assert not any(each.is_chosen for each in session.read(load_providers))
    name = list_providers()[0].name
    session.write(lambda writer: save_provider(writer, ProviderChoice(name, "http://127.0.0.1:8000")))
    for each in session.read(load_providers):
        assert each.is_chosen == (each.name == name)
        assert (each.base_url == "http://127.0.0.1:8000") == (each.name == name)


def test_what_each_service_needs_has_the_stable_shape():
    shown = [provider_json(each) for each in list_providers()]
    assert {"gocardless"} <= {each["name"] for each in shown}
    for each in shown:
        assert set(each) == {"name", "title", "default_url", "options", "return_addresses", "warning", "steps"}
        assert str(each["default_url"]).startswith("https://")
        assert all(set(option) == {"option", "is_file"} for option in each["options"])
        assert all(option["is_file"] == option["option"].endswith("-file") for option in each["options"])
