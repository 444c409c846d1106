"""The manifest of an export: what it was made by, what it holds, and the digest of each file and of the whole."""

import hashlib
from collections.abc import Mapping

import msgspec

from microdesk_desktop.domain.privacy.archives import DATA, FORMAT

MAX_BYTES = 1 << 26
_COPIES = "known_copy"


class FileEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A file: its size in bytes, and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What `manifest.json` holds.

    `content` is the digest of the whole content: two vaults that hold the same have the same one. `sequences` are the
    highest ids that were given.
    """

    format: int = FORMAT
    program: str = "MicroDesk Desktop"
    version: str
    schema: int
    created_at: str
    content: str
    counts: Mapping[str, int]
    sequences: Mapping[str, int]
    files: Mapping[str, FileEntry]


def json_path(table: str) -> str:
    """Where the rows of a table are, without loss."""
    return f"{DATA}/{table}.json"


def csv_path(table: str) -> str:
    """Where the rows of a table are, for a spreadsheet."""
    return f"{DATA}/{table}.csv"


def content_digest(digests: Mapping[str, str], sequences: Mapping[str, int]) -> str:
    """The digest of the whole content, of those of the tables' files of JSON and the highest ids.

    Those files hold the digests of the contents of files. The list of the copies is left out: each export is noted in
    it, and two of them, one after the other, still have the same digest.
    """
    found = hashlib.sha256()
    for values in (digests, sequences):
        for table, value in sorted(values.items()):
            if table != _COPIES:
                found.update(f"{table} {value}\n".encode())
    return found.hexdigest()


def encode_manifest(manifest: Manifest) -> bytes:
    """The file, a line for each entry."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def decode_manifest(data: bytes) -> Manifest:
    """Raises ValueError for anything else than a manifest."""
    try:
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError("no manifest of an export") from error
