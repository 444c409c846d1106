"""The simulated Google on this computer: consent, tokens, and the mailbox of one account, with fault injection."""

import json
from collections.abc import Callable, Iterable
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.sandbox.gmail.api import GmailApi
from microdesk_desktop.sandbox.gmail.batch import answer_batch
from microdesk_desktop.sandbox.gmail.consent import MODIFY, Consents
from microdesk_desktop.sandbox.gmail.problems import Problem, scope_insufficient
from microdesk_desktop.sandbox.gmail.state import Mail, State
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.service import Service

BATCH = "/batch/gmail/v1"


class SandboxGmail(Service):
    """One Gmail account; `faults` are those of calls inside of batches too.

    `calls` lists the calls of the API, those inside of batches too: method and path.
    """

    def __init__(self, address: str = "jeanne@gmail.example", clock: Clock | None = None) -> None:
        super().__init__()
        self.clock = clock or SystemClock()
        self.state = State(address, self.clock)
        self.consents = Consents()
        self.api = GmailApi(self.state)
        self.calls: list[tuple[str, str]] = []

    @property
    def base_url(self) -> str:
        return self._server.url

    def write_client_file(self, path: Path) -> Path:
        """The file that a user downloads for a client of the type Desktop."""
        client = {
            "client_id": self.consents.client_id,
            "project_id": "demo",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": "https://oauth2.googleapis.com/token",
            "client_secret": self.consents.client_secret,
            "redirect_uris": ["http://localhost"],
        }
        path.write_text(json.dumps({"installed": client}))
        return path

    def deliver(
        self,
        subject: str,
        *,
        sender: str = "Nova SARL <compta@nova.example>",
        text: str = "Bonjour",
        labels: Iterable[str] = ("INBOX", "UNREAD"),
        answers: str = "",
        message: EmailMessage | None = None,
    ) -> Mail:
        """A message arrives; `answers` is the Message-ID that it replies to."""
        message = message or EmailMessage()
        for name, value in (("From", sender), ("To", self.state.address), ("Subject", subject)):
            if name not in message:
                message[name] = value
        message["Message-ID"] = f"<{self.state.new_id()}@nova.example>"
        message["Date"] = format_datetime(self.clock.now())
        if answers:
            message["In-Reply-To"] = message["References"] = answers
        if message.get_payload() is None:
            message.set_content(text)
        with self.state.lock:
            return self.state.add(message.as_bytes(), labels)

    def _answer(self, request: Request) -> Reply:
        match (request.method, request.path):
            case ("GET", "/o/oauth2/v2/auth"):
                return self.consents.page(request)
            case ("POST", "/token"):
                return self.consents.token(request)
            case ("POST", "/revoke"):
                return self.consents.revoke(request)
            case ("POST", path) if path == BATCH:
                return self._refusable(lambda: answer_batch(request, self._inner))
        if request.path.startswith("/consent/"):
            return self.consents.decide(request.path)
        return self._call(request)

    def _inner(self, request: Request) -> Reply:
        fault = self.faults.take(request.method, request.path)
        if fault is not None:
            return Reply(status=fault.status, body=fault.body, headers=fault.headers)
        return self._call(request)

    def _call(self, request: Request) -> Reply:
        self.calls.append((request.method, request.path))
        return self._refusable(lambda: self._authorised(request))

    def _authorised(self, request: Request) -> Reply:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self.consents.accesses:
            raise Problem(401, "authError", "UNAUTHENTICATED")
        if MODIFY not in self.consents.granted:
            raise scope_insufficient()
        with self.state.lock:
            return self.api.handle(request)

    def _refusable(self, answer: Callable[[], Reply]) -> Reply:
        try:
            return answer()
        except Problem as problem:
            return problem.reply
