"""Commits that were confirmed and are missing at the next opening are noticed; an unfinished transaction is no loss."""

import random
import shutil
import time
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.store import database as module
from microdesk_desktop.store.database import Database
from tests.attack.killed_vault import KEY, add, killed_vault, make, notes
from tests.support.disks import raises_known

COMMITS = 50
HEADER_BYTES, FRAME_HEADER_BYTES, FRAME_BYTES = 32, 24, 24 + 4096


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """The folder of a vault that was killed with 50 commits in its WAL."""
    return killed_vault(tmp_path_factory.mktemp("killed"), commits=COMMITS).parent


@pytest.fixture
def vault(killed, tmp_path):
    """A copy of it."""
    return Path(shutil.copytree(killed, tmp_path / "vault")) / "vault.db"


@pytest.fixture
def wal(vault):
    return vault.with_name("vault.db-wal")


@pytest.fixture
def mark(vault):
    return vault.with_name("vault.db-commits")


def opened(path):
    """The notes that are left, and the losses that are reported."""
    database = Database.open(path, KEY)
    try:
        return notes(database), database.lost_commits
    finally:
        database.close()


def is_whole(database):
    """Whether the pages pass; the table of notes is not in the schema."""
    checks = database.check()
    return checks["pages"] and checks["integrity"]


def flip(path, offset, bit=0):
    data = bytearray(path.read_bytes())
    data[offset] ^= 1 << bit
    path.write_bytes(data)


def emptied_within(path, seconds=30):
    """Whether a file becomes empty."""
    end = time.monotonic() + seconds
    while path.stat().st_size and time.monotonic() < end:
        time.sleep(0.001)
    return path.stat().st_size == 0


def test_after_a_kill_alone_nothing_is_lost_and_nothing_is_reported(vault):
    assert opened(vault) == (COMMITS, 0)


