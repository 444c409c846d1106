"""Bring an export back into a vault that holds nothing yet: all of it, or nothing.

    manifest ─▶ one transaction: rows, contents of files, each compared with its digest
             ─▶ brought forward, where an earlier version made the export
             ─▶ the day's sums computed anew ─▶ the chain verified ─▶ kept

An export comes from outside: its paths, sizes, digests, values, references and seals are checked before anything is
kept. Secrets are in no export: banks and mailboxes have to be connected again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.archives import FORMAT, ImportReport
from microdesk_desktop.operations.documents.seal.verify import report_of_chain
from microdesk_desktop.operations.privacy.archive.contents import exported_tables
from microdesk_desktop.operations.privacy.archive.kinds import MOST_IDS, RowKinds
from microdesk_desktop.operations.privacy.archive.manifest import Manifest, content_digest, json_path
from microdesk_desktop.operations.privacy.archive.sources import opened_source
from microdesk_desktop.operations.privacy.archive.table_files import TableFiles
from microdesk_desktop.operations.privacy.archive.verified_files import VerifiedFiles
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.turnover_sums import sum_turnover
from microdesk_desktop.privacy.inventory import TableEntry, load_inventory
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.older_schema import begin_at, bring_forward
from microdesk_desktop.store.privacy.whole_tables import (
    ColumnType,
    Row,
    Table,
    count,
    insert_rows,
    load_connected,
    load_days_with_money,
    replacing,
    save_sequences,
    touch_days,
)

STEP = "import_all"
FIRST_SCHEMA = 490
"""Of the first version that wrote exports."""
_COMPANY = "company"
_OF_A_NEW_VAULT = frozenset({_COMPANY, "consent", "first_step", "known_copy", "lookup_answer", "network_event"})
_WRITTEN_BY_ITSELF = frozenset({"copies", "journal", "program_rows", "refusals", "rights"})
"""Categories in which the program keeps notes of its own beside what the user entered, whose rows are counted."""
_DAYS_AT_ONCE = 100
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}", re.ASCII)


def import_everything(session: Session, path: Path, job: Job, *, passphrase: str | None = None) -> ImportReport:
    """Bring the export at this path back.

    Raises VAULT_NOT_EMPTY, FILE_NOT_FOUND, EXPORT_UNKNOWN, EXPORT_PASSPHRASE, EXPORT_OTHER_VERSION, EXPORT_DAMAGED,
    EXPORT_VALUE, EXPORT_CHAIN, DISK_FULL or Cancelled: the vault is as it was then.
    """
    session.read(require_empty)
    try:
        with opened_source(path, passphrase) as source:
            files = VerifiedFiles(source, job)
            is_older = _is_older(files.manifest, session.database.version)
            bringing = _Bringing(files, job, is_older=is_older)
            report = session.write(bringing.replace, foreign_keys=not is_older)
    except ValueError as error:
        raise KnownError(ErrorCode.EXPORT_DAMAGED) from error
    session.cache.clear()
    return report


def require_empty(reader: Reader) -> None:
    """Raise VAULT_NOT_EMPTY where the vault holds anything that the user entered or imported."""
    tables = load_inventory().tables
    names = (table.name for table in exported_tables(reader))
    if any(count(reader, name) for name in names if not _may_be_there(name, tables[name])):
        raise KnownError(ErrorCode.VAULT_NOT_EMPTY)


def _may_be_there(name: str, table: TableEntry) -> bool:
    """Whether a vault may have rows of the table before anything was entered."""
    return name in _OF_A_NEW_VAULT or (not table.counts and set(table.columns.values()) <= _WRITTEN_BY_ITSELF)


def _is_older(manifest: Manifest, schema: int) -> bool:
    """Whether an earlier version made the export. Raises EXPORT_OTHER_VERSION for a later one."""
    if manifest.format != FORMAT or not FIRST_SCHEMA <= manifest.schema <= schema:
        named = {"version": manifest.version} if _VERSION.fullmatch(manifest.version) else {}
        raise KnownError(ErrorCode.EXPORT_OTHER_VERSION, **named)
    return manifest.schema < schema


@dataclass(slots=True)
class _Bringing:
    files: VerifiedFiles
    job: Job
    is_older: bool = False
    done: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def replace(self, writer: Writer) -> ImportReport:
        """Put the content of the export in the place of that of the vault."""
        require_empty(writer)
        manifest = self.files.manifest
        if self.is_older:
            own = begin_at(writer, manifest.schema)
            self._fill_all(writer)
            bring_forward(writer, own)
        else:
            self._fill_all(writer)
        self.files.read_others()
        for days in _some(load_days_with_money(writer)):
            self.job.checkpoint()
            touch_days(writer, days)
            sum_turnover(writer)
        chain = report_of_chain(writer)
        if chain.flaws:
            raise KnownError(ErrorCode.EXPORT_CHAIN, reference=chain.flaws[0].subject)
        banks, mailboxes = load_connected(writer)
        return ImportReport(
            counts=self.counts, digest=manifest.content, seals=chain.seals, banks=banks, mailboxes=mailboxes
        )

    def _fill_all(self, writer: Writer) -> None:
        manifest, tables = self.files.manifest, exported_tables(writer)
        self._require_whole(manifest, tables)
        with replacing(writer, [table.name for table in tables]):
            for table in tables:
                self._fill(writer, table)
            save_sequences(writer, manifest.sequences)

    def _require_whole(self, manifest: Manifest, tables: Sequence[Table]) -> None:
        """Raise ValueError unless the manifest lists every table once, and its digest is that of its parts."""
        names = {table.name for table in tables}
        listed = {name: manifest.files.get(json_path(name)) for name in names}
        digests = {name: entry.sha256 for name, entry in listed.items() if entry is not None}
        if names != manifest.counts.keys() or names != digests.keys() or not manifest.sequences.keys() <= names:
            raise ValueError("the manifest lists other tables")
        if not all(0 <= highest <= MOST_IDS for highest in manifest.sequences.values()):
            raise ValueError("the manifest has ids that are none")
        if content_digest(digests, manifest.sequences) != manifest.content:
            raise ValueError("the manifest has another digest")

    def _fill(self, writer: Writer, table: Table) -> None:
        path = json_path(table.name)
        kinds = RowKinds(table, path)
        with self.files.file(path) as file:
            chunks = TableFiles(table).read(file)
            rows = (row for chunk in chunks for row in self._rows(table, chunk, kinds))
            inserted = insert_rows(writer, table, rows)
        if inserted != self.files.manifest.counts[table.name]:
            raise ValueError(f"{table.name} has another number of rows")
        if table.name == _COMPANY and inserted != 1:
            raise ValueError("a vault is that of one company")
        self.counts[table.name] = inserted

    def _rows(self, table: Table, rows: Sequence[Row], kinds: RowKinds) -> Iterator[Row]:
        self.job.checkpoint()
        kinds.require(rows)
        self.job.progress(self.done, sum(self.files.manifest.counts.values()), STEP)
        self.done += len(rows)
        if not table.has_files:
            yield from rows
            return
        blobs = [place for place, column in enumerate(table.columns) if column.type is ColumnType.BLOB]
        for row in rows:
            values = list(row)
            for place in blobs:
                values[place] = None if row[place] is None else self.files.content(row[place])
            yield tuple(values)


def _some(days: Sequence[str]) -> Iterator[Sequence[str]]:
    return (days[place : place + _DAYS_AT_ONCE] for place in range(0, len(days), _DAYS_AT_ONCE))
