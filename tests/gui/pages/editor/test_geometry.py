"""Nothing of the editor is cut or out of reach, in any of its states, sizes, languages and sizes of text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from microdesk_desktop.gui.theme import apply, stylesheet, tokens
from microdesk_desktop.pages.editor.page import EditorPage
from tests.support.geometry import faults

SIZES = ((683, 344), (1024, 700), (1366, 768))
LONG = "Développement " * 40
TURNS = 8


def laid_out():
    for _ in range(TURNS):
        QApplication.processEvents()


def states(author):
    """The editor empty, with flaws, with everything open, and with its pages in front."""
    page = author.begin()
    yield "new", page
    author.enter("nov")
    author.enter("Lot", "2,,5", "zorg", "1234567,89", "10 %")
    author.rest()
    page.lines.open_line(0)
    page.lines.editor.label.setText(LONG)
    page.lines.editor.label.textEdited.emit(LONG)
    author.rest()
    yield "flaws", page
    page.lines.editor.open_details()
    page.options.set_open(True)
    author.rest()
    yield "open", page
    page.toggle_pages()
    yield "pages", page


def assert_whole(author, *sizes):
    found = []
    window = author.desk.shell.window()
    for name, page in states(author):
        for size in sizes:
            window.resize(*size)
            laid_out()
            found += [f"{name} {size}: {fault}" for fault in faults(page)]
            author.picture(f"{name}-{size[0]}")
    assert found == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_editor_has_no_fault(author, language):
    window = author.desk.shell.window()
    window.set_language(language)
    author.desk.shell = window.centralWidget()
    assert_whole(author, *SIZES)


def test_the_editor_has_no_fault_with_text_of_twice_its_size(monkeypatch, request):
    for module in (apply, stylesheet):
        monkeypatch.setattr(module, "points", lambda size: tokens.points(size) * 2)
    assert_whole(request.getfixturevalue("author"), (1024, 700), (683, 344))


def test_the_pages_take_the_place_of_the_form_where_there_is_no_room_for_both(author):
    page = author.begin()
    author.desk.shell.window().resize(900, 700)
    laid_out()
    assert isinstance(page, EditorPage)
    assert (page.head.isVisible(), page.pages.isVisible()) == (True, False)
    author.key(Qt.Key.Key_F6)
    assert (page.head.isVisible(), page.pages.isVisible()) == (False, True)
    author.key(Qt.Key.Key_Escape)
    assert page.head.client.hasFocus()
    author.enter("nov")
    assert page.lines.editor.label.hasFocus()
