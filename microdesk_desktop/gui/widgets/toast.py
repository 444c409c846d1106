"""The toast of the shell: what was just done, over the list at the bottom left, with the button that undoes it."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.notices import Notices, Toast
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.answered import Answered
from microdesk_desktop.gui.widgets.fitted import Fitted
from microdesk_desktop.gui.widgets.labels import set_tone

WIDTH = 460
ABOVE_FOOT = 56
"""Pixels between the toast and the lower edge: the count and the totals at the foot of a list stay in sight."""
_MOVING = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class ToastArea(Fitted, QFrame):
    """Shows the one toast over `front`, at `left` from its left edge, above the banners at its foot."""

    def __init__(self, front: QWidget, notices: Notices, banners: QWidget) -> None:
        super().__init__(front)
        self._front, self._banners = front, banners
        self._notices = notices
        self._left = ROOMY
        self.setObjectName("toast")
        self.setProperty("look", "toast")
        self.text = labels.body("")
        self._action = buttons.link("", self._act)
        self._action.setObjectName("toast.action")
        self._toast: Toast | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        layout.setSpacing(MIDDLE)
        texts = QVBoxLayout()
        texts.addWidget(self.text)
        layout.addWidget(Answered(texts, self._action), 1)
        cross = buttons.bare("x", tr("Fermer ce message"), notices.dismiss_toast)
        cross.setIcon(icon("x", "panel"))  # the toast is dark in a light theme, and light in a dark one
        layout.addWidget(cross)
        for each in (front, banners):
            each.installEventFilter(self)
        notices.toasted.connect(self._take)
        self._show(notices.current_toast)

    def set_left(self, left: int) -> None:
        """Stand at this distance from the left edge: beside the sidebar."""
        self._left = left
        self.fit()

    def _take(self, toast: Toast | None) -> None:
        self._show(toast)
        if toast is not None:
            screen_reader.announce(self, toast.text)

    def _show(self, toast: Toast | None) -> None:
        self._toast = toast
        self.setVisible(toast is not None)
        if toast is None:
            return
        set_tone(self, toast.tone)
        self.text.setText(toast.text)
        self._action.setText(toast.action[0] if toast.action else "")
        self._action.setVisible(toast.action is not None)
        self.fit()
        self.raise_()

    def _act(self) -> None:
        toast = self._toast
        self._notices.dismiss_toast()
        if toast is not None and toast.action is not None:
            toast.action[1]()

    def fit(self) -> None:
        """Be as high as the text needs beside the button."""
        width = max(0, min(scaled(WIDTH), self._front.width() - self._left - ROOMY))
        needed = self.heightForWidth(width)  # -1 before the first text
        self.setFixedSize(width, needed if needed >= 0 else self.sizeHint().height())
        foot = self._front.height() - scaled(ABOVE_FOOT)
        if self._banners.isVisible():
            foot = self._banners.mapTo(self._front, QPoint(0, 0)).y() - SMALL
        self.move(self._left, foot - self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVING:
            self.fit()
        return False
