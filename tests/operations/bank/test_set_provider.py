"""Choosing a provider: keys stay with the address that they were entered for, consents with where they were given."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import ProviderChoice
from microdesk_desktop.operations.bank.connect import institutions
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import StoredSecrets
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.bank.connection import load_connection
from tests.support.bank import choose, connect_to, open_bank_account, open_vault, stored
from tests.support.clock import FakeClock


@pytest.fixture
def other(clock: FakeClock) -> Iterator[SandboxBank]:
    with SandboxBank(clock) as running:
        open_bank_account(running)
        yield running


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock, keyring: MemoryKeyring) -> Iterator[Session]:
    with open_vault(tmp_path, clock, keyring) as opened:
        yield opened


def deletions(bank: SandboxBank) -> list[str]:
    return [path for method, path in bank.requests if method == "DELETE"]


def test_a_consent_is_revoked_where_it_was_given_after_the_address_changed(
    session: Session, bank: SandboxBank, other: SandboxBank
) -> None:
    connect_to(session, bank)
    (given,) = bank.state.requisitions
    choose(session, other)
    assert institutions(session, "gocardless", "FR", job=Job()), "the other address is in use"
    assert disconnect(session, Job()).revoked
    assert (bank.state.requisitions, deletions(other)) == ({}, [])
    assert deletions(bank) == [f"/api/v2/requisitions/{given}/"]


def test_a_new_consent_elsewhere_revokes_the_former_where_it_was_given(
    session: Session, bank: SandboxBank, other: SandboxBank
) -> None:
    connect_to(session, bank)
    connect_to(session, other)
    assert (len(bank.state.requisitions), len(other.state.requisitions)) == (0, 1)
    assert deletions(other) == []
    assert not [name for name in session.tokens.names() if bank.base_url in name], "its keys are not needed any more"


def test_keys_that_nothing_needs_are_forgotten(session: Session, bank: SandboxBank, other: SandboxBank) -> None:
    choose(session, bank)
    choose(session, other)
    assert session.tokens.names() == [
        f"bank.gocardless@{other.base_url}#{name}" for name in ("secret_id", "secret_key")
    ]


def test_an_unreachable_provider_delays_no_erasure_and_no_other_revocation(
    session: Session, bank: SandboxBank, other: SandboxBank, keyring: MemoryKeyring
) -> None:
    connect_to(session, bank)
    bank.stop()
    connect_to(session, other)
    sync(session, Job())
    assert not disconnect(session, Job()).revoked
    assert other.state.requisitions == {}
    assert (stored(session), session.read(load_connection), keyring.entries) == ([], None, {})


def test_another_choice_does_not_take_the_connection_away(
    session: Session, bank: SandboxBank, other: SandboxBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sync of a connected account goes on at its own provider after another one was chosen."""
    from microdesk_desktop.banks import registry

    connect_to(session, bank)
    monkeypatch.setitem(registry.PROVIDERS, "another", registry.PROVIDERS["gocardless"])
    set_provider(session, "another", other.base_url, other.secrets)
    assert sync(session, Job()).merge.added == 3
    assert other.requests == []


def test_keys_and_tokens_of_one_address_are_never_sent_to_another(
    session: Session, bank: SandboxBank, other: SandboxBank
) -> None:
    choose(session, bank)
    institutions(session, "gocardless", "FR", job=Job())
    set_provider(session, "gocardless", other.base_url, {})
    with pytest.raises(KnownError) as refusal:
        institutions(session, "gocardless", "FR", job=Job())
    assert refusal.value.code is ErrorCode.CREDENTIALS_MISSING
    assert other.requests == []


def test_new_keys_replace_the_tokens_of_the_former_ones(session: Session, bank: SandboxBank) -> None:
    choose(session, bank)
    institutions(session, "gocardless", "FR", job=Job())
    set_provider(session, "gocardless", bank.base_url, {**bank.secrets, "secret_key": "wrong"})
    with pytest.raises(KnownError) as refusal:
        institutions(session, "gocardless", "FR", job=Job())
    assert refusal.value.code is ErrorCode.CREDENTIALS_REFUSED


def test_what_an_earlier_version_kept_belongs_to_the_provider_chosen_then(
    session: Session, bank: SandboxBank, other: SandboxBank
) -> None:
    """Bare ids of consents and keys without an address, as they stand in the keyrings of earlier versions."""
    connect_to(session, bank)
    (given,) = bank.state.requisitions
    choice = ProviderChoice("gocardless", bank.base_url)
    for name, secret in bank.secrets.items():
        StoredSecrets(session.tokens, choice).delete(name)
        session.tokens.put(f"bank.gocardless.{name}", secret)
    session.tokens.put("bank.consent", json.dumps([given]))
    assert sync(session, Job()).merge.added == 3
    set_provider(session, "gocardless", other.base_url, {})
    with pytest.raises(KnownError) as refusal:
        institutions(session, "gocardless", "FR", job=Job())
    assert (refusal.value.code, other.requests) == (ErrorCode.CREDENTIALS_MISSING, [])
    bank.state.forget_tokens()
    assert disconnect(session, Job()).revoked
    assert (bank.state.requisitions, deletions(other)) == ({}, [])


@pytest.mark.parametrize("base_url", ["http://bank.example", "ftp://localhost", "https://user@bank.example"])
def test_an_unsafe_address_is_refused_before_anything_is_kept(
    session: Session, keyring: MemoryKeyring, base_url: str
) -> None:
    with pytest.raises(KnownError) as refusal:
        set_provider(session, "gocardless", base_url, {"secret_id": "x", "secret_key": "y"})
    assert refusal.value.code is ErrorCode.ADDRESS_REFUSED
    assert keyring.entries == {}


def test_a_key_is_read_from_its_file_and_an_unreadable_one_is_named(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("\ufeff canari \n", encoding="utf-8")
    set_provider(session, "gocardless", "https://bank.example", {"secret_id": "x", "secret_key": file})
    choice = ProviderChoice("gocardless", "https://bank.example")
    assert StoredSecrets(session.tokens, choice).get("secret_key") == "canari"
    file.write_bytes(b"\xff\xfe\xff")
    for path, code in ((tmp_path / "none", ErrorCode.FILE_NOT_FOUND), (file, ErrorCode.FILE_UNREADABLE)):
        with pytest.raises(KnownError) as refusal:
            set_provider(session, "gocardless", "https://bank.example", {"secret_key": path})
        assert (refusal.value.code, refusal.value.params["key"]) == (code, "secret_key")
