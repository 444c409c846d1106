"""The life of a vault: made once, opened by any of its keys, kept, restored, checked."""

import os
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.company import Company
from microdesk_desktop.operations.vault.backups.erase import erase_in_backups
from microdesk_desktop.operations.vault.backups.make import (
    KEPT,
    back_up,
    back_up_today,
)
from microdesk_desktop.operations.vault.backups.restore import restore
from microdesk_desktop.operations.vault.create import create_vault
from microdesk_desktop.operations.vault.keyring_unlock import forget, remember, remembers
from microdesk_desktop.operations.vault.passphrase.change import change_passphrase, recover
from microdesk_desktop.operations.vault.unlock import unlock_with_keyring
from microdesk_desktop.operations.vault.verify import faults, verify
from microdesk_desktop.operations.vault.warnings import warnings
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.backup import unpack
from microdesk_desktop.store.backup_files import DAILY, backups_in
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.vault.slots import Cost
from tests.support.canaries import CANARY, plant
from tests.support.disks import digest, raises_known
from tests.support.pages import plain_pages
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, distinct_vault, reopened


@pytest.fixture
def profile(tmp_path):
    return tmp_path / "profile"


@pytest.fixture
def vault(profile):
    made = distinct_vault(profile)
    yield made
    made.session.close()


COUNTS = ("header_generation", "commit_count")


def everything(session):
    """Every row of every table, but the counts of openings and of commits."""

    def read(reader):
        names = reader.all(f"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN {COUNTS}")
        return {name: sorted(reader.all(f"SELECT * FROM {name}"), key=repr) for (name,) in names}

    return session.read(read)


def test_a_new_vault_knows_its_owner_and_is_private(vault, profile):
    assert vault.session.read(load_company) == Company(name="Jeanne Martin EI")
    assert all(verify(vault.session).values())
    assert profile.stat().st_mode & 0o777 == 0o700


def test_verify_finds_files_that_others_can_read(vault, profile):
    (profile / "keys.json").chmod(0o644)
    assert verify(vault.session)["permissions"] is False


def test_lost_commits_fail_the_verification_until_the_user_makes_a_backup(vault, profile, tmp_path):
    older = (profile / "vault.db").read_bytes()
    vault.session.write(lambda writer: writer.run("UPDATE company SET name = 'Jeanne'"))
    vault.session.close()
    (profile / "vault.db").write_bytes(older)
    session = reopened(profile)
    assert [warning.code for warning in warnings(session)] == [ErrorCode.COMMITS_LOST]
    checks = verify(session)
    assert [name for name, held in checks.items() if not held] == ["wal"]
    assert [fault.code for fault in faults(session, checks)] == [ErrorCode.COMMITS_LOST]
    back_up_today(session, Job())
    session.close()
    session = reopened(profile)
    assert verify(session)["wal"] is False
    back_up(session, tmp_path, Job())
    assert (list(warnings(session)), verify(session)["wal"]) == ([], True)
    session.close()
    session = reopened(profile)
    assert verify(session)["wal"] is True
    session.close()


@pytest.mark.parametrize(
    ("passphrase", "company", "code"),
    [
        ("court", Company(name="J"), ErrorCode.WEAK_PASSPHRASE),
        ("motdepasse1", Company(name="J"), ErrorCode.WEAK_PASSPHRASE),
        (PASSPHRASE, Company(name="  "), ErrorCode.INVALID_VALUE),
        (PASSPHRASE, Company(name="J", siret="81234567600018"), ErrorCode.INVALID_VALUE),
    ],
)
def test_what_makes_no_vault_leaves_no_folder(profile, passphrase, company, code):
    with raises_known(code):
        create_vault(profile, passphrase, company, privacy_version="1", cost=Cost(), keyring=MemoryKeyring)
    assert not profile.exists()


def test_a_siret_is_kept_without_its_spaces(profile):
    company = Company(name=" Jeanne ", siret="812 345 676 00017")
    made = create_vault(profile, PASSPHRASE, company, privacy_version="1", cost=Cost(), keyring=MemoryKeyring)
    assert made.session.read(load_company) == Company(name="Jeanne", siret="81234567600017")
    made.session.close()


def test_an_open_vault_is_busy_for_others(vault, profile):
    with raises_known(ErrorCode.BUSY):
        reopened(profile)
    vault.session.close()
    reopened(profile).close()


