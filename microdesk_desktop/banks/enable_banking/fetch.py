"""Read an account's window: all its pages or an error, in a narrower window where the bank refuses the widest."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from microdesk_desktop.banks.enable_banking.client import Call, Client
from microdesk_desktop.banks.enable_banking.errors import PeriodRefused
from microdesk_desktop.banks.enable_banking.institutions import HISTORY_DAYS
from microdesk_desktop.banks.enable_banking.schemas import TransactionsData
from microdesk_desktop.banks.enable_banking.transactions import read_page
from microdesk_desktop.banks.provider import TRANSACTIONS, window_start
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import TransactionPage

MOST_PAGES = 50
# Far above what an account has in three months; a bank that gives more repeats itself.
MOST_ROWS = 50_000
_NARROWER_DAYS = (60, 30)


def fetch_window(client: Client, path: str, history_days: int, today: date, job: Job) -> TransactionPage:
    """The transactions of the last days, `today` by UTC; at most four windows are tried.

    Raises REQUEST_REFUSED when the bank refuses the narrowest window too.
    """
    since = window_start(today, min(history_days, HISTORY_DAYS))
    try:
        return _read(client, path, since, job)
    except PeriodRefused as refusal:
        narrower = [refusal.since, *(today - timedelta(days=days) for days in _NARROWER_DAYS)]
        last: PeriodRefused = refusal
    for each in narrower:
        if each is None or not since < each <= today:
            continue
        since = each
        try:
            return _read(client, path, since, job)
        except PeriodRefused as refusal:
            last = refusal
    raise last


def _read(client: Client, path: str, since: date, job: Job) -> TransactionPage:
    return read_page(list(_rows(client, path, since, job)), since, job)


def _rows(client: Client, path: str, since: date, job: Job) -> Iterator[msgspec.Raw]:
    """The rows of all pages. Raises BANK_ERROR for pages without an end: half a window must not be kept."""
    seen: set[str] = set()
    params = {"date_from": since.isoformat()}
    total = 0
    for _ in range(MOST_PAGES):
        page = _page(client, path, params, job)
        total += len(page.transactions)
        yield from page.transactions
        key = page.continuation_key
        if key is None or key == "":
            return
        if str(key) in seen or total > MOST_ROWS:
            break
        seen.add(str(key))
        params = {**params, "continuation_key": str(key)}
    raise KnownError(ErrorCode.BANK_ERROR, host=client.host)


def _page(client: Client, path: str, params: dict[str, str], job: Job) -> TransactionsData:
    is_continued = "continuation_key" in params
    call = Call(
        method="GET",
        path=path,
        params=params,
        purpose=Purpose.BANK_TRANSACTIONS,
        endpoint=TRANSACTIONS,
        is_continued=is_continued,
    )
    try:
        response = client.send(call, job)
    except PeriodRefused as refusal:
        if not is_continued:
            raise
        # What was accepted for the first page is refused for the next one: no other window would help.
        raise KnownError(refusal.code, **refusal.params) from None
    job.checkpoint()
    return response.decode(TransactionsData, job)
