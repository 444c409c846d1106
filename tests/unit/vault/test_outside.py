"""The note of partial files outside the profile."""

import os
from pathlib import Path

from microdesk_desktop.vault.outside import FILE_NAME, OutsideFiles

KEY = bytes(32)


def test_paths_are_noted_until_they_are_forgotten(tmp_path):
    one, odd = Path("/stick/one"), Path(os.fsdecode(b"/stick/Client\xff\n"))
    OutsideFiles(tmp_path, KEY).note([one])
    OutsideFiles(tmp_path, KEY).note([odd])
    assert set(OutsideFiles(tmp_path, KEY).noted()) == {one, odd}
    OutsideFiles(tmp_path, KEY).forget([one])
    assert OutsideFiles(tmp_path, KEY).noted() == [odd]
    OutsideFiles(tmp_path, KEY).forget([odd])
    assert list(tmp_path.iterdir()) == []


def test_no_path_is_readable_in_the_note(tmp_path):
    OutsideFiles(tmp_path, KEY).note([Path("/stick/Client Nova")])
    data = (tmp_path / FILE_NAME).read_bytes()
    assert b"Nova" not in data
    assert b"Nova".hex().encode() not in data
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_note_that_is_damaged_or_of_another_key_is_empty_and_can_be_written_again(tmp_path):
    OutsideFiles(tmp_path, KEY).note([Path("/one")])
    assert OutsideFiles(tmp_path, bytes(31) + b"x").noted() == []
    (tmp_path / FILE_NAME).write_bytes(b"[" * 100_000)
    assert OutsideFiles(tmp_path, KEY).noted() == []
    OutsideFiles(tmp_path, KEY).note([Path("/two")])
    assert OutsideFiles(tmp_path, KEY).noted() == [Path("/two")]
