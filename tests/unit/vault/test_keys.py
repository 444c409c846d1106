"""`keys.json`: it opens by any of its slots, and fails closed when it is not whole."""

import json

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.keys import (
    header_bytes,
    keyring_entry,
    new_header,
    open_with_keyring,
    open_with_passphrase,
    open_with_recovery_key,
    parse_header,
    read_header,
    with_keyring,
    with_passphrase,
    without_keyring,
    write_header,
)
from microdesk_desktop.vault.places import DATABASE_NAME, HEADER_NAME
from microdesk_desktop.vault.slots import Cost
from tests.support.disks import raises_known


@pytest.fixture(scope="module")
def made():
    return new_header("right", Cost())


def test_every_slot_gives_the_same_data_key(made):
    header, data_key, recovery_key = made
    kept = parse_header(header_bytes(with_keyring(header, data_key, "entry", "secret")))
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


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"[]", b"null", b"\xff" * 50, b" " * 200_000, b'{"format": 1}'),
        b'{"format": "1", "vault": "a", "slots": {}}',
        b'{"format": 1, "vault": 3, "slots": {"passphrase": {}, "recovery": {}}}',
    ],
)
def test_a_header_that_is_not_whole_is_damaged(data):
    with raises_known(ErrorCode.VAULT_DAMAGED):
        parse_header(data)


@pytest.mark.parametrize("slot", [{}, [], 3, {"iterations": "3"}, {"iterations": 3, "memory_kib": 65536, "lanes": 4}])
def test_a_slot_that_is_not_whole_is_damaged(slot):
    header = {"format": 1, "vault": "a", "slots": {"passphrase": slot, "recovery": slot}}
    with raises_known(ErrorCode.VAULT_DAMAGED):
        open_with_passphrase(header, "right")


def test_a_header_of_a_later_program_is_left_to_it(made):
    with raises_known(ErrorCode.VAULT_FROM_FUTURE):
        parse_header(json.dumps({**made[0], "format": 2}).encode())


def test_a_vault_missing_a_part_is_damaged_and_none_is_missing(tmp_path, made):
    with raises_known(ErrorCode.VAULT_MISSING):
        read_header(tmp_path)
    (tmp_path / DATABASE_NAME).write_bytes(b"pages")
    with raises_known(ErrorCode.VAULT_DAMAGED):
        read_header(tmp_path)
    write_header(tmp_path, made[0])
    assert read_header(tmp_path) == made[0]
    (tmp_path / DATABASE_NAME).write_bytes(b"")
    with raises_known(ErrorCode.VAULT_DAMAGED):
        read_header(tmp_path)
    assert (tmp_path / HEADER_NAME).stat().st_mode & 0o777 == 0o600
