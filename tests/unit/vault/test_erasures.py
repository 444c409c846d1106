"""The record of erasures that are under way: empty files whose names survive any kill."""

from itertools import combinations

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.erasures import EVERYTHING, Part, begin, note_left, pending
from microdesk_desktop.vault.places import private_paths
from tests.support.disks import raises_known

SUBSETS = [frozenset(chosen) for count in range(1, len(Part) + 1) for chosen in combinations(Part, count)]


def test_what_has_begun_is_wholly_left_until_it_is_noted_otherwise(tmp_path):
    assert pending(tmp_path) == {}
    begin(tmp_path, "bank")
    assert pending(tmp_path) == {"bank": EVERYTHING}


@pytest.mark.parametrize("parts", SUBSETS, ids=lambda parts: "+".join(sorted(parts)))
def test_what_is_left_is_read_back_and_begins_anew_with_everything(tmp_path, parts):
    begin(tmp_path, "bank")
    note_left(tmp_path, "bank", parts)
    assert pending(tmp_path) == {"bank": parts}
    begin(tmp_path, "bank")
    assert pending(tmp_path) == {"bank": EVERYTHING}
    note_left(tmp_path, "bank", frozenset())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["mail-work", "mail-00AA", "mail-", "mail-00.keyring", "", "../mail-00"])
def test_an_erasure_that_could_not_be_read_back_does_not_begin(tmp_path, module):
    with pytest.raises(ValueError, match="no erasure"):
        begin(tmp_path, module)
    assert list(tmp_path.iterdir()) == []


def test_one_module_does_not_end_another(tmp_path):
    for module in ("bank", "mail", "bankcard"):
        begin(tmp_path, module)
    note_left(tmp_path, "bank", {Part.KEYRING})
    note_left(tmp_path, "mail", ())
    assert pending(tmp_path) == {"bank": {Part.KEYRING}, "bankcard": EVERYTHING}


def test_after_a_kill_between_two_steps_of_the_record_more_is_left_never_less(tmp_path):
    begin(tmp_path, "bank")
    note_left(tmp_path, "bank", {Part.KEYRING})
    (tmp_path / ".microdesk-erasing-bank").touch()
    assert pending(tmp_path) == {"bank": EVERYTHING}
    note_left(tmp_path, "bank", {Part.BACKUPS})
    assert pending(tmp_path) == {"bank": {Part.BACKUPS}}
    assert len(list(tmp_path.iterdir())) == 1


def test_a_part_that_only_a_later_version_knows_leaves_everything(tmp_path):
    (tmp_path / ".microdesk-erasing-bank.keyring.hologram").touch()
    assert pending(tmp_path) == {"bank": EVERYTHING}


@pytest.mark.parametrize(
    "name", ["erasing-bank", ".microdesk-erasing-", ".microdesk-erasing-bank.md", "folder", "full"]
)
def test_a_file_of_the_users_never_starts_an_erasure(tmp_path, name):
    path = tmp_path / (name if name.endswith(("bank", "-", ".md")) else ".microdesk-erasing-bank")
    if name == "folder":
        path.mkdir()
    else:
        path.write_text("mine" if name in ("full", ".microdesk-erasing-bank.md") else "")
    assert pending(tmp_path) == {}


def test_a_file_of_the_users_under_our_name_is_not_touched(tmp_path):
    path = tmp_path / ".microdesk-erasing-bank"
    path.write_text("mine")
    with raises_known(ErrorCode.FILE_EXISTS):
        begin(tmp_path, "bank")
    assert path.read_text() == "mine"


def test_the_record_is_one_of_the_programs_own_files(tmp_path):
    begin(tmp_path, "bank")
    note_left(tmp_path, "bank", {Part.KEYRING, Part.CONSENT})
    (path,) = tmp_path.iterdir()
    assert private_paths(tmp_path) == [tmp_path, path]
    assert path.stat().st_mode & 0o777 == 0o600
