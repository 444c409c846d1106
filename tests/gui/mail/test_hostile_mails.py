"""Hostile mails in Qt: laid out in bounded time, nothing asked for but images of the message, nothing hidden shown."""

import time

import pytest
from PySide6.QtWidgets import QApplication

from microdesk_desktop.mail.mime.choose import read_texts
from microdesk_desktop.mail.mime.message import read_message
from microdesk_desktop.mail.mime.reader import MailReader
from tests.support.mail.hostile_mails import HIDDEN, hostile_mails, html_mail
from tests.support.mail.pane import faults, lay_out
from tests.support.measures.pace import slowness

COUNT = 315
FLOORS = 15
"""A long mail takes as many times the layout of 1,000 paragraphs; a plain text of 100 kB takes six."""


@pytest.fixture(scope="module")
def floor(qapp: QApplication) -> float:
    return min(lay_out("<p>mot mot</p>" * 1_000).seconds for _ in range(3))


def test_every_hostile_mail_is_shown_without_harm(floor: float) -> None:
    reader = MailReader()
    found, hidden = [], 0
    for mail in hostile_mails(COUNT, seed=1):
        message = read_message(mail.raw)
        hidden += mail.has_hidden
        found += [
            f"{mail.kind}: {fault}"
            for fault in faults(mail, message, reader.read(message.body), most_seconds=FLOORS * floor)
        ]
    reader.end()
    assert found == []
    assert hidden >= COUNT // 10


def test_qt_shows_the_hidden_text_and_asks_for_the_files_of_a_mail_that_is_not_rewritten(qapp: QApplication) -> None:
    shown = lay_out(f'<div style="display:none">{HIDDEN}</div><img src="file:///etc/hostname">')
    assert HIDDEN in shown.text
    assert shown.asked


def test_a_mail_of_35_megabytes_is_read_in_the_time_of_its_decoding() -> None:
    raw = html_mail("<p>vu</p>", extra="X: y\r\n").replace(b"text/html", b"multipart/mixed; boundary=b", 1)
    attached = b"\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>vu</p>\r\n--b\r\nContent-Disposition: attachment\r\n\r\n"
    started = time.process_time()
    message = read_message(raw + attached + b"%PDF" + b"0" * (35 << 20) + b"\r\n--b--")
    assert time.process_time() - started < 5 * slowness()
    assert len(message.files[0].content) == (35 << 20) + 4
    assert read_texts(None, message.body.html, ()).text == "vu"
