"""A server on this computer that answers every request with the same bytes, however wrong they are."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress


@contextmanager
def answering(body: bytes, headers: Mapping[str, str] | None = None, status: str = "200 OK") -> Iterator[str]:
    """The address of the server while it runs; each connection is closed after its answer."""
    head = "".join(f"{name}: {value}\r\n" for name, value in {"Content-Length": len(body), **(headers or {})}.items())
    answer = f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n".encode() + body
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, answer), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(listener: socket.socket, answer: bytes) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:  # the listener was shut down
            return
        # A client that has read enough closes its end.
        with connection, suppress(OSError):
            while b"\r\n\r\n" not in connection.recv(65_536):
                pass
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):
                pass
