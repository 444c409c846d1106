"""The guard of the real tests: a keyring of their own that does what a desktop's does."""

import pytest
from keyring.backends.SecretService import Keyring
from keyring.errors import KeyringError, KeyringLocked

pytestmark = pytest.mark.real


def test_a_secret_survives_the_daemon_and_is_never_in_clear(real_keyring):
    backend = Keyring()
    backend.set_password("service", "name", "clé secrète ✓")
    real_keyring.stop()
    real_keyring.start()
    assert backend.get_password("service", "name") == "clé secrète ✓"
    assert "clé secrète ✓".encode() not in real_keyring.file.read_bytes()


def test_a_locked_collection_has_its_own_error(real_keyring):
    backend = Keyring()
    backend.set_password("service", "name", "secret")
    real_keyring.lock()
    with pytest.raises(KeyringLocked):
        backend.get_password("service", "name")


def test_a_dead_daemon_is_an_error_never_an_empty_answer(real_keyring):
    backend = Keyring()
    backend.set_password("service", "name", "secret")
    real_keyring.end()
    with pytest.raises((KeyringError, OSError)):
        backend.get_password("service", "name")
