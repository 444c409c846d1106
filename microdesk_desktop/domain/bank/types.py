"""Values of the bank module: statements, transactions, balances, consents, reduced to the facts that are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.tables import TableColumn, TableMapping


class State(StrEnum):
    """Whether the bank has booked the transaction or only announced it."""

    BOOKED = "booked"
    PENDING = "pending"


class StatementFormat(StrEnum):
    """The formats of statement files that can be read, by their name on the command line."""

    OFX = "ofx"
    CAMT = "camt"
    QIF = "qif"
    MT940 = "mt940"
    CFONB = "cfonb"
    CSV = "csv"


class BankRow(NamedTuple):
    """One transaction as fetched or read; a tuple because a file may hold a hundred thousand.

    `provider_id` is the bank's or provider's identifier when it may be trusted; where it gives none, what a reader has
    made of the time of day or the balance (`identifiers`), else None.
    `amount_cents` is signed: positive is money in.
    """

    provider_id: str | None
    on: date
    amount_cents: int
    currency: str
    label: str
    state: State = State.BOOKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A balance of the account in signed cents; `on` is its day, None when the bank gives none."""

    amount_cents: int
    currency: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A row that was rejected: its 1-based line in the file, a reason code, and the values of the reason's sentence.

    `cells` are the row's texts by field, corrections included, so that it can be corrected in place; empty in formats
    that are no tables.
    """

    line: int
    code: str
    params: dict[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The transactions of one account and currency in a file.

    `lines` are the 1-based lines of the rows in the file, none where a row is not a line.
    `iban` and `account_number` are None when the file does not name the account.
    `balance_gap_cents` is closing − (opening + sum of booked rows), None without both balances.
    """

    rows: Sequence[BankRow]
    lines: Sequence[int] = ()
    problems: Sequence[RowProblem] = ()
    iban: str | None = None
    account_number: str | None = None
    bank_name: str | None = None
    currency: str = "EUR"
    opening: Balance | None = None
    closing: Balance | None = None
    balance_gap_cents: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPeriod:
    """Transactions that are in no file: `cents` is their sum; they lie after `after`, and not after `until`."""

    cents: int
    currency: str
    after: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """A statement file once read, one statement per account and currency; `preset` names the layout of a CSV file.

    `date_order` is how its days were read, None where the format leaves no choice; `is_order_proven`: some date of the
    file has one reading only. `columns` are those of a table, with the mapping in effect; none in other formats.
    """

    format: StatementFormat
    statements: Sequence[Statement]
    preset: str | None = None
    date_order: DateOrder | None = None
    is_order_proven: bool = False
    columns: Sequence[TableColumn] = ()
    mapping: TableMapping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A bank that a provider can reach; `max_consent_days` is 0 where a consent has no end."""

    id: str
    name: str
    bic: str | None = None
    max_history_days: int = 90
    max_consent_days: int = 90
    account_selection: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChoice:
    """One account that a consent opened, as shown to the user who picks exactly one."""

    id: str
    iban: str | None
    name: str | None = None
    owner: str | None = None
    currency: str | None = None


class ConsentState(StrEnum):
    """The state of a consent, reduced to what connecting needs."""

    WAITING = "waiting"
    LINKED = "linked"
    REFUSED = "refused"
    EXPIRED = "expired"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentProgress:
    """The state of a consent, and its id once there is one: some providers give it only after the user agreed.

    `failure` is why it ended, where the provider knows more than the state. `goes_on`: an error with which the
    browser came back does not end it.
    """

    state: ConsentState
    consent_id: str = ""
    failure: KnownError | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRequest:
    """A consent being asked for: open `url` in the system browser, expect `reference` back.

    `id` is the provider's handle, empty while there is nothing to revoke; `url` is empty where no page needs to be
    visited. `agreement_id` names its terms, `valid_days` is what was granted, 0 without an end.
    `extends`: the consent is open already, and stays so whatever becomes of this.
    """

    id: str
    url: str
    reference: str
    agreement_id: str | None
    valid_days: int
    history_days: int
    scopes: tuple[str, ...]
    extends: bool = False


class ProviderChoice(NamedTuple):
    """A provider, and the address of the API where it is reached."""

    name: str
    base_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """The one bank connection: the selected account and until when it may be read, nothing else.

    `expires_at` is None where the consent has no end: the account is read with the customer's own key.
    The provider's handles that revoke the consent are secrets: they live in the keyring, under `bank.consent`.
    """

    provider: str
    account_id: str
    institution_id: str
    institution_name: str
    iban: str | None
    currency: str
    history_days: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionPage:
    """One response of a provider, booked and pending rows together.

    `has_pending` is False when the response had no complete pending list; `skipped` counts rows without amount or date;
    `since` is the first day of the window that was fetched.
    """

    rows: Sequence[BankRow]
    since: date
    has_pending: bool = True
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """What one import or fetch changed in the stored transactions."""

    added: int = 0
    updated: int = 0
    removed: int = 0
