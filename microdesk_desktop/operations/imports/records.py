"""Clients, catalogue, documents, receipts and expenses: what of a file is new, and writing that."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.reader import ReadRow, Records, read_records
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.records.plan import RecordsPlan, refused_rows
from microdesk_desktop.operations.records.plan_clients import plan_catalogue, plan_clients
from microdesk_desktop.operations.records.plan_documents import plan_documents
from microdesk_desktop.operations.records.plan_lines import plan_expenses, plan_receipts
from microdesk_desktop.store.database import Reader


def read(draft: Draft, job: Job) -> Records:
    """The content of a file of records. Raises what `read_records` raises."""
    assert draft.kind is not None
    return read_records(draft.kind, draft.data, draft.options, job=job)


def plan(reader: Reader, records: Records) -> RecordsPlan:
    """What importing these rows would do; nothing is written."""
    planned = RecordsPlan(rows=refused_rows(records.rows))
    _PLANNERS[records.kind](reader, [row for row in records.rows if row.record is not None], planned)
    return planned.in_order()


_PLANNERS: Mapping[ImportKind, Callable[[Reader, Sequence[ReadRow], RecordsPlan], None]] = {
    ImportKind.CLIENTS: plan_clients,
    ImportKind.CATALOGUE: plan_catalogue,
    ImportKind.DOCUMENTS: plan_documents,
    ImportKind.RECEIPTS: plan_receipts,
    ImportKind.EXPENSES: plan_expenses,
}
