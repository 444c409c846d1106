"""What the stand-alone verifier needs beside the originals: the chain of seals, the books, and where the chain ends."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress

from microdesk_desktop.documents.seal.chain import NO_DIGEST
from microdesk_desktop.domain.privacy.archives import DOCUMENTS
from microdesk_desktop.operations.documents.seal.export import book_lines, last_lines, load_verifier
from microdesk_desktop.operations.privacy.archive.sinks import Sink, Writes
from microdesk_desktop.store.books.entries import closed_until
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.whole_tables import Row, Table

SEALS = "seal"
CHAIN = f"{DOCUMENTS}/chain.jsonl"
_BOOKS = f"{DOCUMENTS}/books.jsonl"


class ChainFile:
    """Writes each seal as a line of the chain, as the verifier reads it."""

    def __init__(self, table: Table, file: Writes) -> None:
        self._names = [column.name for column in table.columns]
        self._file = file
        self._encode = json.JSONEncoder(ensure_ascii=False).encode

    def add(self, rows: Sequence[Row]) -> None:
        """Append these seals."""
        seals = (dict(zip(self._names, row, strict=True)) for row in rows)
        self._file.write("".join(f"{self._encode({**seal, 'files': _files(seal)})}\n" for seal in seals).encode())

    def end(self) -> None:
        """Nothing stands after the last one."""


def write_verifier(sink: Sink, reader: Reader, end: tuple[int, str] | None) -> None:
    """Write the books, the verifier and the last line; `end` is the place and the digest of the last seal."""
    with suppress(ValueError):  # days that are none: the verifier reports these books as cut
        if closed_until(reader) is not None:
            with sink.file(_BOOKS) as books:
                for line in book_lines(reader):
                    books.write(line.encode())
    verifier = load_verifier()
    sink.whole(f"{DOCUMENTS}/verify.py", verifier)
    sink.whole(f"{DOCUMENTS}/last.txt", last_lines(*(end or (0, NO_DIGEST)), verifier, {}))


def _files(seal: Mapping[str, object]) -> object:
    """The digests of its files; a text that states none stays what it is, which the verifier names."""
    try:
        return json.loads(str(seal["files"]))
    except (ValueError, RecursionError):
        return seal["files"]
