"""Mistakes of other mail programs that no other test holds; the table of all of them is in `tests/unit/mail`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.mail.compose.send import send_message
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations, list_folders
from microdesk_desktop.operations.mail.reading.read_letter import read_newest
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.views.mail.composer.words import load_known_people
from tests.support.mail.imap_account import ACCOUNT_ID, HurriedJob, Served, served, trusted
from tests.support.servers.certificates import make_certificates
from tests.support.servers.imap_server import FETCH, HEADERS, ImapScript
from tests.support.servers.smtp_server import USER, SmtpScript

RECEIPTS = (
    b"Disposition-Notification-To: a@b.example\r\nReturn-Receipt-To: a@b.example\r\n"
    b"X-Confirm-Reading-To: a@b.example\r\n"
)


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Served]:
    certificates = make_certificates(tmp_path)
    imap = ImapScript(certificates.good, {})
    with trusted(certificates), served(tmp_path, imap, SmtpScript(certificates.good)) as made:
        yield made


def test_a_letter_that_asks_for_a_receipt_gets_none(mine: Served) -> None:
    asking = RECEIPTS + HEADERS
    letter = asking + b"Bonjour\r\n"
    fetched = FETCH[: FETCH.index(b"BODY[HEADER")] + b"".join(
        (
            b"BODY[HEADER.FIELDS (SUBJECT)]<0> {%d}\r\n%s" % (len(asking), asking),
            b" BODY[]<0> {%d}\r\n%s)\r\n" % (len(letter), letter),
        )
    )
    mine.imap.answers[b"FETCH"] = fetched
    [row] = list_conversations(mine.session, ACCOUNT_ID, Wanted(), Job()).rows
    assert read_newest(mine.session, ACCOUNT_ID, row.key, Job())[1].reading.text == "Bonjour"
    assert mine.smtp.commands == []
    words = {word for command in mine.imap.commands for word in command.split(b" ")[1:3]}
    assert words.isdisjoint((b"STORE", b"APPEND"))


def test_of_a_thousand_folders_a_few_are_counted(mine: Served) -> None:
    names = [b"INBOX", *(b"Client-%d" % number for number in range(1_000)), b"Sent", b"Drafts"]
    mine.imap.answers[b"LIST"] = b"".join(b'* LIST () "/" %s\r\n' % name for name in names)
    folders = list_folders(mine.session, ACCOUNT_ID, Job())
    assert len(folders) == 1_003
    counted = {folder.role for folder in folders if folder.unread is not None}
    assert {Role.INBOX, Role.SENT, Role.DRAFTS} < counted
    assert len([each for each in mine.imap.commands if b"STATUS" in each]) == 15


def test_only_the_people_of_clients_are_proposed(mine: Served) -> None:
    put_client(mine.session, Client(name="Nova", email="compta@nova.example"))
    mine.imap.answers[b"LIST"] = b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" Sent\r\n'
    mistyped = f"From: {USER}\r\nTo: compta@nvoa.example\r\nMessage-ID: <1@x.example>\r\n\r\nBonjour\r\n".encode()
    send_message(mine.session, ACCOUNT_ID, mistyped, HurriedJob())
    assert len(mine.smtp.texts) == 1
    known = mine.session.read(load_known_people)
    assert [each.person.address for each in known] == ["compta@nova.example"]