def offsets(size):
    """Every byte of the header of the WAL, the headers of some frames, and bytes anywhere."""
    chance = random.Random(6)
    frames = [HEADER_BYTES + FRAME_BYTES * chance.randrange(size // FRAME_BYTES) for _ in range(3)]
    inside = [frame + byte for frame in frames for byte in range(FRAME_HEADER_BYTES)]
    return [*range(HEADER_BYTES), *inside, *(chance.randrange(size) for _ in range(40))]


def test_one_bit_of_the_wal_costs_nothing_or_is_reported_wherever_it_lies(killed, tmp_path):
    size, chance, silent = (killed / "vault.db-wal").stat().st_size, random.Random(7), []
    for offset in offsets(size):
        path = Path(shutil.copytree(killed, tmp_path / f"{offset}", dirs_exist_ok=True)) / "vault.db"
        flip(path.with_name("vault.db-wal"), offset, chance.randrange(8))
        left, lost = opened(path)
        if left + lost != COMMITS:
            silent.append((offset, left, lost))
        shutil.rmtree(path.parent)
    assert silent == []


@pytest.mark.parametrize("damage", ["emptied", "removed", "cut", "older"])
def test_a_wal_that_is_not_the_last_one_is_a_loss(vault, wal, damage):
    data = wal.read_bytes()
    half = HEADER_BYTES + FRAME_BYTES * (len(data) // FRAME_BYTES // 2)
    contents = {"emptied": b"", "cut": data[: half + 100], "older": data[:half]}
    wal.unlink()
    if damage != "removed":
        wal.write_bytes(contents[damage])
    left, lost = opened(vault)
    assert left < COMMITS
    assert left + lost == COMMITS


def test_an_older_copy_of_the_vault_is_a_loss(tmp_path):
    database = make(tmp_path / "vault.db")
    add(database, 1)
    database.close()
    older = database.path.read_bytes()
    database = Database.open(database.path, KEY)
    add(database, 2)
    database.close()
    database.path.write_bytes(older)
    assert opened(database.path) == (1, 1)


def test_a_loss_is_reported_until_it_is_forgotten_and_what_comes_later_is_not_part_of_it(vault, wal):
    wal.unlink()
    database = Database.open(vault, KEY)
    assert database.lost_commits == COMMITS
    add(database, 1)
    database.close()
    database = Database.open(vault, KEY)
    assert database.lost_commits == COMMITS
    database.forget_losses()
    database.close()
    assert opened(vault) == (1, 0)


def test_without_the_file_beside_it_the_commits_after_a_damage_are_found_in_the_wal(vault, wal, mark):
    mark.unlink()
    flip(wal, HEADER_BYTES + FRAME_BYTES * 30 + 1_000)
    left, lost = opened(vault)
    # The first commit that SQLite refuses may be one that never ended: only those after it are certain.
    assert (left < COMMITS, left + lost) == (True, COMMITS - 1)


@pytest.mark.parametrize("content", [b"", b"x" * 82, None], ids=["empty", "noise", "flipped"])
def test_a_damaged_file_beside_the_vault_is_made_anew(vault, mark, content):
    if content is None:
        flip(mark, 50)
    else:
        mark.write_bytes(content)
    assert opened(vault) == (COMMITS, 0)
    vault.with_name("vault.db-wal").unlink(missing_ok=True)
    assert opened(vault) == (COMMITS, 0)


@pytest.mark.parametrize("has_mark", [True, False])
def test_a_transaction_that_a_kill_cut_short_is_no_loss(tmp_path, has_mark):
    vault = killed_vault(tmp_path, commits=5, is_writing=True)
    wal = vault.with_name("vault.db-wal")
    assert wal.stat().st_size > FRAME_BYTES * 100, "the half-written transaction is in the WAL"
    if not has_mark:
        vault.with_name("vault.db-commits").unlink()
    assert opened(vault) == (5, 0)


def test_a_transaction_that_changes_nothing_is_not_counted(tmp_path):
    database = make(tmp_path / "vault.db")
    before = database.path.with_name("vault.db-commits").read_bytes()
    database.write(lambda writer: writer.run("DELETE FROM note WHERE text = 'none'"))
    database.close()
    assert database.path.with_name("vault.db-commits").read_bytes() == before


def test_the_count_of_another_vault_is_none_of_its_business(vault, mark, tmp_path):
    other = make(tmp_path / "vault.db")
    other.close()
    shutil.copy(mark, tmp_path / "vault.db-commits")
    assert opened(other.path) == (0, 0)


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_is_no_file_is_refused_and_not_followed(vault, mark, tmp_path, kind):
    target = tmp_path / "target"
    target.write_bytes(b"mine")
    mark.unlink()
    mark.symlink_to(target) if kind == "link" else mark.mkdir()
    with raises_known(ErrorCode.PATH_UNUSABLE):
        Database.open(vault, KEY)
    assert target.read_bytes() == b"mine"


def test_a_write_leaves_the_wal_by_itself_after_a_pause(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PAUSE_S", 0.001)
    database = make(tmp_path / "vault.db")
    add(database, 1)
    assert emptied_within(tmp_path / "vault.db-wal")
    database.close()


def test_a_checkpoint_never_waits_for_a_reader_and_is_made_once_it_has_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PAUSE_S", 0.001)
    database = make(tmp_path / "vault.db")

    def read(reader):
        reader.value("SELECT count(*) FROM note")
        add(database, 1)
        return database.checkpoint()

    assert database.read(read) is False
    assert emptied_within(tmp_path / "vault.db-wal")
    database.close()


def test_a_checkpoint_of_a_closed_vault_does_nothing(tmp_path):
    database = make(tmp_path / "vault.db")
    database.close()
    assert database.checkpoint() is False
    with pytest.raises(KnownError):
        database.forget_losses()


def test_a_vault_whose_count_is_damaged_still_opens_and_its_losses_are_unknown(tmp_path):
    database = make(tmp_path / "vault.db")
    root = database.read(lambda reader: reader.value("SELECT rootpage FROM sqlite_master WHERE name = 'commit_count'"))
    database.close()
    flip(database.path, (root - 1) * 4096 + 100)
    database = Database.open(database.path, KEY)
    add(database, 1)
    assert (notes(database), database.lost_commits, database.check()["pages"]) == (1, None, False)
    database.close()


def test_the_verification_reads_what_is_in_the_wal_alone_and_what_is_in_the_cache(tmp_path):
    database = make(tmp_path / "vault.db")
    wal = tmp_path / "vault.db-wal"

    def read(reader):
        reader.value("SELECT count(*) FROM note")  # this snapshot keeps the next commits in the WAL
        for number in range(30):
            add(database, number)
        before = is_whole(database)
        last = (wal.stat().st_size - HEADER_BYTES) // FRAME_BYTES - 1
        for frame in range(last + 1):
            flip(wal, HEADER_BYTES + frame * FRAME_BYTES + FRAME_HEADER_BYTES + 500)
        return before, is_whole(database)

    assert database.read(read) == (True, False)
    database.close()


def test_a_page_that_is_damaged_while_the_vault_is_open_is_found(tmp_path):
    database = make(tmp_path / "vault.db")
    assert is_whole(database)
    flip(database.path, database.path.stat().st_size - 2_000)
    assert not is_whole(database)
    database.close()
