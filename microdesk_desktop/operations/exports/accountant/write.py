"""Write a folder, for the accountant or with the copy of a person's data: all of it, or nothing.

    plan ─▶ hidden folder beside ─▶ books, originals, tables, texts ─▶ renamed once it is whole

Nothing of it is encrypted: it leaves the vault at the user's wish, and its owner alone can read it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import create_private_file, sync_folder, translate_os_errors
from microdesk_desktop.base.files.sheets.cells import Sheet
from microdesk_desktop.base.files.sheets.csv_sheet import write_csv
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.books.folder import BookFile, FolderPlan, Original, OriginalKind
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.operations.books.print_book import book_pdf
from microdesk_desktop.operations.copies import note_copy
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_file
from microdesk_desktop.store.privacy.person_rows import load_attachment_content
from microdesk_desktop.store.records.vouchers import load_voucher
from microdesk_desktop.vault.places import require_outside

STEP = "accountant"


def write_folder(session: Session, plan: FolderPlan, folder: Path, job: Job, step: str = STEP) -> int:
    """Write the folder; returns how many lines are without what justifies them.

    Raises INSIDE_PROFILE, FILE_EXISTS when the folder holds anything, PAGES_FAILED, DISK_FULL, READ_ONLY or another
    error of a file, and Cancelled: nothing of it is left then.
    """
    require_outside(session.profile, folder)
    _require_free(folder)
    with translate_os_errors():
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.parent))
    try:
        with translate_os_errors():
            _write(session, plan, work, job, step)
            job.checkpoint()
            _require_free(folder)
            work.replace(folder)
            sync_folder(folder.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    note_copy(session, folder, CopyKind.ACCOUNTANT)
    return plan.missing


def _require_free(folder: Path) -> None:
    """Raise FILE_EXISTS where the name is taken by anything but an empty folder."""
    with translate_os_errors():
        if os.path.lexists(folder) and (not folder.is_dir() or folder.is_symlink() or any(folder.iterdir())):
            raise KnownError(ErrorCode.FILE_EXISTS, path=str(folder))


def _write(session: Session, plan: FolderPlan, work: Path, job: Job, step: str) -> None:
    job.progress(0, plan.total, step)
    written: set[str] = set()
    for done, path in enumerate(_files(session, plan, work, written, job), 1):
        written.add(path)
        job.checkpoint()
        job.progress(done, plan.total, step)


def _files(session: Session, plan: FolderPlan, work: Path, written: set[str], job: Job) -> Iterator[str]:
    """Write one file after the other; yields the path of each."""
    for book in plan.books:
        _write_file(work, book.path, _pdf(session, book))
        yield book.path
    for original in plan.originals:
        content = session.read(partial(_load, original=original))
        if content is not None:
            _write_file(work, original.path, content)
            yield original.path
    for path, sheet in plan.sheets:
        _write_sheet(work, path, sheet, job)
        yield path
    for path, text in plan.texts:
        _write_file(work, path, text(frozenset(written)).encode())
        yield path


def _pdf(session: Session, book: BookFile) -> bytes:
    return book_pdf(session, book.book, book.span, book.lines, book.closed_until)


def _load(reader: Reader, original: Original) -> bytes | None:
    """The content of an original; None once it has left the vault."""
    if original.kind is OriginalKind.DOCUMENT:
        return load_file(reader, original.id, original.name)
    if original.kind is OriginalKind.ATTACHMENT:
        return load_attachment_content(reader, original.id)
    found = load_voucher(reader, original.id)
    return found[1].content if found else None


def _write_file(work: Path, path: str, content: bytes) -> None:
    with os.fdopen(create_private_file(_place(work, path)), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _write_sheet(work: Path, path: str, sheet: Sheet, job: Job) -> None:
    with os.fdopen(create_private_file(_place(work, path)), "wb") as file:
        with write_csv(file, sheet.head) as add:
            for chunk in sheet.chunks:
                for row in chunk:
                    job.checkpoint()
                    add(row)
        file.flush()
        os.fsync(file.fileno())


def _place(work: Path, path: str) -> Path:
    place = work.joinpath(*path.split("/"))
    place.parent.mkdir(parents=True, exist_ok=True)
    return place
