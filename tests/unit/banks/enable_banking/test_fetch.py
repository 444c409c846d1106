"""A window that is whole or refused: the ladder, the pages, and the budget that is counted here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.domain.bank.types import TransactionPage
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.enable_banking import refusals
from microdesk_desktop.sandbox.enable_banking.rows import row
from microdesk_desktop.sandbox.enable_banking.windows import Period
from tests.contract.flow import refusal
from tests.support.clock import TODAY
from tests.unit.banks.enable_banking.wiring import Wired


@pytest.fixture
def fetch(wired: Wired) -> Callable[[], TransactionPage]:
    """Reads the account, which has one booked row a day, and one pending."""
    account = wired.sandbox.bank("CIC").accounts[0]
    account.rows = [row(TODAY - timedelta(days=each), -100 - each, f"CB {each}") for each in range(120)]
    account.rows.append(row(TODAY, -5, "PRLV", status="PDNG", reference=None))
    provider = wired.new_provider()
    account_id = wired.account(provider)
    return lambda: provider.fetch_transactions(account_id, 90, wired.job)


def days_asked(wired: Wired) -> list[int]:
    """How many days back each request for transactions went; continued ones too."""
    asked = [query["date_from"] for query in wired.sandbox.queries if "date_from" in query]
    return [(TODAY - TODAY.fromisoformat(day)).days for day in asked]


def test_a_window_begins_89_days_ago_and_only_its_first_day_is_given(
    wired: Wired, fetch: Callable[[], TransactionPage]
) -> None:
    page = fetch()
    assert (len(page.rows), page.since, page.has_pending) == (91, TODAY - timedelta(days=89), True)
    assert wired.sandbox.queries[-1] == {"date_from": page.since.isoformat()}


@pytest.mark.parametrize(
    ("period", "history", "asked"),
    [
        (Period.PROPOSED, 45, [89, 44]),
        (Period.BARE, 75, [89, 60]),
        (Period.BARE, 45, [89, 60, 30]),
        (Period.OWN, 75, [89, 60]),
        (Period.OWN, 31, [89, 60, 30]),
    ],
)
def test_a_bank_with_a_shorter_history_is_asked_for_less(
    wired: Wired, fetch: Callable[[], TransactionPage], period: Period, history: int, asked: list[int]
) -> None:
    wired.sandbox.bank("CIC").history_days = history
    wired.sandbox.period = period
    page = fetch()
    assert days_asked(wired) == asked
    assert page.since == TODAY - timedelta(days=asked[-1])
    assert len(page.rows) == asked[-1] + 2


@pytest.mark.parametrize("period", Period)
def test_a_bank_that_refuses_every_window_is_asked_four_times_at_most(
    wired: Wired, fetch: Callable[[], TransactionPage], period: Period
) -> None:
    wired.sandbox.bank("CIC").history_days = 3
    wired.sandbox.period = period
    proposed = replace(
        refusals.fault("WRONG_TRANSACTIONS_PERIOD"),
        body=refusals.Refused("WRONG_TRANSACTIONS_PERIOD", {"date_from": (TODAY - timedelta(days=70)).isoformat()})
        .reply()
        .body,
        only="/transactions",
    )
    if period is Period.PROPOSED:
        wired.sandbox.faults.add(*[proposed] * 4)
    assert refusal(fetch).code is ErrorCode.REQUEST_REFUSED
    assert days_asked(wired) == ([89, 70, 60, 30] if period is Period.PROPOSED else [89, 60, 30])


@pytest.mark.parametrize("has_empty_pages", [False, True])
def test_all_pages_are_read_with_the_same_parameters(
    wired: Wired, fetch: Callable[[], TransactionPage], has_empty_pages: bool
) -> None:
    wired.sandbox.paging.rows = 7
    wired.sandbox.paging.has_empty_pages = has_empty_pages
    assert len({page.amount_cents for page in fetch().rows}) == 91
    assert len(days_asked(wired)) == (26 if has_empty_pages else 13)
    assert wired.limits.noted["transactions"][0] == 3, "the pages of one window are one request of the four"


def test_pages_without_an_end_are_an_error(wired: Wired, fetch: Callable[[], TransactionPage]) -> None:
    wired.sandbox.paging.repeats_key = True
    assert refusal(fetch).code is ErrorCode.BANK_ERROR
    assert len(days_asked(wired)) <= 3


def test_more_than_fifty_pages_are_an_error(wired: Wired, fetch: Callable[[], TransactionPage]) -> None:
    wired.sandbox.paging.rows = 1
    assert refusal(fetch).code is ErrorCode.BANK_ERROR
    assert len(days_asked(wired)) == 50


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (refusals.fault("ASPSP_ERROR"), ErrorCode.BANK_ERROR),
        (refusals.fault("ASPSP_RATE_LIMIT_EXCEEDED"), ErrorCode.RATE_LIMITED),
        (faults.HTML, ErrorCode.PROVIDER_DOWN),
        (faults.TRUNCATED, ErrorCode.PROVIDER_DOWN),
    ],
    ids=lambda each: getattr(each, "name", str(each)),
)
def test_a_page_that_is_refused_refuses_the_window(
    wired: Wired, fetch: Callable[[], TransactionPage], fault: faults.Fault, code: ErrorCode
) -> None:
    wired.sandbox.paging.rows = 40
    passed = replace(faults.SLOW, only="/transactions")
    wired.sandbox.faults.add(passed, *[replace(fault, only="/transactions")] * 3)
    assert refusal(fetch).code is code


def test_a_period_that_is_refused_on_a_later_page_begins_no_other_window(
    wired: Wired, fetch: Callable[[], TransactionPage]
) -> None:
    wired.sandbox.paging.rows = 40
    wired.sandbox.paging.refuses_next = True
    assert refusal(fetch).code is ErrorCode.REQUEST_REFUSED
    assert days_asked(wired) == [89, 89]


@pytest.mark.parametrize("key", [[], {}, True, 1.5, "x" * 5_000])
def test_a_key_that_is_none_refuses_the_window(wired: Wired, fetch: Callable[[], TransactionPage], key: object) -> None:
    body = {"transactions": [], "continuation_key": key}
    wired.sandbox.faults.add(faults.Fault(name="key", status=200, body=body, only="/transactions"))
    assert refusal(fetch).code is ErrorCode.PROVIDER_CHANGED


def test_four_windows_a_day_are_asked_for_and_a_fifth_is_not(
    wired: Wired, fetch: Callable[[], TransactionPage]
) -> None:
    for _ in range(4):
        fetch()
    asked = len(wired.sandbox.requests)
    blocked = refusal(fetch)
    assert (blocked.code, blocked.params["until"]) == (ErrorCode.RATE_LIMITED, wired.clock.now() + timedelta(days=1))
    assert len(wired.sandbox.requests) == asked
    wired.clock.advance(hours=25)
    assert fetch().rows


def test_one_request_too_many_waits_six_hours(wired: Wired, fetch: Callable[[], TransactionPage]) -> None:
    wired.sandbox.counts_after = 0
    failure = refusal(fetch)
    assert (failure.code, failure.params["until"]) == (ErrorCode.RATE_LIMITED, wired.clock.now() + timedelta(hours=6))
    wired.sandbox.counts_after = 4
    asked = len(wired.sandbox.requests)
    assert refusal(fetch).code is ErrorCode.RATE_LIMITED
    assert len(wired.sandbox.requests) == asked
    wired.clock.advance(hours=7)
    assert fetch().rows


@pytest.mark.parametrize(
    "fault", [faults.UNAVAILABLE, refusals.fault("WRONG_REQUEST_PARAMETERS")], ids=lambda each: each.name
)
def test_what_has_not_reached_the_bank_is_not_counted(
    wired: Wired, fetch: Callable[[], TransactionPage], fault: faults.Fault
) -> None:
    for _ in range(5):
        wired.sandbox.faults.add(*[replace(fault, only="/transactions")] * 3)
        refusal(fetch)
        wired.sandbox.faults.clear()
    assert fetch().rows


def test_a_balance_that_the_bank_refuses_leaves_the_consent_alone(wired: Wired) -> None:
    provider = wired.new_provider()
    account_id = wired.account(provider)
    wired.sandbox.refuses_balances = True
    assert refusal(lambda: provider.fetch_balance(account_id, "EUR", wired.job)).code is ErrorCode.BANK_ERROR
    wired.sandbox.end(wired.sandbox.open_sessions[0])
    assert refusal(lambda: provider.fetch_balance(account_id, "EUR", wired.job)).code is ErrorCode.CONSENT_EXPIRED


def test_the_booked_balance_is_shown_not_the_available_one(wired: Wired) -> None:
    account = wired.sandbox.bank("CIC").accounts[0]
    account.opening_cents = 12_345
    provider = wired.new_provider()
    balance = provider.fetch_balance(wired.account(provider), "EUR", wired.job)
    assert balance
    assert (balance.amount_cents, balance.currency, balance.on) == (12_345, "EUR", TODAY)
