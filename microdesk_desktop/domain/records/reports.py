"""Result of an import of records."""

from dataclasses import dataclass

from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.attributions import AttributionCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsReport:
    """Counts of rows added, updated and already there, and the rejected rows with their reason.

    `kind` is an `ImportKind` by its value. `remarks` are cells without which their row was kept.
    """

    kind: str
    added: int
    updated: int
    unchanged: int
    problems: tuple[RowProblem, ...]
    remarks: tuple[RowProblem, ...] = ()
    attributed: AttributionCounts
    changes: Changes
