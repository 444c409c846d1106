"""The HTTP client against a real server on loopback: what it refuses, bounds, retries, cancels and journals."""

import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient, NetworkEvent
from microdesk_desktop.base.http.types import Purpose, Timeouts
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.server import Reply, Request, Server
from tests.support.bank import HURRIED, PATIENT
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal

LONG_S = 25  # less than any patience that a test must not need, more than a loaded machine needs


def answer(request: Request) -> Reply:
    if request.path == "/elsewhere":
        return Reply(status=302, headers={"Location": "http://localhost:1/stolen"})
    if request.path == "/large":
        return Reply(body={"rows": ["x" * 1000] * 200})
    if request.path == "/form":
        return Reply(body={"form": dict(request.form)})
    return Reply(body={"sent": request.body, "query": dict(request.query)})


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server(answer)
    served.start()
    yield served
    served.stop()


class RecordingClient(HttpClient):
    """A client that keeps its journal in memory."""

    def __init__(self, bounds: Timeouts = PATIENT) -> None:
        self.journal = MemoryJournal()
        super().__init__(self.journal, FakeClock(), bounds)

    def ask(self, url: str, method: str = "GET", job: Job | None = None) -> object:
        return self.request(method, url, purpose=Purpose.BANK_TOKEN, job=job or Job()).decode(object)

    @property
    def events(self) -> list[NetworkEvent]:
        return self.journal.events

    @property
    def outcomes(self) -> list[str]:
        return [event.outcome for event in self.events]


OpenClient = Callable[..., RecordingClient]


@pytest.fixture
def open_client() -> Iterator[OpenClient]:
    clients: list[RecordingClient] = []

    def make(bounds: Timeouts = PATIENT) -> RecordingClient:
        clients.append(RecordingClient(bounds))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def once_it_hangs(server: Server, act: Callable[[], None]) -> None:
    """Act on a thread of its own as soon as the server has met the fault that waits."""

    def wait() -> None:
        while len(server.faults):
            time.sleep(0.001)
        act()

    threading.Thread(target=wait).start()


@pytest.mark.parametrize(
    "url",
    [
        "http://bank.example/api",
        "ftp://127.0.0.1/",
        "https://user:secret@bank.example/",
        "https://",
        "http://127.0.0.1.bank.example/",
        "http://[::1/",
        "https://bank.example:port/",
    ],
)
def test_an_address_that_is_neither_https_nor_this_computer_is_refused_before_any_connection(
    url: str, open_client: OpenClient
) -> None:
    client = open_client()
    with pytest.raises(KnownError) as refusal:
        client.ask(url)
    assert refusal.value.code is ErrorCode.ADDRESS_REFUSED
    assert client.events == []


def test_a_request_is_journalled_once_without_its_content(server: Server, open_client: OpenClient) -> None:
    client = open_client()
    client.request(
        "POST",
        f"{server.url}/secret-path",
        purpose=Purpose.BANK_TOKEN,
        job=Job(),
        json={"key": "s3cret"},
        params={"q": "1"},
    )
    (event,) = client.events
    assert (event.host, event.purpose, event.outcome) == ("127.0.0.1", "bank.token", "200")
    assert event.bytes_out > len("/secret-path?q=1")
    assert event.bytes_in > 40
    assert "secret" not in repr(event)


def test_a_request_is_in_the_journal_before_the_server_sees_it(server: Server, open_client: OpenClient) -> None:
    client, seen = open_client(), []
    server.application = lambda request: (seen.append(client.outcomes), answer(request))[1]
    client.ask(f"{server.url}/")
    client.ask(f"{server.url}/")
    assert seen == [["sent"], ["200", "sent"]]
    assert client.outcomes == ["200", "200"]


