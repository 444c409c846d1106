"""What a widget is, for screen readers, where Qt has another role for it: a link, a heading.

Qt derives the role from the class of the widget: an entry of the sidebar would be a button, a title a mere label.
"""

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget

_PROPERTY = "accessible_role"
_PRESS = "Press"  # the name that Qt gives to the action of a button


def install_roles(application: QCoreApplication) -> None:
    """Have Qt ask for the roles that `set_role` gives; call it before the first window."""
    if not application.property(_PROPERTY):
        application.setProperty(_PROPERTY, True)
        QAccessible.installFactory(_interface)


def set_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Present the widget as this to screen readers; its name is its accessible name, else its text."""
    widget.setProperty(_PROPERTY, role.value)


class _RoledWidget(QAccessibleWidget):
    """A widget with the role that it was given; a button can still be pressed."""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role(self.widget().property(_PROPERTY))

    def text(self, kind: QAccessible.Text) -> str:
        named = super().text(kind)
        widget = self.widget()
        if not named and kind == QAccessible.Text.Name and isinstance(widget, QAbstractButton | QLabel):
            return widget.text()
        return named

    def actionNames(self) -> list[str]:
        own = [_PRESS] if isinstance(self.widget(), QAbstractButton) else []
        return [*own, *super().actionNames()]

    def doAction(self, name: str) -> None:
        widget = self.widget()
        if name == _PRESS and isinstance(widget, QAbstractButton):
            widget.click()
        else:
            super().doAction(name)


def _interface(_: str, thing: QObject) -> QAccessibleInterface | None:
    """The interface of a widget with a role of ours; None leaves it to Qt."""
    if isinstance(thing, QWidget) and thing.property(_PROPERTY) is not None:
        return _RoledWidget(thing)
    return None
