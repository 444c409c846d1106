"""The window of a profile is one: a second start raises it, and has it open its files."""

import os

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from microdesk_desktop.base.instance import WAIT_S, Meeting, Visitor, open_meeting
from microdesk_desktop.pages.shell.window import Window

TOKEN = "XDG_ACTIVATION_TOKEN"  # where Qt looks for the permission to come to the front under Wayland


class SingleInstance(QObject):
    """Answers the second starts of the window's profile, from when its folder exists."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._meeting: Meeting | None = None
        self._notifier: QSocketNotifier | None = None
        self._listen()
        window.opened.connect(self._listen)  # the folder of a new user is made with the vault

    def close(self) -> None:
        """Answer no more."""
        if self._notifier is not None and self._meeting is not None:
            self._notifier.setEnabled(False)
            self._meeting.close()
            self._meeting = None

    def _listen(self) -> None:
        if self._meeting is None and self._notifier is None:
            self._meeting = open_meeting(self._window.profile)
            if self._meeting is not None:
                self._notifier = QSocketNotifier(self._meeting.fileno(), QSocketNotifier.Type.Read, self)
                self._notifier.activated.connect(self._welcome)

    def _welcome(self) -> None:
        visitor = self._meeting.accept() if self._meeting is not None else None
        if visitor is not None:
            _Conversation(visitor, self._window, self)


class _Conversation(QObject):
    """Waits for what one second start sends, for as long as that one waits for the answer."""

    def __init__(self, visitor: Visitor, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._visitor = visitor
        self._window = window
        self._notifier = QSocketNotifier(visitor.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._listen)
        QTimer.singleShot(round(WAIT_S * 1_000), self, lambda: self._end(is_taken=False))

    def _listen(self) -> None:
        if not self._visitor.read():
            return
        request = self._visitor.request()
        if request is not None:
            if request.token:
                os.environ[TOKEN] = request.token
            self._window.bring_to_front()
            self._window.open_files(request.files)
        self._end(is_taken=request is not None)

    def _end(self, *, is_taken: bool) -> None:
        self._notifier.setEnabled(False)
        self._visitor.close(is_taken=is_taken)
        self.deleteLater()
