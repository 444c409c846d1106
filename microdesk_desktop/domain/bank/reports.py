"""Results of an import or a sync, from which its message is written."""

from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.bank.types import Balance, MergeResult, MissingPeriod, RowProblem
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.attributions import AttributionCounts

STATEMENT_CHANGES = Changes.BANK | Changes.MATCHES | Changes.INVOICES | Changes.LEDGER


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Result of the import of one statement file; `read` counts the rows that could be read.

    `balance_gaps` holds, per account whose file has balances that disagree with its rows, the gap; `missing` what the
    balances of this file and of earlier ones prove to be in none. `doubtful` counts the rows added that may be a
    stored one.
    """

    format: str
    preset: str | None
    read: int
    merge: MergeResult
    attributed: AttributionCounts
    problems: tuple[RowProblem, ...]
    balance_gaps: tuple[Money, ...]
    missing: tuple[MissingPeriod, ...] = ()
    doubtful: int = 0
    changes: Changes = STATEMENT_CHANGES


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """Result of one sync.

    `skipped` counts rows that the bank gave without amount or date; `balance_error` is why the balance is the old
    one, if it is; `next_allowed_at` is None when the bank allows another sync now.
    """

    merge: MergeResult
    attributed: AttributionCounts
    skipped: int
    balance: Balance | None
    balance_error: ErrorCode | None
    next_allowed_at: datetime | None
    changes: Changes = STATEMENT_CHANGES | Changes.CONNECTION
