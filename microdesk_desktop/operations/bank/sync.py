"""Fetch the transactions and the balance, merge them, run the attribution; and schedule the next sync."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from microdesk_desktop.banks.provider import TRANSACTIONS, Provider
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.gate import CLOSED, NetworkGroup
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.reports import SyncReport
from microdesk_desktop.domain.bank.types import Balance, Connection, MergeResult, TransactionPage
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.provider_access import connected_provider, provider_client, sync_blocked_until
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.operations.vault.erasure import is_being_erased
from microdesk_desktop.store.bank.accounts import save_balance
from microdesk_desktop.store.bank.connection import (
    LastSync,
    connected_account,
    load_connection,
    load_last_sync,
    save_sync_result,
)
from microdesk_desktop.store.bank.limits import Limit, load_connected_limits
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.journal import note_fetched

SUCCESS = "ok"

# Three automatic syncs a day leave the fourth request, where a bank allows four, to the user.
AUTOMATIC_EVERY = timedelta(hours=8)
RETRY_AFTER = timedelta(minutes=30)
# Outcomes after which a sync is tried again soon, or at the regular time; after any other only the user can help.
_TRANSIENT = frozenset((ErrorCode.OFFLINE.value, ErrorCode.PROVIDER_DOWN.value, ErrorCode.NETWORK_CLOSED.value))
_REGULAR = frozenset((SUCCESS, ErrorCode.BANK_ERROR.value, ErrorCode.RATE_LIMITED.value))


def sync(session: Session, job: Job) -> SyncReport:
    """Fetch the account's window, merge it and attribute what is new.

    Pending rows that a complete answer no longer holds are removed. A failed or cancelled sync changes no row; a failed
    one leaves its code for `load_last_sync`.
    Raises NETWORK_CLOSED, BANK_NOT_CONNECTED, RATE_LIMITED, CONSENT_EXPIRED, and what a provider raises.
    """
    connection = session.read(load_connection)
    if connection is None or is_being_erased(session, BANK):
        raise KnownError(ErrorCode.BANK_NOT_CONNECTED)
    try:
        provider = provider_client(session, connected_provider(session, connection))
        fetched = _fetch(provider, connection, session.clock.today(), job)
    except KnownError as error:
        if error.code in CLOSED:
            raise  # the user's own choice: nothing has failed
        code = error.code.value
        session.write(lambda writer: _keep_failure(writer, session.clock.now(), connection, code))
        raise
    job.checkpoint()
    merge = session.write(lambda writer: _keep(writer, session.clock.now(), connection, fetched))
    attributed = run_attribution(session, job)
    return SyncReport(
        merge=merge,
        attributed=attributed,
        skipped=fetched.page.skipped,
        balance=fetched.balance,
        balance_error=fetched.balance_error,
        next_allowed_at=next_allowed(session),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fetched:
    """What one sync read from the bank; `balance_error` is why there is no balance."""

    page: TransactionPage
    balance: Balance | None = None
    balance_error: ErrorCode | None = None


def _fetch(provider: Provider, connection: Connection, today: date, job: Job) -> _Fetched:
    """The transactions, then the balance: an error of the balance does not lose the transactions.

    A balance without a day gets the day of the fetch, so that no older statement replaces it.
    """
    job.progress(0, 0, "fetch")
    page = provider.fetch_transactions(connection.account_id, connection.history_days, job)
    try:
        balance = provider.fetch_balance(connection.account_id, connection.currency, job)
    except KnownError as error:
        return _Fetched(page=page, balance_error=error.code)
    if balance is not None and balance.on is None:
        balance = replace(balance, on=today)
    return _Fetched(page=page, balance=balance)


def _keep(writer: Writer, now: datetime, connection: Connection, fetched: _Fetched) -> MergeResult:
    """Merge what was fetched, unless another account was connected meanwhile: then BANK_NOT_CONNECTED."""
    account_id = connected_account(writer)
    if account_id is None or load_connection(writer) != connection:
        raise KnownError(ErrorCode.BANK_NOT_CONNECTED)
    changes = merge_rows(
        writer,
        account_id,
        fetched.page.rows,
        source=connection.provider,
        since=fetched.page.since,
        drops_pending=fetched.page.has_pending,
    )
    note_fetched(writer, changes.known)
    if fetched.balance is not None:
        save_balance(writer, account_id, fetched.balance)
    save_sync_result(writer, now, fetched.balance_error.value if fetched.balance_error else SUCCESS)
    return changes.result


def _keep_failure(writer: Writer, now: datetime, connection: Connection, code: str) -> None:
    """Keep the error for `load_last_sync`, unless another account was connected meanwhile."""
    if load_connection(writer) == connection:
        save_sync_result(writer, now, code)


def next_allowed(session: Session) -> datetime | None:
    """When the bank allows the next sync; None when it does now."""
    return sync_blocked_until(session.read(load_connected_limits), session.clock.now())


def next_automatic_sync(session: Session) -> datetime | None:
    """When to sync without being asked; None without a connected bank, or when only the user can help.

    So it is while the user has closed the network of the bank.
    """
    if session.gate.error(NetworkGroup.BANK) is not None:
        return None

    def read(reader: Reader) -> tuple[bool, list[Limit], LastSync | None]:
        return load_connection(reader) is not None, load_connected_limits(reader), load_last_sync(reader)

    is_connected, limits, last = session.read(read)
    is_connected = is_connected and not is_being_erased(session, BANK)
    return next_automatic(session.clock.now(), limits, last) if is_connected else None


def next_automatic(now: datetime, limits: Sequence[Limit], last: LastSync | None) -> datetime | None:
    """When to sync without being asked; None when only the user can help, after a refused consent for instance."""
    if last is None:
        return now
    if last.outcome in _TRANSIENT:
        due = last.at + RETRY_AFTER
    elif last.outcome in _REGULAR:
        due = last.at + AUTOMATIC_EVERY
    else:
        return None
    return max(due, sync_blocked_until(list(limits), now) or due, _reserve_until(limits, now) or due)


def _reserve_until(limits: Sequence[Limit], now: datetime) -> datetime | None:
    """When the budget renews, if all that it has left is the request kept for the user."""
    for limit in limits:
        if limit.endpoint == TRANSACTIONS and limit.remaining == 1 and limit.retry_at and limit.retry_at > now:
            return limit.retry_at
    return None
