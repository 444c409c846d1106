"""The header's format: damage is found without a key, an edited header with one; two copies stand for each other."""

import json
import random
from contextlib import suppress
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.vault.header import (
    generation_of,
    header_bytes,
    header_key,
    is_authentic,
    parse_header,
    sealed,
)
from microdesk_desktop.vault.header_copies import KeptHeader, read_copies, read_header, write_copies
from microdesk_desktop.vault.keys import new_header, with_keyring, without_keyring
from microdesk_desktop.vault.places import COPY_NAME, DATABASE_NAME, HEADER_NAME
from microdesk_desktop.vault.slots import Cost
from tests.support.disks import raises_known


@pytest.fixture(scope="module")
def made():
    header, data_key, _ = new_header("right", Cost())
    return header, data_key, header_key(data_key, header["vault"])


@pytest.fixture
def folder(tmp_path, made):
    (tmp_path / DATABASE_NAME).write_bytes(b"pages")
    write_copies(tmp_path, made[0])
    return tmp_path


def resealed(header: dict, **changes: object) -> bytes:
    """The header with these changes and a checksum that fits them, as somebody without the key would write it."""
    changed = sealed({**header, **changes}, header["generation"], b"no key")
    return header_bytes(changed)


def unsealed(header: dict) -> bytes:
    return header_bytes({"format": 1, "vault": header["vault"], "slots": header["slots"]})


def test_every_flipped_bit_and_every_cut_of_a_header_is_found(made):
    data = header_bytes(made[0])
    damaged = [data[:at] for at in range(len(data))]
    for at in range(len(data)):
        damaged += [data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :] for bit in range(8)]
    wrong = []
    for each in damaged:
        try:
            parse_header(each)
            wrong.append(each)
        except KnownError as error:
            if error.code is not ErrorCode.VAULT_DAMAGED or error.params != {"part": "header"}:
                wrong.append(each)
    assert wrong == []


def test_a_changed_byte_is_found_unless_the_header_is_the_same_all_the_same(made):
    data, dice = header_bytes(made[0]), random.Random(6)
    for _ in range(3_000):
        changed = bytearray(data)
        changed[dice.randrange(len(data))] = dice.randrange(256)
        with suppress(KnownError):
            assert parse_header(bytes(changed)) == made[0]


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"[]", b"null", b"\xff" * 50, b" " * 200_000, b"[" * 90_000, b'{"format": 1}'),
        b'{"format": "1", "vault": "a", "slots": {}}',
        b'{"format": true, "vault": "a", "slots": {}}',
        b'{"format": 1, "vault": 3, "slots": {"passphrase": {}, "recovery": {}}}',
    ],
)
def test_what_is_no_header_is_damaged(data):
    with raises_known(ErrorCode.VAULT_DAMAGED):
        parse_header(data)


def test_a_header_without_a_seal_is_still_read_unless_its_slots_have_another_shape(made):
    header = made[0]
    assert generation_of(parse_header(unsealed(header))) == 0
    assert not is_authentic(parse_header(unsealed(header)), made[1])
    for name, value in (("kind", "recover"), ("nonce", "AAAA"), ("wrapped", "AAAA"), ("wrapped", "é")):
        recovery = {**header["slots"]["recovery"], name: value}
        with raises_known(ErrorCode.VAULT_DAMAGED):
            parse_header(unsealed({**header, "slots": {**header["slots"], "recovery": recovery}}))


def test_a_header_of_a_later_program_is_left_to_it_and_a_damaged_number_is_not_taken_for_one(made, folder):
    later = json.loads(resealed(made[0]))
    with raises_known(ErrorCode.VAULT_DAMAGED):
        parse_header(header_bytes({**later, "format": 3}))
    body = {**later, "format": 3, "new": [1]}
    (folder / HEADER_NAME).write_bytes(header_bytes({**body, "sha256": checksum(body)}))
    with raises_known(ErrorCode.VAULT_FROM_FUTURE):
        read_copies(folder)


