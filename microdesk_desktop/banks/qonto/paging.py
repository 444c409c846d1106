"""Read a list page by page: all of it, or an error.

Rows come and go while the list is read. One that comes on top moves others to the next page, where they are recognised
by their identifiers. One that goes moves another to a page that was read already: then fewer rows are found than the
first page announced, and the list is read again.
"""

from collections.abc import Callable, Hashable, Sequence

import msgspec

from microdesk_desktop.banks.normalise.identifiers import reference
from microdesk_desktop.banks.qonto.schemas import TransactionKey, Transactions
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job

PER_PAGE = 100
MAX_PAGES = 100
"""Ten thousand rows: more than Qonto lists for one search."""
_ATTEMPTS = 3

Fetch = Callable[[int], Transactions | None]
"""One page by its number, from 1; None where it is refused because there are fewer pages."""
_KEY = msgspec.json.Decoder(TransactionKey, float_hook=str)


def read_all(fetch: Fetch, host: str, job: Job) -> Sequence[msgspec.Raw]:
    """Every row of the list, each once.

    Raises PROVIDER_CHANGED for pages that cannot be those of one list, PROVIDER_DOWN for a list that keeps changing
    while it is read, and Cancelled.
    """
    for _ in range(_ATTEMPTS):
        job.checkpoint()
        rows = _read_once(fetch, host)
        if rows is not None:
            return rows
    raise KnownError(ErrorCode.PROVIDER_DOWN, host=host)


def _read_once(fetch: Fetch, host: str) -> Sequence[msgspec.Raw] | None:
    """The rows of all pages; None when a whole page is known, or there are fewer rows than the first one announced."""
    rows: list[msgspec.Raw] = []
    seen: set[Hashable] = set()
    former: list[bytes] = []
    announced = 0
    for number in range(1, MAX_PAGES + 1):
        page = fetch(number)
        if page is None:
            break
        texts, keys = [bytes(raw) for raw in page.transactions], [_key(raw) for raw in page.transactions]
        new = [raw for raw, key in zip(page.transactions, keys, strict=True) if key is None or key not in seen]
        if texts and texts == former:
            raise KnownError(ErrorCode.PROVIDER_CHANGED, host=host)
        if texts and not new:
            return None
        announced = announced or _count(page.meta.total_count)
        rows += new
        seen.update(key for key in keys if key is not None)
        former = texts
        if not _has_next(page, number, host):
            break
    else:
        raise KnownError(ErrorCode.PROVIDER_CHANGED, host=host)
    return rows if len(rows) >= announced else None


def _has_next(page: Transactions, number: int, host: str) -> bool:
    """Whether another page follows: as the page announces, else when this one is full."""
    following = page.meta.next_page
    if following is msgspec.UNSET:
        return len(page.transactions) >= PER_PAGE
    if following is None:
        return False
    if _count(following) != number + 1:
        raise KnownError(ErrorCode.PROVIDER_CHANGED, host=host)
    return True


def _key(raw: msgspec.Raw) -> Hashable | None:
    """What identifies a row among the pages; None for one that cannot be read."""
    try:
        found = _KEY.decode(raw)
    except (ValueError, RecursionError):
        return None
    key = reference(found.transaction_id), reference(found.id)
    return key if any(key) else None


def _count(value: object) -> int:
    """A number of rows or of a page; 0 for what is none."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
