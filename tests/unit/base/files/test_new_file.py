"""A file in a folder of the user's is there whole, under its name, or not at all."""

import os

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.files.new_file import new_file
from tests.support.disks import raises_known


@pytest.fixture(params=["nameless", "named"])
def is_nameless(request, monkeypatch):
    """Also as on a disk that knows no file without a name."""
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return request.param == "nameless"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def partial_of(folder):
    return lambda: folder / ".partial"


def test_the_name_is_given_at_the_end(tmp_path, is_nameless):
    with new_file(tmp_path / "whole", partial_of(tmp_path)) as file:
        file.write(b"content")
        assert names(tmp_path) == ([] if is_nameless else [".partial"])
    assert (tmp_path / "whole").read_bytes() == b"content"
    assert (tmp_path / "whole").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["whole"]


@pytest.mark.usefixtures("is_nameless")
def test_nothing_is_left_of_a_file_that_was_not_finished(tmp_path):
    def begin():
        with new_file(tmp_path / "whole", partial_of(tmp_path)) as file:
            file.write(b"content")
            raise KeyError

    with pytest.raises(KeyError):
        begin()
    assert names(tmp_path) == []


def test_a_file_that_the_system_refuses_to_name_is_there_all_the_same(tmp_path, monkeypatch):
    def refuse(*_, dst_dir_fd=None, **__):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    with new_file(tmp_path / "whole", partial_of(tmp_path)) as file:
        file.write(b"content")
    assert (tmp_path / "whole").read_bytes() == b"content"
    assert names(tmp_path) == ["whole"]


@pytest.mark.usefixtures("is_nameless")
def test_another_file_of_that_name_is_never_replaced(tmp_path):
    with raises_known(ErrorCode.FILE_EXISTS), new_file(tmp_path / "whole", partial_of(tmp_path)):
        (tmp_path / "whole").write_bytes(b"theirs")
    assert (tmp_path / "whole").read_bytes() == b"theirs"
    assert names(tmp_path) == ["whole"]
