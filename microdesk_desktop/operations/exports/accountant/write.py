"""Write a folder, for the accountant or with the copy of a person's data: all of it, or nothing.

    plan ─▶ hidden folder beside ─▶ books, originals, tables, texts ─▶ renamed once it is whole

Nothing of it is encrypted: it leaves the vault at the user's wish, and its owner alone can read it.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

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


Opens = Callable[[str], AbstractContextManager[BinaryIO]]
"""What opens a new file at a path with slashes, and closes it."""


def write_folder(
    session: Session, plan: FolderPlan, folder: Path, job: Job, step: str = STEP, kind: CopyKind = CopyKind.ACCOUNTANT
) -> int:
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
            write_plan(session, plan, partial(_opened, work), job, step)
            job.checkpoint()
            _require_free(folder)
            work.replace(folder)
            sync_folder(folder.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    note_copy(session, folder, kind)
    return plan.missing


def _require_free(folder: Path) -> None:
    """Raise FILE_EXISTS where the name is taken by anything but an empty folder."""
    with translate_os_errors():
        if os.path.lexists(folder) and (not folder.is_dir() or folder.is_symlink() or any(folder.iterdir())):
            raise KnownError(ErrorCode.FILE_EXISTS, path=str(folder))


def write_plan(session: Session, plan: FolderPlan, opens: Opens, job: Job, step: str) -> None:
    """Write the files of a plan one after the other. Raises PAGES_FAILED, an error of a file, and Cancelled."""
    job.progress(0, plan.total, step)
    written: set[str] = set()
    for done, path in enumerate(_files(session, plan, opens, written, job), 1):
        written.add(path)
        job.checkpoint()
        job.progress(done, plan.total, step)


def _files(session: Session, plan: FolderPlan, opens: Opens, written: set[str], job: Job) -> Iterator[str]:
    """Write one file after the other; yields the path of each."""
    for book in plan.books:
        _write_file(opens, book.path, _pdf(session, book))
        yield book.path
    for original in plan.originals:
        content = session.read(partial(_load, original=original))
        if content is not None:
            _write_file(opens, original.path, content)
            yield original.path
    for path, sheet in plan.sheets:
        _write_sheet(opens, path, sheet, job)
        yield path
    for path, text in plan.texts:
        _write_file(opens, path, text(frozenset(written)).encode())
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


def _write_file(opens: Opens, path: str, content: bytes) -> None:
    with opens(path) as file:
        file.write(content)


def _write_sheet(opens: Opens, path: str, sheet: Sheet, job: Job) -> None:
    with opens(path) as file, write_csv(file, sheet.head) as add:
        for chunk in sheet.chunks:
            for row in chunk:
                job.checkpoint()
                add(row)


@contextmanager
def _opened(work: Path, path: str) -> Iterator[BinaryIO]:
    """A file below this folder, which is on the disk once it is closed."""
    place = work.joinpath(*path.split("/"))
    place.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(create_private_file(place), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
