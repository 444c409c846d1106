"""Accessible names, and announcements read aloud by a screen reader."""

from PySide6.QtWidgets import QWidget


def name(widget: QWidget, text: str, description: str = "") -> None:
    """Give an accessible name to a control that no visible label names."""
    widget.setAccessibleName(text)
    if description:
        widget.setAccessibleDescription(description)


def is_active() -> bool:
    """Whether a screen reader, or another assistive program, runs."""
    from PySide6.QtGui import QAccessible  # slow to load, and nothing is read at start

    return QAccessible.isActive()


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader read `text` now, whatever holds the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # slow to load, and nothing is read at start

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
