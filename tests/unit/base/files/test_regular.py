"""Large files that the user gives: regular ones only, within a size."""

import os
import socket
from pathlib import Path

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.encodings import read_foreign
from microdesk_desktop.base.files.regular import read_regular
from microdesk_desktop.base.jobs import Job

LIMIT = 20_000_000


def refusal(path: Path, most: int = LIMIT) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        read_regular(path, most)
    return raised.value.code


def test_a_file_of_the_limit_is_read_and_a_longer_one_is_not(tmp_path):
    path = tmp_path / "releve.csv"
    path.write_bytes(b"x" * 5_000_000)
    assert read_regular(path, 5_000_000) == b"x" * 5_000_000
    assert refusal(path, 4_999_999) is ErrorCode.FILE_TOO_LARGE


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/urandom", "/dev/null", "/dev/full", "/dev/tty", "folder", "pipe",
                                  "socket", "link to the pipe", "loop", "n" * 4_000, "a\0b", "file/below"])  # fmt: skip
def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)  # the name of a socket is limited to about a hundred characters
    Path("folder").mkdir()
    Path("file").touch()
    Path("loop").symlink_to("loop")
    os.mkfifo("pipe")
    Path("link to the pipe").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert refusal(Path(name)) is ErrorCode.PATH_UNUSABLE


@pytest.mark.parametrize("read", [read_statement, read_foreign])
def test_no_reader_of_a_user_s_file_waits_for_a_pipe(tmp_path, read):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(KnownError) as raised:
        read(tmp_path / "pipe")
    assert raised.value.code is ErrorCode.PATH_UNUSABLE


def test_a_file_of_the_system_is_read_although_its_size_is_unknown():
    assert b"Name:" in read_regular(Path("/proc/self/status"), LIMIT)
    assert refusal(Path("/proc/self/mem")) is ErrorCode.FILE_UNREADABLE


def test_a_file_that_grows_while_it_is_read_is_read_up_to_the_limit(tmp_path):
    path = tmp_path / "releve.csv"
    path.write_bytes(b"x" * 10_000_000)

    class Growing(Job):
        def checkpoint(self) -> None:
            with path.open("ab") as file:
                file.write(b"y" * 6_000_000)

    with pytest.raises(KnownError) as raised:
        read_regular(path, LIMIT, Growing())
    assert raised.value.code is ErrorCode.FILE_TOO_LARGE


def test_reading_stops_when_the_user_cancels(tmp_path):
    path = tmp_path / "releve.csv"
    path.write_bytes(b"x" * 100)
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        read_regular(path, LIMIT, job)


def test_a_refused_file_is_not_left_open(tmp_path):
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        assert refusal(tmp_path) is ErrorCode.PATH_UNUSABLE
    assert len(list(Path("/proc/self/fd").iterdir())) == before
