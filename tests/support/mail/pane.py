"""What a reading does in the pane: its layout by Qt, the resources that are asked, and what is wrong with either."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from microdesk_desktop.domain.mail.reading.files import distinct_names
from microdesk_desktop.domain.mail.reading.text import Reading
from microdesk_desktop.mail.mime.message import ParsedMessage
from tests.support.mail.hostile_mails import HIDDEN, SEEN, HostileMail

PANE_WIDTH = 640
_TIMES = 3
_TAG = re.compile(r"<[^>]*>")
_ALLOWED = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|blockquote|table|tr|td|th|b|i|u|s|code|sub|sup|hr|br)"
    r'(?: (?:align="(?:right|center)"|(?:col|row)span="\d{1,2}"|width="100%"|cellspacing="0"|cellpadding="4"'
    r'|start="\d{1,4}"))*>'
    r'|<a href="link:\d+">|</a>|<img src="cid:\d+"(?: width="\d{1,3}")? alt="[^"<>]*">'
)
_CONTROLS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ud800-\udfff]"
)


class _Document(QTextDocument):
    """A document that notes what Qt asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def loadResource(self, kind: int, name: QUrl | str) -> QImage:
        self.asked.append(name.toString() if isinstance(name, QUrl) else name)
        return QImage(1, 1, QImage.Format.Format_RGB32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The text of the document, what it asked for, and the seconds of computing of its layout."""

    text: str
    asked: tuple[str, ...]
    seconds: float = field(compare=False)


def lay_out(html: str) -> Shown:
    """Lay out an HTML text in the width of the pane."""
    started = time.process_time()
    document = _Document()
    document.setHtml(html)
    document.setTextWidth(PANE_WIDTH)
    document.size()
    seconds = time.process_time() - started
    return Shown(text=document.toPlainText(), asked=tuple(document.asked), seconds=seconds)


def faults(mail: HostileMail, message: ParsedMessage, reading: Reading, *, most_seconds: float) -> Iterator[str]:
    """What is wrong with a reading and the other shown values of a mail; empty when all is well.

    A layout that took too long is timed again: a busy machine slows single ones.
    """
    shown = lay_out(reading.html)
    if shown.seconds > most_seconds and min(lay_out(reading.html).seconds for _ in range(_TIMES)) > most_seconds:
        yield f"layout took {shown.seconds:.3f} s"
    yield from (f"asked for {name}" for name in shown.asked if not re.fullmatch(r"cid:\d+", name))
    yield from (f"element {tag[:60]}" for tag in _TAG.findall(reading.html) if not _ALLOWED.fullmatch(tag))
    if mail.has_hidden and HIDDEN in shown.text + reading.text:
        yield "hidden text is shown"
    if mail.has_seen and not (SEEN in shown.text and SEEN in reading.text):
        yield "visible text is missing"
    texts = [*reading.text.split("\n"), *(link.text + link.host + link.url for link in reading.links), message.subject]
    people = [*message.sender, *message.to, *message.cc, *message.reply_to]
    texts += [person.name + person.address for person in people]
    names = list(distinct_names(file.name for file in message.files))
    yield from (f"control character in {text[:60]!r}" for text in [*texts, *names] if _CONTROLS.search(text))
    yield from (f"name {name[:60]!r}" for name in names if not _is_harmless(name))
    if len(set(map(str.casefold, names))) < len(names):
        yield "two files of one name"


def _is_harmless(name: str) -> bool:
    return (
        bool(name)
        and not re.search(r'[/\\<>:"|?*]', name)
        and name[0] != "."
        and name[-1] not in ". "
        and len(name.encode()) <= 255
    )
