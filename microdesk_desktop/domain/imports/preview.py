"""What the user sees of a file before it is imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.bank.types import Balance
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.plans import PlannedRow
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.tables import TableColumn, TableMapping


class TotalKind(StrEnum):
    """What a total of a preview adds up."""

    TO_COLLECT = "to_collect"
    """What is left to pay of documents, without quotes and without what is owed to clients."""
    CREDIT_NOTES = "credit_notes"
    """What is left to give back or to deduct, positive."""
    PAID = "paid"
    """What is settled of documents."""
    MONEY_IN = "in"
    MONEY_OUT = "out"
    """Positive, like MONEY_IN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum of one kind in one currency, over every row that could be read, known ones included."""

    kind: TotalKind
    sum: Money
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountName:
    """A stored account, as the user recognises it."""

    id: int
    institution_name: str
    iban: str | None
    number: str | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewAccount:
    """One account of a statement file: where its rows would go.

    `stored` is the account that they join. None with `is_unclear` false: a new account is made. `is_unclear`: the file
    does not name it, and `candidates` are the stored accounts that it may be; the user chooses one, or a new account.
    `label`, `iban`, `number` are what the file names, "" and None where it names nothing.
    `file_gap` is the difference between the file's balances and its rows; `gap_before` the difference between its
    opening balance and the closing balance of what is stored before it: a period is missing between two files.
    """

    stored: AccountName | None
    is_unclear: bool = False
    candidates: tuple[AccountName, ...] = ()
    label: str = ""
    iban: str | None = None
    number: str | None = None
    currency: str = "EUR"
    rows: int = 0
    opening: Balance | None = None
    closing: Balance | None = None
    file_gap: Money | None = None
    gap_before: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A draft, and what importing it now would do; nothing has been written.

    `source` names the tool, the bank layout or the format. `rows` are in the order of the file. `columns` are those of
    a table with what each is used for; `unused` the ones that are used for nothing. `mapping` is the one in effect,
    None for a format that is no table.
    `accounts` is empty unless the file is a statement. `imported_at` is when the same content was imported before.
    `refusal` is why the file cannot be imported as it is. Of a table whose columns are not known, `mapping` is then a
    proposal, read in `rows` where it is complete: the user confirms it by `draft.with_mapping(preview.mapping)`.
    `is_type_assumed`: some documents are taken for invoices, without a column or a number that shows it.
    """

    draft: Draft
    source: str = ""
    rows: Sequence[PlannedRow] = ()
    counts: Mapping[RowOutcome, int] = field(default_factory=dict)
    totals: tuple[Total, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    mapping: TableMapping | None = None
    accounts: tuple[PreviewAccount, ...] = ()
    imported_at: datetime | None = None
    refusal: KnownError | None = None
    is_type_assumed: bool = False

    @property
    def is_proposed(self) -> bool:
        """Whether the mapping is only proposed, and must be confirmed or completed."""
        return self.refusal is not None and self.mapping is not None

    @property
    def unused(self) -> tuple[TableColumn, ...]:
        """The columns of the table that no field comes from."""
        return tuple(each for each in self.columns if each.field is None)

    @property
    def needs_account(self) -> bool:
        """Whether the user must choose the account first."""
        return any(each.is_unclear for each in self.accounts)

    @property
    def can_be_kept(self) -> bool:
        """Whether the import can go ahead as it is; rows that are refused stay out of it."""
        return self.draft.is_ready and self.refusal is None and not self.needs_account

    @property
    def brings(self) -> int:
        """How many rows the import would add or complete."""
        return sum(self.counts.get(each, 0) for each in (RowOutcome.ADDED, RowOutcome.DOUBTFUL, RowOutcome.COMPLETED))
