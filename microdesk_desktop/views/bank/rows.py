"""The bank as it is shown: transactions with what they settle and why, counts, balance, consent, limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.bank.types import Balance
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.connection import (
    LastSync,
    load_connection,
    load_last_sync,
    load_provider,
)
from microdesk_desktop.store.bank.limits import Limit, load_connected_limits
from microdesk_desktop.store.bank.listing import ListFilter, count_by_status, load_ids
from microdesk_desktop.store.bank.rows import Link, TransactionRow, load_transaction_rows
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.reason_names import with_names
from microdesk_desktop.views.bank.search import TransactionSearch

__all__ = ["Link", "TransactionRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionFilter:
    """Which transactions to list; a field that is None does not filter."""

    status: Status | None = None
    account_id: int | None = None
    since: date | None = None
    until: date | None = None
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankState:
    """The head of the Bank page: account, consent, limits, counts.

    `expires_at` is None where the consent has no end, too.
    """

    provider: str | None
    institution_name: str
    iban: str | None
    balance: Balance | None
    is_connected: bool
    expires_at: datetime | None
    last_sync: LastSync | None
    limits: Sequence[Limit]
    counts: Mapping[Status, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def load_bank_state(reader: Reader) -> BankState:
    """The state shown above the list of transactions."""
    provider, connection, accounts = load_provider(reader), load_connection(reader), load_accounts(reader)
    account = accounts[0] if accounts else None
    return BankState(
        provider=provider[0] if provider else None,
        institution_name=account.institution_name if account else "",
        iban=account.iban if account else None,
        balance=account.balance if account else None,
        is_connected=connection is not None,
        expires_at=connection.expires_at if connection else None,
        last_sync=load_last_sync(reader),
        limits=load_connected_limits(reader),
        counts=count_by_status(reader),
    )


def load_transaction_ids(reader: Reader, wanted: TransactionFilter) -> Sequence[int]:
    """The ids of the transactions to list, latest first."""
    ids = load_ids(
        reader, ListFilter(status=wanted.status, account_id=wanted.account_id, since=wanted.since, until=wanted.until)
    )
    return TransactionSearch(reader).find(wanted.search, ids) if wanted.search else ids


def load_transactions(reader: Reader, ids: Sequence[int]) -> list[TransactionRow]:
    """The rows of these transactions, in the order asked, with names in their reasons; unknown ones are left out."""
    return with_names(reader, _with_shown_labels(load_transaction_rows(reader, ids)))


def load_list_rows(reader: Reader, ids: Sequence[int]) -> list[TransactionRow]:
    """As `load_transactions`, without the reasons of attributions and suggestions, which only the panel shows."""
    return with_names(reader, _with_shown_labels(load_transaction_rows(reader, ids, with_link_reasons=False)))


def _with_shown_labels(rows: Sequence[TransactionRow]) -> list[TransactionRow]:
    """The rows with labels that hide nothing: earlier versions kept the direction marks that some labels have."""
    return [row if row.label.isprintable() else replace(row, label=one_line(row.label)) for row in rows]
