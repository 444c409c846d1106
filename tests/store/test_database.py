"""Reads, writes, copies and erasure on real encrypted files."""

import threading
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.transaction import count_rows, json_list
from tests.support.disks import digest, raises_known
from tests.support.pages import plain_pages, plain_wal

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "vault.db", KEY)
    made.write(lambda writer: writer.run("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"))
    yield made
    made.close()


def add(database, text):
    return database.write(lambda writer: writer.run("INSERT INTO note (text) VALUES (?)", (text,)))


def be_impatient(database):
    """Wait 10 ms instead of 5 s for the others."""
    database.write(lambda writer: writer.one("PRAGMA busy_timeout = 10"))


def notes(database):
    return [text for (text,) in database.read(lambda reader: reader.all("SELECT text FROM note ORDER BY id"))]


def test_half_of_an_emoji_costs_that_half_and_no_row(database):
    add(database, "one \ud83d")
    rows = [("two",), ("three \ud83d\ude00 \udce9",), ("four",)]
    assert database.write(lambda writer: writer.run_many("INSERT INTO note (text) VALUES (?)", rows)) == 3
    assert notes(database) == ["one \ufffd", "two", "three \U0001f600 \ufffd", "four"]
    sql = "SELECT count(*) FROM note WHERE text IN (SELECT value FROM json_each(?))"
    assert database.read(lambda reader: reader.value(sql, (json_list(["one \ud83d", "four"]),))) == 2
    assert database.read(lambda reader: reader.value("SELECT id FROM note WHERE text = ?", ("one \ud83d",))) == 1


def test_many_rows_are_written_in_their_order_and_counted(database):
    rows = ((str(number),) for number in range(2_500))
    assert database.write(lambda writer: writer.run_many("INSERT INTO note (text) VALUES (?)", rows)) == 2_500
    assert notes(database) == [str(number) for number in range(2_500)]


def test_what_is_written_is_read_and_is_there_after_opening_again(database):
    assert add(database, "é") == 1
    database.close()
    again = Database.open(database.path, KEY)
    assert notes(again) == ["é"]
    again.close()


def test_a_failed_write_leaves_nothing(database):
    def fail(writer):
        writer.run("INSERT INTO note (text) VALUES ('half')")
        raise KeyError("ours")

    with pytest.raises(KeyError):
        database.write(fail)
    assert notes(database) == []


def test_a_reader_cannot_write_and_that_is_our_mistake(database):
    with pytest.raises(Exception, match="readonly") as caught:
        database.read(lambda reader: reader.all("DELETE FROM note"))
    assert not isinstance(caught.value, KnownError)


def test_a_write_inside_a_write_is_our_mistake(database):
    with pytest.raises(RuntimeError, match="inside"):
        database.write(lambda _: add(database, "inner"))
    assert add(database, "after") == 1


def test_a_read_sees_one_snapshot_while_others_write(database):
    add(database, "first")

    def read(reader):
        before = reader.value("SELECT count(*) FROM note")
        thread = threading.Thread(target=add, args=(database, "second"))
        thread.start()
        thread.join()
        return before, reader.value("SELECT count(*) FROM note")

    assert database.read(read) == (1, 1)
    assert len(notes(database)) == 2


def test_many_threads_share_one_database(database):
    def work(number):
        for turn in range(20):
            add(database, f"{number}.{turn}")
            notes(database)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(notes(database))) == 120


