"""Answers made to stop the program: read in linear time, within a standstill nobody notices, to a known end.

`python -m tests.attack.hostile_answers` does the same with the largest answers, and over the network.
"""

import pytest

from microdesk_desktop.banks.gocardless.errors import read_problem
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.types import MAX_VALUES, Response
from microdesk_desktop.base.jobs import Job
from tests.attack.hostile_answers import READ_AS, read_as
from tests.attack.hostile_files import STANDSTILL_S
from tests.attack.shapes import ANSWERS
from tests.support.measures.growth import growth
from tests.support.measures.standstill import Standstill, confirmed, watch

SIZE = 300_000
NOTICEABLE_S = 0.05
WORST_RATIO = 3.0


def reading(kind: str, body: bytes) -> Standstill:
    return watch(lambda: read_as(kind, body, Job()))


@pytest.mark.parametrize("kind", READ_AS)
@pytest.mark.parametrize("name", ANSWERS)
def test_twice_the_answer_takes_about_twice_the_time(name: str, kind: str) -> None:
    shape = ANSWERS[name]
    once, twice = reading(kind, shape(SIZE)), reading(kind, shape(2 * SIZE))
    for found in (once, twice):
        if found.error is not None:
            assert isinstance(found.error, KnownError), repr(found.error)
            assert found.error.code in (ErrorCode.PROVIDER_CHANGED, ErrorCode.PROVIDER_DOWN)
    if twice.total_s > WORST_RATIO * max(once.total_s, NOTICEABLE_S):
        ratio = growth(
            lambda: reading(kind, shape(SIZE)).total_s,
            lambda: reading(kind, shape(2 * SIZE)).total_s,
            noticeable_s=NOTICEABLE_S,
            worst=WORST_RATIO,
        )
        assert ratio <= WORST_RATIO
    longest = confirmed(twice, lambda: read_as(kind, shape(2 * SIZE), Job()), bound_s=STANDSTILL_S)
    assert longest.longest_s <= STANDSTILL_S, longest.place


def test_an_answer_of_more_values_than_any_bank_sends_is_refused_before_it_is_decoded() -> None:
    body = b"[" + b"1," * MAX_VALUES + b"1,1]"
    with pytest.raises(KnownError) as raised:
        Response(host="x", status=200, headers={}, body=body).decode(list[object])
    assert raised.value.code is ErrorCode.PROVIDER_CHANGED


def test_reading_the_rows_stops_when_the_user_cancels() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        read_as("transactions", ANSWERS["good rows"](SIZE), job)


@pytest.mark.parametrize("depth", [10, 900, 100_000])
def test_an_error_nested_however_deep_is_an_error_like_others(depth: int) -> None:
    body = b'{"detail":' + b"[" * depth + b'"try later"' + b"]" * depth + b"}"
    problem = read_problem(Response(host="x", status=400, headers={}, body=body))
    assert problem is not None
    assert problem.text == ("try later" if depth < 1000 else "")
