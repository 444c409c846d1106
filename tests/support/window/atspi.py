"""What a screen reader is given: the tree of accessible objects, read over a real accessibility bus (AT-SPI)."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
MOST_CHILDREN = 80
"""Children of one object that are read: a table of thousands of cells is like its first rows."""
ANSWER_S = 60
# Bits of the state of an object (AtspiStateType).
FOCUSABLE, REQUIRED, SHOWING, VISIBLE = 11, 33, 25, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One accessible object with those below it; `path` names it and those above."""

    role: str
    name: str
    description: str
    states: frozenset[int]
    path: str
    children: Sequence["Node"]

    @property
    def is_showing(self) -> bool:
        return SHOWING in self.states and VISIBLE in self.states

    def walk(self) -> Iterator["Node"]:
        """This object and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@pytest.fixture
def session_bus() -> Iterator[str]:
    """The address of a session bus of its own, on which the accessibility bus starts by itself."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("not installed: dbus-daemon")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout
    with daemon.stdout as output:
        yield output.readline().strip()
    daemon.terminate()
    daemon.wait(60)


@contextmanager
def accessibility_bus(session_bus: str) -> Iterator[DBusConnection]:
    """A connection to the accessibility bus of the session."""
    with closing(open_dbus_connection(session_bus)) as session:
        launcher = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
        (address,) = session.send_and_get_reply(new_method_call(launcher, "GetAddress"), timeout=ANSWER_S).body
    with closing(open_dbus_connection(address)) as bus:
        yield bus


def windows_of(bus: DBusConnection, pid: int) -> list[Node]:
    """The trees of the windows of the process with this id; empty while it is not on the bus."""
    for service, path in _children(bus, REGISTRY, ROOT):
        if _pid_of(bus, service) == pid:
            return [_read(bus, *child, above="") for child in _children(bus, service, path)]
    return []


def _read(bus: DBusConnection, service: str, path: str, above: str) -> Node:
    role = _call(bus, service, path, "GetRoleName")
    name = _property(bus, service, path, "Name")
    here = f"{above} > {role} « {name} »"
    low, high = _call(bus, service, path, "GetState")
    bits = low | high << 32
    below = _children(bus, service, path)[:MOST_CHILDREN] if bits >> SHOWING & 1 else ()
    return Node(
        role=role,
        name=name,
        description=_property(bus, service, path, "Description"),
        states=frozenset(bit for bit in range(64) if bits >> bit & 1),
        path=here,
        children=tuple(_read(bus, *child, above=here) for child in below),
    )


def _children(bus: DBusConnection, service: str, path: str) -> list[tuple[str, str]]:
    return list(_call(bus, service, path, "GetChildren"))


def _call(bus: DBusConnection, service: str, path: str, method: str) -> Any:
    address = DBusAddress(path, bus_name=service, interface=ACCESSIBLE)
    reply = bus.send_and_get_reply(new_method_call(address, method), timeout=ANSWER_S)
    return reply.body[0]


def _property(bus: DBusConnection, service: str, path: str, name: str) -> str:
    address = DBusAddress(path, bus_name=service, interface=ACCESSIBLE)
    return str(bus.send_and_get_reply(Properties(address).get(name), timeout=ANSWER_S).body[0][1])


def _pid_of(bus: DBusConnection, service: str) -> int:
    daemon = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
    message = new_method_call(daemon, "GetConnectionUnixProcessID", "s", (service,))
    return int(bus.send_and_get_reply(message, timeout=ANSWER_S).body[0])


def environment(session_bus: str, screen: str) -> dict[str, str]:
    """The environment of a program whose accessible objects are on that bus."""
    return {
        **os.environ,
        "DBUS_SESSION_BUS_ADDRESS": session_bus,
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
