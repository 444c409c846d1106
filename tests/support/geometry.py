"""What is wrong with the places of the widgets in sight: cut texts, overlaps, and what is out of reach."""

import re
from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from microdesk_desktop.gui.table.delegate import RowDelegate
from microdesk_desktop.gui.table.model import CellKind, RowsModel
from microdesk_desktop.gui.table.rows_view import RowsView
from microdesk_desktop.gui.widgets.inline_link import InlineLink

W = TypeVar("W", bound=QWidget)
KEY_IN_NAME = re.compile(r" · (Entrée|Enter|Suppr|[A-Z])$")
ROWS_MEASURED = 40
SLACK = 1
"""Pixels by which roundings of fractional text sizes may differ."""


def faults(front: QWidget) -> list[str]:
    """What a user would find wrong in what is in sight, one line each."""
    checks = (clipped, wider_than_their_area, cut_amounts, sideways, overlapping, primaries, keys)
    return [fault for check in checks for fault in check(front)]


def clipped(front: QWidget) -> Iterator[str]:
    """The texts that do not fit their widget, and the widgets that their parent cuts at its right edge."""
    for widget in seen(front, QWidget):
        is_cut_on_purpose = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
        needed = _needed_width(widget)
        if not is_cut_on_purpose and needed > widget.width() + SLACK:
            yield f"« {_text(widget)} » needs {needed} and has {widget.width()}"
        if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
            height = widget.heightForWidth(widget.width())
            if height > widget.height() + SLACK:
                yield f"« {widget.text()} » needs the height {height} and has {widget.height()}"
        parent = widget.parentWidget()
        if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea) or parent is front:
            continue
        if widget.geometry().right() > parent.width() + SLACK:
            yield f"{name_of(widget)} ends at {widget.geometry().right()} in {parent.width()} of {name_of(parent)}"


def _needed_width(widget: QWidget) -> int:
    """The width without which the text of a widget is cut; 0 for one that wraps, or cuts by itself."""
    if isinstance(widget, QPushButton) and not isinstance(widget, InlineLink):
        return widget.sizeHint().width()
    if isinstance(widget, QLabel) and not widget.wordWrap():
        return widget.sizeHint().width()
    if isinstance(widget, QLineEdit) and not widget.text():
        return widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + 2 * SLACK
    if isinstance(widget, QComboBox):
        return widget.fontMetrics().horizontalAdvance(widget.currentText()) + 2 * SLACK
    return 0


def wider_than_their_area(front: QWidget) -> Iterator[str]:
    """What is wider than the area in which it scrolls, which never scrolls sideways."""
    for area in seen(front, QScrollArea):
        inside = area.widget()
        if inside is not None and inside.width() > area.viewport().width() + SLACK:
            yield f"{_around(inside)} needs {inside.width()} in {area.viewport().width()}, because of {_widest(inside)}"


def _widest(inside: QWidget) -> str:
    """The innermost of the widgets that need most."""

    def need(each: QWidget) -> tuple[int, int]:
        return each.minimumSizeHint().width(), -len(each.findChildren(QWidget))

    return name_of(max(seen(inside, QWidget), key=need))


def cut_amounts(front: QWidget) -> Iterator[str]:
    """The columns of tables that end outside of the table, or whose amounts are wider than they are."""
    for view in seen(front, RowsView):
        model, delegate, room = view.model(), view.itemDelegate(), view.viewport().width()
        assert isinstance(model, RowsModel)
        assert isinstance(delegate, RowDelegate)
        if not model.rowCount() or view.horizontalScrollBar().isVisible():
            continue
        first = max(0, view.rowAt(0))
        rows = [model.row(number) for number in range(first, min(model.rowCount(), first + ROWS_MEASURED))]
        for number, column in enumerate(model.columns):
            end = view.columnViewportPosition(number) + view.columnWidth(number)
            if not view.isColumnHidden(number) and end > room + SLACK:
                yield f"the column « {column.header} » ends at {end} in {room}"
            if view.isColumnHidden(number) or column.kind is not CellKind.AMOUNT:
                continue
            needed = max(delegate.width_of(CellKind.AMOUNT, column.text(row)) for row in rows if row is not None)
            if needed > view.columnWidth(number) + SLACK:
                yield f"the amounts of « {column.header} » need {needed} and have {view.columnWidth(number)}"


def sideways(front: QWidget) -> Iterator[str]:
    """The lists and areas that scroll sideways."""
    for area in seen(front, QAbstractScrollArea):
        if area.horizontalScrollBar().isVisible():
            yield f"{name_of(area)} scrolls sideways"


def overlapping(front: QWidget) -> Iterator[str]:
    """The widgets beside one another that share a part of their parent."""
    for parent in [front, *seen(front, QWidget)]:
        children = [each for each in parent.children() if isinstance(each, QWidget) and each.isVisible()]
        layout = parent.layout()
        if layout is None or isinstance(layout, QStackedLayout):
            continue
        laid_out = [each for each in children if is_laid_out(layout, each)]
        for number, one in enumerate(laid_out):
            for other in laid_out[number + 1 :]:
                if not (one.geometry() & other.geometry()).isEmpty():
                    yield f"{name_of(one)} overlaps {name_of(other)}"


def is_laid_out(layout: QLayout, widget: QWidget) -> bool:
    """Whether the widget is in the layout or in one inside it."""
    items = [layout.itemAt(number) for number in range(layout.count())]
    inner = [item.layout() for item in items if item is not None]
    return layout.indexOf(widget) >= 0 or any(is_laid_out(each, widget) for each in inner if each is not None)


def primaries(front: QWidget) -> Iterator[str]:
    """More than one primary button in sight."""
    found = [each for each in seen(front, QPushButton) if each.property("look") == "primary"]
    if len(found) > 1:
        yield f"{len(found)} primary buttons: {[each.text() for each in found]}"


def keys(front: QWidget) -> Iterator[str]:
    """The buttons whose name holds the key that presses them: a screen reader would read it out with the name."""
    for each in front.findChildren(QPushButton):
        if KEY_IN_NAME.search(each.text() + each.accessibleName()):
            yield f"the name of {name_of(each)} holds its key"


def seen(front: QWidget, kind: type[W]) -> Iterator[W]:
    """The widgets of this kind of which some part is in sight."""
    area = QRect(QPoint(), front.size())
    for each in front.findChildren(kind):
        if each.isVisible() and area.intersects(QRect(each.mapTo(front, QPoint()), each.size())):
            yield each


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} « {widget.accessibleName() or _text(widget)} »"


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def _around(widget: QWidget) -> str:
    """The classes around a widget, the innermost first."""
    names: list[str] = []
    above = widget.parentWidget()
    while above is not None and len(names) < 6:
        names.append(type(above).__name__)
        above = above.parentWidget()
    return " < ".join(names)
