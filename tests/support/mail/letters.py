"""A mailbox of the test's own letters, and the reading pane on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any, BinaryIO, cast

import pytest

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import AccountKind
from microdesk_desktop.domain.mail.types import Body, Letter, Part, Row
from microdesk_desktop.mail.mime.charsets import decode_text
from microdesk_desktop.mail.mime.message import ParsedMessage, read_message
from microdesk_desktop.mail.mime.preview import first_words
from microdesk_desktop.mail.provider import Mailbox, MailKind
from microdesk_desktop.mail.registry import KINDS
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.session import Session
from tests.support.mail.two_accounts import STAYS

ACCOUNT_ID = STAYS.id
PIECE_BYTES = 64 << 10


@dataclass
class LetterBox:
    """Serves whole messages by conversation; notes what is marked as read, and raises `failure` in place of a text."""

    conversations: dict[str, list[bytes]] = field(default_factory=dict)
    marked: list[str] = field(default_factory=list)
    failure: KnownError | None = None
    failing_part: Exception | None = None
    _parsed: dict[str, ParsedMessage] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def conversation(self, key: str, job: Job) -> tuple[Letter, ...]:
        job.checkpoint()
        return tuple(self._letter(key, number) for number in range(len(self.conversations[key])))

    def body(self, letter: str, job: Job) -> Body:
        job.checkpoint()
        if self.failure is not None:
            raise self.failure
        return self._message(letter).body

    def part(self, letter: str, part: str, into: BinaryIO, job: Job) -> None:
        content = self._message(letter).files[int(part)].content
        for start in range(0, len(content), PIECE_BYTES):
            job.checkpoint()
            into.write(content[start : start + PIECE_BYTES])
            if self.failing_part is not None:
                raise self.failing_part

    def mark(self, keys: Any, job: Job, *, unread: bool | None = None, starred: bool | None = None) -> None:
        job.checkpoint()
        assert (unread, starred) == (False, None)
        self.marked += keys

    def close(self) -> None:
        self._parsed.clear()

    def _message(self, letter: str) -> ParsedMessage:
        key, _, number = letter.rpartition("/")
        with self._lock:
            if letter not in self._parsed:
                self._parsed[letter] = read_message(self.conversations[key][int(number)])
            return self._parsed[letter]

    def _letter(self, key: str, number: int) -> Letter:
        message = self._message(f"{key}/{number}")
        return Letter(
            key=f"{key}/{number}",
            conversation=key,
            message_id=message.message_id,
            references=message.references,
            sender=message.sender,
            reply_to=message.reply_to,
            to=message.to,
            cc=message.cc,
            bcc=message.bcc,
            when=message.when or datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
            subject=message.subject,
            folders=frozenset(("inbox",)),
            unread=f"{key}/{number}" not in self.marked,
            parts=tuple(
                Part(key=str(place), kind=file.kind, name=file.name, size=len(file.content), inline_id=file.inline_id)
                for place, file in enumerate(message.files)
            ),
            preview=first_words(decode_text(*message.body.text)) if message.body.text else "",
        )


def listed(conversation: str, subject: str = "Devis du salon") -> Row:
    """The row of a conversation in a list."""
    return Row(
        key=conversation,
        subject=subject,
        people=(),
        when=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        count=1,
        complete=True,
        unread=True,
        starred=False,
        files=None,
        folders=frozenset(("inbox",)),
        preview="",
    )


@contextmanager
def letter_box(session: Session) -> Iterator[LetterBox]:
    """An account of the session whose letters are those of the returned box."""
    box = LetterBox()
    keep_account(session, STAYS, {})
    with pytest.MonkeyPatch.context() as patch:
        kind = MailKind(open=lambda _: cast(Mailbox, box))
        patch.setitem(cast(dict[Any, Any], KINDS), AccountKind.IMAP, lambda: kind)
        yield box
