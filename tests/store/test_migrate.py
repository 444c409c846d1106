"""Numbered steps, each whole or not at all, after a copy, never backwards."""

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.integrity import expected_schema
from microdesk_desktop.store.migrate import load_migrations
from tests.support.disks import digest, raises_known

KEY = bytes(32)
FIRST = "-- a note\nCREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;\n"
SECOND = """ALTER TABLE note ADD COLUMN day TEXT NOT NULL DEFAULT '2026;11';
CREATE TRIGGER stamp AFTER INSERT ON note BEGIN
    UPDATE note SET day = 'a;b' WHERE id = NEW.id;
END;
UPDATE note SET text = upper(text);
"""
BROKEN = "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO nowhere VALUES (1);\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "migrations"
    made.mkdir()
    (made / "0010_first.sql").write_text(FIRST)
    return made


@pytest.fixture
def old_vault(tmp_path, folder):
    database = Database.create(tmp_path / "vault.db", KEY, migrations=load_migrations(folder))
    database.write(lambda writer: writer.run("INSERT INTO note (text) VALUES ('kept')"))
    database.close()
    return database.path


def opened(path, folder, copies=None):
    made = [] if copies is None else copies
    return Database.open(path, KEY, migrations=load_migrations(folder), copy_first=lambda old: made.append(old.version))


def test_an_older_vault_is_copied_then_brought_up_to_date_once(old_vault, folder):
    (folder / "0020_second.sql").write_text(SECOND)
    copies = []
    for _ in range(2):
        database = opened(old_vault, folder, copies)
        assert database.read(lambda reader: reader.all("SELECT text, day FROM note")) == [("KEPT", "2026;11")]
        assert database.version == 20
        database.close()
    assert copies == [10]


def test_without_a_copy_nothing_is_migrated(old_vault, folder):
    (folder / "0020_second.sql").write_text(SECOND)
    before = digest(old_vault)
    with pytest.raises(RuntimeError, match="copy"):
        Database.open(old_vault, KEY, migrations=load_migrations(folder))
    assert digest(old_vault) == before


def test_a_step_that_fails_leaves_the_vault_at_the_step_before(old_vault, folder):
    (folder / "0020_second.sql").write_text(SECOND)
    (folder / "0030_broken.sql").write_text(BROKEN)
    with pytest.raises(Exception, match="nowhere"):
        opened(old_vault, folder)
    (folder / "0030_broken.sql").unlink()
    database = opened(old_vault, folder)
    assert database.version == 20
    assert database.read(lambda reader: reader.value("SELECT count(*) FROM sqlite_master WHERE name = 'other'")) == 0
    database.close()


def test_a_vault_of_a_newer_program_is_not_touched(old_vault, folder):
    (folder / "0020_second.sql").write_text(SECOND)
    opened(old_vault, folder).close()
    (folder / "0020_second.sql").unlink()
    before = digest(old_vault)
    with raises_known(ErrorCode.VAULT_FROM_FUTURE):
        opened(old_vault, folder)
    assert digest(old_vault) == before


@pytest.mark.parametrize("name", ["0011_odd.sql", "20_short.sql", "0020 spaced.sql", "0020.sql"])
def test_a_step_named_otherwise_is_our_mistake(folder, name):
    (folder / name).write_text(SECOND)
    with pytest.raises(ValueError, match="named"):
        load_migrations(folder)


def test_two_steps_of_one_number_are_our_mistake(folder):
    (folder / "0010_twin.sql").write_text(SECOND)
    with pytest.raises(ValueError, match="two migrations"):
        load_migrations(folder)


def test_every_shipped_table_is_strict_and_checked():
    tables = [sql for kind, name, sql in expected_schema() if kind == "table"]
    assert tables
    assert all("STRICT" in sql.rpartition(")")[2] for sql in tables)


def test_a_vault_holds_the_schema_of_its_steps_and_a_stray_table_is_noticed(tmp_path):
    database = Database.create(tmp_path / "vault.db", KEY)
    assert all(database.check().values())
    database.write(lambda writer: writer.run("CREATE TABLE stray (id INTEGER PRIMARY KEY) STRICT"))
    assert database.check() == {"pages": True, "integrity": True, "links": True, "schema": False}
    database.close()
