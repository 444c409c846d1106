"""Bounded waiting: the value, the error, or the deadline, whichever comes first."""

import threading
import time

import pytest

from microdesk_desktop.base.deadline import BackgroundCall, DeadlineExceeded, cancelled_after


def test_the_value_or_the_error_of_the_call_comes_back() -> None:
    assert BackgroundCall(lambda: 7, name="test").result(60) == 7
    with pytest.raises(ZeroDivisionError):
        BackgroundCall(lambda: 1 // 0, name="test").result(60)


def test_a_call_that_blocks_is_given_up_at_the_deadline_or_when_abandoned() -> None:
    release = threading.Event()
    blocked = BackgroundCall(release.wait, name="test")
    with pytest.raises(DeadlineExceeded):
        blocked.result(0.01)
    threading.Timer(0.01, blocked.abandon).start()
    started = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        blocked.result(120)
    assert time.monotonic() - started < 60
    release.set()


def test_a_job_cancels_itself_after_its_time_and_not_before_its_end() -> None:
    ended = threading.Event()
    with cancelled_after(0.01) as job:
        job.on_cancel(ended.set)
        assert ended.wait(60)
    with cancelled_after(60) as job:
        pass
    assert not job.is_cancelled
