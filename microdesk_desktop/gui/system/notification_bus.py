"""Notifications of Linux desktops over D-Bus, by version 1.2 of freedesktop.org's Desktop Notifications Specification.

Not through QtDBus: its Python binding sends no unsigned number, and the interface asks for one.
"""

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject, QSocketNotifier, Signal

NAME = "org.freedesktop.Notifications"
_SERVER = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
_SIGNALS = ("ActionInvoked", "ActivationToken", "NotificationClosed")
_CLICK = "default"  # the action that stands for a click on the notification itself
_SERVERS_OWN_TIME = -1
_ANSWER_S = 2.0
"""A bus answers within milliseconds; one that hangs must not keep a thread."""


def is_served() -> bool:
    """Whether something on the session bus shows notifications, or starts as soon as it is asked to.

    Raises OSError, RuntimeError or KeyError where there is no session bus.
    """
    with open_dbus_connection("SESSION") as connection:
        (is_running,) = connection.send_and_get_reply(message_bus.NameHasOwner(NAME), timeout=_ANSWER_S).body
        (startable,) = connection.send_and_get_reply(message_bus.ListActivatableNames(), timeout=_ANSWER_S).body
    return bool(is_running) or NAME in startable


class NotificationBus(QObject):
    """At most one notification of this program; raises OSError, RuntimeError or KeyError where there is no session bus.

    `clicked` carries the token with which Wayland lets the program come to the front, where the desktop gives one;
    `refused` comes where nothing on the bus shows notifications.
    """

    clicked = Signal(str)
    refused = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._connection: DBusConnection = open_dbus_connection("SESSION")
        self.shown = 0
        """The number that the desktop gave to the notification in sight; 0 for none."""
        self._asked = 0
        self._token = ""
        for name in _SIGNALS:
            rule = MatchRule(type="signal", sender=NAME, interface=NAME, member=name)
            self._send(message_bus.AddMatch(rule))
        self._notifier = QSocketNotifier(self._connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def show(self, text: str, button_text: str, icon: str) -> None:
        """Show a notification in place of the former one."""
        hints = {"desktop-entry": ("s", icon)}
        actions = [_CLICK, button_text]
        body = ("MicroDesk", self.shown, icon, "MicroDesk", text, actions, hints, _SERVERS_OWN_TIME)
        self._asked = self._send(new_method_call(_SERVER, "Notify", "susssasa{sv}i", body))

    def withdraw(self) -> None:
        """Take the notification away, if there is one."""
        if self.shown:
            self._send(new_method_call(_SERVER, "CloseNotification", "u", (self.shown,)))
            self.shown = 0

    def close(self) -> None:
        """Leave the bus."""
        self._notifier.setEnabled(False)
        self._connection.close()

    def _send(self, message: Message) -> int:
        serial: int = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        return serial

    def _read(self) -> None:
        try:
            while True:
                self._take(self._connection.receive(timeout=0))
        except TimeoutError:
            return  # all that has arrived is read
        except OSError:
            self.close()  # the session ends

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            self._take_signal(fields.get(HeaderFields.member), message.body)
        elif fields.get(HeaderFields.reply_serial) == self._asked:
            self._asked = 0
            if message.header.message_type is MessageType.method_return:
                self.shown = message.body[0]
            else:
                self.refused.emit()

    def _take_signal(self, name: str | None, body: tuple[object, ...]) -> None:
        if name not in _SIGNALS or not self.shown or body[0] != self.shown:
            return
        if name == "ActivationToken":
            self._token = str(body[1])
        elif name == "ActionInvoked":
            token, self._token = self._token, ""
            self.clicked.emit(token)
        else:
            self.shown = 0
