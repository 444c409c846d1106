"""Each copy of an issued document's PDF that leaves the program: counted in the chain, marked where it must be.

    PDF as it was sealed ─┬─▶ a file ────────────▶ the same bytes          ─┐
                          ├─▶ paper, first time ─▶ the same bytes           ├─▶ seal « reprint »: which copy, its digest
                          └─▶ paper again, or ───▶ marked « Duplicata n° » ─┘
                              a duplicate asked for

A file is no second document: it is the original to the bit, as its digest in the chain proves, and a mark on it would
make two different documents of one number, of which only one could be verified. So it is counted and not marked. A
sheet of paper looks like any other, and a client who lost an invoice is sent a duplicate that is named as
such (CGI art. 286 I 3° bis, art. 289; BOI-TVA-DECLA-30-10-30, BOI-TVA-DECLA-30-20-20-10).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.render.duplicate import marked_as_duplicate
from microdesk_desktop.documents.render.words import day_text, words_of
from microdesk_desktop.documents.seal.chain import canonical, file_digest, seal_after
from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.chain import (
    append_seal,
    count_copies,
    find_issued,
    last_seal,
    load_file,
    load_seal_of,
)


class CopyFor(StrEnum):
    """What a copy is for."""

    FILE = "file"
    PAPER = "paper"
    DUPLICATE = "duplicate"
    """A client lost theirs, and asked for another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A PDF that may leave the program: its bytes, which copy of its document it is (from 1), whether it is marked."""

    content: bytes
    copy: int
    is_marked: bool


def copy_of(session: Session, number: str, purpose: CopyFor = CopyFor.FILE) -> Copy:
    """The PDF of an issued document as it may leave the program, counted in the chain before it does.

    Raises UNKNOWN_TARGET for a document that was not issued here, DOCUMENTS_CHANGED (`subjects`) when its PDF is not
    the sealed one.
    """
    made = None
    while made is None:
        made = _try(session, number, purpose)
    return made


def _try(session: Session, number: str, purpose: CopyFor) -> Copy | None:
    """Make the next copy and count it; None when another one was counted meanwhile."""
    original, language, copy = session.read(lambda reader: _state(reader, number))
    made = _made(original, copy, purpose, language, session.clock.today())
    at = session.clock.now().isoformat()
    return made if session.write(lambda writer: _count(writer, number, made, purpose, at)) else None


def _state(reader: Reader, number: str) -> tuple[bytes, str, int]:
    """The sealed PDF of a document, its language, and which copy comes next."""
    document_id = find_issued(reader, number)
    seal = None if document_id is None else load_seal_of(reader, document_id)
    if document_id is None or seal is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    original = load_file(reader, document_id, "pdf")
    if original is None or file_digest(original) != seal.files["pdf"]:
        raise KnownError(ErrorCode.DOCUMENTS_CHANGED, subjects=number)
    return original, read_content(seal.content).document.language, count_copies(reader, number) + 1


def _made(original: bytes, copy: int, purpose: CopyFor, language: str, today: date) -> Copy:
    is_marked = purpose is CopyFor.DUPLICATE or (purpose is CopyFor.PAPER and copy > 1)
    if not is_marked:
        return Copy(content=original, copy=copy, is_marked=False)
    mark = words_of(language)["duplicate"].format(copy=copy, on=day_text(today, language))
    return Copy(content=marked_as_duplicate(original, mark), copy=copy, is_marked=True)


def _count(writer: Writer, number: str, made: Copy, purpose: CopyFor, at: str) -> bool:
    """Append the seal of a copy; False when another copy was counted meanwhile."""
    if count_copies(writer, number) + 1 != made.copy:
        return False
    digest = file_digest(made.content)
    content = {"copy": made.copy, "for": purpose.value, "marked": made.is_marked, "pdf": digest}
    append_seal(
        writer,
        seal_after(
            last_seal(writer), at=at, kind=SealKind.REPRINT, subject=number, content=canonical(content), files={}
        ),
    )
    return True
