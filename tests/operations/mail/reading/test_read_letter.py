"""A letter is read through its mailbox; what was read ends with the vault."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import AccountKind
from microdesk_desktop.domain.mail.reading.text import ShownAs
from microdesk_desktop.domain.mail.types import Body, EncodedText
from microdesk_desktop.mail.provider import MailKind
from microdesk_desktop.mail.registry import KINDS
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.reading.read_letter import read_letter
from microdesk_desktop.operations.session import Session
from tests.support.mail.two_accounts import GONE, GONE_ID, PASSWORD
from tests.support.vaults import new_vault


class OneLetter:
    """A mailbox with one letter."""

    def body(self, letter: str, job: Job) -> Body:
        html = b'<p>Bonjour <img src="cid:b@x"><img src="cid:absent@x" alt="absent"></p>'
        return Body(None, EncodedText(html, "utf-8"), {"a@x": b"A", "b@x": b"B"})

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setitem(KINDS, AccountKind.IMAP, lambda: MailKind(open=lambda context: OneLetter()))
    made = new_vault(tmp_path / "profile").session
    keep_account(made, GONE, {"password": PASSWORD})
    yield made
    made.close()


def test_a_letter_has_the_images_that_stand_in_it(session: Session) -> None:
    read = read_letter(session, GONE_ID, "letter", Job())
    assert (read.reading.shown_as, read.reading.text) == (ShownAs.HTML, "Bonjour absent")
    assert read.images == (b"B",)


def test_its_text_can_be_asked_for(session: Session) -> None:
    assert read_letter(session, GONE_ID, "letter", Job(), prefers_text=True).reading.shown_as is ShownAs.HTML_AS_TEXT


def test_the_process_that_read_it_ends_with_the_vault(session: Session) -> None:
    read_letter(session, GONE_ID, "letter", Job())
    process_id = session.mail_reader.process_id
    assert process_id is not None
    session.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)
