"""No socket of the program opens but where it is permitted, and none at all in a worker; each case is a process."""

import subprocess
import sys
import textwrap

import pytest

from microdesk_desktop.base.process.worker import Worker, start_worker

START = """
import socket, sys, threading
from microdesk_desktop.base.process import network_guard
network_guard.{mode}()

def refused(act):
    try:
        act()
    except network_guard.NetworkRefused:
        return True
    except OSError:
        return False
    return False
"""
OUTWARDS = [
    "socket.create_connection(('127.0.0.1', 9), 1)",
    "socket.create_connection(('localhost', 9), 1)",
    "socket.socket().connect(('127.0.0.1', 9))",
    "socket.socket().connect_ex(('127.0.0.1', 9))",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('127.0.0.1', 9))",
    "socket.getaddrinfo('localhost', 9)",
    "socket.gethostbyname('localhost')",
    "socket.gethostbyaddr('127.0.0.1')",
    "socket.getnameinfo(('127.0.0.1', 9), 0)",
    "socket.socket().bind(('127.0.0.1', 0))",
    "__import__('http.client').client.HTTPConnection('127.0.0.1', 9).connect()",
    "__import__('smtplib').SMTP('127.0.0.1', 9, timeout=1)",
]
LOCAL = "socket.socket(socket.AF_UNIX).connect('/nobody/listens/here')"


def says(mode: str, body: str) -> str:
    """What a program prints that is guarded so."""
    code = START.format(mode=mode) + textwrap.dedent(body)
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return ended.stdout.strip()


@pytest.mark.parametrize("mode", ["guard_network", "forbid_network"])
def test_no_way_out_is_open_outside_of_the_permitted_places(mode: str) -> None:
    acts = "\n".join(f"if not refused(lambda: {act}): print({act!r})" for act in OUTWARDS)
    assert says(mode, acts) == ""


def test_a_permitted_place_connects_and_only_its_thread_does() -> None:
    body = """
    act = lambda: socket.create_connection(("127.0.0.1", 9), 1)
    others = []
    with network_guard.connecting():
        print(refused(act))
        other = threading.Thread(target=lambda: others.append(refused(act)))
        other.start()
        other.join()
    print(*others, refused(act))
    """
    assert says("guard_network", body).split() == ["False", "True", "True"]


def test_a_listener_takes_an_address_of_this_computer_and_no_other() -> None:
    body = """
    with network_guard.listening():
        print(refused(lambda: socket.socket().bind(("127.0.0.1", 0))))
        print(refused(lambda: socket.socket(socket.AF_INET6).bind(("::1", 0))))
        print(refused(lambda: socket.socket().bind(("0.0.0.0", 0))))
        print(refused(lambda: socket.socket().bind(("", 0))))
        print(refused(lambda: socket.create_connection(("127.0.0.1", 9), 1)))
    """
    assert says("guard_network", body).split() == ["False", "False", "True", "True", "True"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
def test_a_socket_of_the_file_system_is_open_to_the_program_and_closed_to_a_worker() -> None:
    assert says("guard_network", f"print(refused(lambda: {LOCAL}))") == "False"
    assert says("forbid_network", f"print(refused(lambda: {LOCAL}))") == "True"


def test_a_worker_opens_none_even_where_it_permits_itself() -> None:
    with start_worker(Worker(module="tests.support.workers.calling", option="--none")) as process:
        answer, _ = process.communicate(b"")
    assert answer == b"refused"
