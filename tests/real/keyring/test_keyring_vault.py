"""The vault's tokens and its remembered key in a real gnome-keyring: lost, locked, dead, hanging, changed."""

import subprocess
import sys

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.operations.vault.keyring_unlock import forget, remember
from microdesk_desktop.operations.vault.unlock import unlock, unlock_with_keyring
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.vault.keyring import Keyring
from microdesk_desktop.vault.tokens import TokenStore
from tests.support.disks import digest, raises_known
from tests.support.vaults import PASSPHRASE, new_vault

pytestmark = pytest.mark.real

KEY = bytes(32)


@pytest.fixture
def tokens(tmp_path, real_keyring):
    return TokenStore(tmp_path, Keyring(), KEY)


@pytest.fixture
def remembered(tmp_path, real_keyring):
    """A closed vault that the keyring opens."""
    new_vault(tmp_path).session.close()
    session = unlock(tmp_path, PASSPHRASE)
    remember(session, PASSPHRASE)
    session.close()
    return tmp_path


def test_the_keyring_of_this_desktop_is_the_secret_service(real_keyring):
    assert Keyring().name == "SecretService"


def test_tokens_survive_the_daemon_and_leave_nothing_once_erased(tmp_path, tokens, real_keyring):
    tokens.put("bank.gocardless.secret_key", "clé ✓" * 2000)
    tokens.put("bank.gocardless.token", "jeton")
    real_keyring.stop()
    real_keyring.start()
    assert tokens.get("bank.gocardless.secret_key") == "clé ✓" * 2000
    tokens.delete_all("bank.")
    assert tokens.get("bank.gocardless.token") is None
    assert tokens.names() == []


def test_nobody_reads_in_the_keyrings_file_whose_tokens_they_are(tokens, real_keyring):
    import hashlib

    tokens.put("bank.gocardless.secret_key", "secret")
    kept = real_keyring.file.read_bytes()
    for clue in ("gocardless", "bank", "secret_key", "bank.gocardless.secret_key"):
        assert clue.encode() not in kept
        assert hashlib.md5(clue.encode()).hexdigest().encode() not in kept


def test_a_locked_keyring_and_one_that_died_have_their_own_errors(tokens, real_keyring):
    tokens.put("bank.a", "secret")
    real_keyring.lock()
    with raises_known(ErrorCode.KEYRING_LOCKED):
        tokens.get("bank.a")
    real_keyring.stop()
    with raises_known(ErrorCode.KEYRING_UNAVAILABLE):
        tokens.get("bank.a")


def test_without_a_desktop_there_is_no_keyring(tmp_path):
    tokens = TokenStore(tmp_path, Keyring(), KEY)
    with raises_known(ErrorCode.KEYRING_UNAVAILABLE):
        tokens.put("bank.a", "secret")


@pytest.mark.parametrize("chosen", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_the_environment_cannot_lead_the_tokens_elsewhere(tokens, monkeypatch, chosen):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", chosen)
    tokens.put("bank.a", "secret")
    assert tokens.get("bank.a") == "secret"


def test_the_vault_opens_by_itself_in_another_process(remembered):
    code = (
        "import sys; from pathlib import Path;"
        "from microdesk_desktop.operations.vault.unlock import unlock_with_keyring;"
        "from microdesk_desktop.store.vault.company import load_company;"
        "print(unlock_with_keyring(Path(sys.argv[1])).read(load_company).name)"
    )
    played = subprocess.run([sys.executable, "-c", code, str(remembered)], capture_output=True, text=True)
    assert played.stdout == "Jeanne Martin EI\n", played.stderr


@pytest.mark.parametrize("loss", ["locked", "stopped", "gone"])
def test_a_vault_whose_keyring_is_lost_still_opens_with_its_passphrase(remembered, real_keyring, loss):
    before = digest(remembered / "keys.json", remembered / "vault.db")
    if loss == "locked":
        real_keyring.lock()
    else:
        real_keyring.stop()
    if loss == "gone":
        real_keyring.file.unlink()
        real_keyring.start()
    assert unlock_with_keyring(remembered) is None
    assert digest(remembered / "keys.json", remembered / "vault.db") == before
    session = unlock(remembered, PASSPHRASE)
    assert session.read(load_company).name == "Jeanne Martin EI"
    session.close()


def test_what_is_forgotten_opens_nothing(remembered):
    session = unlock_with_keyring(remembered)
    forget(session)
    session.close()
    assert unlock_with_keyring(remembered) is None
