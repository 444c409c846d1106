"""Copies of an issued document where the user asks for them: its files, and the pages that are printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.documents.render.words import day_text, words_of
from microdesk_desktop.operations.documents.chain.load import require_issued
from microdesk_desktop.operations.documents.issued_pages import issued_pages
from microdesk_desktop.operations.documents.seal.files import file_of, ubl_of
from microdesk_desktop.operations.documents.seal.reprint import CopyFor, copy_of
from microdesk_desktop.operations.session import Session


class FileKind(StrEnum):
    """The files that an issued document has."""

    PDF = "pdf"
    DUPLICATE = "duplicate"
    """The PDF marked « Duplicata », for a client who lost theirs."""
    CII = "cii"
    UBL = "ubl"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCopy:
    """The pages of a document for a printer, each as SVG; `pdf` is the same copy for a printer that writes a file.

    `mark` is the text to print on each page, empty for the first copy.
    """

    pages: Sequence[bytes]
    pdf: bytes
    mark: str


def save_file(session: Session, number: str, kind: FileKind, path: Path) -> None:
    """Write a file of an issued document in clear where the user chose, in place of a former one.

    A PDF is counted in the chain of seals. Raises UNKNOWN_TARGET (`reference`) without such a document or file,
    DOCUMENTS_CHANGED, DISK_FULL, READ_ONLY.
    """
    write_atomic(path, _content(session, number, kind))


def paper_copy(session: Session, number: str) -> PaperCopy:
    """A copy to print, counted in the chain of seals before it is. Raises as `save_file` does."""
    copy = copy_of(session, number, CopyFor.PAPER)
    language = session.read(lambda reader: require_issued(reader, number)).document.language
    today = session.clock.today()
    mark = words_of(language)["duplicate"].format(copy=copy.copy, on=day_text(today, language))
    return PaperCopy(pages=issued_pages(session, number), pdf=copy.content, mark=mark if copy.is_marked else "")


def _content(session: Session, number: str, kind: FileKind) -> bytes:
    match kind:
        case FileKind.PDF:
            return copy_of(session, number).content
        case FileKind.DUPLICATE:
            return copy_of(session, number, CopyFor.DUPLICATE).content
        case FileKind.CII:
            return file_of(session, number, "xml")
        case FileKind.UBL:
            return ubl_of(session, number)
