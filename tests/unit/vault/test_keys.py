"""A header opens by any of its slots, and fails closed when a slot is not whole."""

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.header import header_bytes, header_key, parse_header, sealed
from microdesk_desktop.vault.keys import (
    keyring_entry,
    new_header,
    open_with_keyring,
    open_with_passphrase,
    open_with_recovery_key,
    with_keyring,
    with_passphrase,
    without_keyring,
)
from microdesk_desktop.vault.slots import Cost
from tests.support.disks import raises_known


@pytest.fixture(scope="module")
def made():
    return new_header("right", Cost())


def test_every_slot_gives_the_same_data_key(made):
    header, data_key, recovery_key = made
    changed = with_keyring(header, data_key, "entry", "secret")
    kept = parse_header(header_bytes(sealed(changed, 1, header_key(data_key, header["vault"]))))
    assert open_with_passphrase(kept, "right") == data_key
    assert open_with_recovery_key(kept, recovery_key) == data_key
    assert open_with_keyring(kept, "secret") == data_key
    assert keyring_entry(kept) == "entry"
    assert keyring_entry(without_keyring(kept)) is None


def test_a_new_passphrase_rewrites_one_slot(made):
    header, data_key, recovery_key = made
    changed = with_passphrase(header, data_key, "new", Cost())
    assert open_with_passphrase(changed, "new") == data_key
    assert open_with_recovery_key(changed, recovery_key) == data_key
    assert changed["slots"]["recovery"] == header["slots"]["recovery"]
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        open_with_passphrase(changed, "right")


def test_another_vaults_recovery_key_opens_nothing(made):
    _, _, other = new_header("right", Cost())
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        open_with_recovery_key(made[0], other)


def test_a_keyring_of_another_time_opens_nothing(made):
    header, data_key, _ = made
    with raises_known(ErrorCode.KEYRING_MISMATCH):
        open_with_keyring(with_keyring(header, data_key, "entry", "secret"), "former")


def test_the_header_holds_no_key(made):
    header, data_key, recovery_key = made
    text = header_bytes(header)
    assert data_key.hex().encode() not in text
    assert recovery_key.encode() not in text


@pytest.mark.parametrize("slot", [{}, [], 3, {"iterations": "3"}, {"iterations": 3, "memory_kib": 65536, "lanes": 4}])
def test_a_slot_that_is_not_whole_is_damaged(slot):
    header = {"format": 1, "vault": "a", "slots": {"passphrase": slot, "recovery": slot}}
    with raises_known(ErrorCode.VAULT_DAMAGED):
        open_with_passphrase(header, "right")