def checksum(header: dict) -> str:
    """The checksum as SECURITY.md describes it, written anew."""
    import hashlib

    kept = {name: value for name, value in header.items() if name != "sha256"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def test_checksum_and_mac_are_those_that_the_documentation_describes(made):
    import hashlib
    import hmac

    header, _, key = made
    body = {name: value for name, value in header.items() if name not in ("mac", "sha256")}
    text = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    assert header["mac"] == hmac.digest(key, text, "sha256").hex()
    assert (
        header["sha256"]
        == checksum(header)
        == hashlib.sha256(
            json.dumps({**body, "mac": header["mac"]}, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()
    )


@pytest.mark.parametrize("changes", [{"generation": 9}, {"vault": "0" * 16}, {"slots": None}, {"mac": None}])
def test_a_header_edited_by_somebody_without_the_key_is_found(made, changes):
    header, data_key, _ = made
    assert is_authentic(header, data_key)
    changes = {
        **changes,
        **({"slots": with_keyring(header, data_key, "e", "s")["slots"]} if "slots" in changes else {}),
    }
    forged = {**header, **changes}
    assert not is_authentic(parse_header(header_bytes({**forged, "sha256": checksum(forged)})), data_key)


def test_the_newest_whole_copy_counts_and_the_first_where_both_are_of_one_generation(made, folder):
    header, data_key, key = made
    newer = sealed(with_keyring(header, data_key, "e", "s"), 4, key)
    (folder / COPY_NAME).write_bytes(header_bytes(newer))
    assert read_copies(folder) == [newer, header]
    same = sealed(without_keyring(newer), 4, key)
    (folder / HEADER_NAME).write_bytes(header_bytes(same))
    assert read_copies(folder) == [same, newer]


@pytest.mark.parametrize("lost", [HEADER_NAME, COPY_NAME])
@pytest.mark.parametrize("damage", ["gone", "folder", "noise"])
def test_either_copy_stands_for_the_other(made, folder, lost, damage):
    (folder / lost).unlink()
    if damage == "folder":
        (folder / lost).mkdir()
    elif damage == "noise":
        (folder / lost).write_bytes(b"noise")
    assert read_header(folder) == made[0]


def test_a_vault_missing_a_part_is_damaged_and_none_is_missing(tmp_path, made):
    with raises_known(ErrorCode.VAULT_MISSING):
        read_header(tmp_path)
    (tmp_path / DATABASE_NAME).write_bytes(b"pages")
    with raises_known(ErrorCode.VAULT_DAMAGED):
        read_header(tmp_path)
    write_copies(tmp_path, made[0])
    (tmp_path / DATABASE_NAME).write_bytes(b"")
    with raises_known(ErrorCode.VAULT_DAMAGED):
        read_header(tmp_path)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in (HEADER_NAME, COPY_NAME)] == [0o600, 0o600]


def test_a_copy_that_cannot_be_written_keeps_no_former_header(made, folder):
    header, data_key, key = made
    kept = KeptHeader(folder, header, key)
    (folder / COPY_NAME).unlink()
    (folder / COPY_NAME).mkdir()
    kept.replace(with_keyring(header, data_key, "e", "s"))
    assert not kept.is_intact()
    (folder / COPY_NAME).rmdir()
    kept.heal()
    assert (folder / COPY_NAME).read_bytes() == header_bytes(kept.current)
    assert kept.is_intact()


@pytest.mark.parametrize("lost", [HEADER_NAME, COPY_NAME])
def test_an_open_vault_knows_when_a_copy_differs_to_the_byte_and_writes_it_again(made, folder, lost):
    header, _, key = made
    kept = KeptHeader(folder, header, key)
    assert kept.is_intact()
    same_meaning: Path = folder / lost
    same_meaning.write_bytes(header_bytes(header) + b"\n")
    assert not kept.is_intact()
    kept.heal()
    assert same_meaning.read_bytes() == header_bytes(header)
