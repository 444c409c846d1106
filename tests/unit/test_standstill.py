"""The clocks that time a standstill: a call that keeps the lock is found, a busy machine is not taken for one."""

import re
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.support.measures.pace import slowness
from tests.support.measures.standstill import Standstill, confirmed, interrupt, watch

BOUND_S = 0.05
HELD_S = 0.15
Clock = Callable[[Callable[[], object]], Standstill]
CLOCKS: tuple[Clock, ...] = (watch, interrupt)


def one_call_of(seconds: float) -> Callable[[], object]:
    """Work that is one search with a regular expression, which takes at least so long."""
    text, pattern = "ab" * 100_000, re.compile("(?:a|b|c)*d")
    while True:
        started = time.thread_time()
        pattern.match(text)
        if time.thread_time() - started >= seconds:
            return lambda: pattern.match(text)
        text += text


def many_steps() -> None:
    """Work for a while without any long call."""
    ends = time.thread_time() + 2 * HELD_S
    while time.thread_time() < ends:
        sum(range(100))


@pytest.fixture
def late_watcher() -> Iterator[None]:
    """Another thread asks for its turn as late as on a machine that is busy with other programs."""
    former = sys.getswitchinterval()
    sys.setswitchinterval(10)
    yield
    sys.setswitchinterval(former)


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_call_that_keeps_the_lock_is_found_by_either_clock(clock: Clock) -> None:
    call = one_call_of(HELD_S * slowness())
    found = clock(call)
    assert found.longest_s > BOUND_S
    assert confirmed(found, call, bound_s=BOUND_S).longest_s > BOUND_S


@pytest.mark.usefixtures("late_watcher")
def test_a_late_watcher_is_not_taken_for_a_standstill() -> None:
    found = watch(many_steps)
    assert found.longest_s > BOUND_S
    assert confirmed(found, many_steps, bound_s=BOUND_S).longest_s <= BOUND_S


@pytest.mark.parametrize("clock", CLOCKS)
def test_an_error_of_the_work_is_kept_with_the_time_that_it_took(clock: Clock) -> None:
    def fail() -> None:
        many_steps()
        raise ValueError("x")

    found = clock(fail)
    assert isinstance(found.error, ValueError)
    assert found.total_s > HELD_S
