"""Small files: only regular files and pipes, within a bound, and JSON of any shape."""

import os
import threading
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files import bounded
from microdesk_desktop.base.files.bounded import parse_json, read_at_most


def test_a_file_is_read_up_to_the_bound(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    assert read_at_most(path, 4) == b"0123"
    assert read_at_most(path, 100) == b"0123456789"


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "folder", "loop", "n" * 4_000, "a\0b", "\ud83d"])
def test_what_is_no_file_is_not_read(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(KnownError) as raised:
        read_at_most(tmp_path / name, 100)
    assert raised.value.code is ErrorCode.PATH_UNUSABLE


def test_a_pipe_without_a_writer_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(bounded, "NO_WRITER_WAIT_S", 0.05)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(KnownError) as raised:
        read_at_most(tmp_path / "pipe", 100)
    assert raised.value.code is ErrorCode.PATH_UNUSABLE


@pytest.mark.parametrize("text", [b"secret\nmore", b"secret"])
def test_a_pipe_gives_what_its_writer_writes(tmp_path, text):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(text,))
    writer.start()
    assert read_at_most(tmp_path / "pipe", 100, until=b"\n").startswith(b"secret")
    writer.join()


def test_a_pipe_whose_writer_has_gone_gives_what_it_left():
    reader, writer = os.pipe()
    os.write(writer, b"secret")
    os.close(writer)
    try:
        assert read_at_most(Path(f"/dev/fd/{reader}"), 100) == b"secret"
    finally:
        os.close(reader)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "", "{", b"\xff\xfe", "[1,]"])
def test_json_that_cannot_be_read_is_one_kind_of_error(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_json(text)


def test_a_monstrous_number_does_not_lose_the_rest():
    assert parse_json('{"minutes": ' + "9" * 5_000 + ', "theme": "dark"}') == {"minutes": float("inf"), "theme": "dark"}
