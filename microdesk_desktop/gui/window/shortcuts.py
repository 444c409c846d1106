"""Keyboard shortcuts limited to a widget; a text field inside it still receives the letters typed in it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr


def bind(
    widget: QWidget,
    keys: Mapping[str, Callable[[], object]],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> None:
    """Call each act when its key is pressed inside the widget, or elsewhere with another `context`.

    A key that is held down acts once: else it would go through a whole list.
    """
    for key, act in keys.items():
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(context)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda act=act: act())


def key_text(key: str) -> str:
    """The key in the user's words: « Ctrl+Maj+Z », « Alt+Gauche »."""
    names = {"Shift": tr("Maj"), "Left": tr("Gauche"), "Right": tr("Droite")}
    return "+".join(names.get(part, part) for part in key.split("+"))
