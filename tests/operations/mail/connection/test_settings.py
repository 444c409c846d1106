"""The table of mail providers: whose servers are known, and who cannot be connected."""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Security, Server
from microdesk_desktop.domain.mail.providers import MailSettings, Way
from microdesk_desktop.mail.providers import provider_of, providers
from microdesk_desktop.operations.mail.connection.settings import (
    find_settings,
    known_settings,
    require_password,
    require_possible,
)
from microdesk_desktop.views.mail.connection.providers import notes, settings_lines
from microdesk_desktop.views.messages.errors import error_text
from tests.support.vaults import new_vault

FREE = Server(host="smtp.free.fr", port=465, security=Security.TLS)


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


def test_every_provider_has_its_words_and_no_domain_belongs_to_two():
    seen: set[str] = set()
    for provider in providers():
        assert seen.isdisjoint(provider.domains)
        seen |= provider.domains
        settings = provider.settings(f"ines@{min(provider.domains)}")
        if settings is None:
            assert (provider.way, provider.reason != "") == (Way.IMPOSSIBLE, True)
            continue
        assert all(line and "{" not in line for line in settings_lines(settings))
        assert notes(settings) or settings.way is Way.PASSWORD


@pytest.mark.parametrize(
    ("address", "user"),
    [("ines@free.fr", "ines"), ("Ines@LaPoste.net", "Ines"), ("ines@orange.fr", "ines@orange.fr")],
)
def test_the_login_name_is_the_one_that_the_provider_takes(address, user):
    settings = known_settings(address)
    assert settings is not None
    assert (settings.address, settings.user) == (address, user)


def test_the_servers_of_a_provider_are_known_from_the_domain_and_from_one_above_it():
    assert known_settings("ines@free.fr").smtp == FREE
    assert provider_of("ines@mail.free.fr").id == "free"
    assert known_settings("ines@atelier-notfree.fr") is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ines@outlook.fr", "microsoft_personal"),
        ("ines@hotmail.com", "microsoft_personal"),
        ("ines@tutanota.com", "no_imap"),
    ],
)
def test_who_cannot_be_connected_is_named_with_the_reason(address, reason):
    with pytest.raises(KnownError) as refused:
        known_settings(address)
    assert (refused.value.code, refused.value.params["part"]) == (ErrorCode.MAIL_IMPOSSIBLE, reason)
    other = KnownError(ErrorCode.MAIL_IMPOSSIBLE)
    assert error_text(refused.value) != error_text(other), "the reason has a sentence of its own"


def test_a_server_that_takes_no_password_is_refused_for_an_address_of_any_domain():
    with pytest.raises(KnownError) as refused:
        require_password("ines@atelier.example", "Outlook.Office365.com")
    assert refused.value.params["part"] == "microsoft_business"
    require_password("ines@atelier.example", "ssl0.ovh.net")
    assert known_settings("ines@atelier.onmicrosoft.com").way is Way.OWN_CLIENT


def test_what_a_domain_publishes_is_refused_where_its_server_cannot_be_reached(session, monkeypatch):
    host = min(host for each in providers() if each.way is Way.IMPOSSIBLE for host in each.servers)
    closed = Server(host=host, port=993, security=Security.TLS)
    found = MailSettings(address="ines@atelier.example", user="ines", imap=closed, smtp=FREE)
    monkeypatch.setattr("microdesk_desktop.operations.mail.connection.settings.ask_domain", lambda *_: found)
    with pytest.raises(KnownError) as refused:
        find_settings(session, found.address, Job())
    assert refused.value.code is ErrorCode.MAIL_IMPOSSIBLE


def test_a_bridge_is_reached_on_this_computer_only():
    with pytest.raises(KnownError) as refused:
        require_possible("ines@proton.me", "imap.example.com")
    assert refused.value.params["part"] == "bridge"
    require_possible("ines@proton.me", "127.0.0.1")
