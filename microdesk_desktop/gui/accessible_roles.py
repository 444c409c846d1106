"""Roles for screen readers that Qt does not give to a widget of its class: a heading.

`mark` a widget when it is made; `install` once, before the pages are built: it takes longer to load than the unlock
screen may.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

HEADING = "heading"
_PROPERTY = "accessible_role"


def mark(widget: QWidget, role: str) -> None:
    """Have a screen reader present the widget as a HEADING; its accessible name is read with it."""
    widget.setProperty(_PROPERTY, role)


def install() -> None:
    """Give the marked widgets their roles from now on."""
    from PySide6.QtGui import QAccessible, QAccessibleInterface
    from PySide6.QtWidgets import QAccessibleWidget

    roles = {HEADING: QAccessible.Role.Heading}

    def make(_key: str, target: QObject) -> QAccessibleInterface | None:
        if not isinstance(target, QWidget):
            return None
        role = roles.get(target.property(_PROPERTY))
        return None if role is None else QAccessibleWidget(target, role)

    QAccessible.installFactory(make)
