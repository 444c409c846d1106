"""Migrations on real encrypted files: all steps or none, no row lost on the way, a copy before, never backwards."""

import ast
import subprocess
import sys

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.integrity import committed_schema, migrated_schema
from microdesk_desktop.store.migrate import FOLDER, load_migrations
from microdesk_desktop.store.transaction import count_rows
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


def test_when_a_step_fails_none_is_taken(old_vault, folder):
    (folder / "0020_second.sql").write_text(SECOND)
    (folder / "0030_broken.sql").write_text(BROKEN)
    with pytest.raises(Exception, match="nowhere"):
        opened(old_vault, folder)
    assert_unchanged(old_vault, folder)


def test_a_vault_of_a_newer_program_is_not_touched(old_vault, folder):
    (folder / "0020_second.sql").write_text(SECOND)
    opened(old_vault, folder).close()
    (folder / "0020_second.sql").unlink()
    before = digest(old_vault)
    with raises_known(ErrorCode.VAULT_FROM_FUTURE):
        opened(old_vault, folder)
    assert digest(old_vault) == before


@pytest.mark.parametrize("name", ["0011_odd.sql", "20_short.sql", "0020 spaced.sql", "0020.sql", "second.py"])
def test_a_step_named_otherwise_is_our_mistake(folder, name):
    (folder / name).write_text(SECOND)
    with pytest.raises(ValueError, match="named"):
        load_migrations(folder)


def test_two_steps_of_one_number_are_our_mistake(folder):
    (folder / "0010_twin.sql").write_text(SECOND)
    with pytest.raises(ValueError, match="two migrations"):
        load_migrations(folder)


REBUILD = """CREATE TABLE new_note (id INTEGER PRIMARY KEY, text TEXT NOT NULL CHECK (text <> '')) STRICT;
INSERT INTO new_note SELECT id, text FROM note;
DROP TABLE note;
ALTER TABLE new_note RENAME TO note;
"""
TAGS = """CREATE TABLE tag (
    note_id INTEGER PRIMARY KEY REFERENCES note (id) ON DELETE CASCADE,
    word TEXT NOT NULL
) STRICT;
INSERT INTO tag SELECT id, 'urgent' FROM note;
"""
TAGGED = "-- rows tag: SELECT count(*) FROM note\n" + TAGS


def assert_unchanged(path, folder):
    """The vault is at its first step and opens with the program of that day."""
    for later in sorted(path for path in folder.iterdir() if path.is_file()):
        if later.name != "0010_first.sql":
            later.unlink()
    database = opened(path, folder)
    tables = database.read(lambda reader: reader.all("SELECT name FROM sqlite_master WHERE type = 'table'"))
    assert (database.version, tables) == (10, [("note",)])
    assert database.read(lambda reader: reader.all("SELECT text FROM note")) == [("kept",)]
    database.close()


def test_rebuilding_a_table_deletes_nothing_that_refers_to_it(old_vault, folder):
    (folder / "0020_tags.sql").write_text(TAGGED)
    (folder / "0030_rebuild.sql").write_text(REBUILD)
    database = opened(old_vault, folder)
    assert database.read(lambda reader: reader.all("SELECT note_id, word FROM tag")) == [(1, "urgent")]
    database.write(lambda writer: writer.run("DELETE FROM note"))
    assert database.read(lambda reader: reader.value("SELECT count(*) FROM tag")) == 0, "foreign keys are on again"
    database.close()


@pytest.mark.parametrize(
    "step",
    [
        TAGS,
        "-- rows note: SELECT count(*) + 1 FROM note\nUPDATE note SET text = 'x';\n",
        "DELETE FROM note;\n",
        "INSERT INTO note (text) VALUES ('one too many');\n",
        "DROP TABLE note;\n",
    ],
    ids=["undeclared new rows", "declared row missing", "row lost", "row gained", "table lost"],
)
def test_a_row_count_other_than_declared_is_refused_whole(old_vault, folder, step):
    (folder / "0020_step.sql").write_text(step)
    with pytest.raises(RuntimeError, match="rows declared and found"):
        opened(old_vault, folder)
    assert_unchanged(old_vault, folder)


def test_a_dangling_reference_is_refused_whole(old_vault, folder):
    (folder / "0020_tags.sql").write_text(TAGGED.replace("SELECT id, 'urgent'", "SELECT id + 1, 'urgent'"))
    with pytest.raises(RuntimeError, match="dangling references in tag"):
        opened(old_vault, folder)
    assert_unchanged(old_vault, folder)


PYTHON = """ROWS = {"word": "SELECT count(*) FROM note"}


def apply(writer):
    writer.run("CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    for (text,) in writer.all("SELECT text FROM note"):
        writer.run("INSERT INTO word (text) VALUES (?)", (text[::-1],))
"""


