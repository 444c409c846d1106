"""No page is clipped, overlaps itself, has two primary buttons or a key in a name, in any size, language or text."""

import re

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from microdesk_desktop.gui.theme import apply, stylesheet, tokens
from microdesk_desktop.pages.registry import PAGES

SIZES = ((1024, 700), (1366, 768), (1920, 1080))
SHOWN = tuple(page.key for page in PAGES if not page.behind or page.key in ("rules", "imports"))
LAYOUT_TURNS = 5
KEY_IN_NAME = re.compile(r" · (Entrée|Enter|Suppr|[A-Z])$")
SLACK = 1
"""Pixels by which roundings of fractional text sizes may differ."""


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_clipped_or_overlaps(desk, size, language):
    window = desk.shell.window()
    window.set_language(language)
    desk.shell = window.centralWidget()
    assert_whole(desk, size)


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_nothing_is_clipped_or_overlaps_with_larger_text(monkeypatch, request, scale):
    for module in (apply, stylesheet):
        monkeypatch.setattr(module, "points", lambda size: tokens.points(size) * scale)
    assert_whole(request.getfixturevalue("desk"), (1366, 768))


def assert_whole(desk, size):
    desk.shell.window().resize(*size)
    faults = []
    for key in SHOWN:
        page = laid_out(desk, key)
        faults += [f"{key}: {fault}" for fault in (*clipped(page), *overlapping(page), *primaries(page), *keys(page))]
    assert not faults, "\n".join(faults)


def laid_out(desk, key):
    """The page once it has read its data, and its layouts have taken it in, which takes some turns of the loop."""
    page = desk.go_to(key)
    for _ in range(LAYOUT_TURNS):
        QApplication.processEvents()
    return page


def clipped(page):
    """The texts that do not fit their widget, and the widgets that their parent cuts at its right edge."""
    for widget in seen(page, QWidget):
        wanted = widget.sizeHint().width()
        is_text = isinstance(widget, QPushButton) or (isinstance(widget, QLabel) and not widget.wordWrap())
        is_cut = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
        if is_text and not is_cut and wanted > widget.width() + SLACK:
            yield f"« {widget.text()} » needs {wanted} and has {widget.width()}"
        parent = widget.parentWidget()
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            continue
        if widget.geometry().right() > parent.width() + SLACK:
            yield f"{name_of(widget)} ends at {widget.geometry().right()} in {parent.width()} of {name_of(parent)}"


def overlapping(page):
    """The widgets beside one another that share a part of their parent."""
    for parent in [page, *seen(page, QWidget)]:
        children = [each for each in parent.children() if isinstance(each, QWidget) and each.isVisible()]
        if parent.layout() is None or isinstance(parent.layout(), QStackedLayout):
            continue
        laid_out = [each for each in children if is_laid_out(parent.layout(), each)]
        for number, one in enumerate(laid_out):
            for other in laid_out[number + 1 :]:
                if not (one.geometry() & other.geometry()).isEmpty():
                    yield f"{name_of(one)} overlaps {name_of(other)}"


def is_laid_out(layout, widget):
    """Whether the widget is in the layout or in one inside it."""
    inner = (layout.itemAt(number).layout() for number in range(layout.count()))
    return layout.indexOf(widget) >= 0 or any(is_laid_out(each, widget) for each in inner if each is not None)


def primaries(page):
    """More than one primary button in sight."""
    found = [each for each in seen(page, QPushButton) if each.property("look") == "primary"]
    if len(found) > 1:
        yield f"{len(found)} primary buttons: {[each.text() for each in found]}"


def keys(page):
    """The buttons whose name holds the key that presses them: a screen reader would read it out with the name."""
    for each in page.findChildren(QPushButton):
        if KEY_IN_NAME.search(each.text() + each.accessibleName()):
            yield f"the name of {name_of(each)} holds its key"


def seen(page, kind):
    """The widgets of this kind of which some part is in sight."""
    window = QRect(QPoint(), page.size())
    for each in page.findChildren(kind):
        if each.isVisible() and window.intersects(QRect(each.mapTo(page, QPoint()), each.size())):
            yield each


def name_of(widget):
    return f"{type(widget).__name__} « {widget.accessibleName() or getattr(widget, 'text', str)()} »"


def test_an_empty_page_offers_each_action_once(empty_desk):
    twice = []
    for key in SHOWN:
        texts = [each.text() for each in seen(laid_out(empty_desk, key), QPushButton) if each.text()]
        twice += [f"{key}: {text}" for text in set(texts) if texts.count(text) > 1]
    assert not twice
