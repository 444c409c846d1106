"""The requests of a flow, one by one: a fault or a kill at each."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Response, Timeouts
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.faults import Fault, Wire
from microdesk_desktop.store.privacy.network.journal import NetworkJournal
from tests.contract.stand_in import StandIn

# What is another one in each run: ids, and what was made up at random.
_ID = re.compile(r"(?=[^/]*\d)[\w-]{12,}")
# A wait polls as often as it lasts: later polls are as those before.
_MOST_OFTEN = 3


class Step(NamedTuple):
    """A request of a flow: the `number`th of its kind."""

    method: str
    path: str
    number: int


Act = Callable[[Step, str], None]
"""Called with the step and the whole path of its request."""


class WatchedClient(HttpClient):
    """Counts the requests of a flow; `before` and `after` are called around each."""

    def __init__(self, session: Session, timeouts: Timeouts, before: Act, after: Act) -> None:
        super().__init__(NetworkJournal(session.database), session.clock, timeouts, session.gate)
        self._before = before
        self._after = after
        self._seen: Counter[tuple[str, str]] = Counter()

    def request(self, method: str, url: str, **options: Any) -> Response:
        path = urlsplit(url).path
        kind = method, _ID.sub("*", path)
        self._seen[kind] += 1
        step = Step(*kind, self._seen[kind])
        self._before(step, path)
        try:
            return super().request(method, url, **options)
        finally:
            self._after(step, path)


def nothing(step: Step, path: str) -> None:
    """Do nothing around a request."""


@contextmanager
def watched(session: Session, timeouts: Timeouts, before: Act = nothing, after: Act = nothing) -> Iterator[None]:
    """Within the block, the session's requests are counted from the first on."""
    plain = session.http
    session.http = WatchedClient(session, timeouts, before, after)
    try:
        yield
    finally:
        session.http.close()
        session.http = plain


def steps_of(session: Session, timeouts: Timeouts, act: Callable[[], object]) -> list[Step]:
    """The requests of a flow that nothing disturbs."""
    seen: list[Step] = []
    with watched(session, timeouts, lambda step, _: seen.append(step)):
        act()
    return [step for step in seen if step.number <= _MOST_OFTEN]


class Disturbance:
    """A fault at one request of a flow, or at every one from there on.

    `is_met` once the request was sent; `lost` counts what may have been made at the provider without an answer.
    """

    def __init__(self, stand_in: StandIn, step: Step, fault: Fault, *, lasts: bool) -> None:
        self._stand_in = stand_in
        self._step = step
        self._fault = fault
        self._lasts = lasts
        self.is_met = False
        self.lost = 0

    def before(self, step: Step, path: str) -> None:
        is_hurried = self._fault.wire is Wire.HANGING
        if step != self._step and not (self._lasts and self.is_met):
            self.lost += is_hurried and step.method == "POST"
            return
        self.is_met = True
        self.lost += self._fault.wire is Wire.TRUNCATED and step.method == "POST"
        fault = replace(self._fault, only=path, method=step.method)
        self._stand_in.faults.add(*[fault] * (3 if self._lasts else 1))

    def after(self, step: Step, path: str) -> None:
        """Take back what a fault that lasts has left for attempts that were not made."""
        self._stand_in.faults.clear()


def texts_in(value: object) -> Iterator[str]:
    """Every text anywhere in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
