"""Secrets in a keyring that may lie, hang, forget or refuse."""

import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.vault.keyring import Keyring, system_back_end
from microdesk_desktop.vault.tokens import FILE_NAME, TokenStore
from tests.support.disks import raises_known

WINDOWS_LIMIT = 1280
KEY = bytes(32)


class ShortKeyring(MemoryKeyring):
    """Refuses what Windows refuses, and deleting what is not there."""

    def set_password(self, service, username, password):
        if len(password.encode("utf-16-le")) // 2 > WINDOWS_LIMIT:
            raise OSError(1783, "CredWrite")
        super().set_password(service, username, password)

    def delete_password(self, service, username):
        if (service, username) not in self.entries:
            raise LookupError
        super().delete_password(service, username)


class NullKeyring(MemoryKeyring):
    """Says yes and keeps nothing, as keyring's null back end does."""

    def set_password(self, service, username, password):
        pass


class DeafKeyring(MemoryKeyring):
    """Never answers."""

    def get_password(self, service, username):
        threading.Event().wait()


class StubbornKeyring(MemoryKeyring):
    """Keeps what it is asked to forget."""

    def delete_password(self, service, username):
        pass


@pytest.fixture
def back_end():
    return ShortKeyring()


@pytest.fixture
def tokens(tmp_path, back_end):
    return TokenStore(tmp_path, Keyring(lambda: back_end), KEY)


def test_a_secret_comes_back_and_a_later_one_takes_its_place(tokens, back_end):
    tokens.put("bank.gocardless.secret_key", "first")
    tokens.put("bank.gocardless.secret_key", "second ✓")
    assert tokens.get("bank.gocardless.secret_key") == "second ✓"
    assert len(back_end.entries) == 1
    assert tokens.get("unknown") is None


@given(secret=st.text(max_size=5000))
def test_any_secret_fits_in_the_shortest_keyring(tmp_path_factory, secret):
    back_end = ShortKeyring()
    tokens = TokenStore(tmp_path_factory.mktemp("profile"), Keyring(lambda: back_end), KEY)
    tokens.put("long", secret)
    assert tokens.get("long") == secret
    tokens.delete("long")
    assert back_end.entries == {}


def test_erasing_by_prefix_leaves_nothing_of_it_and_all_the_rest(tokens, back_end):
    for name in ("bank.a", "bank.b", "mail.a"):
        tokens.put(name, name * 500)
    tokens.delete_all("bank.")
    assert tokens.names() == ["mail.a"]
    assert tokens.get("mail.a") == "mail.a" * 500
    tokens.delete("mail.a")
    tokens.delete("mail.a")
    assert back_end.entries == {}


def test_neither_the_keyring_nor_the_file_reveals_what_a_secret_is_for(tmp_path, tokens, back_end):
    tokens.put("mail.jeanne@example.org", "secret")
    outside = (tmp_path / FILE_NAME).read_text() + str([key for key, _ in back_end.entries.items()])
    assert "jeanne" not in outside
    assert "mail" not in outside


def test_a_kill_before_the_former_secret_is_erased_leaves_the_new_one_and_both_erasable(tmp_path, tokens, back_end):
    tokens.put("bank.a", "former")
    before = (tmp_path / FILE_NAME).read_text()
    entries = dict(back_end.entries)
    tokens.put("bank.a", "new")
    killed = {**json.loads(before), **json.loads((tmp_path / FILE_NAME).read_text())}
    (tmp_path / FILE_NAME).write_text(json.dumps(killed))
    back_end.entries.update(entries)
    assert tokens.get("bank.a") == "new"
    tokens.delete_all("bank.")
    assert back_end.entries == {}


def test_a_kill_while_a_long_secret_is_written_leaves_the_former_one(tmp_path, tokens, back_end):
    tokens.put("bank.a", "former")
    tokens.put("other", "z" * 3000)
    last = max(service for service, _ in back_end.entries if service.endswith(".2"))
    del back_end.entries[last, "MicroDesk"]
    assert tokens.get("other") is None
    assert tokens.get("bank.a") == "former"


def test_a_keyring_that_keeps_nothing_is_no_keyring(tmp_path):
    tokens = TokenStore(tmp_path, Keyring(NullKeyring), KEY)
    with raises_known(ErrorCode.KEYRING_UNAVAILABLE):
        tokens.put("bank.a", "secret")


def test_a_keyring_that_never_answers_is_left_after_a_while(tmp_path):
    tokens = TokenStore(tmp_path, Keyring(DeafKeyring, deadline_s=0.05), KEY)
    with raises_known(ErrorCode.KEYRING_UNAVAILABLE):
        tokens.put("bank.a", "secret")


def test_a_keyring_that_does_not_delete_is_an_error(tmp_path):
    stubborn = StubbornKeyring()
    tokens = TokenStore(tmp_path, Keyring(lambda: stubborn), KEY)
    tokens.put("bank.a", "secret")
    with raises_known(ErrorCode.KEYRING_UNAVAILABLE):
        tokens.delete("bank.a")
    assert tokens.names() == ["bank.a"]


def test_a_locked_keyring_has_its_own_error(tmp_path):
    from keyring.errors import KeyringLocked

    def find():
        raise KeyringLocked("dismissed")

    with raises_known(ErrorCode.KEYRING_LOCKED):
        TokenStore(tmp_path, Keyring(find), KEY).put("bank.a", "secret")


@pytest.mark.parametrize("named", ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"])
def test_the_environment_does_not_choose_the_keyring(monkeypatch, named):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", named)
    with raises_known(ErrorCode.KEYRING_UNAVAILABLE):
        system_back_end()


def test_asking_and_erasing_need_no_keyring_where_there_is_nothing(tmp_path):
    def find():
        raise AssertionError("the keyring was asked")

    tokens = TokenStore(tmp_path, Keyring(find), KEY)
    assert tokens.get("bank.a") is None
    tokens.delete_all("bank.")
    assert list(tmp_path.iterdir()) == []
