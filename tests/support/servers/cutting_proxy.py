"""A server between the program and a real IMAP server, which cuts the connection once, at a command of the test."""

import re
import select
import socket
import ssl
from pathlib import Path

from tests.support.servers.scripted_server import Wire


class CuttingProxy:
    """Cuts the first time that `command` comes: before the server receives it, or once the server has done it.

    `cuts` counts how often it did. The program's side is encrypted, the server's is not.
    """

    def __init__(self, certificate: Path, target_port: int, command: bytes, *, is_done: bool) -> None:
        self._certificate = certificate
        self._target_port = target_port
        self._begins = re.compile(rb"^(\S+ )(?:UID )?" + command + rb"\b")
        self._is_done = is_done
        self._tag = b""
        self.cuts = 0

    def talk(self, wire: Wire) -> None:
        """Pass on what one client and the server write to each other, on one thread: TLS allows no second one."""
        wire.encrypt(self._certificate)
        client = wire.connection
        assert isinstance(client, ssl.SSLSocket)
        with socket.create_connection(("127.0.0.1", self._target_port)) as server:
            goes_on = True
            while goes_on:
                ready = [client] if client.pending() else select.select([client, server], [], [])[0]
                goes_on = self._ask(client, server) if client in ready else self._answer(server, client)

    def _ask(self, client: socket.socket, server: socket.socket) -> bool:
        """Pass on what the client wrote; returns whether the connection goes on."""
        data = client.recv(65_536)
        begun = None if self.cuts or self._tag else self._begins.match(data)
        if begun and not self._is_done:
            self.cuts += 1
            return False
        if begun:
            self._tag = begun[1]
        server.sendall(data)
        return bool(data)

    def _answer(self, server: socket.socket, client: socket.socket) -> bool:
        data = server.recv(65_536)
        if self._tag and (data.startswith(self._tag) or b"\n" + self._tag in data):
            self._tag = b""
            self.cuts += 1
            return False
        client.sendall(data)
        return bool(data)
