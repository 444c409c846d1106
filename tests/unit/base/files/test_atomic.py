"""Whatever the system answers about a path is a known error."""

import errno
import os

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors


@pytest.mark.parametrize("number", sorted(errno.errorcode), ids=errno.errorcode.get)
def test_every_error_of_the_system_is_known_and_names_its_path(number):
    with pytest.raises(KnownError) as raised, translate_os_errors():
        raise OSError(number, os.strerror(number), "statement.ofx")
    assert raised.value.params == {"path": "statement.ofx"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a\0b", ErrorCode.PATH_UNUSABLE),
        ("\ud83d", ErrorCode.PATH_UNUSABLE),
        ("n" * 4_000, ErrorCode.PATH_UNUSABLE),
        ("file/below", ErrorCode.PATH_UNUSABLE),
        ("loop", ErrorCode.PATH_UNUSABLE),
        ("folder", ErrorCode.PATH_UNUSABLE),
        ("nothing", ErrorCode.FILE_NOT_FOUND),
    ],
)
def test_a_path_that_cannot_be_read_is_known(tmp_path, name, code):
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(KnownError) as raised, translate_os_errors():
        (tmp_path / name).read_bytes()
    assert raised.value.code is code


def test_a_programming_error_stays_one():
    with pytest.raises(ValueError, match="date_unreadable"), translate_os_errors():
        raise ValueError("date_unreadable")
