"""Import drafts: each file in one write transaction, with its entry in the journal of imports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.process.collector import collection_paused
from microdesk_desktop.documents.imports.reader import Records
from microdesk_desktop.domain.bank.types import MergeResult, ParsedFile
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.kept import KeptFile
from microdesk_desktop.domain.imports.plans import Entity, Footprint
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.attributions import AttributionCounts
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.imports import records, statements
from microdesk_desktop.operations.imports.remembered import remember
from microdesk_desktop.operations.imports.take_back import TakenBack, take_back
from microdesk_desktop.operations.records.plan import apply_plan
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.operations.vault.erasure import require_erased
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.imports.journal import ImportEntry, load_same_file, save_import
from microdesk_desktop.vault.erasures import Part

__all__ = ["KeptFile", "KeptImport", "keep", "keep_one"]

_STOPPING = frozenset(
    (
        ErrorCode.DISK_FULL,
        ErrorCode.DISK_FAILED,
        ErrorCode.READ_ONLY,
        ErrorCode.VAULT_LOCKED,
        ErrorCode.VAULT_DAMAGED,
        ErrorCode.BUSY,
        ErrorCode.ERASURE_UNFINISHED,
        ErrorCode.OUT_OF_MEMORY,
    )
)
"""The errors of the vault or the machine, which the next file would meet too; any other is of one file."""
CHANGES: Mapping[ImportKind, Changes] = {
    ImportKind.STATEMENT: Changes.BANK | Changes.MATCHES | Changes.INVOICES | Changes.LEDGER,
    ImportKind.CLIENTS: Changes.CLIENTS | Changes.MATCHES,
    ImportKind.CATALOGUE: Changes.CATALOGUE,
    ImportKind.DOCUMENTS: Changes.INVOICES | Changes.CLIENTS | Changes.MATCHES,
    ImportKind.RECEIPTS: Changes.LEDGER | Changes.INVOICES | Changes.MATCHES,
    ImportKind.EXPENSES: Changes.LEDGER | Changes.MATCHES,
}
"""What an import of each kind may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptImport:
    """What an import of one or several files did; `left` are the files that a cancellation left out."""

    files: tuple[KeptFile, ...]
    attributed: AttributionCounts
    changes: Changes
    left: tuple[str, ...] = ()

    @property
    def import_ids(self) -> tuple[int, ...]:
        """The entries in the journal of imports, in the order in which they were made."""
        return tuple(each.import_id for each in self.files if each.import_id is not None)

    def undo(self, session: Session) -> TakenBack:
        """Take all of these files back, the last one first."""
        return take_back(session, *reversed(self.import_ids))


def keep(session: Session, drafts: Sequence[Draft], job: Job) -> KeptImport:
    """Import the drafts one after the other, then attribute the transactions that they concern.

    Each file is kept whole or not at all, with its journal entry: a kill, a full disk or a cancellation leaves the
    files before it. A draft that is refused, by its reader too, does not stop the others; every other draft must
    have its kind. Raises DISK_FULL, READ_ONLY or VAULT_LOCKED; raises Cancelled when nothing was kept before it.
    """
    files: list[KeptFile] = []
    attributed, left = AttributionCounts(), tuple(draft.name for draft in drafts)
    try:
        for done, draft in enumerate(drafts):
            job.progress(done, len(drafts), "import")
            job.checkpoint()
            files.append(_kept(session, draft, job))
            left = left[1:]
        attributed = run_attribution(session, job)
    except Cancelled:
        if not any(each.import_id is not None for each in files):
            raise
    changes = Changes.NOTHING
    for each in files:
        changes |= CHANGES[each.kind] if each.kind else Changes.NOTHING
    return KeptImport(files=tuple(files), attributed=attributed, changes=changes, left=left)


def keep_one(session: Session, draft: Draft, job: Job) -> KeptFile:
    """Import one draft, without attributing. Raises what its reader raises, and then keeps nothing."""
    with collection_paused():
        return _keep_read(session, draft, job)


