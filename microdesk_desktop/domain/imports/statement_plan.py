"""What importing one statement would change: its account, its rows, and what its balances prove to be missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.bank.accounts.choice import AccountChoice
from microdesk_desktop.domain.bank.merging.merge import MergePlan
from microdesk_desktop.domain.bank.types import MissingPeriod, Statement
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.imports.types import RowOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPlan:
    """The plan of one statement. While its account is unclear, its rows are compared with none.

    `source` is its format, `iban` that of an account to add, when the user gives it; `date_order` the order of day and
    month that the file proves; `missing` what lies between this statement and the latest balance that is known.
    """

    statement: Statement
    source: str
    account: AccountChoice
    merge: MergePlan
    iban: str | None = None
    date_order: DateOrder | None = None
    missing: MissingPeriod | None = None

    def outcomes(self) -> Sequence[RowOutcome]:
        """What becomes of each row of the statement, in its order."""
        doubtful = {position for position, _ in self.merge.doubles}
        completed = {each.id for each in self.merge.updated if each.is_visible}
        return [_outcome(position, self.merge, doubtful, completed) for position in range(len(self.statement.rows))]


def _outcome(position: int, plan: MergePlan, doubtful: set[int], completed: set[int]) -> RowOutcome:
    match = plan.matches.get(position)
    if match is not None:
        return RowOutcome.COMPLETED if match.id in completed else RowOutcome.KNOWN
    return RowOutcome.DOUBTFUL if position in doubtful else RowOutcome.ADDED
