"""A strict stand-in of a desktop that shows notifications, on a real session bus."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
SIGNATURES = {"Notify": "susssasa{sv}i", "CloseNotification": "u", "Quit": None}
ANSWER_S = 60


class NotificationServer:
    """Keeps every call; refuses one whose signature is not that of the specification."""

    def __init__(self, address: str) -> None:
        self.calls: queue.Queue[tuple[str, tuple[object, ...]]] = queue.Queue()
        self._ids = 40
        self._connection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(NAME), timeout=ANSWER_S)
        self._sender = ""
        self._thread = threading.Thread(target=self._serve, name="notifications")
        self._thread.start()

    def next_call(self) -> tuple[str, tuple[object, ...]]:
        """The next call, waiting for it."""
        return self.calls.get(timeout=ANSWER_S)

    def click(self, id_: int, token: str) -> None:
        """The user clicks the notification; as GNOME does, only its sender is informed."""
        self._signal("ActivationToken", "us", (id_, token))
        self._signal("ActionInvoked", "us", (id_, "default"))

    def stop(self, address: str) -> None:
        """End the thread by a last call."""
        with open_dbus_connection(address) as other:
            quit_call = new_method_call(DBusAddress(PATH, bus_name=NAME, interface=NAME), "Quit")
            other.send_and_get_reply(quit_call, timeout=ANSWER_S)
        self._thread.join(ANSWER_S)
        self._connection.close()

    def _serve(self) -> None:
        member = ""
        while member != "Quit":
            message = self._connection.receive()
            fields = message.header.fields
            if message.header.message_type is not MessageType.method_call:
                continue
            member = fields[HeaderFields.member]
            if fields.get(HeaderFields.interface) != NAME or SIGNATURES.get(member, "?") != fields.get(
                HeaderFields.signature
            ):
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.InvalidArgs"))
                continue
            self._answer(member, message)

    def _answer(self, member: str, message: Message) -> None:
        if member == "Notify":
            self._sender = message.header.fields[HeaderFields.sender]
            self._ids = message.body[1] or self._ids + 1
            self._connection.send(new_method_return(message, "u", (self._ids,)))
        else:
            self._connection.send(new_method_return(message))
        if member != "Quit":
            self.calls.put((member, message.body))

    def _signal(self, member: str, signature: str, body: tuple[object, ...]) -> None:
        signal = new_signal(DBusAddress(PATH, interface=NAME), member, signature, body)
        signal.header.fields[HeaderFields.destination] = self._sender
        self._connection.send(signal)


@contextmanager
def notification_server(address: str) -> Iterator[NotificationServer]:
    """A stand-in on this bus until the end of the block."""
    server = NotificationServer(address)
    try:
        yield server
    finally:
        server.stop(address)
