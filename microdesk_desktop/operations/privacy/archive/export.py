"""Write everything that the vault holds into a folder or an encrypted archive: all of it, or nothing.

    one snapshot ─▶ tables (JSON, CSV), contents of files, documents with their verifier, inventory, README, manifest
                 ─▶ hidden beside the destination, renamed once it is whole

A folder is in clear: it leaves the vault at the user's wish, and its owner alone can read it. What is written follows
from the annotations of the inventory; secrets are in the keyring, which is never read here.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from microdesk_desktop import __version__
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import sync_folder, translate_os_errors
from microdesk_desktop.base.files.new_file import new_file
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.archives import (
    INVENTORY,
    MANIFEST,
    README,
    ArchiveTexts,
    ExportedTable,
    ExportReport,
)
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.operations.copies import note_copy
from microdesk_desktop.operations.privacy.archive.blob_names import BlobNames
from microdesk_desktop.operations.privacy.archive.contents import exported_tables
from microdesk_desktop.operations.privacy.archive.destination import Destination, check_place
from microdesk_desktop.operations.privacy.archive.manifest import (
    Manifest,
    content_digest,
    encode_manifest,
    json_path,
)
from microdesk_desktop.operations.privacy.archive.sealed_documents import SEALS, write_verifier
from microdesk_desktop.operations.privacy.archive.sinks import FolderSink, Sink, zip_sink
from microdesk_desktop.operations.privacy.archive.table_files import CHUNK, FileRef
from microdesk_desktop.operations.privacy.archive.table_writing import RowChunks, write_table
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.outside_files import named_as, noting_outside
from microdesk_desktop.operations.vault.partial_exports import discard_partial_export, partial_path
from microdesk_desktop.operations.vault.passphrase.strength import require_strength
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.whole_tables import (
    ColumnType,
    Row,
    Table,
    count,
    iterate_rows,
    load_last_seal,
    load_sequences,
)

STEP = "export_all"


def export_everything(session: Session, destination: Destination, job: Job, *, texts: ArchiveTexts) -> ExportReport:
    """Write the export.

    Raises WEAK_PASSPHRASE, INSIDE_PROFILE, FILE_EXISTS when the folder holds anything or the file is there, DISK_FULL,
    READ_ONLY or another error of a file, and Cancelled: nothing of it is left then. What a kill leaves is removed by
    the next opening of the vault.
    """
    path = destination.path
    if destination.passphrase is not None:
        require_strength(destination.passphrase)
    check_place(session, destination)
    with translate_os_errors():
        _require_free(path, is_file=destination.passphrase is not None)
        path.parent.mkdir(parents=True, exist_ok=True)
    at = session.clock.now()
    with _sink(session, destination, at) as sink:
        writing = _Writing(session, sink, job, texts, at)
        report = session.read(lambda reader: writing.write(reader, destination))
    note_copy(session, path, CopyKind.EXPORT)
    return report


def _require_free(path: Path, *, is_file: bool) -> None:
    """Raise FILE_EXISTS where the name is taken, for a folder by anything but an empty one."""
    is_empty_folder = not is_file and path.is_dir() and not path.is_symlink() and not any(path.iterdir())
    if os.path.lexists(path) and not is_empty_folder:
        raise KnownError(ErrorCode.FILE_EXISTS, path=str(path))


@contextmanager
def _sink(session: Session, destination: Destination, at: datetime) -> Iterator[Sink]:
    """Where the files go; what was written gets its name when the block ends without an error."""
    path, passphrase = destination.path, destination.passphrase
    work = partial_path(path)
    with named_as(path, work), noting_outside(session) as note:

        def partial() -> Path:
            note(work)
            return work

        with translate_os_errors():
            if passphrase is None:
                with _new_folder(path, partial()) as folder:
                    yield FolderSink(folder)
            else:
                with new_file(path, partial) as file, zip_sink(file, passphrase, at) as sink:
                    yield sink


@contextmanager
def _new_folder(path: Path, work: Path) -> Iterator[Path]:
    work.mkdir(mode=0o700)
    try:
        yield work
        _sync(work)
        _require_free(path, is_file=False)
        work.replace(path)
        sync_folder(path.parent)
    finally:
        if os.path.lexists(work):
            discard_partial_export(work)


def _sync(folder: Path) -> None:
    """Flush what was written; one call for thousands of files, where the system has it."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for place in folder.rglob("*"):
        if place.is_file():
            with place.open("rb+") as file:
                os.fsync(file.fileno())


