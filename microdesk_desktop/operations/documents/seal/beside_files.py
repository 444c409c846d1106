"""The notes and attached files of an issued document, as files of an export."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.seal.chain import file_digest
from microdesk_desktop.domain.documents.beside import Holder, Note
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.beside import load_attachment, load_attachments, load_notes

NOTES = "notes.txt"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""Characters that some file system refuses in a name, or takes for the end of one."""
_LONGEST_BYTES = 120
"""Of a cleaned name: half of what ext4 and NTFS take, since the place and the folder come before it."""


def write_beside(reader: Reader, document_id: int, work: Path, folder: str) -> dict[str, str]:
    """Write what stands beside a document, one file in memory at a time; returns digests by names below `work`.

    No folder is made for a document that has nothing beside it.
    """
    digests = {}
    for name, content in _contents(reader, Holder(document_id=document_id)):
        path = work / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, content)
        digests[f"{folder}/{name}"] = file_digest(content)
    return digests


def clean_name(name: str) -> str:
    """A name that every file system takes, with its ending: « devis/signé: v2.pdf » is « devis_signé_ v2.pdf »."""
    plain = _FORBIDDEN.sub("_", one_line(unicodedata.normalize("NFC", name))).strip(" .")
    path = PurePosixPath(plain or "_")
    room = _LONGEST_BYTES - len(path.suffix.encode())
    if room <= 0:
        return _cut(path.name, _LONGEST_BYTES)
    return _cut(path.stem, room).rstrip(" .") + path.suffix


def _contents(reader: Reader, holder: Holder) -> Iterator[tuple[str, bytes]]:
    notes = [note for _, note in load_notes(reader, holder)]
    if notes:
        yield NOTES, _written(notes)
    for place, facts in enumerate(load_attachments(reader, holder), 1):
        found = load_attachment(reader, facts.id)
        if found is not None:
            # The place comes first: two files may have one name, and Windows keeps some names for itself.
            yield f"{place}-{clean_name(facts.name)}", found[1].content


def _written(notes: Sequence[Note]) -> bytes:
    """The notes, each below the moment when it was written, the oldest first."""
    return "\n\n".join(f"{note.written_at.isoformat()}\n{note.text}" for note in notes).encode() + b"\n"


def _cut(text: str, most: int) -> str:
    """The text cut to so many bytes of UTF-8, between two characters."""
    return text.encode()[:most].decode(errors="ignore")
