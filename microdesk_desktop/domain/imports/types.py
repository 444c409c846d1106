"""What is known of a file before it is read, and the outcome of each of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.tables import TableMapping

Corrections = Mapping[int, Mapping[str, str]]
"""What the user wrote in place of cells: the line in the file (1-based) → field → text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What is known about a file before it is read; a reader ignores what its format does not need.

    `date_order` is what earlier files of the same account proved: it counts where this file proves nothing.
    `accounts` are the known spellings of the user's accounts. `is_one_account`: the user named the account of the whole
    file.
    """

    mapping: TableMapping | None = None
    date_order: DateOrder | None = None
    corrections: Corrections = field(default_factory=dict)
    accounts: tuple[str, ...] = ()
    is_one_account: bool = False


AS_FOUND = ReadOptions()
"""Nothing is known: the file alone decides."""


class RowOutcome(StrEnum):
    """What an import does with a row of a file."""

    ADDED = "added"
    COMPLETED = "completed"
    """It fills in, or brings up to date, what the vault holds already."""
    KNOWN = "known"
    DOUBTFUL = "doubtful"
    """It is added, and may be the double of a stored row: the user decides."""
    REFUSED = "refused"
