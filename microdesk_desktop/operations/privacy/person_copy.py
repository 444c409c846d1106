"""Give a person the copy of what the vault holds about them, in their language: as a folder, or as one archive."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.books.folder import FolderPlan
from microdesk_desktop.domain.mail.compose.starts import StartFile
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.domain.privacy.person import PersonData
from microdesk_desktop.domain.privacy.requests import PersonRequest
from microdesk_desktop.operations.documents.follow_up.dispatch import read_once
from microdesk_desktop.operations.exports.accountant.write import write_folder, write_plan
from microdesk_desktop.operations.privacy.archive.sinks import ZipSink, zip_sink
from microdesk_desktop.operations.privacy.person_data import load_requested_data
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader

STEP, _ZIP = "person_copy", "application/zip"
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No sign is taken for another one when a password is read aloud or copied by hand."""
_GROUPS, _GROUP = 4, 4
Plan = Callable[[Reader, PersonData, date], FolderPlan]
"""What lays the copy out in files: their words are of the views."""


def write_copy(session: Session, data: PersonData, plan: Plan, folder: Path, job: Job) -> None:
    """Write the copy into a folder that is empty or not there yet, in clear. Raises as `write_folder` does."""
    write_folder(session, _planned(session, data, plan), folder, job, step=STEP, kind=CopyKind.CLIENT_EXPORT)


def copy_archive(session: Session, data: PersonData, plan: Plan, password: str, job: Job) -> bytes:
    """The copy as an archive that this password opens (WinZip's AES-256), in memory: nothing of it is on the disk.

    Raises PAGES_FAILED, and Cancelled.
    """
    file = BytesIO()
    with zip_sink(file, password, session.clock.now()) as sink:
        write_plan(session, _planned(session, data, plan), partial(_packed, sink), job, STEP)
    return file.getvalue()


def attached_copy(request: PersonRequest, plan: Plan, *, name: str, password: str) -> StartFile:
    """The archive of the copy that somebody asked for, beside a mail; it is made once, when it is first read.

    Its `read` raises CLIENT_NOT_FOUND and NOTHING_HELD as `load_requested_data` does, and as `copy_archive`.
    """

    def read(session: Session, job: Job) -> bytes:
        data = session.read(lambda reader: load_requested_data(reader, request))
        return copy_archive(session, data, plan, password, job)

    return StartFile(name=name, kind=_ZIP, read=read_once(read))


def new_password() -> str:
    """A password for an archive, of 79 random bits, made to be read over the phone: « k7qf-29mx-h4tz-pw3c »."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _planned(session: Session, data: PersonData, plan: Plan) -> FolderPlan:
    return session.read(lambda reader: plan(reader, data, session.clock.today()))


@contextmanager
def _packed(sink: ZipSink, path: str) -> Iterator[BinaryIO]:
    """A file that is packed once it is whole."""
    file = BytesIO()
    yield file
    sink.whole(path, file.getvalue())
