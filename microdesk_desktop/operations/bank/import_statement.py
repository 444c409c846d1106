"""Bring in a statement file and attribute what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import MergeResult, RowProblem, Statement
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.matching import AttributionCounts
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.connections import account_of_statement
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What a statement file brought.

    `balance_gaps` holds, per account whose file has balances that disagree with its rows, the gap.
    """

    format: str
    preset: str | None
    read: int
    merge: MergeResult
    attributed: AttributionCounts
    problems: tuple[RowProblem, ...]
    balance_gaps: tuple[Money, ...]
    changes: Changes = Changes.BANK | Changes.MATCHES | Changes.INVOICES | Changes.LEDGER


def import_file(session: Session, path: Path, *, format_: str = "auto", job: Job) -> ImportReport:
    """Read the file, keep the rows that are new, attribute them; the same file again adds nothing.

    Raises FILE_NOT_RECOGNISED, FILE_TOO_LARGE or FILE_UNREADABLE, and then keeps nothing.
    """
    parsed = read_statement(path, format=format_, job=job)
    job.checkpoint()
    merge = session.write(lambda writer: keep(writer, parsed.statements, parsed.format))
    job.progress(merge.added, merge.added, "keep")
    attributed = run_attribution(session, job)
    return ImportReport(
        format=parsed.format,
        preset=parsed.preset,
        read=sum(len(statement.rows) for statement in parsed.statements),
        merge=merge,
        attributed=attributed,
        problems=tuple(problem for statement in parsed.statements for problem in statement.problems),
        balance_gaps=tuple(
            Money(each.balance_gap_cents, each.currency) for each in parsed.statements if each.balance_gap_cents
        ),
    )


def keep(writer: Writer, statements: Sequence[Statement], source: str) -> MergeResult:
    """MergeResult every statement of one file in one transaction: all of it is kept, or nothing."""
    merges = [
        merge_rows(writer, account_of_statement(writer, statement), statement.rows, source=source)
        for statement in statements
    ]
    return MergeResult(
        added=sum(merge.added for merge in merges),
        updated=sum(merge.updated for merge in merges),
        removed=sum(merge.removed for merge in merges),
    )
