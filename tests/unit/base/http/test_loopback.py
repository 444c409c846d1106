"""The way back from the browser stands what browsers and strangers do to it."""

import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.http.loopback import Loopback, Pages, can_listen

PAGES = Pages(accepted="bienvenue", refused="inconnu")


@pytest.fixture
def arrivals() -> Arrivals:
    return Arrivals("right")


@pytest.fixture
def loopback(arrivals: Arrivals) -> Iterator[Loopback]:
    with Loopback(arrivals, PAGES) as listening:
        yield listening


def visit(url: str, method: str = "GET", host: str | None = None) -> tuple[int, str]:
    request = urllib.request.Request(url, method=method, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def test_it_waits_on_loopback_at_an_address_that_nobody_guesses(loopback: Loopback) -> None:
    parts = urlsplit(loopback.url)
    assert (parts.scheme, parts.hostname) == ("http", "localhost")
    assert len(parts.path) > 20
    with Loopback(Arrivals("other"), PAGES) as other:
        assert urlsplit(other.url).path != parts.path


def test_the_right_arrival_comes_through_whatever_came_before(loopback: Loopback, arrivals: Arrivals) -> None:
    parts = urlsplit(loopback.url)
    site = f"http://localhost:{parts.port}"
    socket.create_connection(("127.0.0.1", parts.port or 0)).close()
    silent = socket.create_connection(("127.0.0.1", parts.port or 0))
    assert visit(f"{site}/favicon.ico")[0] == 404
    assert visit(site)[0] == 404
    assert visit(loopback.url, "POST")[0] == 501
    assert visit(f"{loopback.url}?ref=wrong") == (400, "inconnu")
    assert visit(f"{loopback.url}?ref=right", host="evil.example")[0] == 404
    assert arrivals.wait(0) is None
    assert visit(f"{loopback.url}?ref=right&error=UserCancelledSession") == (200, "bienvenue")
    assert arrivals.wait(60) == {"ref": "right", "error": "UserCancelledSession"}
    assert arrivals.refused == 1
    assert visit(f"{loopback.url}?ref=right")[0] == 200, "a page reloaded is welcome too"
    silent.close()


def test_waiting_can_be_interrupted(arrivals: Arrivals) -> None:
    threading.Timer(0.05, arrivals.interrupt).start()
    started = time.monotonic()
    assert arrivals.wait(60) is None
    assert time.monotonic() - started < 60


def test_once_closed_nothing_listens() -> None:
    with Loopback(Arrivals("right"), PAGES) as loopback:
        port = urlsplit(loopback.url).port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port or 0), timeout=60)


@pytest.mark.parametrize(
    ("pasted", "is_accepted"),
    [
        ("https://bank.example/return?code=1&state=right", True),
        (" http://localhost:1/?ref=right&error=access_denied\n", True),
        ("https://bank.example/return?code=1&state=wrong", False),
        ("1234", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_a_pasted_address_counts_like_a_received_one(arrivals: Arrivals, pasted: str, is_accepted: bool) -> None:
    assert arrivals.offer(pasted) is is_accepted
    assert (arrivals.wait(0) is not None) is is_accepted
    assert arrivals.refused == (not is_accepted)


def test_a_registered_address_is_listened_on_as_it_is_and_again_at_once(arrivals: Arrivals) -> None:
    with Loopback(Arrivals("other"), PAGES) as free:
        address = f"http://localhost:{urlsplit(free.url).port}/microdesk"
    for _ in range(2):
        with Loopback(arrivals, PAGES, address) as loopback:
            assert loopback.url == address
            assert visit(f"{address}?state=right&code=7")[0] == 200
            assert visit(f"{address}/other?state=right")[0] == 404
        assert arrivals.wait(0) == {"state": "right", "code": "7"}


def test_a_port_of_another_program_is_refused_rather_than_shared(loopback: Loopback, arrivals: Arrivals) -> None:
    address = f"http://localhost:{urlsplit(loopback.url).port}/microdesk"
    with pytest.raises(KnownError) as refusal:
        Loopback(arrivals, PAGES, address)
    assert refusal.value.code is ErrorCode.RETURN_ADDRESS_BUSY
    assert refusal.value.params["address"] == address


def test_only_plain_http_on_this_computer_with_a_port_can_be_listened_on() -> None:
    assert can_listen("http://localhost:47653/microdesk")
    for address in ("https://localhost:47653/", "http://bank.example:80/", "http://localhost/", "app://return"):
        assert not can_listen(address)
