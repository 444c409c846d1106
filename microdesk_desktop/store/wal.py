"""The write-ahead log of a vault, read before SQLite opens it: how many commits it holds, and how many it lost.

Its headers are in clear, also where SQLCipher encrypts the pages: https://sqlite.org/fileformat2.html#walformat
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from microdesk_desktop.base.files.atomic import translate_os_errors

SUFFIX = "-wal"
_HEADER = struct.Struct(">IIII8sII")  # magic, version, page size, checkpoints, salts, checksum
_FRAME = struct.Struct(">II8s8x")  # page number, pages after the commit or 0, salts
_MAGIC = 0x377F0682
_PAGE_BYTES = 4096  # SQLCipher's, which a vault never changes


@dataclass(frozen=True, slots=True, kw_only=True)
class WalCommits:
    """The numbers of the frames that end a transaction, counted from 1."""

    frames: tuple[int, ...]

    def lost(self, recovered: int) -> int:
        """How many commits lie beyond the `recovered` first frames, without the one that may never have ended.

        A kill while a transaction is written can leave its last frame torn, and that frame ends no other one's
        transaction: the first commit that was not recovered proves nothing, those after it do.
        """
        return max(0, sum(frame > recovered for frame in self.frames) - 1)


def read_commits(vault: Path) -> WalCommits:
    """What the WAL beside the vault holds, before it is opened. Raises DISK_FAILED or READ_ONLY."""
    path = Path(f"{vault}{SUFFIX}")
    with translate_os_errors():
        if not path.is_file():
            return WalCommits(frames=())
        with path.open("rb") as file:
            return WalCommits(frames=tuple(_commits(file)))


def recovered_frames(connection: Any) -> int:
    """How many frames of the WAL SQLite found valid."""
    return int(connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1])


def _commits(file: BinaryIO) -> Iterator[int]:
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return
    frames = list(_frames(file))
    salts = _salts(header, frames)
    yield from (number for number, (pages, own) in enumerate(frames, 1) if pages and own == salts)


def _frames(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The pages after the commit and the salts of each whole frame."""
    size = file.seek(0, 2)
    for offset in range(_HEADER.size, size - _FRAME.size - _PAGE_BYTES + 1, _FRAME.size + _PAGE_BYTES):
        file.seek(offset)
        _, pages, salts = _FRAME.unpack(file.read(_FRAME.size))
        yield pages, salts


def _salts(header: bytes, frames: list[tuple[int, bytes]]) -> bytes:
    """The salts of the frames that are in force; older frames, which SQLite will overwrite, have others.

    Those of the header, unless it is damaged: then those of the first frame.
    """
    salts: bytes = _HEADER.unpack(header)[4]
    return salts if _is_whole(header) or not frames else frames[0][1]


def _is_whole(header: bytes) -> bool:
    magic, *_, first, second = _HEADER.unpack(header)
    words = struct.unpack(f"{'>' if magic & 1 else '<'}6I", header[:24])
    sums = [0, 0]
    for even, odd in zip(words[::2], words[1::2], strict=True):
        sums[0] = (sums[0] + even + sums[1]) & 0xFFFFFFFF
        sums[1] = (sums[1] + odd + sums[0]) & 0xFFFFFFFF
    return magic | 1 == _MAGIC | 1 and sums == [first, second]
