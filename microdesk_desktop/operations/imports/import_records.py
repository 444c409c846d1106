"""Import one file of clients, catalogue, documents, receipts or expenses whose kind is known."""

from pathlib import Path

from microdesk_desktop.base.files.encodings import read_foreign
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.records.reports import RecordsReport
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.imports.keep import CHANGES, keep_one
from microdesk_desktop.operations.session import Session

KINDS = ("clients", "catalogue", "documents", "receipts", "expenses")


def import_records(session: Session, kind: str, path: Path, *, job: Job) -> RecordsReport:
    """Read one file of `KINDS` and keep its good rows, then attribute the transactions that waited for them.

    Raises FILE_NOT_FOUND, PATH_UNUSABLE, FILE_TOO_LARGE, FILE_UNREADABLE or COLUMNS_MISSING, and then keeps nothing.
    """
    draft = Draft(name=path.name, data=read_foreign(path, job), kind=ImportKind(kind))
    kept = keep_one(session, draft, job)
    return RecordsReport(
        kind=kind,
        added=kept.counts[RowOutcome.ADDED],
        updated=kept.counts[RowOutcome.COMPLETED],
        unchanged=kept.counts[RowOutcome.KNOWN],
        problems=kept.problems,
        remarks=kept.remarks,
        attributed=run_attribution(session, job),
        changes=CHANGES[ImportKind(kind)],
    )
