"""The head of the Bank page: the accounts, the consent, the counts of the chips."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from microdesk_desktop.banks.provider import TRANSACTIONS
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.bank.accounts import Account, load_accounts
from microdesk_desktop.store.bank.connection import LastSync, load_connection, load_last_sync
from microdesk_desktop.store.bank.listing import ListFilter, count_by_status, count_transactions, load_announced
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.rows import BankState, load_bank_state

# The outcomes of a sync after which only a new consent helps, whatever end the former one announced.
_CONSENT_ENDED = frozenset(
    code.value
    for code in (
        ErrorCode.CONSENT_EXPIRED,
        ErrorCode.CONSENT_MISSING,
        ErrorCode.ACCOUNT_SUSPENDED,
        ErrorCode.BANK_GONE,
    )
)


class Shown(StrEnum):
    """Which transactions the list keeps."""

    ALL = "all"
    TODO = "todo"
    """All that wait for the user, with a proposal or without."""
    SUGGESTED = "suggested"
    ATTRIBUTED = "attributed"
    UPCOMING = "upcoming"
    """Those that the bank only announces: they wait for nobody."""
    IGNORED = "ignored"
    DOUBLES = "doubles"
    """Those that may be the double of an older one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankHead:
    """What stands above the list.

    `account` is the one whose transactions are listed, None when those of all accounts are, or there is none yet.
    `syncs_left` is what the bank still allows today, None when unknown. `announced` are the transactions that
    only the bank announces: they wait for nobody.
    """

    state: BankState
    counts: Mapping[Shown, int]
    syncs_left: int | None
    announced: frozenset[int] = frozenset()
    accounts: Sequence[Account] = ()
    account: Account | None = None

    @property
    def narrowed_to(self) -> int | None:
        """The id of the account to which the list is narrowed; None where it holds the transactions of all."""
        return self.account.id if self.account is not None and len(self.accounts) > 1 else None

    def days_left(self, now: datetime) -> int | None:
        """As `load_consent_days_left`."""
        return _days_left(self.state.expires_at, self.state.last_sync, now)


def load_institution_id(reader: Reader) -> str | None:
    """The connected bank, as the provider names it; None when no bank is connected."""
    connection = load_connection(reader)
    return connection.institution_id if connection else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLeft:
    """How long the consent of the connected bank lasts; `days` as `load_consent_days_left`, None without an end."""

    days: int | None


def load_consent_left(reader: Reader, now: datetime) -> ConsentLeft | None:
    """The consent of the connected bank; None when no bank is connected."""
    if load_connection(reader) is None:
        return None
    return ConsentLeft(days=load_consent_days_left(reader, now))


def load_consent_days_left(reader: Reader, now: datetime) -> int | None:
    """Days until the one on which the consent ends, 1 on that day too; None without a bank, or without an end.

    0 once it has ended, or a sync was refused for that.
    """
    connection = load_connection(reader)
    return _days_left(connection.expires_at if connection else None, load_last_sync(reader), now)


def _days_left(expires: datetime | None, last: LastSync | None, now: datetime) -> int | None:
    if expires is None:
        return None
    if expires <= now or (last and last.outcome in _CONSENT_ENDED):
        return 0
    return max(1, (expires.astimezone().date() - now.astimezone().date()).days)


def load_bank_head(reader: Reader, account_id: int | None = None) -> BankHead:
    """The accounts, the consent and the counts, of the account with this id where it exists, else of all."""
    state, accounts = load_bank_state(reader), load_accounts(reader)
    account = accounts[0] if len(accounts) == 1 else next((each for each in accounts if each.id == account_id), None)
    kept = account.id if account is not None and len(accounts) > 1 else None
    announced = load_announced(reader, kept)
    return BankHead(
        state=state,
        counts={
            **chip_counts(
                state.counts if kept is None else count_by_status(reader, ListFilter(account_id=kept)), len(announced)
            ),
            Shown.DOUBLES: count_transactions(reader, ListFilter(account_id=kept, are_doubles=True)),
        },
        announced=announced,
        accounts=tuple(accounts),
        account=account,
        syncs_left=next((limit.remaining for limit in state.limits if limit.endpoint == TRANSACTIONS), None),
    )


def chip_counts(by_status: Mapping[Status, int], announced: int) -> Mapping[Shown, int]:
    """The counts of the chips of a list but that of doubles, without what the bank only announces."""
    counts = {Shown(status.value): count for status, count in by_status.items()}
    waiting = by_status[Status.TODO] + by_status[Status.SUGGESTED] - announced
    return {**counts, Shown.ALL: sum(by_status.values()), Shown.TODO: waiting, Shown.UPCOMING: announced}
