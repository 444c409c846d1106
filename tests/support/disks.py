"""Files seen from outside: their digests, the errors they bring, disks that are full or read-only for real."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError


def digest(*paths: Path) -> str:
    """One digest of these files' content."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


@contextmanager
def raises_known(code: ErrorCode) -> Iterator[None]:
    """Expect a known error of exactly this code."""
    with pytest.raises(KnownError) as caught:
        yield
    assert caught.value.code is code
