"""Statement files: where their rows go, what of them is new, and writing that."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.statements.detect import read_member
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.merge import MergePlan, TransactionFacts, plan_merge
from microdesk_desktop.domain.bank.types import BankRow, MergeResult, ParsedFile, Statement
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.plans import Entity, Footprint, PlannedRow
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.store.bank.accounts import account_of_statement, find_account, load_accounts
from microdesk_desktop.store.bank.transactions import load_stored, merge_rows
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.rows import load_row


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlan:
    """One account of a file: the stored account that it is, None for a new one, and what its rows would change."""

    statement: Statement
    account_id: int | None
    merge: MergePlan


def read(draft: Draft, job: Job) -> ParsedFile:
    """The content of a statement file. Raises what `read_member` raises."""
    return read_member(Member(draft.name, draft.data), format=draft.format, options=draft.options, job=job)


def plan(reader: Reader, parsed: ParsedFile, draft: Draft) -> list[AccountPlan]:
    """What importing the file would do, per account; nothing is written."""
    plans = []
    for statement in parsed.statements:
        account_id = draft.account if isinstance(draft.account, int) else find_account(reader, statement)
        stored = (
            load_stored(reader, account_id, min(row.on for row in statement.rows))
            if account_id is not None and statement.rows
            else []
        )
        merge = plan_merge(statement.rows, stored, source=str(parsed.format), drops_pending=False)
        plans.append(AccountPlan(statement=statement, account_id=account_id, merge=merge))
    return plans


def planned_rows(plans: Sequence[AccountPlan]) -> Iterator[PlannedRow]:
    """Every row with its outcome, account by account, refused ones last."""
    for each in plans:
        added, completed = Counter(each.merge.added), Counter(facts for _, facts in each.merge.updated)
        for row in each.statement.rows:
            yield PlannedRow(_outcome(row, added, completed), None, row)
        for problem in each.statement.problems:
            yield PlannedRow(RowOutcome.REFUSED, problem.line, None, problem)


def apply(writer: Writer, parsed: ParsedFile, draft: Draft, footprint: Footprint) -> MergeResult:
    """Write what `plan` would do in the vault as it is now."""
    # SQLCipher binds a plain string at once, but looks for an adapter for each member of an enumeration.
    source, total = str(parsed.format), MergeResult()
    for statement in parsed.statements:
        account_id = _account(writer, statement, draft, footprint)
        merge = merge_rows(writer, account_id, statement.rows, source=source, footprint=footprint)
        total = MergeResult(
            added=total.added + merge.added,
            updated=total.updated + merge.updated,
            removed=total.removed + merge.removed,
        )
    return total


def _account(writer: Writer, statement: Statement, draft: Draft, footprint: Footprint) -> int:
    """The account that the rows go to, with what the file changes of it noted."""
    before = {each.id: load_row(writer, Entity.ACCOUNT, each.id) for each in load_accounts(writer)}
    account_id = draft.account if isinstance(draft.account, int) else account_of_statement(writer, statement)
    former = before.get(account_id)
    if former is None:
        footprint.add(Entity.ACCOUNT, [account_id])
    else:
        footprint.find(Entity.ACCOUNT, [account_id])
        footprint.change(Entity.ACCOUNT, account_id, former, load_row(writer, Entity.ACCOUNT, account_id) or former)
    return account_id


def _outcome(row: BankRow, added: Counter[TransactionFacts], completed: Counter[TransactionFacts]) -> RowOutcome:
    """What becomes of a row, taken off the counts of those that are added and completed."""
    facts = TransactionFacts(*row._replace(on=row.on.isoformat(), state=row.state.value))  # type: ignore[arg-type]
    for counts, outcome in ((added, RowOutcome.ADDED), (completed, RowOutcome.COMPLETED)):
        for form in (facts, facts._replace(identifier=None)):
            if counts[form] > 0:
                counts[form] -= 1
                return outcome
    return RowOutcome.KNOWN
