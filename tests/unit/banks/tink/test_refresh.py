"""When Tink is asked to read at the bank again, on a moved clock."""

import threading
import time

import pytest

from microdesk_desktop.banks.tink.consents import STATES, RefreshWait
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.domain.bank.types import ConsentState
from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.tink.data import transaction
from tests.support.clock import TODAY, FakeClock
from tests.unit.banks.tink.conftest import WiredTink


@pytest.fixture
def account(wired: WiredTink) -> str:
    """The connected account, with one row."""
    wired.account.rows.append(transaction(TODAY, -100, "PRLV OVH"))
    return wired.linked()[1]


def fetched(wired: WiredTink, account: str) -> int:
    return len(wired.provider.fetch_transactions(account, 90, wired.job).rows)


def refreshes(wired: WiredTink) -> list[object]:
    return [each.body for each in wired.tink.received if each.path.endswith("/refresh")]


def test_what_was_read_within_the_hour_is_not_read_again(wired: WiredTink, account: str, clock: FakeClock) -> None:
    fetched(wired, account)
    clock.advance(minutes=59)
    fetched(wired, account)
    assert refreshes(wired) == []
    clock.advance(minutes=2)
    assert fetched(wired, account) == 1
    fetched(wired, account)
    assert refreshes(wired) == [{"userAvailability": {"userPresent": False, "userAvailableForInteraction": False}}]


def test_the_rows_are_read_once_the_refresh_is_over(wired: WiredTink, account: str, clock: FakeClock) -> None:
    wired.tink.state.refresh_steps = ["UPDATING", "UPDATING", "TEMPORARY_ERROR"]
    clock.advance(hours=8)
    assert fetched(wired, account) == 1, "while it runs, Tink lists no account"


def test_a_refresh_that_runs_already_is_waited_for_and_not_asked_twice(
    wired: WiredTink, account: str, clock: FakeClock
) -> None:
    (user,) = wired.tink.state.users.values()
    wired.tink.state.refresh_steps = ["UPDATING", "UPDATING"]
    wired.tink.state.refresh(user, user.credentials[0])
    assert fetched(wired, account) == 1
    assert refreshes(wired) == []


@pytest.mark.parametrize("is_silent", [True, False])
def test_a_refresh_beyond_the_limit_leaves_what_tink_has(
    wired: WiredTink, account: str, clock: FakeClock, is_silent: bool
) -> None:
    wired.tink.state.refreshes_a_day, wired.tink.state.is_refresh_limit_silent = 0, is_silent
    clock.advance(hours=8)
    assert fetched(wired, account) == 1
    assert fetched(wired, account) == 1, "and blocks nothing"


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_a_refresh_that_is_refused_leaves_what_tink_has(
    wired: WiredTink, account: str, clock: FakeClock, status: int
) -> None:
    clock.advance(hours=8)
    wired.tink.faults.add(Fault(name="refresh", status=status, body={"errorCode": "X"}, only="/refresh"))
    assert fetched(wired, account) == 1


def test_a_refresh_that_never_ends_is_given_up(wired: WiredTink, account: str, clock: FakeClock) -> None:
    wired.reopen(RefreshWait(interval_s=0.01, unseen_s=0.05, longest_s=0.3))
    wired.tink.state.refresh_steps = ["UPDATING"] * 100_000
    clock.advance(hours=8)
    with pytest.raises(KnownError) as refusal:
        fetched(wired, account)
    assert refusal.value.code is ErrorCode.BANK_GONE, "this Tink lists nothing meanwhile"


def test_the_wait_ends_when_the_user_stops(wired: WiredTink, account: str, clock: FakeClock) -> None:
    wired.reopen(RefreshWait(interval_s=0.01, unseen_s=600, longest_s=600))
    wired.tink.state.refresh_steps = ["UPDATING"] * 100_000
    clock.advance(hours=8)
    wired.tink.faults.clear()

    def stop_once_it_waits() -> None:
        while not refreshes(wired):
            time.sleep(0.005)
        wired.job.cancel()

    threading.Thread(target=stop_once_it_waits, daemon=True).start()
    with pytest.raises(Cancelled):
        fetched(wired, account)


@pytest.mark.parametrize("status", [each for each, state in STATES.items() if state is not ConsentState.LINKED])
def test_a_consent_that_is_over_asks_to_be_given_again(wired: WiredTink, account: str, status: str) -> None:
    (user,) = wired.tink.state.users.values()
    user.credentials[0].status = status
    with pytest.raises(KnownError) as refusal:
        fetched(wired, account)
    assert refusal.value.code is ErrorCode.CONSENT_EXPIRED


def test_a_consent_found_to_be_over_by_the_refresh_asks_to_be_given_again(
    wired: WiredTink, account: str, clock: FakeClock
) -> None:
    clock.advance(hours=8)
    wired.tink.state.refresh_steps = ["UPDATING", "SESSION_EXPIRED", "SESSION_EXPIRED"]
    with pytest.raises(KnownError) as refusal:
        fetched(wired, account)
    assert refusal.value.code is ErrorCode.CONSENT_EXPIRED
