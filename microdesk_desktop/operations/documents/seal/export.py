"""Export every issued document with its files, the books, the chain of seals, and a verifier that needs only Python.

chain.jsonl   the seals         files/    the sealed originals, each known to its seal
books.jsonl   validated lines   beside/   notes and attached files, which are no part of what was sealed
verify.py     the verifier
last.txt      where the chain ends, then the digest of the verifier and of each file of `beside/`
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import sync_folder, translate_os_errors, write_atomic
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.paths import resource
from microdesk_desktop.documents.seal.chain import NO_DIGEST, file_digest
from microdesk_desktop.domain.books.entries import Person
from microdesk_desktop.domain.documents.seals import Seal, SealKind
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.operations.copies import note_copy
from microdesk_desktop.operations.documents.seal.beside_files import write_beside
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.books.entries import closed_until, iterate_entries
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import count_seals, find_issued, iterate_seals, load_file
from microdesk_desktop.vault.places import require_outside

_PLAIN_NAME = re.compile(r"[A-Z0-9+_-]{1,99}", re.ASCII)
_OTHER_CHARACTER = re.compile(r"[^A-Za-z0-9+_-]", re.ASCII)
_DEVICE = re.compile(r"CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9]", re.ASCII)
_BEFORE_FACTS = ("number", "book", "on", "paid_on", "sign", "is_correction")


def export_documents(session: Session, folder: Path, job: Job) -> int:
    """Write the export into a new folder; returns how many documents it has.

    Written beside it and renamed once whole, so that a cancelled or killed export leaves no folder that looks
    complete. Raises INSIDE_PROFILE, FILE_EXISTS when the folder holds anything, DISK_FULL, READ_ONLY.
    """
    require_outside(session.profile, folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KnownError(ErrorCode.FILE_EXISTS, path=folder)
    with translate_os_errors():
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with translate_os_errors():
            written = session.read(lambda reader: _write(reader, work, job))
            work.replace(folder)
            sync_folder(folder.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    note_copy(session, folder, CopyKind.DOCUMENTS)
    return written


def _write(reader: Reader, work: Path, job: Job) -> int:
    (work / "files").mkdir()
    total, last, written = count_seals(reader), (0, NO_DIGEST), 0
    listed: dict[str, str] = {}
    with (work / "chain.jsonl").open("w", encoding="utf-8") as chain:
        for seal in iterate_seals(reader):
            job.checkpoint()
            job.progress(seal.sequence, total, "export")
            chain.write(json.dumps(asdict(seal), ensure_ascii=False) + "\n")
            last = seal.sequence, seal.digest
            if seal.kind is SealKind.DOCUMENT:
                listed |= _write_files(reader, seal, work)
                written += 1
    if closed_until(reader) is not None:
        with (work / "books.jsonl").open("w", encoding="utf-8") as books:
            books.writelines(book_lines(reader))
    verifier = load_verifier()
    write_atomic(work / "verify.py", verifier)
    write_atomic(work / "last.txt", last_lines(*last, verifier, listed))
    return written


def load_verifier() -> bytes:
    """The script that verifies an export without this program."""
    return resource("templates", "documents", "verify.py").read_bytes()


def last_lines(sequence: int, digest: str, verifier: bytes, beside: Mapping[str, str]) -> bytes:
    """Where the chain ends, then the digest of the verifier and of each file beside the documents."""
    digests = {"verify.py": file_digest(verifier), **beside}
    lines = [f"{sequence} {digest}", *(f"{name} {found}" for name, found in digests.items())]
    return "".join(f"{line}\n" for line in lines).encode()


def book_lines(reader: Reader) -> Iterator[str]:
    """The validated lines of the legal books with whom each names, as lines of JSON."""
    for entry, person in iterate_entries(reader):
        row = entry._asdict()
        facts = row.pop("facts")._asdict()
        ordered = {name: row.pop(name) for name in _BEFORE_FACTS} | facts | row
        named = person._asdict() if person else dict.fromkeys(Person._fields)
        yield json.dumps(ordered | named, ensure_ascii=False) + "\n"


def file_name(number: str) -> str:
    """The number of a document as a name of a file on every disk, also where case does not count.

    A slash, which no name may have, is written _2F. A number of anything but capitals, digits and a few signs, and one
    that names a device of Windows, ends in digits of its SHA-256. The verifier has the same rule.
    """
    name = number.replace("_", "_5F").replace("/", "_2F")
    if _PLAIN_NAME.fullmatch(name) and not _DEVICE.fullmatch(name):
        return name
    return f"{_OTHER_CHARACTER.sub('-', name)[:60]}_x{hashlib.sha256(number.encode()).hexdigest()[:16]}"


def _write_files(reader: Reader, seal: Seal, work: Path) -> dict[str, str]:
    """The originals of a document, and what stands beside it; returns the digests of the latter by their names."""
    document_id, named = find_issued(reader, seal.subject), file_name(seal.subject)
    if document_id is None:
        return {}
    for name in seal.files:
        content = load_file(reader, document_id, name)
        if content is not None:
            write_atomic(work / "files" / f"{named}.{name}", content)
    return write_beside(reader, document_id, work, f"beside/{named}")
