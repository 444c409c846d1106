"""The process that reads mails: it stays, it gives up in bounded time, and its end harms nobody."""

import os
import signal
from collections.abc import Iterator

import pytest

from microdesk_desktop.domain.mail.reading.text import ShownAs
from microdesk_desktop.domain.mail.types import Body, EncodedText
from microdesk_desktop.mail.mime.reader import MailReader


@pytest.fixture
def reader() -> Iterator[MailReader]:
    made = MailReader()
    yield made
    made.end()


def html(text: str) -> Body:
    return Body(None, EncodedText(text.encode(), "utf-8"), {})


def test_one_process_reads_mail_after_mail(reader: MailReader) -> None:
    assert reader.read(html("<p>un</p>")).html == "<p>un</p>"
    first = reader.process_id
    assert reader.read(html("<p>deux</p>")).html == "<p>deux</p>"
    assert reader.process_id == first


def test_a_mail_that_takes_too_long_is_shown_as_text_and_the_next_one_as_usual(
    reader: MailReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.start()
    assert reader.process_id is not None
    os.kill(reader.process_id, signal.SIGSTOP)
    with monkeypatch.context() as hurry:
        hurry.setattr("microdesk_desktop.mail.mime.reader._WITHIN_S", 0.5)
        reading = reader.read(html("<style>x</style><p>un</p><p>deux</p>"))
    assert (reading.shown_as, reading.text) == (ShownAs.HTML_AS_TEXT, "un\n\ndeux")
    assert reader.read(html("<p>un</p>")).shown_as is ShownAs.HTML


def test_a_process_that_was_killed_is_replaced(reader: MailReader) -> None:
    reader.start()
    assert reader.process_id is not None
    os.kill(reader.process_id, signal.SIGKILL)
    assert reader.read(html("<p>un</p>")).html == "<p>un</p>"