@dataclass(slots=True, kw_only=True)
class _Progress:
    """Counts rows for the listener, and ends the work when the user asks to stop."""

    job: Job
    total: int
    done: int = 0

    def count(self, rows: Sequence[Row]) -> None:
        self.done = min(self.done + len(rows), self.total)
        self.job.checkpoint()
        self.job.progress(self.done, self.total, STEP)


@dataclass(slots=True)
class _Writing:
    session: Session
    sink: Sink
    job: Job
    texts: ArchiveTexts
    at: datetime
    counts: dict[str, int] = field(default_factory=dict)

    def write(self, reader: Reader, destination: Destination) -> ExportReport:
        """Write every file, the manifest last."""
        sink, tables = self.sink, exported_tables(reader)
        self.counts = {table.name: count(reader, table.name) for table in tables}
        progress = _Progress(job=self.job, total=(1 if sink.takes_several else 2) * sum(self.counts.values()))
        names = BlobNames(reader)
        for table in tables:
            rows = (
                self._with_files(reader, table, names)
                if table.has_files
                else partial(iterate_rows, reader, table, CHUNK)
            )
            write_table(sink, table, rows, progress.count)
        if SEALS in self.counts:
            write_verifier(sink, reader, load_last_seal(reader))
        self._write_texts(tables)
        manifest = self._manifest(reader)
        data = encode_manifest(manifest)
        sink.whole(MANIFEST, data)
        return ExportReport(
            path=str(destination.path),
            is_encrypted=destination.passphrase is not None,
            files=len(sink.entries),
            size=sum(entry.size for entry in sink.entries.values()),
            counts=self.counts,
            digest=manifest.content,
        )

    def _with_files(self, reader: Reader, table: Table, names: BlobNames) -> RowChunks:
        """Write the contents of files, one in memory at a time; returns the rows, with where each content is."""
        with closing(iterate_rows(reader, table, 1)) as single:
            rows = [self._without_contents(table, row, names) for (row,) in single]
        return lambda: (rows[place : place + CHUNK] for place in range(0, len(rows), CHUNK))

    def _without_contents(self, table: Table, row: Row, names: BlobNames) -> Row:
        self.job.checkpoint()
        facts = {column.name: value for column, value in zip(table.columns, row, strict=True)}
        return tuple(
            self._written(names.path(table.name, column.name, facts, value) if value else "", value)
            if column.type is ColumnType.BLOB and value is not None
            else value
            for column, value in zip(table.columns, row, strict=True)
        )

    def _written(self, path: str, content: bytes) -> FileRef:
        if not path:
            return FileRef("", 0, "")
        entry = self.sink.whole(path, content)
        return FileRef(path, entry.size, entry.sha256)

    def _write_texts(self, tables: Sequence[Table]) -> None:
        inventory = msgspec.json.format(msgspec.json.encode(self.texts.inventory()), indent=1)
        self.sink.whole(INVENTORY, inventory + b"\n")
        listed = [
            ExportedTable(
                name=table.name,
                columns=[column.name for column in table.columns],
                rows=self.counts[table.name],
            )
            for table in tables
        ]
        self.sink.whole(README, self.texts.readme(listed).encode())

    def _manifest(self, reader: Reader) -> Manifest:
        sequences = {table: highest for table, highest in load_sequences(reader).items() if table in self.counts}
        digests: Mapping[str, str] = {table: self.sink.entries[json_path(table)].sha256 for table in self.counts}
        return Manifest(
            version=__version__,
            schema=self.session.database.version,
            created_at=self.at.isoformat(),
            content=content_digest(digests, sequences),
            counts=self.counts,
            sequences=sequences,
            files=dict(self.sink.entries),
        )
