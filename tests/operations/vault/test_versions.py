"""Vaults of other days: an older one is copied before it changes, a newer one is left alone."""

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.store.backup import unpack
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from microdesk_desktop.vault.places import DATABASE_NAME
from tests.support.disks import digest, raises_known
from tests.support.vaults import PASSPHRASE, distinct_vault, reopened


@pytest.fixture
def profile(tmp_path):
    distinct_vault(tmp_path / "profile").session.close()
    return tmp_path / "profile"


def key_of(profile):
    return open_with_passphrase(read_header(profile), PASSPHRASE)


def test_an_older_vault_is_kept_as_it_was_before_it_is_brought_up_to_date(profile, tmp_path):
    database, key = profile / DATABASE_NAME, key_of(profile)
    database.unlink()
    old = Database.create(database, key, migrations=[])
    old.write(lambda writer: writer.run("CREATE TABLE relic (text TEXT NOT NULL) STRICT"))
    old.close()
    session = reopened(profile)
    assert session.database.version == load_migrations()[-1].number
    session.close()
    (kept,) = backups_in(profile / "backups")
    assert kept.stem == "version-0000"
    (tmp_path / "kept").mkdir()
    unpack(kept, tmp_path / "kept")
    copy = Database.open(tmp_path / "kept" / DATABASE_NAME, key, migrations=[])
    assert copy.read(lambda reader: reader.all("SELECT name FROM sqlite_master")) == [("relic",)]
    copy.close()


def test_a_vault_of_a_newer_program_is_not_touched(profile):
    database = Database.open(profile / DATABASE_NAME, key_of(profile))
    database.write(lambda writer: writer.one("PRAGMA user_version = 9990"))
    database.close()
    before = digest(profile / DATABASE_NAME, profile / "keys.json")
    with raises_known(ErrorCode.VAULT_FROM_FUTURE):
        reopened(profile)
    assert digest(profile / DATABASE_NAME, profile / "keys.json") == before
    assert not (profile / "backups").exists()
