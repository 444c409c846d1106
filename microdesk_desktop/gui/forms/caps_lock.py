"""A note below a secret field while the keyboard writes capitals.

Qt does not report the state of the key itself: it is recognised by a capital typed without Shift, or a small letter
typed with it.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.widgets import labels


class CapsLockNote(QObject):
    """Watches the keys of one line edit; `label` is shown while capitals are on."""

    def __init__(self, entry: QLineEdit) -> None:
        super().__init__(entry)
        self.label: QLabel = labels.caption(tr("La touche Verr. maj est active."))
        self.label.setObjectName("caps_lock")
        self.label.hide()
        entry.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            self._learn(event)
        elif event.type() == QEvent.Type.FocusOut:
            self.label.hide()
        return False

    def _learn(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._show(self.label.isHidden())
            return
        letter = event.text()
        has_cases = letter.lower() != letter.upper()
        if has_cases:
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._show((letter == letter.upper()) is not is_shifted)

    def _show(self, is_on: bool) -> None:
        if is_on and self.label.isHidden():
            screen_reader.announce(self.label, self.label.text())
        self.label.setVisible(is_on)
