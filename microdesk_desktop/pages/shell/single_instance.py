"""The window of a profile is one: a second start raises it, and has it open its files."""

import os

from PySide6.QtCore import QObject, QSocketNotifier

from microdesk_desktop.base.instance import WAIT_S, Connection, Listener, listen
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.pages.shell.window import Window

TOKEN = "XDG_ACTIVATION_TOKEN"  # where Qt looks for the permission to come to the front under Wayland


class SingleInstance(QObject):
    """Answers the second starts of the window's profile: those that `listener` gets, or else a listener of its own."""

    def __init__(self, window: Window, listener: Listener | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._listener = listener
        self._notifier: QSocketNotifier | None = None
        self._listen()
        window.opened.connect(self._listen)  # the folder of a new user is made with the vault

    def close(self) -> None:
        """Answer no more."""
        if self._notifier is not None and self._listener is not None:
            self._notifier.setEnabled(False)
            self._listener.close()
            self._listener = None

    def _listen(self) -> None:
        if self._notifier is not None:
            return
        self._listener = self._listener or listen(self._window.profile, replaces=True)
        if self._listener is not None:
            self._notifier = QSocketNotifier(self._listener.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._accept)

    def _accept(self) -> None:
        connection = self._listener.accept() if self._listener is not None else None
        if connection is not None:
            _Exchange(connection, self._window, self)


class _Exchange(QObject):
    """Waits for what one second start sends, for as long as that one waits for the answer."""

    def __init__(self, connection: Connection, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._connection = connection
        self._window = window
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._listen)
        call_later(self, round(WAIT_S * 1_000), lambda: self._end(is_taken=False))

    def _listen(self) -> None:
        if not self._connection.read():
            return
        request = self._connection.request()
        if request is not None:
            if request.token:
                os.environ[TOKEN] = request.token
            self._window.open_files(request.files)
            self._window.bring_to_front()
        self._end(is_taken=request is not None)

    def _end(self, *, is_taken: bool) -> None:
        self._notifier.setEnabled(False)
        self._connection.close(is_taken=is_taken)
        self.deleteLater()
