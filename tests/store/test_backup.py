"""Backups: checked before they are named, whole when they are read, erasable."""

import zipfile

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.content import identify
from microdesk_desktop.store.backup import (
    change_header,
    discard_partials,
    read_backup_header,
    rewrite_backup,
    unpack,
    write_backup,
)
from microdesk_desktop.store.database import Database
from tests.support.disks import digest, raises_known
from tests.support.pages import plain_pages

KEY = bytes(range(32))
HEADER = b'{"format": 1}'


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "vault.db", KEY)
    made.write(lambda writer: writer.run("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"))
    made.write(lambda writer: writer.run_many("INSERT INTO note (text) VALUES (?)", ROWS))
    yield made
    made.close()


ROWS = [(f"{'victim' if number % 2 else 'keeper'} {number}" * 5,) for number in range(2000)]


@pytest.fixture
def backup(tmp_path, database):
    folder = tmp_path / "backups"
    folder.mkdir()
    write_backup(database, HEADER, folder / "one.mdbackup")
    return folder / "one.mdbackup"


def unpacked(backup, folder):
    folder.mkdir()
    unpack(backup, folder)
    return Database.open(folder / "vault.db", KEY)


def rows(database):
    return database.read(lambda reader: reader.all("SELECT id, text FROM note ORDER BY id"))


def test_an_import_knows_a_backup_for_what_it_is(backup):
    assert identify(backup.read_bytes()) is ErrorCode.FILE_IS_BACKUP


def test_what_is_unpacked_holds_every_row(tmp_path, database, backup):
    copy = unpacked(backup, tmp_path / "copy")
    assert rows(copy) == rows(database)
    assert (tmp_path / "copy" / "keys.json").read_bytes() == HEADER == read_backup_header(backup)
    copy.close()


def test_a_backup_is_private_encrypted_and_alone_in_its_folder(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert b"victim" not in backup.read_bytes()
    assert [path.name for path in backup.parent.iterdir()] == ["one.mdbackup"]


def test_a_backup_that_is_stopped_leaves_nothing(tmp_path, database):
    def stop(done, total):
        raise KeyError("stop")

    with pytest.raises(KeyError):
        write_backup(database, HEADER, tmp_path / "stopped.mdbackup", stop)
    assert [path.name for path in tmp_path.glob("*stopped*")] == []


def test_a_damaged_vault_never_replaces_a_good_backup(database, backup):
    database.erase_residue()
    data = bytearray(database.path.read_bytes())
    data[len(data) // 2 // 4096 * 4096 + 100] ^= 1
    database.path.write_bytes(data)
    before = digest(backup)
    with pytest.raises(KnownError):
        write_backup(database, HEADER, backup)
    assert digest(backup) == before


def test_an_archive_that_the_disk_garbles_never_gets_the_name_of_a_backup(tmp_path, database):
    def garble(_done, _total):
        for packed in tmp_path.glob(".garbled*.partial"):
            data = bytearray(packed.read_bytes())
            data[len(data) // 2] ^= 1
            packed.write_bytes(data)

    with raises_known(ErrorCode.BACKUP_DAMAGED):
        write_backup(database, HEADER, tmp_path / "garbled.mdbackup", garble)
    assert list(tmp_path.glob("*garbled*")) == []


@pytest.mark.parametrize("cut", [0, 100, 4096, -1, -30])
def test_a_cut_backup_is_damaged(tmp_path, backup, cut):
    backup.write_bytes(backup.read_bytes()[:cut])
    (tmp_path / "copy").mkdir()
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        unpack(backup, tmp_path / "copy")


def test_a_flipped_byte_is_damage(tmp_path, backup):
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    (tmp_path / "copy").mkdir()
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        unpack(backup, tmp_path / "copy")


def test_a_zip_of_something_else_is_no_backup(tmp_path):
    other = tmp_path / "other.mdbackup"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("../keys.json", "x")
        archive.writestr("vault.db", "y")
    (tmp_path / "copy").mkdir()
    with raises_known(ErrorCode.BACKUP_DAMAGED):
        unpack(other, tmp_path / "copy")
    assert list((tmp_path / "copy").iterdir()) == []


def test_a_missing_backup_is_not_found(tmp_path):
    with raises_known(ErrorCode.FILE_NOT_FOUND):
        read_backup_header(tmp_path / "none.mdbackup")


def test_an_erasure_reaches_the_pages_of_a_backup(tmp_path, database, backup):
    rewrite_backup(backup, database, lambda writer: writer.run("DELETE FROM note WHERE text LIKE 'victim%'"))
    copy = unpacked(backup, tmp_path / "copy")
    assert len(rows(copy)) == 1000
    copy.close()
    pages = plain_pages(copy.path, KEY)
    assert b"keeper" in pages
    assert b"victim" not in pages
    assert [path.name for path in backup.parent.iterdir()] == ["one.mdbackup"]


def test_a_backup_of_another_vault_cannot_be_rewritten(tmp_path, backup):
    stranger = Database.create(tmp_path / "stranger.db", bytes(32))
    before = digest(backup)
    with pytest.raises(KnownError):
        rewrite_backup(backup, stranger, lambda writer: writer.run("DELETE FROM note"))
    assert digest(backup) == before
    stranger.close()


def test_a_new_header_changes_nothing_else(tmp_path, database, backup):
    change_header(backup, b'{"format": 1, "new": true}')
    assert read_backup_header(backup) == b'{"format": 1, "new": true}'
    copy = unpacked(backup, tmp_path / "copy")
    assert rows(copy) == rows(database)
    copy.close()


def test_what_a_kill_left_is_removed_and_nothing_else(backup):
    for name in (".two.mdbackup.partial", ".two.mdbackup.partial.db", ".two.mdbackup.partial.db-wal"):
        (backup.parent / name).write_bytes(b"x")
    discard_partials(backup.parent)
    assert [path.name for path in backup.parent.iterdir()] == ["one.mdbackup"]
