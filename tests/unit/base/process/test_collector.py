"""Python's search for reference cycles: paused while somebody needs it, and never for longer."""

import gc

import pytest

from microdesk_desktop.base.process.collector import collection_paused


def fail_within_two_pauses() -> None:
    with collection_paused():
        with collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise OverflowError


def test_the_collector_runs_again_after_the_last_pause_even_one_that_failed() -> None:
    with pytest.raises(OverflowError):
        fail_within_two_pauses()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
