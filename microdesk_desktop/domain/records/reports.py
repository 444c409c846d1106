"""What an import of records brought."""

from dataclasses import dataclass

from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.attributions import AttributionCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsReport:
    """What a file of records brought: rows added, updated, already there, refused with their reason."""

    kind: str
    added: int
    updated: int
    unchanged: int
    problems: tuple[RowProblem, ...]
    attributed: AttributionCounts
    changes: Changes
