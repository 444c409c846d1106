"""Keys of folders, letters and parts: printable ASCII texts that name them at the server.

A folder is its name as the server wrote it (modified UTF-7), other bytes percent-encoded. A letter is
`<UIDVALIDITY>.<UID>.<folder>`: UIDs begin again when UIDVALIDITY changes, so a key of before is gone.
"""

import string
from typing import NamedTuple
from urllib.parse import quote_from_bytes, unquote_to_bytes

from microdesk_desktop.base.errors import ErrorCode, KnownError

_PLAIN = "".join(each for each in string.punctuation + " " if each != "%")


class LetterKey(NamedTuple):
    """Where a letter is: the folder's name on the wire, its UIDVALIDITY, the UID."""

    folder: bytes
    validity: int
    uid: int

    def text(self) -> str:
        return f"{self.validity}.{self.uid}.{folder_key(self.folder)}"


def folder_key(name: bytes) -> str:
    """The key of a folder with this name on the wire."""
    return quote_from_bytes(name, safe=_PLAIN)


def folder_name(key: str) -> bytes:
    """The name on the wire of a folder's key. Raises MAIL_GONE for a text that is no key."""
    name = unquote_to_bytes(key)
    if not name or folder_key(name) != key:
        raise KnownError(ErrorCode.MAIL_GONE)
    return name


def letter_key(key: str) -> LetterKey:
    """The parts of a letter's key. Raises MAIL_GONE for a text that is no key."""
    validity, _, rest = key.partition(".")
    uid, _, folder = rest.partition(".")
    if not (validity.isdecimal() and uid.isdecimal() and key.isascii()):
        raise KnownError(ErrorCode.MAIL_GONE)
    return LetterKey(folder_name(folder), int(validity), int(uid))
