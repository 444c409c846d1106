"""What screen readers are given that Qt does not give for a widget of its class: a heading, a link, what is covered.

`mark` a widget when it is made, before it has a parent. `accessible_widgets` gives the marks their effect: it takes
longer to load than the unlock screen may.
"""

from PySide6.QtWidgets import QWidget

HEADING, LINK = "heading", "link"
# A sheet that covers its front: as long as it is in sight, the front has no other accessible child.
FRONT, COVER = "front", "cover"
_PROPERTY = "accessible_role"


def mark(widget: QWidget, role: str) -> None:
    """Have a screen reader present the widget as a HEADING, a button as a LINK, a sheet as the COVER of its FRONT."""
    widget.setProperty(_PROPERTY, role)


def announce_cover(front: QWidget) -> None:
    """Have the screen reader, if one runs, read the children of a front anew: it is covered, or no longer."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # slow to load, and nothing is read at start

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(front, QAccessible.Event.ObjectReorder))


def role_of(widget: QWidget) -> str:
    """The role with which the widget was marked; empty for none."""
    return widget.property(_PROPERTY) or ""