def test_a_request_that_cannot_be_journalled_does_not_leave(
    server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, seen = open_client(), []
    server.application = lambda request: (seen.append(request.path), answer(request))[1]

    def refuse(event: NetworkEvent) -> int:
        raise KnownError(ErrorCode.DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(client.journal, "begin", refuse)
        with pytest.raises(KnownError) as refusal:
            client.ask(f"{server.url}/unseen")
    assert refusal.value.code is ErrorCode.DISK_FULL
    assert client.ask(f"{server.url}/seen")
    assert seen == ["/seen"]


def test_an_outcome_that_cannot_be_journalled_stays_unknown_and_the_answer_counts(
    server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = open_client()

    def refuse(number: int, event: NetworkEvent) -> None:
        raise KnownError(ErrorCode.DISK_FULL)

    monkeypatch.setattr(client.journal, "complete", refuse)
    assert client.ask(f"{server.url}/")
    assert client.outcomes == ["sent"]


def test_closing_waits_until_the_outcomes_are_written(
    server: Server, open_client: OpenClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = open_client(Timeouts(read_s=30, total_s=60))
    complete = client.journal.complete
    monkeypatch.setattr(client.journal, "complete", lambda *row: (time.sleep(0.005), complete(*row)))
    server.faults.add(*[faults.HANGING] * 3)
    cancelled = []

    def wait_in_vain() -> None:
        with pytest.raises(Cancelled):
            client.ask(f"{server.url}/")
        cancelled.append(True)

    callers = [threading.Thread(target=wait_in_vain) for _ in range(3)]
    for caller in callers:
        caller.start()
    while len(server.faults):
        time.sleep(0.001)
    client.close()
    assert client.outcomes == ["cancelled"] * 3
    for caller in callers:
        caller.join(LONG_S)
    assert len(cancelled) == 3


def test_the_bytes_of_an_answer_that_is_refused_are_counted(open_client: OpenClient) -> None:
    client = open_client()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.recv(65_536)
                peer.sendall(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 110_000)
                peer.recv(1)

        serving = threading.Thread(target=serve)
        serving.start()
        with pytest.raises(KnownError):
            client.ask(f"http://127.0.0.1:{listener.getsockname()[1]}/", "POST")
        serving.join(LONG_S)
    (event,) = client.events
    assert event.bytes_in > 100_000
    assert event.bytes_out > 100


def test_the_environment_cannot_put_a_proxy_in_between(
    server: Server, monkeypatch: pytest.MonkeyPatch, open_client: OpenClient
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert open_client().ask(f"{server.url}/") == {"sent": None, "query": {}}


def test_a_redirect_is_an_answer_that_is_not_followed(server: Server, open_client: OpenClient) -> None:
    client = open_client()
    assert client.request("GET", f"{server.url}/elsewhere", purpose=Purpose.BANK_TOKEN, job=Job()).status == 302
    assert client.outcomes == ["302"]


def test_a_body_beyond_the_cap_is_refused(server: Server, open_client: OpenClient) -> None:
    client = open_client(Timeouts(max_bytes=100_000))
    with pytest.raises(KnownError) as refusal:
        client.ask(f"{server.url}/large")
    assert refusal.value.code is ErrorCode.PROVIDER_CHANGED


@pytest.mark.parametrize("fault", [faults.RESET, faults.TRUNCATED, faults.UNAVAILABLE], ids=lambda fault: fault.name)
def test_a_get_is_asked_again_after_a_passing_fault_and_a_post_is_not(
    server: Server, fault: faults.Fault, open_client: OpenClient
) -> None:
    client = open_client()
    server.faults.add(fault, fault)
    assert client.ask(f"{server.url}/")
    assert len(client.events) == 3
    server.faults.add(fault)
    if fault.status:
        assert client.request("POST", f"{server.url}/", purpose=Purpose.BANK_TOKEN, job=Job()).status == 503
    else:
        with pytest.raises(KnownError):
            client.ask(f"{server.url}/", "POST")
    assert len(client.events) == 4


def test_a_refusal_is_never_asked_again(server: Server, open_client: OpenClient) -> None:
    client = open_client()
    server.faults.add(faults.TOO_MANY)
    assert client.request("GET", f"{server.url}/", purpose=Purpose.BANK_TOKEN, job=Job()).status == 429
    server.faults.add(faults.BANK_ERROR)
    assert client.request("GET", f"{server.url}/", purpose=Purpose.BANK_TOKEN, job=Job()).status == 500
    assert client.outcomes == ["429", "500"]


def test_a_server_that_hangs_or_drips_is_left_at_the_deadline(server: Server, open_client: OpenClient) -> None:
    for bounds, fault in ((HURRIED, faults.HANGING), (Timeouts(read_s=30, total_s=0.1), faults.DRIPPING)):
        client = open_client(bounds)
        server.faults.add(fault)
        started = time.monotonic()
        with pytest.raises(KnownError) as failure:
            client.ask(f"{server.url}/large")
        assert failure.value.code is ErrorCode.PROVIDER_DOWN
        assert time.monotonic() - started < LONG_S
        assert client.outcomes == ["provider_down"]


def test_cancelling_frees_the_caller_at_once(server: Server, open_client: OpenClient) -> None:
    client, job = open_client(Timeouts(read_s=30, total_s=60)), Job()
    server.faults.add(faults.HANGING)
    once_it_hangs(server, job.cancel)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        client.ask(f"{server.url}/", job=job)
    assert time.monotonic() - started < LONG_S
    assert client.outcomes == ["cancelled"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT interrupts, also in a process that was started in the background, which ignores it."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("interruptible")
def test_an_insisting_interruption_is_a_cancellation_too(server: Server, open_client: OpenClient) -> None:
    client = open_client(Timeouts(read_s=30, total_s=60))
    server.faults.add(faults.HANGING)
    once_it_hangs(server, lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        client.ask(f"{server.url}/")
    assert client.outcomes == ["cancelled"]


def test_a_closed_port_is_the_provider_and_an_unknown_name_is_the_network(
    monkeypatch: pytest.MonkeyPatch, open_client: OpenClient
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(KnownError) as refused:
        open_client().ask(closed)
    assert refused.value.code is ErrorCode.PROVIDER_DOWN

    def no_name(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    with pytest.raises(KnownError) as offline:
        open_client().ask("http://localhost:9/")
    assert offline.value.code is ErrorCode.OFFLINE


def test_a_certificate_that_nobody_signed_is_refused(server: Server, open_client: OpenClient) -> None:
    with pytest.raises(KnownError) as refusal:
        open_client().ask(server.url.replace("http:", "https:"))
    assert refusal.value.code is ErrorCode.CERTIFICATE_REFUSED


def test_requests_side_by_side_do_not_disturb_one_another(server: Server, open_client: OpenClient) -> None:
    client, job = open_client(Timeouts(read_s=30, total_s=60)), Job()
    server.faults.add(faults.HANGING)

    def wait_in_vain() -> None:
        with pytest.raises(Cancelled):
            client.ask(f"{server.url}/", job=job)

    hanging = threading.Thread(target=wait_in_vain)
    hanging.start()
    while len(server.faults):
        time.sleep(0.001)
    assert all(client.ask(f"{server.url}/") for _ in range(5))
    job.cancel()
    hanging.join(LONG_S)
    assert not hanging.is_alive()


def test_closing_the_client_ends_every_request(server: Server, open_client: OpenClient) -> None:
    client = open_client(Timeouts(read_s=30, total_s=60))
    server.faults.add(faults.HANGING)
    once_it_hangs(server, client.close)
    with pytest.raises(Cancelled):
        client.ask(f"{server.url}/")
    with pytest.raises(Cancelled):
        client.ask(f"{server.url}/")
    assert client.outcomes == ["cancelled"]


def test_a_connection_that_becomes_idle_after_the_client_closed_is_closed(
    open_client: OpenClient,
) -> None:
    client = open_client()

    class ClosesOnResponse(Job):
        def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
            super().on_cancel(callback)
            return client.close  # called once the response has arrived, before the connection is given back

    with socket.create_server(("127.0.0.1", 0)) as listener:
        after: list[bytes] = []

        def serve() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.settimeout(LONG_S)
                peer.recv(65_536)
                peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                after.append(peer.recv(1))

        serving = threading.Thread(target=serve)
        serving.start()
        assert client.ask(f"http://127.0.0.1:{listener.getsockname()[1]}/", job=ClosesOnResponse()) == {}
        serving.join(LONG_S)
    assert after == [b""], "the end of the connection"


def test_requests_to_one_server_share_a_connection(server: Server, open_client: OpenClient) -> None:
    client = open_client()
    peers = set()
    real = server.application
    server.application = lambda request: (peers.add(threading.get_ident()), real(request))[1]
    for _ in range(5):
        client.ask(f"{server.url}/")
    assert len(peers) == 1
    assert len(client.events) == 5


def test_a_form_body_is_sent_as_a_form(server: Server, open_client: OpenClient) -> None:
    fields = {"grant_type": "client_credentials", "scope": "a b&c=é"}
    response = open_client().request("POST", f"{server.url}/form", purpose=Purpose.BANK_TOKEN, job=Job(), form=fields)
    assert response.decode(object) == {"form": fields}


def test_only_gzip_is_asked_for(server: Server, open_client: OpenClient) -> None:
    asked: list[str] = []

    def note(request: Request) -> Reply:
        asked.append(request.headers["accept-encoding"])
        return Reply(body={})

    server.application = note
    open_client().ask(f"{server.url}/")
    assert asked == ["gzip"]
