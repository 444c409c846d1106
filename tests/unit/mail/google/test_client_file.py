"""The client file of Google's console."""

import json

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.mail.google.consent import read_client


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"\xff not json", "unreadable"),
        (b"[]", "unreadable"),
        (b"{}", "unreadable"),
        (json.dumps({"web": {"client_id": "1.apps.googleusercontent.com"}}).encode(), "web"),
        (json.dumps({"installed": {"client_id": "1.apps.googleusercontent.com"}}).encode(), "incomplete"),
        (json.dumps({"installed": {"client_id": "1.evil.example", "client_secret": "s"}}).encode(), "incomplete"),
        (
            json.dumps({"installed": {"client_id": "1\n.apps.googleusercontent.com", "client_secret": "s"}}).encode(),
            "incomplete",
        ),
    ],
)
def test_file_that_is_no_client_is_refused(content: bytes, part: str) -> None:
    with pytest.raises(KnownError) as raised:
        read_client(content)
    assert (raised.value.code, raised.value.params) == (ErrorCode.MAIL_CLIENT_FILE, {"part": part})
