"""Roles for screen readers that Qt does not give to a widget of its class: a heading, a link.

`mark` a widget when it is made; `install` once, before the pages are built: it takes longer to load than the unlock
screen may.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

HEADING, LINK = "heading", "link"
_PROPERTY = "accessible_role"
_PRESS = "Press"  # the name that Qt gives to the action of a button


def mark(widget: QWidget, role: str) -> None:
    """Have a screen reader present the widget as a HEADING, or a button as a LINK, by its accessible name."""
    widget.setProperty(_PROPERTY, role)


def install() -> None:
    """Give the marked widgets their roles from now on."""
    from PySide6.QtGui import QAccessible, QAccessibleInterface
    from PySide6.QtWidgets import QAccessibleWidget

    roles = {HEADING: QAccessible.Role.Heading, LINK: QAccessible.Role.Link}

    class Link(QAccessibleWidget):
        """A button under another role: it can still be pressed."""

        def actionNames(self) -> list[str]:
            return [_PRESS, *super().actionNames()]

        def doAction(self, name: str) -> None:
            button = self.widget()
            if name == _PRESS and isinstance(button, QAbstractButton):
                button.click()
            else:
                super().doAction(name)

    def make(_key: str, target: QObject) -> QAccessibleInterface | None:
        if not isinstance(target, QWidget):
            return None
        role = roles.get(target.property(_PROPERTY))
        if role is None:
            return None
        return Link(target, role) if isinstance(target, QAbstractButton) else QAccessibleWidget(target, role)

    QAccessible.installFactory(make)
