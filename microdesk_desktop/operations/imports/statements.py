"""Statement files: where their rows go, what of them is new, and writing that."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from microdesk_desktop.banks.statements.detect import read_member
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.facts import StoredRow, TransactionFacts
from microdesk_desktop.domain.bank.types import ParsedFile
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.plans import Entity, Footprint, PlannedRow
from microdesk_desktop.domain.imports.statement_plan import StatementPlan
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.operations.bank.statement_plan import (
    KeptStatement,
    keep_statement,
    order_to_read_with,
    plan_file,
)
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.accounts import load_known_names
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.rows import load_row

_COLUMNS = ("identifier", "booked_on", "amount_cents", "currency", "label", "state", "source")


def read(session: Session, draft: Draft, job: Job) -> ParsedFile:
    """The content of a statement file, its days in the order that its account is known for, where it proves none.

    Raises what `read_member` raises, ACCOUNT_NOT_FOUND and ACCOUNT_MISMATCH.
    """
    known = session.read(load_known_names)
    spellings = tuple(name.text for names in known.values() for name in names)
    options = replace(draft.options, accounts=spellings, is_one_account=draft.account is not None)
    draft = replace(draft, options=options)
    parsed = _read(draft, job)
    if parsed.is_order_proven or parsed.date_order is None:
        return parsed
    order = session.read(lambda reader: order_to_read_with(reader, parsed, plan(reader, parsed, draft)))
    if order is None:
        return parsed
    return _read(replace(draft, options=replace(draft.options, date_order=order)), job)


def plan(reader: Reader, parsed: ParsedFile, draft: Draft) -> Sequence[StatementPlan]:
    """What importing the file would do, per account; nothing is written."""
    return plan_file(reader, parsed, draft.account)


def planned_rows(plans: Sequence[StatementPlan]) -> Iterator[PlannedRow]:
    """Every row with its outcome, account by account, refused ones last."""
    for each in plans:
        lines = each.statement.lines or repeat(None, len(each.statement.rows))
        for row, line, outcome in zip(each.statement.rows, lines, each.outcomes(), strict=True):
            yield PlannedRow(outcome, line, row)
        for problem in each.statement.problems:
            yield PlannedRow(RowOutcome.REFUSED, problem.line, None, problem)


def apply(writer: Writer, plans: Sequence[StatementPlan], footprint: Footprint) -> None:
    """Write what was planned in this transaction. Raises ACCOUNT_UNCLEAR."""
    for each in plans:
        former = None if each.account.id is None else load_row(writer, Entity.ACCOUNT, each.account.id)
        kept = keep_statement(writer, each)
        _note_account(writer, footprint, kept.account_id, former)
        _note_rows(footprint, kept, each.source)


def _read(draft: Draft, job: Job) -> ParsedFile:
    return read_member(Member(draft.name, draft.data), format=draft.format, options=draft.options, job=job)


def _note_account(writer: Writer, footprint: Footprint, account_id: int, former: dict[str, object] | None) -> None:
    if former is None:
        footprint.add(Entity.ACCOUNT, [account_id])
        return
    footprint.find(Entity.ACCOUNT, [account_id])
    footprint.change(Entity.ACCOUNT, account_id, former, load_row(writer, Entity.ACCOUNT, account_id) or former)


def _note_rows(footprint: Footprint, kept: KeptStatement, source: str) -> None:
    footprint.add(Entity.TRANSACTION, kept.rows.added)
    footprint.find(Entity.TRANSACTION, kept.rows.known)
    for update in kept.rows.updated:
        before, after = _values(update.before, update.before.source), _values(update.facts, source)
        footprint.change(Entity.TRANSACTION, update.id, before, after)


def _values(facts: TransactionFacts | StoredRow, source: str) -> dict[str, object]:
    return dict(zip(_COLUMNS, (*facts[:6], source), strict=True))
