"""A server on this computer that plays one side of a mail protocol to one client, in clear or with TLS, and records."""

import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Wire:
    """The server's end of a connection; `received` is everything that the client sent in clear."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.received = b""
        self._waiting = b""

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def line(self) -> bytes:
        """The next line of the client, without its end; empty once the client has left."""
        while b"\r\n" not in self._waiting:
            data = self.connection.recv(65_536)
            if not data:
                return b""
            self.received += data
            self._waiting += data
        line, _, self._waiting = self._waiting.partition(b"\r\n")
        return line

    def encrypt(self, certificate: Path, maximum: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> None:
        """Begin TLS with this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old versions of TLS, which the client refuses
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
            context.maximum_version = maximum
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.load_cert_chain(certificate)
        self.connection = context.wrap_socket(self.connection, server_side=True)

    def rest(self) -> bytes:
        """Everything until the client leaves."""
        while data := self.connection.recv(65_536):
            self.received += data
        return self.received


class Recorded:
    """What the clients of a scripted server sent."""

    def __init__(self) -> None:
        self.port = 0
        self.wires: list[Wire] = []

    @property
    def received(self) -> bytes:
        return b"".join(wire.received for wire in self.wires)


@contextmanager
def playing(talk: Callable[[Wire], None], port: int = 0) -> Iterator[Recorded]:
    """A server, at this port, that plays `talk` with each client in turn; one that leaves early ends its talk."""
    recorded = Recorded()
    with socket.create_server(("127.0.0.1", port)) as listener:
        recorded.port = listener.getsockname()[1]
        thread = threading.Thread(target=_serve, args=(listener, talk, recorded), daemon=True)
        thread.start()
        yield recorded
        listener.shutdown(socket.SHUT_RDWR)
        for wire in recorded.wires:
            with suppress(OSError):
                socket.socket.shutdown(wire.connection, socket.SHUT_RDWR)
        thread.join(60)


def _serve(listener: socket.socket, talk: Callable[[Wire], None], recorded: Recorded) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:  # the listener was shut down
            return
        wire = Wire(connection)
        recorded.wires.append(wire)
        try:
            with suppress(OSError):
                talk(wire)
        finally:
            wire.connection.close()
