"""The gate: every purpose has its switch, none passes a closed one, and what runs ends when its group is closed."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.gate import GROUPS, Gate, NetworkGroup, Switches
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.sandbox.server import Reply, Request, Server
from microdesk_desktop.views.messages.network_groups import group_name
from tests.support.bank import PATIENT
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal


class Told:
    """A server that notes what reaches it, and calls `meanwhile` before it answers."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.status = 200
        self.meanwhile = lambda: None

    def answer(self, request: Request) -> Reply:
        self.paths.append(request.path)
        self.meanwhile()
        return Reply(status=self.status, body={})


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def server(told: Told) -> Iterator[Server]:
    served = Server(told.answer)
    served.start()
    yield served
    served.stop()


def client(gate: Gate) -> tuple[HttpClient, MemoryJournal]:
    journal = MemoryJournal()
    return HttpClient(journal, FakeClock(), PATIENT, gate), journal


def refused(http: HttpClient, url: str, purpose: Purpose = Purpose.BANK_TOKEN) -> KnownError:
    with pytest.raises(KnownError) as raised:
        http.request("GET", url, purpose=purpose, job=Job())
    assert raised.value.code is ErrorCode.NETWORK_CLOSED
    return raised.value


def test_every_purpose_has_a_switch_with_a_name() -> None:
    assert set(GROUPS) == set(Purpose)
    assert set(GROUPS.values()) == set(NetworkGroup)
    assert len({group_name(group) for group in NetworkGroup}) == len(NetworkGroup)


@given(purpose=st.sampled_from(Purpose), closed=st.frozensets(st.sampled_from(NetworkGroup)), is_offline=st.booleans())
def test_no_purpose_passes_a_closed_gate_and_none_is_held_by_an_open_one(
    purpose: Purpose, closed: frozenset[NetworkGroup], is_offline: bool
) -> None:
    http, journal = client(Gate(Switches(closed=closed, is_offline=is_offline)))
    # Where nobody listens: an open gate fails later, and leaves its line.
    with pytest.raises(KnownError) as raised:
        http.request("POST", "http://127.0.0.1:9/", purpose=purpose, job=Job())
    is_closed = is_offline or GROUPS[purpose] in closed
    assert (raised.value.code is ErrorCode.NETWORK_CLOSED) == is_closed
    assert bool(journal.events) != is_closed


def test_a_closed_purpose_is_refused_before_its_address_is_even_looked_at(told: Told, server: Server) -> None:
    http, journal = client(Gate(Switches(closed=frozenset((NetworkGroup.BANK,)))))
    assert refused(http, "not an address").params == {"group": "bank"}
    refused(http, server.url)
    assert told.paths == []
    assert journal.events == []
    assert http.request("GET", server.url, purpose=Purpose.GMAIL_LIST, job=Job()).status == 200


def test_closing_a_group_ends_its_request_that_is_under_way_and_no_other(told: Told, server: Server) -> None:
    gate, answered = Gate(), threading.Event()
    http, journal = client(gate)

    def close() -> None:
        gate.set(Switches(closed=frozenset((NetworkGroup.GMAIL,))))
        told.meanwhile = lambda: None
        answered.wait(60)

    told.meanwhile = close
    refused(http, server.url, Purpose.GMAIL_LIST)
    answered.set()
    assert [event.outcome for event in journal.events] == ["cancelled"]
    assert http.request("GET", server.url, purpose=Purpose.BANK_TOKEN, job=Job()).status == 200
    gate.set(Switches())
    assert http.request("GET", server.url, purpose=Purpose.GMAIL_LIST, job=Job()).status == 200
    http.close()


def test_a_request_that_waits_for_another_attempt_finds_the_gate_closed(told: Told, server: Server) -> None:
    gate = Gate()
    http, journal = client(gate)

    class Pausing(Job):
        """Its pause between two attempts is when the user closes everything."""

        def wait(self, seconds: float) -> None:
            gate.set(Switches(is_offline=True))

    told.status = 503
    with pytest.raises(KnownError) as raised:
        http.request("GET", server.url, purpose=Purpose.BANK_TOKEN, job=Pausing())
    assert raised.value.params == {"group": "bank", "part": "offline"}
    assert [event.outcome for event in journal.events] == ["503"]
