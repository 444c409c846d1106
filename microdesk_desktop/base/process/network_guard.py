"""What keeps this process from opening a network socket anywhere but in the places that are permitted.

    a socket connects, sends, is bound, or a name is looked up ─▶ audit hook ─▶ in a permitted block of this thread?
                                                                                   no ─▶ NetworkRefused

The places that open connections (`base/http/connection.py`, `base/net/secure.py`, `base/http/loopback.py`) permit them
for themselves; a library that opens one by itself is refused. A hook of Python sees every socket of Python, those of C
libraries it does not: the program has none that opens any, which `tests/real/test_no_silent_network.py` sees from
outside.

The hook is called for some 17,000 events of a start, at 0.3 to 0.4 µs each: 5 to 7 ms.
"""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator, Mapping

Arguments = tuple[object, ...]


class NetworkRefused(PermissionError):
    """A socket was about to be used where none may be."""

    def __init__(self, event: str) -> None:
        super().__init__(f"no network here: {event}")


class _Permits(threading.local):
    """What this thread may do: reach others, or listen on this computer."""

    connects = False
    listens = False


_permits = _Permits()


def guard_network() -> None:
    """Refuse what is not permitted, from now on until the process ends."""
    _install(_CHECKS)


def forbid_network() -> None:
    """Refuse every socket, local ones too, from now on: a worker reads from a pipe and answers on another."""
    _install(dict.fromkeys(_CHECKS, _refuse))


@contextlib.contextmanager
def connecting() -> Iterator[None]:
    """Let this thread look up names and connect."""
    former, _permits.connects = _permits.connects, True
    try:
        yield
    finally:
        _permits.connects = former


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """Let this thread listen on an address of this computer; on no other one."""
    former, _permits.listens = _permits.listens, True
    try:
        yield
    finally:
        _permits.listens = former


def _install(checks: Mapping[str, Callable[[Arguments], bool]]) -> None:
    # A closure instead of names of the module: it is called for each event of the interpreter.
    def hook(event: str, arguments: Arguments, checks: Mapping[str, Callable[[Arguments], bool]] = checks) -> None:
        if event in checks and not checks[event](arguments):
            raise NetworkRefused(event)

    sys.addaudithook(hook)


def _refuse(_: Arguments) -> bool:
    return False


def _may_look_up(_: Arguments) -> bool:
    return _permits.connects


def _may_reach(arguments: Arguments) -> bool:
    """Whether a socket may send to an address; one of the same computer's file system leads nowhere else."""
    return _permits.connects or _is_unix(arguments)


def _may_bind(arguments: Arguments) -> bool:
    return _is_unix(arguments) or (_permits.listens and _is_loopback(arguments[1]))


def _is_unix(arguments: Arguments) -> bool:
    family = getattr(arguments[0], "family", None)
    return getattr(family, "name", "") == "AF_UNIX"


def _is_loopback(address: object) -> bool:
    import ipaddress  # here, because only a consent needs it

    host = address[0] if isinstance(address, tuple) and address else None
    try:
        return isinstance(host, str) and ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_CHECKS: Mapping[str, Callable[[Arguments], bool]] = {
    "socket.getaddrinfo": _may_look_up,
    "socket.gethostbyname": _may_look_up,
    "socket.gethostbyaddr": _may_look_up,
    "socket.getnameinfo": _may_look_up,
    "socket.connect": _may_reach,
    "socket.sendto": _may_reach,
    "socket.sendmsg": _may_reach,
    "socket.bind": _may_bind,
}
