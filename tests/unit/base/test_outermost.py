"""The net of the outermost handlers: the world's faults are known errors, our own stay bugs."""

import errno
import json

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.outermost import without_blame
from microdesk_desktop.base.paths import resource


def raised_by(act):
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whatever it raises is what the test is about
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOTDIR, "", "/a/file/below"), ErrorCode.PATH_UNUSABLE),
        (OSError(errno.ENOSPC, ""), ErrorCode.DISK_FULL),
        (MemoryError(), ErrorCode.OUT_OF_MEMORY),
        (ConnectionResetError(errno.ECONNRESET, ""), ErrorCode.OFFLINE),
        (raised_by(lambda: json.loads("[" * 100_000)), ErrorCode.FILE_UNREADABLE),
    ],
)
def test_what_the_system_or_a_library_refused_is_known(error, code):
    known = without_blame(error)
    assert isinstance(known, KnownError)
    assert known.code is code


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        KeyError("x"),
        OSError("a library's own"),
        raised_by(lambda: resource("tables", "missing.toml").read_text()),
    ],
)
def test_a_bug_stays_a_bug(error):
    assert without_blame(error) is error
