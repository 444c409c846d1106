"""Import statement files and attribute what is new."""

from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.banks.statements.detect import AUTO, read_statement
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.reports import FileOutcome, FilesReport, ImportReport
from microdesk_desktop.domain.bank.types import MergeResult, ParsedFile, Statement, StatementFormat
from microdesk_desktop.domain.imports.statement_plan import StatementPlan
from microdesk_desktop.domain.imports.types import ReadOptions
from microdesk_desktop.domain.money import Money
from microdesk_desktop.operations.bank.statement_plan import keep_statement, order_to_read_with, plan_file
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erasure import BANK, require_erased
from microdesk_desktop.store.database import Writer
from microdesk_desktop.vault.erasures import Part


def import_file(
    session: Session, path: Path, *, format_: str = AUTO, account: str | None = None, job: Job
) -> ImportReport:
    """Read the file, keep the rows that are new, attribute them; the same file again adds nothing.

    `account` as `plan_file` takes it. Raises FILE_NOT_RECOGNISED, FILE_TOO_LARGE, FILE_UNREADABLE, ACCOUNT_UNCLEAR,
    ACCOUNT_MISMATCH, ACCOUNT_NOT_FOUND or ERASURE_UNFINISHED, and then keeps nothing.
    """
    parsed = read_statement(path, format=format_, job=job)
    order = session.read(lambda reader: order_to_read_with(reader, parsed, plan_file(reader, parsed, account)))
    if order is not None:
        parsed = read_statement(path, format=format_, options=ReadOptions(date_order=order), job=job)
    job.checkpoint()
    require_erased(session, BANK, Part.VAULT)
    plans, merge = session.write(lambda writer: _keep(writer, parsed, account))
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
        missing=tuple(plan.missing for plan in plans if plan.missing),
        doubtful=sum(len(plan.merge.doubles) for plan in plans),
    )


def import_files(session: Session, paths: Sequence[Path], *, job: Job) -> FilesReport:
    """Import the files one after the other; a refused file does not stop the others."""
    outcomes = []
    for path in paths:
        outcome: ImportReport | KnownError
        try:
            outcome = import_file(session, path, job=job)
        except KnownError as error:
            outcome = error
        outcomes.append(FileOutcome(name=path.name, outcome=outcome))
    return FilesReport(files=tuple(outcomes))


def merge_statements(writer: Writer, statements: Sequence[Statement], source: str) -> MergeResult:
    """Merge every statement of one file in one database transaction: all of it is kept, or nothing."""
    return _keep(writer, ParsedFile(format=StatementFormat(source), statements=statements), None)[1]


def _keep(writer: Writer, parsed: ParsedFile, account: str | None) -> tuple[Sequence[StatementPlan], MergeResult]:
    plans = plan_file(writer, parsed, account)
    kept = [keep_statement(writer, plan).rows.result for plan in plans]
    return plans, MergeResult(
        added=sum(merge.added for merge in kept),
        updated=sum(merge.updated for merge in kept),
        removed=sum(merge.removed for merge in kept),
    )
