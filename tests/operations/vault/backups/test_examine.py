"""A backup is examined from a copy and restored beside the open vault, which both leave as it is."""

import zipfile

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.vault.backups.examine import examine_backup
from microdesk_desktop.operations.vault.backups.make import back_up, back_up_today, own_backups
from microdesk_desktop.operations.vault.backups.restore import restore_beside
from microdesk_desktop.store.records.clients import load_parties
from tests.support.disks import digest, raises_known
from tests.support.vaults import PASSPHRASE, distinct_vault, reopened

PAGE_BYTES = 4096


@pytest.fixture
def session(tmp_path):
    made = distinct_vault(tmp_path / "profile").session
    put_client(made, Client(name="Nova SARL"))
    yield made
    made.close()


@pytest.fixture
def backup(session):
    path = back_up_today(session, Job())
    put_client(session, Client(name="Lumen SAS"))
    return path


def left_beside(backup):
    return [path for path in backup.parent.iterdir() if path != backup]


def test_the_content_is_counted_and_nothing_is_left(session, backup):
    before = digest(backup)
    content = examine_backup(session, backup, Job())
    assert (content.company, content.counts["client"]) == ("Jeanne Martin EI", 1)
    assert digest(backup) == before
    assert left_beside(backup) == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_damaged_page_is_found(session, backup, share):
    data = bytearray(backup.read_bytes())
    data[int(len(data) * share)] ^= 1
    backup.write_bytes(data)
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        examine_backup(session, backup, Job())
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        restore_beside(session, backup, None, Job())
    assert left_beside(backup) == []
    assert not list(session.profile.parent.glob("*-restored-*"))


def test_damage_that_the_archive_does_not_show_is_found_in_any_page(session, backup):
    with zipfile.ZipFile(backup) as archive:
        members, record = {name: archive.read(name) for name in archive.namelist()}, archive.comment
    for page in range(2, len(members["vault.db"]) // PAGE_BYTES, 5):
        data = bytearray(members["vault.db"])
        data[page * PAGE_BYTES + PAGE_BYTES // 2] ^= 1
        with zipfile.ZipFile(backup, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("keys.json", members["keys.json"])
            archive.writestr("vault.db", bytes(data))
            archive.comment = record
        with raises_known(ErrorCode.BACKUP_DAMAGED):
            examine_backup(session, backup, Job())


def test_a_backup_of_another_vault_is_not_examined_but_restored_with_its_passphrase(session, tmp_path):
    other = distinct_vault(tmp_path / "other").session
    foreign = back_up(other, tmp_path / "usb", Job())
    other.close()
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        examine_backup(session, foreign, Job())
    with raises_known(ErrorCode.WRONG_PASSPHRASE):
        restore_beside(session, foreign, "une autre phrase que la sienne", Job())
    folder = restore_beside(session, foreign, PASSPHRASE, Job())
    assert folder.parent == session.profile.parent


def test_a_missing_file_is_named(session, tmp_path):
    with raises_known(ErrorCode.FILE_NOT_FOUND):
        examine_backup(session, tmp_path / "nowhere.mdbackup", Job())


def test_a_restored_vault_holds_the_day_of_the_backup_and_the_open_one_goes_on(session, backup):
    folder = restore_beside(session, backup, None, Job())
    restored = reopened(folder)
    assert [each.name for each in restored.read(load_parties)] == ["Nova SARL"]
    restored.close()
    assert len(session.read(load_parties)) == 2


@pytest.mark.parametrize("step", ["examine", "restore"])
def test_stopping_leaves_nothing(session, backup, step):
    def stop(done, total, key):
        if key == step:
            job.cancel()

    job = Job(stop)
    with pytest.raises(Cancelled):
        restore_beside(session, backup, None, job)
    assert left_beside(own_backups(session.profile) / backup.name) == []
    assert not list(session.profile.parent.glob("*-restored-*"))
