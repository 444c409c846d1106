"""The result of importing one file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.bank.types import MergeResult, MissingPeriod, RowProblem
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.tables import ImportKind, TableColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """One file that was imported, or the error that refused it whole.

    `format` and `preset` are a statement's format and CSV layout, `source` the tool, the layout or the format.
    `import_id` is its entry in the journal, None when it brought nothing that could be taken back. `problems` are of
    refused rows, `remarks` of cells without which their row was kept. `merge` is what changed in the transactions, for
    a statement, and `missing` what its balances and those known before prove to be in no file. `imported_at` is when
    the same content was imported before. `unused` are the columns of a table of records that no field comes from.
    `is_type_assumed`: some documents were taken for invoices, without a column or a number that shows it.
    """

    name: str
    kind: ImportKind | None
    source: str = ""
    format: str = ""
    preset: str | None = None
    import_id: int | None = None
    counts: Mapping[RowOutcome, int] = field(default_factory=dict)
    problems: tuple[RowProblem, ...] = ()
    remarks: tuple[RowProblem, ...] = ()
    merge: MergeResult = field(default_factory=MergeResult)
    balance_gaps: tuple[Money, ...] = ()
    missing: tuple[MissingPeriod, ...] = ()
    imported_at: datetime | None = None
    unused: tuple[TableColumn, ...] = ()
    is_type_assumed: bool = False
    refusal: KnownError | None = None

    @property
    def gaps_cents(self) -> tuple[int, ...]:
        """What the balances show to be missing, in the file and between it and those before."""
        return (*(each.cents for each in self.balance_gaps), *(each.cents for each in self.missing))