def test_a_closed_session_is_locked_for_those_who_still_hold_it(vault):
    vault.session.close()
    with raises_known(ErrorCode.VAULT_LOCKED):
        vault.session.read(load_company)


def test_a_new_passphrase_replaces_the_former_one_in_the_backups_too(vault, profile, tmp_path):
    back_up_today(vault.session, Job())
    pages = digest(profile / "vault.db")
    change_passphrase(vault.session, PASSPHRASE, OTHER_PASSPHRASE, cost=Cost())
    assert digest(profile / "vault.db") == pages
    vault.session.close()
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        reopened(profile)
    reopened(profile, OTHER_PASSPHRASE).close()
    (backup,) = backups_in(profile / "backups")
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        restore(backup, tmp_path / "one", PASSPHRASE)
    restore(backup, tmp_path / "two", OTHER_PASSPHRASE)


def test_changing_the_passphrase_takes_the_current_one_and_a_strong_one(vault, profile):
    before = digest(profile / "keys.json")
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        change_passphrase(vault.session, "wrong", OTHER_PASSPHRASE, cost=Cost())
    with raises_known(ErrorCode.WEAK_PASSPHRASE):
        change_passphrase(vault.session, PASSPHRASE, "court", cost=Cost())
    assert digest(profile / "keys.json") == before


def test_the_recovery_key_opens_with_a_new_passphrase(vault, profile):
    vault.session.close()
    with raises_known(ErrorCode.WRONG_RECOVERY_KEY):
        recover(profile, "A" * 36, OTHER_PASSPHRASE, cost=Cost(), keyring=MemoryKeyring)
    spoken = vault.recovery_key.lower().replace("-", " ").replace("0", "o")
    session = recover(profile, spoken, OTHER_PASSPHRASE, cost=Cost(), keyring=MemoryKeyring)
    assert session.read(load_company).name == "Jeanne Martin EI"
    session.close()
    reopened(profile, OTHER_PASSPHRASE).close()
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        reopened(profile)


def test_the_keyring_opens_the_vault_only_while_the_user_lets_it(profile):
    keyring = MemoryKeyring()
    session = distinct_vault(profile, keyring=keyring).session
    session.close()
    assert unlock_with_keyring(profile, keyring=lambda: keyring) is None
    session = reopened(profile, keyring=keyring)
    remember(session, PASSPHRASE)
    remember(session, PASSPHRASE)
    assert remembers(session)
    assert len(keyring.entries) == 1
    session.close()
    session = unlock_with_keyring(profile, keyring=lambda: keyring)
    assert session is not None
    forget(session)
    assert not remembers(session)
    assert keyring.entries == {}
    session.close()
    assert unlock_with_keyring(profile, keyring=lambda: keyring) is None


@pytest.mark.parametrize("loss", ["emptied", "replaced", "absent"])
def test_a_lost_keyring_never_loses_the_vault(profile, loss):
    keyring = MemoryKeyring()
    session = distinct_vault(profile, keyring=keyring).session
    remember(session, PASSPHRASE)
    session.close()
    before = digest(profile / "keys.json", profile / "vault.db")
    if loss == "replaced":
        keyring.entries = {key: value[:-4] + "0000" for key, value in keyring.entries.items()}
    elif loss == "emptied":
        keyring.entries.clear()

    def find():
        if loss == "absent":
            raise OSError("no bus")
        return keyring

    assert unlock_with_keyring(profile, keyring=find) is None
    assert digest(profile / "keys.json", profile / "vault.db") == before
    reopened(profile).close()


def test_a_wrong_passphrase_is_not_remembered(vault, profile):
    before = digest(profile / "keys.json")
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        remember(vault.session, "wrong")
    assert digest(profile / "keys.json") == before


