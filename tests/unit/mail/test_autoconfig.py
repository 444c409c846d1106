"""The settings that a domain publishes: encrypted servers with a password, or nothing."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Security, Server
from microdesk_desktop.mail.autoconfig import MOST_BYTES, addresses_of, ask_domain, read_settings
from tests.support.journal import MemoryJournal

ADDRESS = "ines@atelier.example"


def server(kind, host, port, security, user="%EMAILADDRESS%", method="password-cleartext"):
    tag = "outgoingServer" if kind == "smtp" else "incomingServer"
    return (
        f'<{tag} type="{kind}"><hostname>{host}</hostname><port>{port}</port><socketType>{security}</socketType>'
        f"<username>{user}</username><authentication>{method}</authentication></{tag}>"
    )


SMTP = server("smtp", "smtp.atelier.example", 465, "SSL")


def config(*servers):
    body = "".join(servers)
    return f'<clientConfig version="1.1"><emailProvider id="a">{body}</emailProvider></clientConfig>'.encode()


def imap_of(*servers):
    found = read_settings(config(*servers, SMTP), ADDRESS)
    return found and (found.imap, found.user)


def test_the_first_encrypted_server_is_taken_and_its_placeholders_are_filled():
    plain = server("imap", "plain.atelier.example", 143, "plain")
    starttls = server("imap", "a.atelier.example", 143, "STARTTLS")
    tls = server("imap", "imap.%EMAILDOMAIN%", 993, "SSL", user="%EMAILLOCALPART%")
    pop = server("pop3", "pop.atelier.example", 995, "SSL")
    found = Server(host="imap.atelier.example", port=993, security=Security.TLS)
    assert imap_of(pop, plain, starttls, tls) == (found, "ines")
    assert imap_of(plain, starttls) == (Server(host="a.atelier.example", port=143, security=Security.STARTTLS), ADDRESS)


@pytest.mark.parametrize(
    "only",
    [
        server("imap", "imap.atelier.example", 143, "plain"),
        server("imap", "imap.atelier.example", 993, "SSL", method="OAuth2"),
        server("imap", "imap.atelier.example", 0, "SSL"),
        server("imap", "imap.atelier.example", 70000, "SSL"),
        server("imap", "imap.atelier.example", "9" * 5000, "SSL"),
        server("imap", "-oProxyCommand=x", 993, "SSL"),
        server("imap", "imap.atelier.example/..", 993, "SSL"),
        server("imap", "localhost", 993, "SSL"),
        server("imap", "127.0.0.1", 993, "SSL"),
        "",
    ],
)
def test_a_server_that_is_not_encrypted_takes_no_password_or_has_no_name_is_not_proposed(only):
    assert imap_of(only) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>404</body></html>",
        b"<clientConfig>",
        b"\xff\xfe<\x00",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY h "imap.atelier.example">]>' + config(server("imap", "&h;", 993, "SSL"), SMTP),
        b"<a>" * 100_000,
        config(server("imap", "imap.atelier.example", 993, "SSL"), SMTP) + b" " * MOST_BYTES,
    ],
    ids=range(9),
)
def test_another_kind_of_file_gives_nothing(content):
    assert read_settings(content, ADDRESS) is None


class Site(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        found = self.path == "/second"
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(config(server("imap", "imap.atelier.example", 993, "SSL"), SMTP) if found else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Site) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


def test_the_domain_is_asked_over_https_and_never_learns_the_address(site):
    assert all(url.startswith("https://") for url in addresses_of("atelier.example"))
    journal = MemoryJournal()
    http = HttpClient(journal, SystemClock())
    found = ask_domain(http, [f"{site}/first", f"{site}/second"], ADDRESS, Job())
    http.close()
    assert found is not None
    assert found.imap.host == "imap.atelier.example"
    assert Site.asked == ["/first", "/second"]
    assert [event.purpose for event in journal.events] == ["mail.settings"] * 2


def test_a_domain_without_a_server_gives_nothing():
    http = HttpClient(MemoryJournal(), SystemClock())
    assert ask_domain(http, ["http://127.0.0.1:9/none"], ADDRESS, Job()) is None
    http.close()
