"""Microsoft 365 on this computer: a consent page with a token server, and mail servers that take XOAUTH2 alone."""

import json
import secrets
import threading
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.operations.mail.connection.add_microsoft import StandIn
from microdesk_desktop.sandbox.browser import visit
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.server import Server as HttpServer
from tests.support.servers.scripted_server import Wire, playing
from tests.support.servers.smtp_server import SmtpScript

CLIENT = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
SCOPE = "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"
_BASE = "/common/oauth2/v2.0"
_REFUSAL = b64encode(json.dumps({"status": "401", "schemes": "bearer"}).encode())
_FEATURES = b"250-here\r\n250-AUTH XOAUTH2\r\n250-8BITMIME\r\n250 SIZE 100000"
_LONGEST_TALK = 100


@dataclass
class Microsoft:
    """The stand-in, where the user agrees at once unless the page answers with a `problem`.

    A refresh token serves once: each answer gives another one. `commands` are those of both mail servers,
    `after_refusal` what came after IMAP had refused a token.
    """

    user: str = "ines@atelier.example"
    granted: str = SCOPE
    gives_refresh: bool = True
    problem: Mapping[str, str] = field(default_factory=dict)
    refreshes: set[str] = field(default_factory=set)
    accesses: set[str] = field(default_factory=set)
    commands: list[bytes] = field(default_factory=list)
    after_refusal: list[bytes] = field(default_factory=list)
    _codes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def answer(self, request: Request) -> Reply:
        """The consent page, and the token server."""
        match (request.method, request.path):
            case ("GET", path) if path == f"{_BASE}/authorize":
                return self._page(request.query)
            case ("POST", path) if path == f"{_BASE}/token":
                return self._token(request.form)
        return Reply(status=404)

    def _page(self, asked: Mapping[str, str]) -> Reply:
        redirect = urlsplit(asked["redirect_uri"])
        # As at Microsoft, the port is free and the path is that of the registered address, which has none.
        is_registered = (redirect.hostname, redirect.path) == ("localhost", "")
        is_right = asked["scope"] == SCOPE and asked["client_id"] == CLIENT and asked["code_challenge_method"] == "S256"
        if not (is_registered and is_right):
            return Reply(status=400, body="<p>AADSTS50011</p>")
        code = secrets.token_urlsafe(12)
        self._codes[code] = asked
        back = self.problem or {"code": code}
        return Reply(
            status=302, headers={"Location": f"{asked['redirect_uri']}/?{urlencode({**back, 'state': asked['state']})}"}
        )

    def _token(self, form: Mapping[str, str]) -> Reply:
        if form.get("client_id") != CLIENT or "client_secret" in form:
            return Reply(status=400, body={"error": "unauthorized_client"})
        if form["grant_type"] == "refresh_token":
            if form["refresh_token"] not in self.refreshes:
                return Reply(status=400, body={"error": "invalid_grant"})
            self.refreshes.discard(form["refresh_token"])
            return self._given()
        asked = self._codes.pop(form["code"], {})
        digest = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if (digest, form["redirect_uri"]) != (asked.get("code_challenge"), asked.get("redirect_uri")):
            return Reply(status=400, body={"error": "invalid_grant"})
        return self._given()

    def _given(self) -> Reply:
        access, refresh = secrets.token_urlsafe(12), secrets.token_urlsafe(12)
        self.accesses.add(access)
        body = {"access_token": access, "token_type": "Bearer", "expires_in": 3600, "scope": self.granted}
        if self.gives_refresh:
            self.refreshes.add(refresh)
            body["refresh_token"] = refresh
        return Reply(body=body)

    def is_login(self, answer: bytes) -> bool:
        """Whether an answer of XOAUTH2 has the user and a valid token."""
        return b64decode(answer) in {
            f"user={self.user}\x01auth=Bearer {each}\x01\x01".encode() for each in self.accesses
        }

    def imap(self, certificate: Path, wire: Wire) -> None:
        """Play one connection of IMAP: nothing but CAPABILITY comes before the login."""
        wire.encrypt(certificate)
        wire.send(b"* OK ready\r\n")
        is_in = False
        for _ in range(_LONGEST_TALK):
            line = wire.line()
            if not line:
                return
            self.commands.append(line)
            tag, _, command = line.partition(b" ")
            if command == b"CAPABILITY":
                wire.send(b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n" + tag + b" OK done\r\n")
            elif command == b"AUTHENTICATE XOAUTH2":
                is_in = self._authenticate(wire, tag)
            elif not is_in:
                wire.send(tag + b" BAD log in first\r\n")
            elif command.startswith(b"LIST"):
                wire.send(b'* LIST (\\HasNoChildren) "/" INBOX\r\n' + tag + b" OK done\r\n")
            elif command.startswith(b"STATUS"):
                wire.send(b"* STATUS INBOX (UNSEEN 0)\r\n" + tag + b" OK done\r\n")
            else:
                wire.send(tag + b" OK done\r\n")

    def _authenticate(self, wire: Wire, tag: bytes) -> bool:
        wire.send(b"+ \r\n")
        if self.is_login(wire.line()):
            wire.send(tag + b" OK welcome\r\n")
            return True
        wire.send(b"+ " + _REFUSAL + b"\r\n")
        self.after_refusal.append(wire.line())
        wire.send(tag + b" NO AUTHENTICATE failed.\r\n")
        return False

    def smtp_login(self, line: bytes) -> bytes:
        """The answer to AUTH: 334 asks for the empty line that a refusal wants."""
        self.commands.append(line)
        mechanism, _, answer = line.removeprefix(b"AUTH ").partition(b" ")
        return b"235 ok" if mechanism == b"XOAUTH2" and self.is_login(answer) else b"535 5.7.3 no"


@dataclass(frozen=True)
class Playing:
    """A stand-in that runs, and where."""

    microsoft: Microsoft
    stand_in: StandIn


@contextmanager
def microsoft(certificate: Path) -> Iterator[Playing]:
    """Token server, IMAP and SMTP servers, on this computer."""
    played = Microsoft()
    web = HttpServer(played.answer)
    web.start()
    script = SmtpScript(certificate, EHLO=_FEATURES, AUTH=played.smtp_login)
    with playing(lambda wire: played.imap(certificate, wire)) as imap, playing(script.talk) as smtp:
        servers = [Server(host="localhost", port=each.port, security=Security.TLS) for each in (imap, smtp)]
        yield Playing(played, StandIn(base_url=web.url, imap=servers[0], smtp=servers[1]))
    web.stop()


def browse(url: str) -> None:
    """A browser whose user agrees: it opens the page and follows it back."""
    threading.Thread(target=visit, args=(url,), name="browser", daemon=True).start()
