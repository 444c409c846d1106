"""What SQLite raises about the disk or the file is known, also where it comes without its code."""

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.errors import translate_sqlite_errors
from tests.support.disks import raises_known

KEY = bytes(range(32))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("access permission denied", ErrorCode.READ_ONLY),
        ("database is locked", ErrorCode.BUSY),
        ("database table is locked", ErrorCode.BUSY),
        ("attempt to write a readonly database", ErrorCode.READ_ONLY),
        ("disk I/O error", ErrorCode.DISK_FAILED),
        ("database disk image is malformed", ErrorCode.VAULT_DAMAGED),
        ("database or disk is full", ErrorCode.DISK_FULL),
        ("locking protocol", ErrorCode.BUSY),
        ("file is not a database", ErrorCode.VAULT_DAMAGED),
    ],
)
def test_a_text_without_its_code_is_known(tmp_path, text, code):
    with raises_known(code), translate_sqlite_errors(tmp_path / "vault.db"):
        raise sqlcipher.OperationalError(text)


def test_an_interrupted_copy_is_a_cancellation(tmp_path):
    with pytest.raises(Cancelled), translate_sqlite_errors(tmp_path / "vault.db"):
        raise sqlcipher.OperationalError("interrupted")


def test_a_query_of_ours_that_is_wrong_stays_a_bug(tmp_path):
    with pytest.raises(sqlcipher.OperationalError), translate_sqlite_errors(tmp_path / "vault.db"):
        raise sqlcipher.OperationalError("no such table: note")


def test_a_disk_that_has_gone_is_known(tmp_path):
    with pytest.raises(KnownError), translate_sqlite_errors(tmp_path / "gone" / "vault.db"):
        raise sqlcipher.OperationalError("disk I/O error")


def test_a_text_that_is_no_utf_8_is_damage(tmp_path):
    database = Database.create(tmp_path / "vault.db", KEY)
    try:
        with raises_known(ErrorCode.VAULT_DAMAGED):
            database.read(lambda reader: reader.value("SELECT CAST(x'eda0bd' AS TEXT)"))
    finally:
        database.close()
