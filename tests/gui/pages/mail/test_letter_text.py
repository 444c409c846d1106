"""The browser of a letter by itself: what Qt may load, what leaves by the clipboard, and its links."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QTextBrowser
from pytestqt.qtbot import QtBot

from microdesk_desktop.domain.mail.reading.links import Link, link_of
from microdesk_desktop.pages.mail.reading.letter_text import LetterText
from microdesk_desktop.pages.mail.reading.open_link import browser_address
from tests.support.file_watch import opened_files

SIDE = 64


def coloured(width: int = SIDE) -> QImage:
    image = QImage(width, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    return image


def linked(*urls: str) -> list[Link]:
    found = [link_of("ici", url) for url in urls]
    return [link for link in found if link is not None]


@pytest.fixture
def text(qtbot: QtBot) -> LetterText:
    made = LetterText("Message", linked("https://a.example/x", "mailto:lea@b.example"), [coloured(), QImage()])
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show()
    return made


def asked_names(path: Path) -> list[str]:
    return [path.as_uri(), str(path), f"//localhost{path}", f"\\\\hote.example\\{path.name}", "qrc:/x", path.name]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the opening of a file is only seen on Linux")
def test_no_name_in_a_letter_makes_qt_open_a_file(text: LetterText, tmp_path: Path) -> None:
    for name in ("image.png", "image@2x.png"):
        coloured().save(str(tmp_path / name))
    html = "".join(f'<img src="{name}">' for name in asked_names(tmp_path / "image.png"))
    html += f'<table background="{tmp_path}/image.png"><tr><td>x</td></tr></table>'
    html += (
        f'<link rel="stylesheet" href="{tmp_path}/image.png"><p style="background-image: url({tmp_path}/image.png)">'
    )
    with opened_files(tmp_path) as opened:
        text.add(html)
        text.grab()
    assert opened == []
    plain = QTextBrowser()
    with opened_files(tmp_path) as opened:
        plain.setHtml(html)
        plain.grab()
    assert "image.png" in opened, "a usual browser of Qt opens it: the watch sees that"


@pytest.mark.parametrize(
    "name", ["cid:1", "cid:2", "cid:-1", "cid:x", "file:///etc/hostname", "", "http://a.example/x"]
)
def test_the_loader_always_answers_an_image(text: LetterText, name: str) -> None:
    for kind in QTextDocument.ResourceType:
        answer = text.loadResource(kind.value, QUrl(name))
        assert (answer.width(), answer.height()) == (1, 1)
        assert answer.pixelColor(0, 0).alpha() == 0


def test_the_images_of_the_letter_are_shown_within_the_pane(qtbot: QtBot) -> None:
    text = LetterText("Message", [], [coloured(1_000)])
    qtbot.addWidget(text)
    text.resize(300, 50)
    text.show()
    text.add('<div><img src="cid:0" alt="x"></div>')
    shown = text.grab().toImage()
    assert shown.pixelColor(shown.width() - 20, 5) == QColor("green")
    assert not text.horizontalScrollBar().isVisible()


def test_a_letter_has_the_height_of_its_text_at_every_width(text: LetterText) -> None:
    text.add("<p>un mot après l'autre</p>" * 20)
    text.add("<p>la suite</p>")
    assert text.toPlainText().endswith("la suite")
    for width in (400, 200, 600):
        text.resize(width, text.height())
        QApplication.processEvents()
        assert 0 <= text.viewport().height() - text.document().size().height() < 4


def test_only_plain_text_leaves_by_the_clipboard(text: LetterText) -> None:
    text.add('<p>Voir <a href="link:0">ici</a><img src="cid:0" alt="logo"></p>')
    text.selectAll()
    data = text.createMimeDataFromSelection()
    assert data.formats() == ["text/plain"]
    assert data.text().startswith("Voir ici")
    assert "link:" not in data.text()


def test_links_are_reached_by_the_keyboard_with_their_real_host(text: LetterText, qtbot: QtBot) -> None:
    text.add('<p><a href="link:0">https://banque.example</a> ou <a href="link:1">un message</a></p>')
    text.setFocus()
    chosen: list[Link] = []
    text.link_chosen.connect(chosen.append)
    for _ in range(2):
        qtbot.keyClick(text, Qt.Key.Key_Tab)
        assert text.toolTip()
        qtbot.keyClick(text, Qt.Key.Key_Return)
    assert [link.host for link in chosen] == ["a.example", "b.example"]


def test_a_number_that_is_no_link_leads_nowhere(text: LetterText) -> None:
    assert text.link_at("link:0") is not None
    for anchor in ("link:2", "link:-1", "link:x", "https://a.example", "link:0/../1", ""):
        assert text.link_at(anchor) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/chemin?x=1&y=é#z",
        "http://été.example/",
        "https://a.example:8443/%C3%A9",
        "https:///a.example",
        "https:\\\\a.example\\b",
        "https://moi@b.example@a.example/",
        "http://2130706433/",
        "https://a.example\t.b.example/",
        "https://a%2eexample/",
        "https://a。example/",
        "https://[::1]/",
        "https://a.example%00.b.example/",
    ],
)
def test_the_browser_is_given_the_host_that_was_shown_or_nothing(url: str) -> None:
    (link,) = linked(url)
    given = browser_address(link)
    if given is not None:
        again = link_of("ici", bytes(given.toEncoded().data()).decode())
        assert again is not None
        assert again.host == link.host
        assert given.scheme() in {"http", "https"}


@pytest.mark.parametrize("url", ["https://a.example\\@b.example/", "https://a\u00ad.example/", "https://0x7f.1/"])
def test_an_address_that_qt_reads_otherwise_stays_closed(url: str) -> None:
    (link,) = linked(url)
    assert browser_address(link) is None


def test_usual_addresses_are_given_to_the_browser() -> None:
    for url in ("https://a.example/chemin?x=1", "http://été.example/", "https://a.example:8443/%C3%A9"):
        (link,) = linked(url)
        assert browser_address(link) is not None, url


ASKED = """
from PySide6.QtGui import QImage, QPainter, QTextDocument
from microdesk_desktop.app import new_application

asked = []

class Document(QTextDocument):
    def loadResource(self, kind, name):
        asked.append(name.toString())
        return QImage(4, 4, QImage.Format.Format_RGB32)

application = new_application()
document = Document()
document.setHtml('<img src="cid:0" width="8" height="8">')
image = QImage(40, 40, QImage.Format.Format_RGB32)
image.setDevicePixelRatio(2)
painter = QPainter(image)
document.drawContents(painter)
painter.end()
print(*asked)
"""
"""Prints which names Qt asks for on a screen of scale 2: another one than the image's, where it found such a file."""


def test_on_a_screen_of_scale_2_no_file_is_looked_for_either(tmp_path):
    (tmp_path / "cid:0@2x").touch()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["cid:0"]
