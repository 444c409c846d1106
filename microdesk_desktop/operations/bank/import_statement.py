"""Import statement files and attribute what is new."""

from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.reports import FileOutcome, FilesReport, ImportReport
from microdesk_desktop.domain.bank.types import MergeResult, Statement
from microdesk_desktop.domain.money import Money
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erasure import BANK, require_erased
from microdesk_desktop.store.bank.accounts import account_of_statement
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.vault.erasures import Part


def import_file(session: Session, path: Path, *, format_: str = "auto", job: Job) -> ImportReport:
    """Read the file, keep the rows that are new, attribute them; the same file again adds nothing.

    Raises FILE_NOT_RECOGNISED, FILE_TOO_LARGE, FILE_UNREADABLE or ERASURE_UNFINISHED, and then keeps nothing.
    """
    parsed = read_statement(path, format=format_, job=job)
    job.checkpoint()
    require_erased(session, BANK, Part.VAULT)
    merge = session.write(lambda writer: merge_statements(writer, parsed.statements, parsed.format))
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
    # SQLCipher binds a plain string at once, but looks for an adapter for each member of an enumeration.
    plain = str(source)
    merges = [
        merge_rows(writer, account_of_statement(writer, statement), statement.rows, source=plain)
        for statement in statements
    ]
    return MergeResult(
        added=sum(merge.added for merge in merges),
        updated=sum(merge.updated for merge in merges),
        removed=sum(merge.removed for merge in merges),
    )
