"""What wraps the data key: floors, ceilings, spelling of the recovery key."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.slots import (
    MAX_MEMORY_KIB,
    MIN_ITERATIONS,
    MIN_MEMORY_KIB,
    Cost,
    calibrated_cost,
    format_recovery_key,
    new_recovery_key,
    open_passphrase_slot,
    open_secret_slot,
    parse_recovery_key,
    passphrase_slot,
    secret_slot,
)
from tests.support.disks import raises_known

KEY = bytes(range(32))
SECRETS = st.binary(min_size=20, max_size=20)


@given(secret=SECRETS)
def test_a_recovery_key_is_read_as_it_was_spelt(secret):
    assert parse_recovery_key(format_recovery_key(secret)) == secret


@given(secret=SECRETS, noise=st.sampled_from([" ", "-", "\t", " – ", "."]))
def test_a_recovery_key_may_be_copied_by_a_human_hand(secret, noise):
    written = format_recovery_key(secret).lower().replace("-", noise).replace("0", "o").replace("1", "l")
    assert parse_recovery_key(f" {written}\n") == secret


@given(secret=SECRETS, data=st.data())
def test_one_wrong_letter_in_a_recovery_key_is_noticed(secret, data):
    spelt = format_recovery_key(secret)
    place = data.draw(st.sampled_from([place for place, letter in enumerate(spelt) if letter != "-"]))
    letter = data.draw(st.sampled_from([each for each in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if each != spelt[place]]))
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        parse_recovery_key(spelt[:place] + letter + spelt[place + 1 :])


@pytest.mark.parametrize("text", ["", "ABC", "é" * 36, "U" * 36, "A" * 1000])
def test_what_is_no_recovery_key_is_refused(text):
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        parse_recovery_key(text)


def test_recovery_keys_are_random_and_in_groups():
    one, other = new_recovery_key(), new_recovery_key()
    assert one != other
    assert [len(group) for group in one.split("-")] == [6] * 6


def test_a_passphrase_opens_whatever_its_unicode_form():
    slot = passphrase_slot(KEY, unicodedata.normalize("NFD", "été à Nîmes"), "vault", Cost())
    assert open_passphrase_slot(slot, unicodedata.normalize("NFC", "été à Nîmes"), "vault") == KEY


def test_a_slot_opens_only_with_its_passphrase_and_for_its_vault():
    slot = passphrase_slot(KEY, "right", "vault", Cost())
    for passphrase, vault in (("wrong", "vault"), ("right", "other")):
        with raises_known(ErrorCode.WRONG_PASSPHRASE):
            open_passphrase_slot(slot, passphrase, vault)


@pytest.mark.parametrize(
    "tampered",
    [
        {"iterations": MIN_ITERATIONS - 1},
        {"memory_kib": MIN_MEMORY_KIB - 1},
        {"memory_kib": MAX_MEMORY_KIB + 1},
        {"iterations": 10**9},
        {"lanes": 0},
        {"lanes": 10**6},
    ],
)
def test_costs_out_of_bounds_are_refused_before_any_work(tampered):
    slot = passphrase_slot(KEY, "right", "vault", Cost())
    with raises_known(ErrorCode.VAULT_DAMAGED):
        open_passphrase_slot({**slot, **tampered}, "right", "vault")


@pytest.mark.parametrize("tampered", [{"iterations": MIN_ITERATIONS + 1}, {"kind": "recovery"}, {"new": 1}])
def test_what_a_slot_declares_is_sealed_with_it(tampered):
    slot = passphrase_slot(KEY, "right", "vault", Cost())
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        open_passphrase_slot({**slot, **tampered}, "right", "vault")


def test_a_secret_slot_opens_only_as_its_kind():
    slot = secret_slot({"kind": "recovery"}, KEY, b"secret", "vault")
    assert open_secret_slot(slot, b"secret", "vault", ErrorCode.WRONG_RECOVERY_KEY) == KEY
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        open_secret_slot({**slot, "kind": "keyring"}, b"secret", "vault", ErrorCode.WRONG_RECOVERY_KEY)


def test_calibration_never_goes_below_the_floor():
    cost = calibrated_cost()
    assert cost.iterations >= MIN_ITERATIONS
    assert MIN_MEMORY_KIB <= cost.memory_kib <= MAX_MEMORY_KIB
