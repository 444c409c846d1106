"""Refuses every address but loopback, in this process and, through `site/sitecustomize.py`, in the programs it starts.

It sees Python's sockets, so httpx and imaplib too; it does not see Qt's own network, which the import rules keep out.
"""

import ipaddress
import os
import sys
from collections.abc import Callable
from pathlib import Path

REPORT_VARIABLE = "TEST_OUTSIDE_CONNECTIONS"
_EVENTS = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}


class OutsideConnection(OSError):
    """A test tried to reach something that is not this machine."""


def install(report: Callable[[str], None]) -> None:
    """Refuse outside addresses from now on, and call `report` with each: product code may catch the exception."""

    def check(event: str, arguments: tuple[object, ...]) -> None:
        if event in _EVENTS and not is_loopback(arguments[_EVENTS[event]]):
            report(f"{event} {arguments[_EVENTS[event]]!r}")
            raise OutsideConnection(f"only loopback is allowed in tests: {event} {arguments[_EVENTS[event]]!r}")

    sys.addaudithook(check)


def install_from_environment() -> None:
    """Guard a program that a test started: its attempts go to the file that the environment names."""
    named = os.environ.get(REPORT_VARIABLE)
    if named:
        install(lambda attempt: _append(Path(named), attempt))


def is_loopback(address: object) -> bool:
    """Whether a socket address, or a host to resolve, is this very machine; a Unix socket's path is."""
    if isinstance(address, tuple):
        host = address[0]
        return isinstance(host, str) and (host == "localhost" or _is_loopback_ip(host))
    if address is None:
        return True
    if not isinstance(address, str | bytes):
        return False
    name = address.decode("ascii", "replace") if isinstance(address, bytes) else address
    return not name or name == "localhost" or name.startswith(("/", "\0")) or _is_loopback_ip(name)


def _is_loopback_ip(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