def _keep_read(session: Session, draft: Draft, job: Job) -> KeptFile:
    assert draft.kind is not None
    if draft.kind is ImportKind.STATEMENT:
        parsed = statements.read(session, draft, job)
        job.checkpoint()
        require_erased(session, BANK, Part.VAULT)
        write = partial(_keep_statement, session=session, draft=draft, parsed=parsed)
    else:
        content = records.read(draft, job)
        job.checkpoint()
        write = partial(_keep_records, session=session, draft=draft, content=content)
    return session.write(lambda writer: _dated(writer, draft, write))


def _dated(writer: Writer, draft: Draft, write: Callable[[Writer], KeptFile]) -> KeptFile:
    """What `write` keeps of the draft, with the time when the same content was imported before."""
    assert draft.kind is not None
    before = load_same_file(writer, draft.digest, draft.kind)
    return replace(write(writer), imported_at=before.imported_at if before else None)


def _kept(session: Session, draft: Draft, job: Job) -> KeptFile:
    if draft.refusal is not None:
        return KeptFile(name=draft.name, kind=draft.kind, refusal=draft.refusal)
    try:
        return keep_one(session, draft, job)
    except KnownError as error:
        if error.code in _STOPPING:
            raise
        return KeptFile(name=draft.name, kind=draft.kind, source=draft.source, refusal=error)


def _keep_statement(writer: Writer, *, session: Session, draft: Draft, parsed: ParsedFile) -> KeptFile:
    footprint = Footprint()
    plans = statements.plan(writer, parsed, draft)
    statements.apply(writer, plans, footprint)
    merge = MergeResult(
        added=sum(len(each.merge.added) for each in plans), updated=sum(len(each.merge.updated) for each in plans)
    )
    problems = tuple(problem for statement in parsed.statements for problem in statement.problems)
    doubtful = sum(len(each.merge.doubles) for each in plans)
    known = sum(len(each.merge.matches) for each in plans)
    completed = sum(update.is_visible for each in plans for update in each.merge.updated)
    counts = {
        RowOutcome.ADDED: merge.added - doubtful,
        RowOutcome.DOUBTFUL: doubtful,
        RowOutcome.COMPLETED: completed,
        RowOutcome.KNOWN: known - completed,
        RowOutcome.REFUSED: len(problems),
    }
    source = parsed.preset or parsed.format.value
    return KeptFile(
        name=draft.name,
        kind=draft.kind,
        source=source,
        format=parsed.format.value,
        preset=parsed.preset,
        import_id=_journal(writer, session, draft, source, counts, footprint),
        counts=counts,
        problems=problems,
        merge=merge,
        balance_gaps=tuple(
            Money(each.balance_gap_cents, each.currency) for each in parsed.statements if each.balance_gap_cents
        ),
        missing=tuple(each.missing for each in plans if each.missing),
    )


def _keep_records(writer: Writer, *, session: Session, draft: Draft, content: Records) -> KeptFile:
    assert draft.kind is not None
    footprint = Footprint()
    planned = records.plan(writer, content)
    apply_plan(writer, planned, footprint)
    counts = {outcome: sum(row.outcome is outcome for row in planned.rows) for outcome in RowOutcome}
    source = content.source or draft.source
    return KeptFile(
        name=draft.name,
        kind=draft.kind,
        source=source,
        import_id=_journal(writer, session, draft, source, counts, footprint),
        counts=counts,
        problems=tuple(row.problem for row in planned.rows if row.problem is not None),
        remarks=tuple(remark for row in planned.rows for remark in row.remarks),
        unused=tuple(column for column in content.columns if column.field is None),
        is_type_assumed=content.is_type_assumed,
    )


def _journal(
    writer: Writer,
    session: Session,
    draft: Draft,
    source: str,
    counts: Mapping[RowOutcome, int],
    footprint: Footprint,
) -> int | None:
    """Enter the import in the journal; None where there is nothing to take back, or the same file holds it already."""
    assert draft.kind is not None
    is_new = bool(footprint.changes or any(footprint.added.values()))
    remember(writer, draft, footprint.rows(Entity.ACCOUNT))
    if not is_new and (not any(footprint.known.values()) or load_same_file(writer, draft.digest, draft.kind)):
        return None
    entry = ImportEntry(
        name=draft.name,
        kind=draft.kind,
        source=source,
        digest=draft.digest,
        imported_at=session.clock.now(),
        counts=counts,
    )
    return save_import(writer, entry, footprint)