def test_interrupting_stops_a_long_read_as_cancelled(database):
    started = threading.Event()
    outcome = []

    def count_for_ever(reader):
        started.set()
        reader.one("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    def work():
        try:
            database.read(count_for_ever)
        except Cancelled:
            outcome.append("cancelled")

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    while thread.is_alive():
        database.interrupt()
        thread.join(0.01)
    assert outcome == ["cancelled"]


def test_once_closed_the_vault_is_locked(database):
    database.close()
    database.close()
    with raises_known(ErrorCode.VAULT_LOCKED):
        notes(database)
    with raises_known(ErrorCode.VAULT_LOCKED):
        add(database, "late")


def test_a_reader_at_work_ends_well_while_the_vault_locks(database):
    add(database, "here")

    def read(reader):
        database.close()
        return reader.value("SELECT text FROM note")

    assert database.read(read) == "here"


def test_another_key_opens_nothing_and_changes_nothing(database):
    database.close()
    before = digest(database.path)
    for _ in range(3):
        with raises_known(ErrorCode.VAULT_DAMAGED):
            Database.open(database.path, bytes(32))
    assert digest(database.path) == before


@pytest.mark.parametrize("size", [0, 10, 4095])
def test_a_cut_file_is_damaged_never_a_new_vault(database, size):
    database.close()
    database.path.write_bytes(database.path.read_bytes()[:size])
    with raises_known(ErrorCode.VAULT_DAMAGED):
        Database.open(database.path, KEY)
    with raises_known(ErrorCode.VAULT_EXISTS):
        Database.create(database.path, KEY)
    assert database.path.stat().st_size == size


def test_a_missing_file_is_missing(tmp_path):
    with raises_known(ErrorCode.VAULT_MISSING):
        Database.open(tmp_path / "none.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_flipped_bit_is_damage(database):
    for number in range(400):
        add(database, f"{number}" * 50)
    database.close()
    data = bytearray(database.path.read_bytes())
    data[-2000] ^= 1
    database.path.write_bytes(data)
    with raises_known(ErrorCode.VAULT_DAMAGED):
        opened = Database.open(database.path, KEY)
        try:
            notes(opened)
        finally:
            opened.close()


def test_another_program_that_writes_is_waited_for_then_reported_as_busy(database):
    be_impatient(database)
    other = Database.open(database.path, KEY)
    hold, held = threading.Event(), threading.Event()

    def keep(writer):
        held.set()
        hold.wait()

    thread = threading.Thread(target=other.write, args=(keep,))
    thread.start()
    held.wait()
    try:
        with raises_known(ErrorCode.BUSY):
            add(database, "x")
    finally:
        hold.set()
        thread.join()
        other.close()


def test_a_copy_is_one_snapshot_under_the_same_key(database, tmp_path):
    database.write(lambda w: w.run_many("INSERT INTO note (text) VALUES (?)", ((f"n{i}" * 9,) for i in range(5000))))
    pages = []

    def write_meanwhile(done, total):
        if not pages:
            add(database, "later")
        pages.append((done, total))

    counts = database.copy_to(tmp_path / "copy.db", write_meanwhile)
    copy = Database.open(tmp_path / "copy.db", KEY)
    assert copy.read(count_rows) == counts
    assert counts["note"] == len(notes(database)) - 1
    assert len(pages) == 1 or pages == sorted(pages)
    assert copy.version == database.version
    copy.close()


def test_files_are_for_their_owner_alone(database):
    add(database, "x")
    modes = {path.name: path.stat().st_mode & 0o777 for path in database.path.parent.iterdir()}
    assert set(modes) >= {"vault.db", "vault.db-wal", "vault.db-shm"}
    assert set(modes.values()) == {0o600}


def test_a_full_database_rolls_back_and_raises_disk_full(database):
    add(database, "kept")

    def fill(writer):
        writer.one("PRAGMA max_page_count = 20")
        for _ in range(200):
            writer.run("INSERT INTO note (text) VALUES (?)", ("x" * 4000,))

    with raises_known(ErrorCode.DISK_FULL):
        database.write(fill)
    assert notes(database) == ["kept"]


def test_every_connection_keeps_its_promises(database):
    promised = {"foreign_keys": 1, "temp_store": 2, "secure_delete": 1, "trusted_schema": 0, "synchronous": 2}
    for do in (database.read, database.write):
        assert do(lambda on: {name: on.value(f"PRAGMA {name}") for name in promised}) == promised
    assert database.read(lambda reader: reader.value("PRAGMA journal_mode")) == "wal"


def test_erasing_leaves_nothing_of_what_was_deleted_in_any_page(database):
    database.write(lambda w: w.run_many("INSERT INTO note (text) VALUES (?)", (("kept" * 9,) for _ in range(50))))
    database.write(lambda w: w.run_many("INSERT INTO note (text) VALUES (?)", (("victim" * 9,) for _ in range(3000))))
    database.write(lambda w: w.run("DELETE FROM note WHERE id > 50"))
    wal = Path(f"{database.path}-wal")
    assert b"victim" in plain_pages(database.path, KEY) + plain_wal(wal, KEY)
    database.erase_residue()
    assert wal.stat().st_size == 0
    pages = plain_pages(database.path, KEY)
    assert b"kept" in pages
    assert b"victim" not in pages


def test_erasing_that_a_reader_prevents_raises(database):
    be_impatient(database)
    add(database, "victim")

    def read(reader):
        reader.value("SELECT count(*) FROM note")
        add(database, "newer")
        with raises_known(ErrorCode.BUSY):
            database.erase_residue()

    database.read(read)
    database.erase_residue()