def test_a_backup_that_fails_its_check_never_pushes_out_a_good_one(vault, profile):
    clock = vault.session.clock
    for _ in range(KEPT[DAILY]):
        back_up_today(vault.session, Job())
        clock.advance(days=1)
    vault.session.write(plant)
    vault.session.database.erase_residue()
    good = {path: digest(path) for path in backups_in(profile / "backups")}
    data = bytearray((profile / "vault.db").read_bytes())
    for at in range(len(data) // 2, len(data), 4096):  # one page alone may be in the reader's cache
        data[at + 100] ^= 1
    (profile / "vault.db").write_bytes(data)
    with pytest.raises(Exception, match="damaged"):
        back_up_today(vault.session, Job())
    assert {path: digest(path) for path in backups_in(profile / "backups")} == good


def test_a_backup_that_the_disk_spoils_is_never_given_its_name(vault, tmp_path):
    folder = tmp_path / "mine"

    def spoil(done, total, key):
        for descriptor in Path("/proc/self/fd").iterdir():  # the file has no name yet
            if descriptor.is_symlink() and str(descriptor.readlink()).startswith(f"{folder}/#"):
                with descriptor.open("r+b") as file:
                    file.seek(-3000, os.SEEK_END)
                    file.write(b"spoilt")

    with raises_known(ErrorCode.BACKUP_DAMAGED):
        back_up(vault.session, folder, Job(spoil))
    assert list(folder.iterdir()) == []


def test_a_backup_can_be_stopped_and_leaves_nothing(vault, tmp_path):
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        back_up(vault.session, tmp_path / "mine", job)
    assert list((tmp_path / "mine").iterdir()) == []


def test_a_restored_vault_holds_every_row(vault, profile, tmp_path):
    vault.session.write(plant)
    before = everything(vault.session)
    path = back_up(vault.session, tmp_path / "mine", Job())
    restored = restore(path, tmp_path / "new", PASSPHRASE)
    assert restored == tmp_path / "new"
    session = reopened(restored)
    assert everything(session) == before
    session.close()


def test_restoring_stands_beside_what_exists(vault, profile, tmp_path):
    path = back_up(vault.session, tmp_path / "mine", Job())
    vault.session.close()
    before = digest(profile / "keys.json", profile / "vault.db")
    folders = [restore(path, profile) for _ in range(2)]
    assert [folder.name for folder in folders] == ["profile-restored-1", "profile-restored-2"]
    assert digest(profile / "keys.json", profile / "vault.db") == before
    reopened(folders[0]).close()


@pytest.mark.parametrize("passphrase", [None, "wrong"])
def test_what_cannot_be_restored_leaves_no_folder(vault, tmp_path, passphrase):
    path = back_up(vault.session, tmp_path / "mine", Job())
    if passphrase is None:
        path.write_bytes(path.read_bytes()[:-100])
    with raises_known(ErrorCode.WRONG_PASSPHRASE if passphrase else ErrorCode.BACKUP_DAMAGED):
        restore(path, tmp_path / "new", passphrase)
    assert not (tmp_path / "new").exists()


def test_a_restored_backup_opens_with_the_recovery_key(vault, tmp_path):
    path = back_up(vault.session, tmp_path / "mine", Job())
    restored = restore(path, tmp_path / "new")
    recover(restored, vault.recovery_key, OTHER_PASSPHRASE, cost=Cost(), keyring=MemoryKeyring).close()


def test_an_erasure_reaches_every_page_of_every_own_backup(vault, profile, tmp_path):
    session = vault.session
    session.write(plant)
    for day in "123":
        session.write(lambda writer, day=day: writer.run("UPDATE company SET phone = ?", (day,)))
        back_up_today(session, Job())
        session.clock.advance(days=1)
    broken = profile / "backups" / "2026-11-20.mdbackup"
    broken.write_bytes(b"not a backup")
    erased = erase_in_backups(session, lambda writer: writer.run("UPDATE company SET name = 'x'"), Job())
    assert (erased.rewritten, erased.removed) == (3, 1)
    for path in backups_in(profile / "backups"):
        assert erased_in(path, tmp_path / path.stem, vault)
    assert not broken.exists()


def erased_in(backup: Path, folder: Path, vault) -> bool:
    folder.mkdir()
    unpack(backup, folder)
    key = vault_key(vault)
    pages = plain_pages(folder / "vault.db", key)
    return f"{CANARY} client.name".encode() in pages and f"{CANARY} company.name".encode() not in pages


def vault_key(vault) -> bytes:
    from microdesk_desktop.vault.header_copies import read_header
    from microdesk_desktop.vault.keys import open_with_passphrase

    return open_with_passphrase(read_header(vault.session.profile), PASSPHRASE)


def test_locking_in_the_middle_of_an_erasure_removes_no_backup(vault, profile):
    back_up_today(vault.session, Job())

    def lock(done, total, key):
        vault.session.close()

    with raises_known(ErrorCode.VAULT_LOCKED):
        erase_in_backups(vault.session, lambda writer: writer.run("DELETE FROM company"), Job(lock))
    assert len(backups_in(profile / "backups")) == 1
