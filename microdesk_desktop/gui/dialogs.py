"""The sheet that slides in for adding and editing, and the one modal question: before destroying."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import buttons, labels
from microdesk_desktop.gui.cards import rule
from microdesk_desktop.gui.forms import Form
from microdesk_desktop.gui.roles import MIDDLE, ROOMY, SMALL, WIDE

SHEET_WIDTH = 420
DIALOG_WIDTH = 440
VEIL = QColor(0, 0, 0, 70)


class Sheet(QWidget):
    """A form at the right edge of the window, over a veil; Esc or a click beside closes it.

    `save` is called with a form that can be read; it returns nothing and closes the sheet itself when done.
    """

    def __init__(self, host: QWidget, title: str, form: Form, verb: str, save: Callable[[], object]) -> None:
        window = host.window()
        super().__init__(window)
        self._form = form
        self._save = save
        self._before = QApplication.focusWidget()
        self._panel = QFrame(self)
        self._panel.setProperty("look", "sheet")
        self._lay_out(title, verb)
        self.setAccessibleName(title)
        window.installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        form.setFocus()

    def close_sheet(self) -> None:
        """Go away and give the focus back."""
        self.window().removeEventFilter(self)
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self.deleteLater()

    def submit(self) -> None:
        """Save if every field can be read."""
        if self._form.check():
            self._save()

    def _lay_out(self, title: str, verb: str) -> None:
        layout = QVBoxLayout(self._panel)
        layout.setContentsMargins(ROOMY, WIDE, ROOMY, WIDE)
        layout.setSpacing(MIDDLE)
        head = QHBoxLayout()
        head.addWidget(labels.lead(title), 1)
        head.addWidget(buttons.bare("x", tr("Fermer"), self.close_sheet))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addStretch()
        scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addStretch()
        foot.addWidget(buttons.plain(tr("Annuler"), self.close_sheet))
        foot.addWidget(buttons.primary(verb, self.submit))
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    def _cover(self) -> None:
        window = self.window()
        self.setGeometry(window.rect())
        width = min(SHEET_WIDTH, window.width())
        self._panel.setGeometry(QRect(window.width() - width, 0, width, window.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            self._form.setFocus()
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), VEIL)
        painter.end()


def confirm(host: QWidget, question: str, consequence: str, verb: str, destroy: Callable[[], object]) -> QDialog:
    """Ask before destroying; `destroy` is called if the user says so. The safe answer has the focus."""
    dialog = QDialog(host.window())
    dialog.setWindowTitle(question)
    dialog.setFixedWidth(DIALOG_WIDTH)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(ROOMY, ROOMY, ROOMY, WIDE)
    layout.setSpacing(MIDDLE)
    layout.addWidget(labels.lead(question))
    layout.addWidget(labels.muted(consequence))
    layout.addSpacing(SMALL)
    foot = QHBoxLayout()
    foot.setSpacing(SMALL)
    foot.addStretch()
    keep = buttons.plain(tr("Annuler"), dialog.reject)
    foot.addWidget(keep)
    foot.addWidget(buttons.danger(verb, dialog.accept))
    layout.addLayout(foot)
    dialog.accepted.connect(lambda: destroy())
    keep.setFocus()
    dialog.open()
    return dialog
