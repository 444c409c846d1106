"""The order in which Tab goes through a window: that in which it is read, whatever the order in which it was built."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
"""Widgets whose parts are Qt's own, and no stops."""


def next_stop(at: QWidget | None, parts: Sequence[QWidget], *, forward: bool) -> QWidget | None:
    """The widget that Tab reaches from this one, through the parts of a window in turn and round; None without any."""
    stops = [stop for part in parts for stop in stops_of(part)]
    while at is not None and at not in stops:
        at = at.parentWidget()
    if not stops:
        return None
    step = 1 if forward else -1
    start = stops.index(at) if at is not None else (-1 if forward else 0)
    return stops[(start + step) % len(stops)]


def stops_of(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in sight on which Tab stops, in the order of the layouts; of a group, the one that is checked."""
    if widget.isHidden() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None and not _is_passed(widget):
        yield widget
    if not isinstance(widget, _WHOLE):
        yield from _stops_inside(widget)


def _is_passed(widget: QWidget) -> bool:
    """Whether another button of the same group is checked: the arrow keys lead from it to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and group.checkedButton() not in (None, widget)


def _stops_inside(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from stops_of(inside)
    elif layout is not None:
        yield from _stops_in(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget) and not child.isWindow():
                yield from stops_of(child)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        assert item is not None, "a layout has as many items as it counts"
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _stops_in(inner)
        elif widget is not None:
            yield from stops_of(widget)
