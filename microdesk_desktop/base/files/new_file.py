"""Files written into a folder of the user's: there under their name once they are complete, and never before."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import create_private_file, replace_with, sync_folder, translate_os_errors


@contextmanager
def new_file(path: Path, partial: Callable[[], Path]) -> Iterator[BinaryIO]:
    """A file to write and to read, which gets its name when the block ends, synced; nothing of it is left otherwise.

    It has no name until then, so that not even a kill leaves a part of it. On a disk that cannot do that (FAT, network
    shares), and on systems other than Linux, it is written under the path in the same folder that `partial` returns;
    the caller removes that one after a kill. Raises FILE_EXISTS when the name is taken, DISK_FULL or READ_ONLY.
    """
    descriptor = _nameless(path.parent)
    if descriptor is None:
        with _named(path, partial()) as file:
            yield file
        return
    with translate_os_errors(), os.fdopen(descriptor, "w+b") as file:
        yield file
        _sync(file)
        if not _give_name(file, path):
            file.seek(0)
            with _named(path, partial()) as copy:
                shutil.copyfileobj(file, copy)


@contextmanager
def replacing_file(path: Path) -> Iterator[BinaryIO]:
    """A file as `new_file` writes it, which takes the place of what the path names when the block ends.

    What stood there is whole until then. A kill leaves a hidden file beside it at most, on disks that name it early.
    """
    hidden = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        with new_file(hidden, lambda: hidden.with_name(f"{hidden.name}.part")) as file:
            yield file
        replace_with(hidden, path)
    finally:
        with suppress(OSError):
            hidden.unlink(missing_ok=True)


@contextmanager
def _named(path: Path, work: Path) -> Iterator[BinaryIO]:
    """A file that is written under another name in the same folder."""
    try:
        with translate_os_errors(), os.fdopen(create_private_file(work), "w+b") as file:
            yield file
            _sync(file)
        with translate_os_errors():
            _move(work, path)
            sync_folder(path.parent)
    finally:
        with suppress(OSError):
            work.unlink(missing_ok=True)


def _nameless(folder: Path) -> int | None:
    """The descriptor of a file without a name on the disk of this folder, None where there are none."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():  # a name is given through that folder
        return None
    try:
        return os.open(folder, flag | os.O_RDWR, 0o600)
    except OSError:
        return None


def _give_name(file: BinaryIO, path: Path) -> bool:
    """Whether the file got its name: a sandbox may refuse that. Raises FILE_EXISTS."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # `dst_dir_fd` makes Python call linkat(), which follows the link to the file; link() would not.
        os.link(f"/proc/self/fd/{file.fileno()}", path.name, dst_dir_fd=folder, follow_symlinks=True)
        os.fsync(folder)
    except FileExistsError:
        raise KnownError(ErrorCode.FILE_EXISTS, path=str(path)) from None
    except OSError:
        return False
    finally:
        os.close(folder)
    return True


def _move(work: Path, path: Path) -> None:
    """Rename without replacing anything."""
    try:
        os.link(work, path)
    except OSError:  # the name is taken, or the disk has no hard links
        if os.path.lexists(path):
            raise KnownError(ErrorCode.FILE_EXISTS, path=str(path)) from None
        work.rename(path)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