def test_a_step_may_be_python(old_vault, folder):
    (folder / "0020_words.py").write_text(PYTHON)
    database = opened(old_vault, folder)
    assert database.read(lambda reader: reader.all("SELECT text FROM word")) == [("tpek",)]
    database.close()


def test_a_kill_in_the_middle_of_a_step_leaves_the_old_vault(old_vault, folder):
    killed = "import os\n\n\ndef apply(writer):\n    writer.run('DROP TABLE note')\n    os._exit(9)\n"
    (folder / "0020_words.py").write_text(PYTHON)
    (folder / "0030_killed.py").write_text(killed)
    program = (
        "import sys; from pathlib import Path; from tests.store.test_migrate import opened;"
        " opened(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(old_vault), str(folder)], timeout=300, check=False)
    assert ran.returncode == 9
    assert_unchanged(old_vault, folder)


def test_what_settles_a_record_that_no_longer_exists_is_left_out_and_its_transaction_is_to_do(tmp_path):
    database = Database.create(tmp_path / "vault.db", KEY, migrations=load_migrations()[:1])
    database.write(
        lambda writer: writer.run_script("""
            INSERT INTO bank_account (id, currency, institution_name) VALUES (1, 'EUR', '');
            INSERT INTO bank_transaction
                (id, account_id, booked_on, amount_cents, currency, label, state, source, status)
                VALUES (1, 1, '2026-11-02', -900, 'EUR', 'paid', 'booked', 'csv', 'attributed'),
                       (2, 1, '2026-11-02', -900, 'EUR', 'proposed', 'booked', 'csv', 'suggested'),
                       (3, 1, '2026-11-02', -900, 'EUR', 'paid in part', 'booked', 'csv', 'attributed');
            INSERT INTO expense (id, reference, spent_on, supplier, label, amount_cents, category)
                VALUES (7, 'E-7', '2026-11-02', 'SNCF', '', 900, '');
            INSERT INTO payment (id, kind, target_id, paid_on, amount_cents)
                VALUES (1, 'receipt', 7, '2026-11-02', -900), (2, 'expense', 7, '2026-11-02', -400),
                       (3, 'expense', 8, '2026-11-02', -500);
            INSERT INTO attribution (payment_id, transaction_id, origin, reasons)
                VALUES (1, 1, 'auto', '[]'), (2, 3, 'manual', '[]'), (3, 3, 'manual', '[]');
            INSERT INTO suggestion (transaction_id, rank, kind, target_id, amount_cents, score, reasons)
                VALUES (2, 0, 'expense', 8, -500, 0.7, '[]'), (2, 0, 'expense', 7, -400, 0.7, '[]');
        """)
    )
    database.close()
    database = Database.open(tmp_path / "vault.db", KEY, copy_first=lambda _: None)
    statuses = database.read(lambda reader: reader.all("SELECT label, status FROM bank_transaction ORDER BY id"))
    assert statuses == [("paid", "todo"), ("proposed", "todo"), ("paid in part", "attributed")]
    assert database.read(count_rows).items() >= {("payment", 1), ("attribution", 1), ("suggestion", 0), ("target", 1)}
    assert all(database.check().values())
    database.close()


def test_known_limits_belong_to_the_provider_that_was_chosen(tmp_path):
    database = Database.create(tmp_path / "vault.db", KEY, migrations=load_migrations()[:2])
    database.write(
        lambda writer: writer.run_script("""
            INSERT INTO bank_provider (name, base_url) VALUES ('gocardless', 'https://bank.example');
            INSERT INTO bank_limit (endpoint, remaining, retry_at) VALUES ('transactions', 2, '2026-11-22T09:30Z');
        """)
    )
    database.close()
    database = Database.open(tmp_path / "vault.db", KEY, copy_first=lambda _: None)
    assert database.read(lambda reader: reader.all("SELECT * FROM bank_limit")) == [
        ("gocardless", "transactions", 2, "2026-11-22T09:30Z")
    ]
    database.close()


def test_the_shipped_python_steps_import_the_standard_library_only():
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names, path.name


def test_every_shipped_table_is_strict():
    tables = [sql for sql in migrated_schema() if sql.startswith("CREATE TABLE")]
    assert tables
    assert all("STRICT" in sql.rpartition(")")[2] for sql in tables)


def test_the_committed_schema_is_what_the_migrations_make():
    database_schema = sorted(" ".join(sql.split()) for sql in migrated_schema())
    assert committed_schema() == database_schema, "run `python -m tests.tools.schema`"


def test_a_vault_holds_the_schema_of_its_steps_and_a_stray_table_is_noticed(tmp_path):
    database = Database.create(tmp_path / "vault.db", KEY)
    assert all(database.check().values())
    database.write(lambda writer: writer.run("CREATE TABLE stray (id INTEGER PRIMARY KEY) STRICT"))
    assert database.check() == {"pages": True, "integrity": True, "links": True, "schema": False}
    database.close()
