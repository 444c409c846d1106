"""The header of a real vault under damage and attack: found, named, healed; the right secret is never called wrong."""

import json
import random
import shutil
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.vault.backups.make import back_up, back_up_today
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.operations.vault.keyring_unlock import forget, remember
from microdesk_desktop.operations.vault.open_header import open_header
from microdesk_desktop.operations.vault.passphrase.change import change_passphrase
from microdesk_desktop.operations.vault.unlock import unlock_with_keyring
from microdesk_desktop.operations.vault.verify import faults, verify
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.backup import change_header, read_backup_header
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.vault.header import generation_of, header_bytes, header_key, is_authentic, parse_header, sealed
from microdesk_desktop.vault.header_copies import HealedFrom, OpeningReport, read_copies, read_header, write_copies
from microdesk_desktop.vault.keys import open_with_recovery_key
from microdesk_desktop.vault.slots import Cost
from microdesk_desktop.views.vault.opening import healed_text
from microdesk_desktop.views.vault.status import opening_json
from tests.support.clock import FakeClock
from tests.support.disks import raises_known
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, distinct_vault, reopened

COPIES = ("keys.json", "keys.copy.json")
OLD = Path(__file__).parents[2] / "store" / "old"
DAMAGED_HEADER = (ErrorCode.VAULT_DAMAGED, {"part": "header"})


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A closed vault that the keyring opens, with one backup of its own; its recovery key and its keyring."""
    profile, keyring = tmp_path_factory.mktemp("original") / "profile", MemoryKeyring()
    made = distinct_vault(profile, keyring=keyring)
    remember(made.session, PASSPHRASE)
    back_up_today(made.session, Job())
    made.session.close()
    return profile, made.recovery_key, keyring


@pytest.fixture
def vault(original, tmp_path):
    """A copy of it to do harm to: its profile, its recovery key, and what opens it by the keyring, without Argon2."""
    profile, keyring = tmp_path / "profile", MemoryKeyring()
    shutil.copytree(original[0], profile)
    keyring.entries = dict(original[2].entries)
    return profile, original[1], lambda: unlock_with_keyring(profile, clock=FakeClock(), keyring=lambda: keyring)


def recovered(profile, recovery_key):
    """What the recovery key opens; like the passphrase, but without the second that Argon2 takes."""
    return open_header(profile, "recovery", lambda header: open_with_recovery_key(header, recovery_key))


def opens_by(profile, recovery_key):
    """Check that the recovery key opens both copies, which are the same."""
    first, copy = read_copies(profile)
    assert first == copy
    assert is_authentic(first, open_with_recovery_key(first, recovery_key))


def forged(header, **changes):
    """A header with these changes whose checksum is right, as somebody without the key can make it."""
    return sealed({**header, **changes}, changes.get("generation", generation_of(header)), b"no key")


def flips(data):
    """Every byte changed, and some random bits: a thousand in the three places where they are tried."""
    dice = random.Random(1_000)
    for at in range(len(data)):
        yield data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
    for _ in range(334):
        at = dice.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


@pytest.mark.parametrize("damaged", [COPIES[:1], COPIES[1:], COPIES], ids=["first", "copy", "both"])
def test_each_flipped_byte_or_bit_is_found_and_the_recovery_key_still_opens(vault, damaged):
    profile, recovery_key, _ = vault
    key = recovered(profile, recovery_key).data_key
    wrong = []
    for data in flips((profile / "keys.json").read_bytes()):
        for name in damaged:
            (profile / name).write_bytes(data)
        opened = recovered(profile, recovery_key)
        expected = HealedFrom.BACKUP if damaged == COPIES else HealedFrom.COPY
        if (opened.data_key, opened.healed_from) != (key, expected) or not is_authentic(opened.header, key):
            wrong.append(data)
    assert wrong == []


@pytest.mark.parametrize("damaged", [COPIES[:1], COPIES[1:], COPIES], ids=["first", "copy", "both"])
@pytest.mark.parametrize("harm", [None, b"", b"\xff" * 3_000], ids=["gone", "empty", "noise"])
def test_what_is_damaged_is_healed_by_the_next_opening_which_names_it(vault, damaged, harm):
    profile, recovery_key, open_by_keyring = vault
    for name in damaged:
        (profile / name).unlink()
        if harm is not None:
            (profile / name).write_bytes(harm)
    session = reopened(profile) if damaged == COPIES else open_by_keyring()
    assert session.opening.healed_from == (HealedFrom.BACKUP if damaged == COPIES else HealedFrom.COPY)
    assert session.opening.is_latest
    assert all(verify(session).values())
    session.close()
    opens_by(profile, recovery_key)
    again = open_by_keyring()
    assert again.opening.healed_from is None
    again.close()


def test_a_copy_that_cannot_be_written_is_not_called_healed(vault):
    profile, _, open_by_keyring = vault
    (profile / "keys.copy.json").unlink()
    (profile / "keys.copy.json" / "of the user").mkdir(parents=True)
    session = open_by_keyring()
    assert not session.opening.is_healed
    assert "pas pu être réécrit" in healed_text(session.opening)
    assert opening_json(session.opening, is_latest=True)["healed"] is None
    assert verify(session)["header"] is False
    session.close()


def test_a_damaged_header_is_named_as_such_when_nothing_can_heal_it(vault):
    profile, recovery_key, open_by_keyring = vault
    shutil.rmtree(profile / "backups")
    for name in COPIES:
        (profile / name).write_bytes(b"noise")
    for refused in (lambda: reopened(profile), lambda: recovered(profile, recovery_key)):
        with pytest.raises(KnownError) as caught:
            refused()
        assert (caught.value.code, caught.value.params) == DAMAGED_HEADER
    assert open_by_keyring() is None


def test_a_wrong_passphrase_stays_wrong_whatever_is_damaged(vault):
    profile = vault[0]
    (profile / "keys.json").write_bytes(b"noise")
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        reopened(profile, "wrong")
    (profile / "keys.copy.json").write_bytes(b"noise")
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        reopened(profile, "wrong")
    assert [(profile / name).read_bytes() for name in COPIES] == [b"noise", b"noise"]


def other_recovery(header):
    """The header with the recovery slot of another vault."""
    slot = {**header["slots"]["recovery"], "nonce": "AAAAAAAAAAAAAAAA"}
    return {**header["slots"], "recovery": slot}


FORGERIES = {
    "recovery slot": lambda header: {"slots": other_recovery(header)},
    "vault id": lambda header: {"vault": "0" * 16},
    "generation": lambda header: {"generation": 10**6},
    "floors": lambda header: {
        "slots": {**header["slots"], "passphrase": {**header["slots"]["passphrase"], "iterations": 1}}
    },
    "ceilings": lambda header: {
        "slots": {**header["slots"], "passphrase": {**header["slots"]["passphrase"], "iterations": 64}}
    },
    "no recovery slot of ours": lambda header: {
        "slots": {**header["slots"], "recovery": {**header["slots"]["recovery"], "wrapped": "A" * 64}}
    },
}


@pytest.mark.parametrize("name", FORGERIES)
@pytest.mark.parametrize("places", [COPIES[:1], COPIES[1:], COPIES], ids=["first", "copy", "both"])
def test_an_edit_by_somebody_without_the_key_is_found_and_healed(vault, name, places):
    profile, recovery_key, _ = vault
    header = read_header(profile)
    for place in places:
        (profile / place).write_bytes(header_bytes(forged(header, **FORGERIES[name](header))))
    session = reopened(profile)
    assert session.opening.healed_from == (HealedFrom.BACKUP if places == COPIES else HealedFrom.COPY)
    assert verify(session)["header"]
    session.close()
    opens_by(profile, recovery_key)


def test_an_edited_header_that_nothing_can_heal_is_refused_as_a_damaged_header(vault):
    profile, _, _ = vault
    header = read_header(profile)
    shutil.rmtree(profile / "backups")
    write_copies(profile, forged(header, slots=other_recovery(header)))
    with pytest.raises(KnownError) as caught:
        reopened(profile)
    assert (caught.value.code, caught.value.params) == DAMAGED_HEADER


def test_a_backup_whose_header_was_edited_is_not_restored(vault, tmp_path):
    profile, _, _ = vault
    (backup,) = backups_in(profile / "backups")
    header = read_header(profile)
    change_header(backup, header_bytes(forged(header, slots=other_recovery(header))))
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        restore(backup, tmp_path / "restored", PASSPHRASE)
    assert not (tmp_path / "restored").exists()


def test_a_seal_that_was_taken_off_is_found(vault):
    profile, recovery_key, _ = vault
    header = read_header(profile)
    write_copies(profile, {"format": 1, "vault": header["vault"], "slots": other_recovery(header)})
    session = reopened(profile)
    assert session.opening.healed_from is HealedFrom.BACKUP
    session.close()
    opens_by(profile, recovery_key)


@pytest.mark.parametrize("places", [COPIES[:1], COPIES[1:], COPIES], ids=["first", "copy", "both"])
@pytest.mark.parametrize("passphrase", [PASSPHRASE, OTHER_PASSPHRASE], ids=["same passphrase", "another"])
def test_the_header_of_another_vault_is_found(vault, tmp_path, places, passphrase):
    profile, recovery_key, _ = vault
    other = distinct_vault(tmp_path / "other").session
    if passphrase != PASSPHRASE:
        change_passphrase(other, PASSPHRASE, passphrase, cost=Cost())
    other.close()
    for place in places:
        shutil.copy(tmp_path / "other" / "keys.json", profile / place)
    session = reopened(profile)
    assert session.opening.healed_from == (HealedFrom.BACKUP if places == COPIES else HealedFrom.COPY)
    session.close()
    opens_by(profile, recovery_key)


@pytest.mark.parametrize("foreign", [0, 1])
def test_copies_of_two_vaults_are_no_proof_that_the_secret_is_wrong(vault, tmp_path, foreign):
    profile, recovery_key, _ = vault
    distinct_vault(tmp_path / "other").session.close()
    shutil.rmtree(profile / "backups")
    header = read_header(profile)
    (profile / COPIES[1 - foreign]).write_bytes(header_bytes(forged(header, slots=other_recovery(header))))
    shutil.copy(tmp_path / "other" / "keys.json", profile / COPIES[foreign])
    with raises_known(ErrorCode.VAULT_DAMAGED):
        recovered(profile, recovery_key)


def test_a_backup_of_another_vault_heals_nothing(vault, tmp_path):
    profile, recovery_key, _ = vault
    other = distinct_vault(tmp_path / "other").session
    foreign = back_up(other, profile / "backups", Job())
    other.close()
    for name in COPIES:
        (profile / name).write_bytes(b"noise")
    session = reopened(profile)
    assert session.opening.healed_from is HealedFrom.BACKUP
    session.close()
    opens_by(profile, recovery_key)
    for path in backups_in(profile / "backups"):
        if path != foreign:
            path.unlink()
    for name in COPIES:
        (profile / name).write_bytes(b"noise")
    with raises_known(ErrorCode.VAULT_DAMAGED):
        reopened(profile)


def test_a_passphrase_change_cut_between_the_two_copies_leaves_the_new_one_in_force(vault):
    profile, recovery_key, _ = vault
    former = read_header(profile)
    session = reopened(profile)
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    session.close()
    key = header_key(recovered(profile, recovery_key).data_key, former["vault"])
    (profile / "keys.copy.json").write_bytes(header_bytes(sealed(former, generation_of(read_header(profile)), key)))
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        reopened(profile)
    session = reopened(profile, OTHER_PASSPHRASE)
    assert session.opening.healed_from is None
    assert all(verify(session).values())
    session.close()
    assert len({(profile / name).read_bytes() for name in COPIES}) == 1


def test_a_former_passphrase_that_only_an_older_backup_knows_stays_refused(vault):
    profile, _, _ = vault
    (backup,) = backups_in(profile / "backups")
    unaligned = backup.read_bytes()
    session = reopened(profile)
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    session.close()
    backup.write_bytes(unaligned)
    before = [(profile / name).read_bytes() for name in COPIES]
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        reopened(profile)
    assert [(profile / name).read_bytes() for name in COPIES] == before
    reopened(profile, OTHER_PASSPHRASE).close()


def test_older_headers_that_were_put_back_do_not_make_the_new_passphrase_wrong(vault):
    profile, _, open_by_keyring = vault
    older = read_header(profile)
    for _ in range(2):
        open_by_keyring().close()
    session = reopened(profile)
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    session.close()
    write_copies(profile, older)
    session = reopened(profile, OTHER_PASSPHRASE)
    assert session.opening.healed_from is HealedFrom.BACKUP
    session.close()


def test_a_passphrase_change_cut_before_the_first_copy_leaves_the_former_one_in_force(vault):
    profile, _, _ = vault
    (profile / ".keys.json.0123abcd").write_bytes(b"{")
    reopened(profile).close()
    assert not (profile / ".keys.json.0123abcd").exists()


def test_every_change_of_a_slot_is_in_both_copies_and_in_the_own_backups(vault):
    profile, recovery_key, open_by_keyring = vault
    session = open_by_keyring()
    forget(session)
    remember(session, PASSPHRASE)
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    assert verify(session)["header"]
    (backup,) = backups_in(profile / "backups")
    packed = parse_header(read_backup_header(backup))
    assert packed["slots"] == session.header.current["slots"]
    session.close()
    assert is_authentic(packed, recovered(profile, recovery_key).data_key)


def test_an_old_header_without_a_seal_gets_one_at_the_first_opening(tmp_path):
    profile = restore(OLD / "0010.mdbackup", tmp_path / "profile")
    assert [json.loads((profile / name).read_bytes())["format"] for name in COPIES] == [1, 1]
    (profile / "keys.copy.json").unlink()
    session = reopened(profile)
    assert session.opening == OpeningReport()
    assert all(verify(session).values())
    session.close()
    assert [json.loads((profile / name).read_bytes())["format"] for name in COPIES] == [2, 2]
    reopened(profile).close()


def test_a_kill_before_an_old_header_is_counted_leaves_it_sealed_or_as_it_was(tmp_path):
    profile = restore(OLD / "0010.mdbackup", tmp_path / "profile")
    unsealed = (profile / "keys.json").read_bytes()
    reopened(profile).close()
    copy = (profile / "keys.copy.json").read_bytes()
    sealed_once = sealed(json.loads(unsealed), 0, b"any")
    assert {**json.loads(copy), "generation": 0, "mac": "", "sha256": ""} == {**sealed_once, "mac": "", "sha256": ""}
    (profile / "keys.copy.json").write_bytes(unsealed)  # cut between the two copies
    reopened(profile).close()


def test_a_backup_never_packs_what_was_put_in_the_place_of_the_header(vault, tmp_path):
    profile, recovery_key, open_by_keyring = vault
    distinct_vault(tmp_path / "other").session.close()
    session = open_by_keyring()
    write_copies(profile, read_header(tmp_path / "other"))
    held = verify(session)
    assert [name for name, holds in held.items() if not holds] == ["header"]
    assert [fault.params for fault in faults(session, held)] == [{"part": "header copies"}]
    path = back_up(session, tmp_path / "mine", Job())
    assert verify(session)["header"]
    session.close()
    restored = restore(path, tmp_path / "restored", PASSPHRASE)
    opens_by(restored, recovery_key)
    again = reopened(restored)
    assert again.opening == OpeningReport()
    again.close()


def test_an_older_database_that_was_put_back_opens_and_is_named_until_a_backup_of_the_users(vault, tmp_path):
    profile, _, open_by_keyring = vault
    older, daily = (profile / "vault.db").read_bytes(), None
    open_by_keyring().close()
    (profile / "vault.db").write_bytes(older)
    for _ in range(2):
        (profile / "vault.db-commits").unlink()  # it is not authenticated: the header alone must suffice
        session = open_by_keyring()
        assert verify(session)["wal"] is False
        session.clock.advance(days=1)
        daily = back_up_today(session, Job()) or daily
        session.close()
    session = open_by_keyring()
    assert not session.opening.is_latest
    back_up(session, tmp_path / "mine", Job())
    assert all(verify(session).values())
    session.close()
    session = open_by_keyring()
    assert all(verify(session).values())
    session.close()
    restored = reopened(restore(daily, tmp_path / "restored"))
    assert restored.opening.is_latest
    restored.close()


def test_a_damaged_count_of_openings_keeps_nobody_out(vault):
    """That its page is damaged is for `verify` to find."""
    profile, recovery_key, open_by_keyring = vault
    session = open_by_keyring()
    find_page = "SELECT rootpage FROM sqlite_master WHERE name = 'header_generation'"
    page = int(session.read(lambda reader: reader.value(find_page)))
    size = int(session.read(lambda reader: reader.value("PRAGMA page_size")))
    session.close()
    data = bytearray((profile / "vault.db").read_bytes())
    data[page * size - 2_000] ^= 1
    (profile / "vault.db").write_bytes(data)
    (profile / "keys.copy.json").write_bytes(b"noise")
    session = open_by_keyring()
    assert session.opening == OpeningReport(healed_from=HealedFrom.COPY)
    assert session.gate.switches.is_offline, "what the user closed cannot be read, so nothing leaves"
    held = verify(session)
    assert (held["pages"], held["header"]) == (False, True)
    session.close()
    opens_by(profile, recovery_key)


def test_neither_a_restored_backup_nor_a_kill_between_the_counts_is_taken_for_an_older_database(vault, tmp_path):
    profile, _, open_by_keyring = vault
    session = open_by_keyring()
    backup = back_up(session, tmp_path / "mine", Job())
    headers = [(profile / name).read_bytes() for name in COPIES]
    session.close()
    open_by_keyring().close()
    restored = reopened(restore(backup, tmp_path / "restored"))
    assert restored.opening == OpeningReport()
    restored.close()
    for name, data in zip(COPIES, headers, strict=True):  # the database counted, the header not yet
        (profile / name).write_bytes(data)
    session = open_by_keyring()
    assert session.opening == OpeningReport()
    session.close()


def test_a_backup_whose_passphrase_was_changed_is_restored_as_the_latest(vault, tmp_path):
    profile, _, open_by_keyring = vault
    for _ in range(3):
        open_by_keyring().close()
    session = open_by_keyring()
    change_passphrase(session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    session.close()
    (backup,) = backups_in(profile / "backups")
    restored = reopened(restore(backup, tmp_path / "restored"), OTHER_PASSPHRASE)
    assert restored.opening == OpeningReport()
    restored.close()
