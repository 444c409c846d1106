"""What Qt asks for when a screen reader reads a widget that `accessible_roles` has marked."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

from microdesk_desktop.gui.accessible_roles import COVER, FRONT, HEADING, LINK, role_of

_PRESS = "Press"  # the name that Qt gives to the action of a button


def install() -> None:
    """Give the marked widgets their roles from now on; called once, before the pages are built."""
    QAccessible.installFactory(_make)


def _make(_key: str, target: QObject) -> QAccessibleInterface | None:
    """The interface of a marked widget; None for any other, for which Qt has its own."""
    marked = role_of(target) if isinstance(target, QWidget) else ""
    if not isinstance(target, QWidget) or marked not in _ROLES:
        return None
    return _KINDS.get(marked, QAccessibleWidget)(target, _ROLES[marked])


class _Link(QAccessibleWidget):
    """A button under another role: it can still be pressed."""

    def actionNames(self) -> list[str]:
        return [_PRESS, *super().actionNames()]

    def doAction(self, name: str) -> None:
        button = self.widget()
        if name == _PRESS and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().doAction(name)


class _Front(QAccessibleWidget):
    """A widget of which only the cover is found while it has one."""

    def childCount(self) -> int:
        return len(self._children())

    def child(self, index: int) -> QAccessibleInterface:
        children = self._children()
        if not 0 <= index < len(children):
            return None  # type: ignore[return-value]  # Qt's answer, which the binding's type leaves out
        return QAccessible.queryAccessibleInterface(children[index])

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((at for at, each in enumerate(self._children()) if each is child.object()), -1)

    def _children(self) -> Sequence[QWidget]:
        """The child that covers the others, or all of them."""
        front = self.widget()
        children = [each for each in front.children() if isinstance(each, QWidget) and not each.isWindow()]
        covers = [each for each in children if role_of(each) == COVER and not each.isHidden()]
        return covers[-1:] or children


class _Cover(QAccessibleWidget):
    """A sheet: nothing behind it can be used."""

    def state(self) -> QAccessible.State:
        state = super().state()
        state.modal = True
        return state


_ROLES = {
    HEADING: QAccessible.Role.Heading,
    LINK: QAccessible.Role.Link,
    FRONT: QAccessible.Role.Client,
    COVER: QAccessible.Role.Dialog,
}
_KINDS: dict[str, type[QAccessibleWidget]] = {LINK: _Link, FRONT: _Front, COVER: _Cover}
