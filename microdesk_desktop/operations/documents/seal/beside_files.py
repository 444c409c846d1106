"""The notes and attached files of an issued document, as files of an export."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.files.names import clean_name
from microdesk_desktop.documents.seal.chain import file_digest
from microdesk_desktop.domain.documents.beside import Holder, Note
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.beside import load_attachment, load_attachments, load_notes

NOTES = "notes.txt"


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
