"""What is wrong with the places of the widgets in sight: cut texts, overlaps, and what is out of reach."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from microdesk_desktop.base.i18n import language
from microdesk_desktop.gui.table.delegate import RowDelegate
from microdesk_desktop.gui.table.model import CellKind, RowsModel
from microdesk_desktop.gui.table.rows_view import RowsView
from microdesk_desktop.gui.theme.apply import font
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.labels import BY_OTHERS

W = TypeVar("W", bound=QWidget)
KEY_IN_NAME = re.compile(r" · (Entrée|Enter|Suppr|[A-Z])$")
ROWS_MEASURED = 40
LEAST_ICON = 0.9
"""The height of an icon, in lines of the text beside it."""
BAD_TYPE = re.compile(r"[^ ] [:;?!»%€]|« |\.\.\.|(?<![\w.])-[\d\s,]+€|\d \d{3},\d\d")
SLACK = 1
"""Pixels by which roundings of fractional text sizes may differ."""


def faults(front: QWidget) -> list[str]:
    """What a user would find wrong in what is in sight, one line each."""
    checks = (
        *(clipped, wider_than_their_area, cut_amounts, sideways, overlapping, primaries, keys),
        *(tiny, nameless, scrolling_twice, badly_typeset),
    )
    return [fault for check in checks for fault in check(front)]


def clipped(front: QWidget) -> Iterator[str]:
    """The texts that do not fit their widget, and the widgets that their parent cuts at its right edge."""
    for widget in seen(front, QWidget):
        is_cut_on_purpose = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
        needed = _needed_width(widget)
        if not is_cut_on_purpose and needed > widget.width() + SLACK:
            yield f"« {_text(widget)} » needs {needed} and has {widget.width()}"
        height = _needed_height(widget)
        if height > widget.height() + SLACK:
            yield f"« {_text(widget)} » needs the height {height} and has {widget.height()}"
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
        return widget.fontMetrics().horizontalAdvance(widget.currentText()) + _around_the_choice(widget)
    return 0


def _around_the_choice(box: QComboBox) -> int:
    """What its frame, its margins and its arrow take of the width of a box."""
    option = QStyleOptionComboBox()
    option.initFrom(box)
    kind, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    return box.width() - box.style().subControlRect(kind, option, field, box).width()


def _needed_height(widget: QWidget) -> int:
    if isinstance(widget, QLabel) and widget.text():
        return widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
    if isinstance(widget, QPushButton) and widget.text():
        return widget.fontMetrics().height() * len(widget.text().splitlines())
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
    """The lists and areas that scroll sideways, but for the rows of a file, which has as many columns as it likes."""
    for area in seen(front, QAbstractScrollArea):
        may_scroll = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if area.horizontalScrollBar().isVisible() and not (isinstance(area, RowsView) and may_scroll):
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


def tiny(front: QWidget) -> Iterator[str]:
    """The icons and boxes that stay small beside a text that is enlarged."""
    for each in seen(front, QAbstractButton):
        is_box = isinstance(each, QCheckBox)
        if isinstance(each, QToolButton) or (not is_box and each.icon().isNull()):
            continue  # inside a line of text, Qt's style sizes the icon
        side = each.height() if is_box else each.iconSize().height()
        needed = round(LEAST_ICON * QFontMetrics(font()).height())
        if side < needed:
            yield f"the icon of {name_of(each)} is {side} high beside a text that asks for {needed}"


def nameless(front: QWidget) -> Iterator[str]:
    """The controls that a screen reader could not name."""
    kinds = QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit | QAbstractItemView
    for each in seen(front, QWidget):
        if isinstance(each, kinds) and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not _spoken(each):
            yield f"{type(each).__name__} in {_around(each)} has no name"


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def scrolling_twice(front: QWidget) -> Iterator[str]:
    """The fields that scroll inside an area that scrolls: who turns the wheel over them is stopped there."""
    for each in seen(front, QPlainTextEdit):
        is_long = not each.isReadOnly() and each.verticalScrollBar().maximum() > 0
        if is_long and any(isinstance(above, QScrollArea) for above in _above(each)):
            yield f"{name_of(each)} scrolls inside an area that scrolls"


def badly_typeset(front: QWidget) -> Iterator[str]:
    """The texts of the program with a plain space, hyphen or dots where French has its own signs."""
    if language() != "fr":
        return
    for each in seen(front, QWidget):
        if each.property(BY_OTHERS):
            continue
        text = _text(each) if isinstance(each, QLabel | QAbstractButton) else ""
        for shown in filter(BAD_TYPE.search, (text, each.toolTip())):
            yield f"« {shown} » is badly typeset"


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
    return " < ".join(type(each).__name__ for each in islice(_above(widget), 6))


def _above(widget: QWidget) -> Iterator[QWidget]:
    """The widgets around a widget, the innermost first."""
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()
