"""What screen readers are given that Qt does not give for a widget of its class: a heading, a link, what is covered.

`mark` a widget when it is made, before it has a parent; `install` once, before the pages are built: it takes longer to
load than the unlock screen may.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

HEADING, LINK = "heading", "link"
# A sheet that covers its front: as long as it is in sight, the front has no other accessible child.
FRONT, COVER = "front", "cover"
_PROPERTY = "accessible_role"
_PRESS = "Press"  # the name that Qt gives to the action of a button


def mark(widget: QWidget, role: str) -> None:
    """Have a screen reader present the widget as a HEADING, a button as a LINK, a sheet as the COVER of its FRONT."""
    widget.setProperty(_PROPERTY, role)


def announce_cover(front: QWidget) -> None:
    """Have the screen reader, if one runs, read the children of a front anew: it is covered, or no longer."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # slow to load, and nothing is read at start

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(front, QAccessible.Event.ObjectReorder))


def _in_sight(front: QWidget) -> Sequence[QWidget]:
    """The child that covers the others, or all of them."""
    children = [each for each in front.children() if isinstance(each, QWidget) and not each.isWindow()]
    covers = [each for each in children if each.property(_PROPERTY) == COVER and not each.isHidden()]
    return covers[-1:] or children


def install() -> None:
    """Give the marked widgets their roles from now on."""
    from PySide6.QtGui import QAccessible, QAccessibleInterface
    from PySide6.QtWidgets import QAccessibleWidget

    roles = {
        HEADING: QAccessible.Role.Heading,
        LINK: QAccessible.Role.Link,
        FRONT: QAccessible.Role.Client,
        COVER: QAccessible.Role.Dialog,
    }

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

    class Front(QAccessibleWidget):
        """A widget of which only the cover is found while it has one."""

        def childCount(self) -> int:
            return len(self._children())

        def child(self, index: int) -> QAccessibleInterface:
            children = self._children()
            if not 0 <= index < len(children):
                return None  # type: ignore[return-value]  # Qt's answer, which the binding's type leaves out
            return QAccessible.queryAccessibleInterface(children[index])

        def indexOfChild(self, child: QAccessibleInterface) -> int:
            children = self._children()
            return next((at for at, each in enumerate(children) if each is child.object()), -1)

        def _children(self) -> Sequence[QWidget]:
            front = self.widget()
            return _in_sight(front) if front is not None else ()

    class Cover(QAccessibleWidget):
        """A sheet: nothing behind it can be used."""

        def state(self) -> QAccessible.State:
            state = super().state()
            state.modal = True
            return state

    kinds = {LINK: Link, FRONT: Front, COVER: Cover}

    def make(_key: str, target: QObject) -> QAccessibleInterface | None:
        if not isinstance(target, QWidget):
            return None
        marked = target.property(_PROPERTY)
        return kinds.get(marked, QAccessibleWidget)(target, roles[marked]) if marked in roles else None

    QAccessible.installFactory(make)
