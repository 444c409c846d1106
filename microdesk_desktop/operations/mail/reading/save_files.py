"""Save files of a letter where the user chose: streamed from the server to their place, and opened by nothing."""

import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors
from microdesk_desktop.base.files.new_file import new_file, replacing_file
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.reading.files import numbered_name, safe_name
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session

STEP = "save_files"
_MOST_OF_A_NAME = 1_000
"""Files of one name in a folder, after which another folder is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedFile:
    """A file of a letter: the key of its part, the name to save it under, and its size in bytes, roughly."""

    part: str
    name: str
    size: int


def save_file(session: Session, account_id: str, letter: str, file: WantedFile, path: Path, job: Job) -> Path:
    """Write one file under this path, in place of what stands there; nothing is left of it unless it is whole.

    Raises what `Mailbox.part` raises, an error of the disk, and Cancelled.
    """
    with translate_os_errors(), replacing_file(path) as stream:
        _fetch(session, account_id, letter, file, stream, _Reported(job, file.size))
    _mark_as_foreign(path)
    return path


def save_content(content: bytes, path: Path, job: Job) -> Path:
    """Write what was made of a letter, such as its print, under this path. Raises an error of the disk."""
    job.checkpoint()
    with translate_os_errors(), replacing_file(path) as stream:
        stream.write(content)
    return path


def save_files(
    session: Session, account_id: str, letter: str, files: Sequence[WantedFile], folder: Path, job: Job
) -> Sequence[Path]:
    """Write each file into the folder under its name, else under « name (2) »: nothing there is replaced.

    Raises as `save_file`; the files that were whole by then stay.
    """
    progress = _Reported(job, sum(file.size for file in files))
    return [_save_new(session, account_id, letter, file, folder, progress) for file in files]


def save_new(content: bytes, folder: Path, name: str, job: Job) -> Path:
    """Write a content into the folder under its name, else under « name (2) ». Raises an error of the disk."""
    job.checkpoint()
    return _write_new(folder, name, lambda stream: stream.write(content))


def _save_new(
    session: Session, account_id: str, letter: str, file: WantedFile, folder: Path, progress: "_Reported"
) -> Path:
    return _write_new(folder, file.name, lambda stream: _fetch(session, account_id, letter, file, stream, progress))


def _write_new(folder: Path, wanted: str, write: Callable[[BinaryIO], object]) -> Path:
    name = safe_name(wanted)
    for number in range(1, _MOST_OF_A_NAME):
        path = folder / numbered_name(name, number)
        if os.path.lexists(path):
            continue
        try:
            with translate_os_errors(), new_file(path, partial(_partial, path)) as stream:
                write(stream)
        except KnownError as error:
            if error.code is not ErrorCode.FILE_EXISTS:
                raise
            continue  # somebody else took the name meanwhile
        _mark_as_foreign(path)
        return path
    raise KnownError(ErrorCode.FILE_EXISTS, path=str(folder / name))


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")


def _fetch(
    session: Session, account_id: str, letter: str, file: WantedFile, stream: BinaryIO, progress: "_Reported"
) -> None:
    counted = _Counted(stream, progress.add)
    open_mailbox(session, account_id).part(letter, file.part, cast(BinaryIO, counted), progress.job)


class _Reported:
    """Adds up the bytes that were written, and reports them to the job."""

    def __init__(self, job: Job, total: int) -> None:
        self.job = job
        self._total = total
        self._done = 0

    def add(self, count: int) -> None:
        """Note so many more bytes."""
        self._done += count
        self.job.progress(min(self._done, self._total), self._total, STEP)


class _Counted(io.RawIOBase):
    """Hands what is written to it on to a stream, and reports how many bytes that was."""

    def __init__(self, stream: BinaryIO, report: Callable[[int], None]) -> None:
        super().__init__()
        self._stream = stream
        self._report = report

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        written = self._stream.write(data)
        self._report(written)
        return written


def _mark_as_foreign(path: Path) -> None:
    """Have Windows ask before it opens the file, as of everything that comes from the internet."""
    if os.name == "nt":
        with translate_os_errors():
            Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n", encoding="ascii")
