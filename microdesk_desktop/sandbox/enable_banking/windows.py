"""The transactions endpoint: the window of days, the pages, and the ways in which banks refuse both."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from microdesk_desktop.sandbox.enable_banking.refusals import Refused
from microdesk_desktop.sandbox.enable_banking.rows import Raw, day_of
from microdesk_desktop.sandbox.enable_banking.state import Account, Bank
from microdesk_desktop.sandbox.server import Reply

KEY = "continuation_key"


class Period(StrEnum):
    """How a bank refuses a window that is too long: with the day it proposes, without, or in its own shape."""

    PROPOSED = "proposed"
    BARE = "bare"
    OWN = "own"


class OwnRefusal(Exception):
    """The answer of a bank, passed on as it is."""

    def __init__(self, reply: Reply) -> None:
        super().__init__("bank")
        self.reply = reply


@dataclass(kw_only=True)
class Paging:
    """How lists are cut into pages; `has_empty_pages` puts one with a key before each."""

    rows: int = 1_000
    has_empty_pages: bool = False
    repeats_key: bool = False
    refuses_next: bool = False
    keys: dict[str, tuple[str, Mapping[str, str], int]] = field(default_factory=dict)


def check_window(query: Mapping[str, str], bank: Bank, today: date, period: Period) -> tuple[date, date]:
    """The first and last day of a request. Raises Refused or OwnRefusal."""
    since, until = _day(query, "date_from"), _day(query, "date_to")
    if until and not since:
        raise Refused("DATE_TO_WITHOUT_DATE_FROM", "date_from is required")
    oldest = today - timedelta(days=bank.history_days - 1)
    since, until = since or oldest, until or today
    if since > today:
        raise Refused("DATE_FROM_IN_FUTURE", "date_from is in the future")
    if since > until:
        raise Refused("WRONG_DATE_INTERVAL", "date_from is after date_to")
    if since < oldest and query.get("strategy") != "longest":
        raise _too_long(since, oldest, today, period)
    return since, until


def _too_long(since: date, oldest: date, today: date, period: Period) -> Exception:
    if period is Period.OWN:
        detail = f"dateFrom={since}, dateTo={today}"
        body = {"title": "Range is out of the allowed period", "code": "PERIOD_INVALID", "detail": detail}
        return OwnRefusal(Reply(status=422, body={"message": "Range is out of the allowed period", **body}))
    proposed = {"message": "Wrong period", "date_from": oldest.isoformat()}
    return Refused("WRONG_TRANSACTIONS_PERIOD", proposed if period is Period.PROPOSED else None)


def select(account: Account, since: date, until: date, query: Mapping[str, str]) -> list[Raw]:
    """The rows of a window; one without a day, or that is not booked yet, has no place in it and is always given."""
    status = query.get("transaction_status")
    return [
        each
        for each in account.rows
        if (each.get("status") != "BOOK" or not day_of(each) or since.isoformat() <= day_of(each) <= until.isoformat())
        and status in (None, each.get("status"))
    ]


def cut(uid: str, rows: list[Raw], query: Mapping[str, str], paging: Paging) -> dict[str, object]:
    """One page. Raises Refused for a key of another list."""
    asked = {name: value for name, value in query.items() if name != KEY}
    number = _number(uid, asked, query, paging)
    pages = [rows[at : at + paging.rows] for at in range(0, max(1, len(rows)), paging.rows)]
    if paging.has_empty_pages:
        pages = [page for each in pages for page in ([], each)]
    has_next = number + 1 < len(pages) or paging.repeats_key
    key = query.get(KEY) if paging.repeats_key and KEY in query else secrets.token_urlsafe(16)
    if has_next and key:
        paging.keys[key] = uid, asked, number + 1
    return {"transactions": pages[min(number, len(pages) - 1)], KEY: key if has_next else None}


def _number(uid: str, asked: Mapping[str, str], query: Mapping[str, str], paging: Paging) -> int:
    if KEY not in query:
        return 0
    owner, parameters, number = paging.keys.get(query[KEY], ("", {}, 0))
    if owner != uid or parameters != asked:
        raise Refused("WRONG_CONTINUATION_KEY", "Wrong continuation key provided")
    if paging.refuses_next:
        raise Refused("WRONG_TRANSACTIONS_PERIOD", "Wrong period")
    return number


def _day(query: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(query[name]) if name in query else None
    except ValueError:
        raise Refused("WRONG_REQUEST_PARAMETERS", f"{name}: not a date") from None
