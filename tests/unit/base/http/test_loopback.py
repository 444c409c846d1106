"""The way back from the browser stands what browsers and strangers do to it."""

import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from microdesk_desktop.base.http.loopback import Loopback


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with Loopback(
        accepts=lambda query: query.get("ref") == "right", welcome="bienvenue", stranger="inconnu"
    ) as open_one:
        yield open_one


def visit(url: str, method: str = "GET", host: str | None = None) -> tuple[int, str]:
    request = urllib.request.Request(url, method=method, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=5) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def test_it_waits_on_loopback_at_an_address_that_nobody_guesses(loopback: Loopback) -> None:
    parts = urlsplit(loopback.url)
    assert (parts.scheme, parts.hostname) == ("http", "localhost")
    assert len(parts.path) > 20
    with Loopback(accepts=lambda _: True, welcome="", stranger="") as other:
        assert urlsplit(other.url).path != parts.path


def test_the_right_arrival_comes_through_whatever_came_before(loopback: Loopback) -> None:
    parts = urlsplit(loopback.url)
    site = f"http://localhost:{parts.port}"
    socket.create_connection(("127.0.0.1", parts.port or 0)).close()
    silent = socket.create_connection(("127.0.0.1", parts.port or 0))
    assert visit(f"{site}/favicon.ico")[0] == 404
    assert visit(site)[0] == 404
    assert visit(loopback.url, "POST")[0] == 501
    assert visit(f"{loopback.url}?ref=wrong") == (400, "inconnu")
    assert visit(f"{loopback.url}?ref=right", host="evil.example")[0] == 404
    assert loopback.wait(0) is None
    assert visit(f"{loopback.url}?ref=right&error=UserCancelledSession") == (200, "bienvenue")
    assert loopback.wait(1) == {"ref": "right", "error": "UserCancelledSession"}
    assert loopback.refused == 1
    assert visit(f"{loopback.url}?ref=right")[0] == 200, "a page reloaded is welcome too"
    silent.close()


def test_waiting_can_be_interrupted(loopback: Loopback) -> None:
    threading.Timer(0.05, loopback.interrupt).start()
    started = time.monotonic()
    loopback.wait(10)
    assert time.monotonic() - started < 2


def test_once_closed_nothing_listens() -> None:
    with Loopback(accepts=lambda _: True, welcome="", stranger="") as loopback:
        port = urlsplit(loopback.url).port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port or 0), timeout=1)
