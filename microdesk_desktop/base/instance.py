"""One window per profile: a second start finds the first one, and gives it the files that it was to open.

The first listens at a socket in the profile, a folder of the user alone, before it has a window: of two starts at the
same time, one listens and the other waits for its answer. Each side checks that the other one is a process of the same
user, and neither waits long for the other. Where the system has no such sockets, nobody listens: the lock of the vault
then keeps the second window from opening it.

Of what arrives nothing is trusted: a bounded JSON text, with a bounded number of absolute paths of existing files.
"""

import json
import os
import socket
import stat
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.files.bounded import parse_json
from microdesk_desktop.base.paths import WINDOW_SOCKET

MOST_BYTES = 400_000  # a hundred paths of the longest length, with their escapes
MOST_FILES = 100  # more than anybody selects to be imported at once
MOST_TOKEN = 200  # several times the longest that desktops give
WAIT_S = 5.0  # the first start of a slow computer; a window that is busy for longer is as good as none
_ANSWER = b"taken\n"
_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid: `struct ucred` of Linux


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a second start asks for: to be shown, and to open these files.

    `token` lets the window come to the front under Wayland; empty where the desktop gave none.
    """

    files: tuple[Path, ...] = ()
    token: str = ""


def hand_over(profile: Path, files: Sequence[Path], token: str = "") -> bool:
    """Give the files to the window of this profile; False when there is none, or it does not answer."""
    if not hasattr(socket, "AF_UNIX"):
        return False
    words = json.dumps({"files": [str(path.absolute()) for path in files], "token": token}).encode() + b"\n"
    try:
        with closing(socket.socket(socket.AF_UNIX)) as asking, _reachable(profile) as address:
            asking.settimeout(WAIT_S)
            asking.connect(address)
            if not _is_ours(asking):
                return False
            asking.sendall(words)
            return asking.recv(len(_ANSWER)) == _ANSWER
    except (OSError, ValueError):
        return False


class Listener:
    """The listening socket of a window; `fileno` becomes readable when a second start connects."""

    def __init__(self, profile: Path, server: socket.socket) -> None:
        self._profile = profile
        self._server = server
        self._number = _number_of(profile)

    def fileno(self) -> int:
        """The descriptor to watch."""
        return self._server.fileno()

    def accept(self) -> "Connection | None":
        """The next connection, if the other side is a process of the same user; None without one."""
        try:
            connection, _ = self._server.accept()
        except OSError:
            return None
        connection.setblocking(False)
        if _is_ours(connection):
            return Connection(connection)
        connection.close()
        return None

    def close(self) -> None:
        """Stop listening, and remove the socket."""
        self._server.close()
        if _number_of(self._profile) == self._number:  # else it is another window's
            with suppress(OSError):
                (self._profile / WINDOW_SOCKET).unlink()


class Connection:
    """The connection of a second start; `fileno` becomes readable when it has sent something."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._data = b""

    def fileno(self) -> int:
        """The descriptor to watch."""
        return self._connection.fileno()

    def read(self) -> bool:
        """Take what has arrived, without waiting; whether nothing more is to be expected."""
        try:
            block = self._connection.recv(MOST_BYTES)
        except BlockingIOError:
            return False
        except OSError:
            block = b""
        self._data += block
        return not block or b"\n" in self._data or len(self._data) > MOST_BYTES

    def request(self) -> Request | None:
        """What is asked for; None where it is nothing that this program would send."""
        return parse_request(self._data)

    def close(self, *, is_taken: bool) -> None:
        """Close the connection; where the request was taken, answer so first."""
        if is_taken:
            with suppress(OSError):
                self._connection.sendall(_ANSWER)
        self._connection.close()


def listen(profile: Path, *, replaces: bool = False) -> Listener | None:
    """Start to listen; None where a window listens already, or the folder or the system does not allow it.

    `replaces` takes the place of a window that has ended, or does not answer.
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    server = socket.socket(socket.AF_UNIX)
    made = f"{WINDOW_SOCKET}-{os.getpid()}"
    try:
        with _reachable(profile, made) as address:
            server.bind(address)
        (profile / made).chmod(stat.S_IRUSR | stat.S_IWUSR)
        server.setblocking(False)
        server.listen()
        _publish(profile / made, profile / WINDOW_SOCKET, replaces=replaces)
    except (OSError, ValueError):
        server.close()
        with suppress(OSError):
            (profile / made).unlink()
        return None
    return Listener(profile, server)


def remove_unanswered(profile: Path) -> None:
    """Remove the sockets of windows that have ended; the one at which a window listens stays."""
    for path in profile.glob(f"{WINDOW_SOCKET}*"):
        with suppress(OSError):
            if path.is_socket() and not _is_answered(profile, path.name):
                path.unlink()


def _is_answered(profile: Path, name: str) -> bool:
    try:
        with closing(socket.socket(socket.AF_UNIX)) as asking, _reachable(profile, name) as address:
            asking.settimeout(WAIT_S)
            asking.connect(address)
    except ConnectionRefusedError:
        return False
    return True


def _publish(made: Path, place: Path, *, replaces: bool) -> None:
    """Give a socket that listens its name at once. Raises OSError where the name is taken and it is not to replace."""
    if replaces:
        made.replace(place)
    else:
        place.hardlink_to(made)
        made.unlink()


def parse_request(data: bytes) -> Request | None:
    """The request in this text, without the files that are gone; None for what this program would not send."""
    if len(data) > MOST_BYTES:
        return None
    try:
        value = parse_json(data)
    except ValueError:
        return None
    if not isinstance(value, dict):
        return None
    files, token = value.get("files"), value.get("token")
    if not isinstance(files, list) or len(files) > MOST_FILES or not isinstance(token, str):
        return None
    is_plain = token.isascii() and token.isprintable() and len(token) <= MOST_TOKEN
    paths = [Path(each) for each in files if isinstance(each, str) and _is_file(each)]
    return Request(files=tuple(paths), token=token if is_plain else "")


def _is_file(name: str) -> bool:
    """Whether this is the absolute path of a regular file."""
    try:
        return Path(name).is_absolute() and stat.S_ISREG(Path(name).stat().st_mode)
    except (OSError, ValueError):  # ValueError: a zero character, or half of a surrogate pair
        return False


def _is_ours(connection: socket.socket) -> bool:
    """Whether the other side is a process of the same user; where the system has no answer, the folder is trusted."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    facts = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return bool(_CREDENTIALS.unpack(facts)[1] == os.getuid())


def _number_of(profile: Path) -> int | None:
    """The number of the file that is the socket at the moment; None without one."""
    try:
        return os.lstat(profile / WINDOW_SOCKET).st_ino
    except OSError:
        return None


@contextmanager
def _reachable(folder: Path, name: str = WINDOW_SOCKET) -> Iterator[str]:
    """The address of a socket in a folder. It may have 107 bytes: Linux lets a longer path be shortened."""
    links = Path("/proc/self/fd")
    if not links.is_dir():
        yield str(folder / name)
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield str(links / str(descriptor) / name)
    finally:
        os.close(descriptor)
