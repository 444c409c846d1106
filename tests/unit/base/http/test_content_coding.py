"""The content coding of answers: one layer of gzip, unpacked within the limit of a body."""

import gzip
import json
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Purpose, Timeouts
from microdesk_desktop.base.jobs import Job
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal
from tests.support.servers.raw_server import answering

BODY = json.dumps({"rows": ["x" * 40] * 1000}).encode()
ONCE = Timeouts(attempts=1, backoff_s=0.01)


class Asked:
    """What came of one request, and the journal's event."""

    def __init__(self, body: bytes, coding: str | None, timeouts: Timeouts = ONCE) -> None:
        journal = MemoryJournal()
        client = HttpClient(journal, FakeClock(), timeouts)
        self.body, self.error = b"", None
        with answering(body, {"Content-Encoding": coding} if coding is not None else {}) as url:
            try:
                self.body = client.request("GET", url, purpose=Purpose.BANK_TOKEN, job=Job()).body
            except KnownError as error:
                self.error = error.code
            client.close()
        self.event = journal.events[-1]


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def layers(body: bytes, count: int) -> bytes:
    for _ in range(count):
        body = gzip.compress(body, mtime=0)
    return body


def packed(content):
    """Without the time, which would make each process name the cases differently."""
    return gzip.compress(content, mtime=0)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (BODY, None),
        (BODY, ""),
        (BODY, "identity"),
        (packed(BODY), "gzip"),
        (packed(BODY), "GZip"),
        (packed(BODY), "x-gzip"),
        (packed(BODY), "identity, gzip"),
        (packed(b""), "gzip"),
    ],
)
def test_one_layer_of_gzip_or_none_is_read_and_counted_as_it_came(body: bytes, coding: str | None) -> None:
    asked = Asked(body, coding)
    assert asked.error is None
    assert asked.body in (BODY, b"")
    assert 0 < asked.event.bytes_in - len(body) < 300  # the head of the answer


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (layers(BODY, 2), "gzip, gzip"),
        (layers(BODY, 3), "gzip, gzip, gzip"),
        (zlib.compress(BODY), "deflate"),
        (BODY, "br"),
        (BODY, "zstd"),
        (packed(BODY), "gzip, br"),
        (BODY, "surprise"),
    ],
)
def test_any_other_coding_is_an_answer_that_changed(body: bytes, coding: str) -> None:
    asked = Asked(body, coding)
    assert asked.error is ErrorCode.PROVIDER_CHANGED
    assert asked.event.outcome == "provider_changed"


@pytest.mark.parametrize("body", [b"plain", packed(BODY)[:-9], packed(BODY) + b"more", b""])
def test_gzip_that_is_broken_is_a_provider_that_is_down(body: bytes) -> None:
    assert Asked(body, "gzip").error is ErrorCode.PROVIDER_DOWN


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_bytes_never_become_more_memory_than_the_limit_of_a_body(count: int) -> None:
    bomb = layers(bytes(50_000_000), count)
    tracemalloc.reset_peak()
    asked = Asked(bomb, ", ".join(["gzip"] * count), Timeouts(attempts=1, max_bytes=1_000_000))
    assert asked.error is ErrorCode.PROVIDER_CHANGED
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    assert asked.event.bytes_in <= len(bomb) + 300
