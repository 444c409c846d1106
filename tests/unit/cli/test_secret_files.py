"""The file of a passphrase: what a user can type can be given, and what cannot be read is refused in a sentence."""

from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.cli.context import LONGEST_SECRET_BYTES, first_line

TYPED = "quatre\u2028girafes\u0085dans\x0bla\x0c\x1c\x1d\x1ebaignoire 🦒"


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\nune autre ligne\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_secret_ends_at_its_line_and_nowhere_before(tmp_path, end, mark):
    path = tmp_path / "secret"
    path.write_bytes(f"{mark}{TYPED}{end}".encode())
    assert first_line(path) == TYPED


@pytest.mark.parametrize(
    "content",
    [b"caf\xe9\n", "girafes".encode("utf-16"), "girafes".encode("utf-16-le"), b"a\0b\n", b"x" * LONGEST_SECRET_BYTES],
    ids=["latin-1", "utf-16", "utf-16 without mark", "zero", "endless"],
)
def test_a_secret_that_cannot_be_typed_is_refused(tmp_path, content):
    path = tmp_path / "secret"
    path.write_bytes(content)
    with pytest.raises(KnownError) as raised:
        first_line(path)
    assert (raised.value.code, raised.value.params) == (ErrorCode.SECRET_UNREADABLE, {"path": str(path)})


@pytest.mark.parametrize("path", ["/dev/zero", "/", "\ud83d", "a\0b", "n" * 4_000])
def test_a_path_that_is_no_file_is_refused(path):
    with pytest.raises(KnownError) as raised:
        first_line(Path(path))
    assert raised.value.code is ErrorCode.SECRET_UNREADABLE


def test_an_empty_file_gives_an_empty_secret(tmp_path):
    (tmp_path / "secret").touch()
    assert first_line(tmp_path / "secret") == ""
