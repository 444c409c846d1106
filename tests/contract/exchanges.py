"""Everything that a stand-in was told and has told, whichever it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from microdesk_desktop.sandbox.server import Application, Reply, Request, Server
from tests.contract.watched import texts_in

# An id, a code, a token, a signature or a page: no word of a language, no date, no name of a field.
_MADE_UP = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[^\s:]{14,}|https?://\S+", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?")


@dataclass
class Exchanges:
    """Requests and replies, oldest first; `alter` makes another reply of each."""

    requests: list[Request] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    alter: Callable[[Reply], Reply] | None = None

    def secrets_sent(self) -> set[str]:
        """What a request proved itself with, and what it named that was made up for one consent."""
        found = {part for each in self.requests for part in each.headers.get("authorization", "").split()[-1:]}
        for each in self.requests:
            found |= {text for text in [*each.form.values(), *texts_in(each.body)] if _is_made_up(text)}
        return found

    def texts_told(self) -> set[str]:
        """Every text of an answer that was made up."""
        return {text for each in self.replies for text in texts_in(each.body) if _is_made_up(text)}


def _is_made_up(text: str) -> bool:
    return bool(_MADE_UP.fullmatch(text)) and not _DATE.fullmatch(text)


@pytest.fixture
def exchanges(monkeypatch: pytest.MonkeyPatch) -> Exchanges:
    """What passes between this program and every stand-in that is made during a test."""
    seen = Exchanges()
    build = Server.__init__

    def recording(self: Server, application: Application) -> None:
        def answer(request: Request) -> Reply:
            reply = application(request)
            reply = seen.alter(reply) if seen.alter else reply
            seen.requests.append(request)
            seen.replies.append(reply)
            return reply

        build(self, answer)

    monkeypatch.setattr(Server, "__init__", recording)
    return seen
