"""Kill a process at random instants while it sends requests: the journal must hold all that a server received.

python -m tests.attack.journal_kills --count 100
"""

import argparse
import random
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.sandbox.server import Reply, Request, Server
from microdesk_desktop.store.privacy.network.journal import load_events
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

LONGEST_LIFE_S = 0.3
"""Enough for some tens of requests and several closings of the vault."""
THREADS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KilledRun:
    """How many requests the server received, how many the journal holds, and its hosts."""

    received: int
    journalled: int
    hosts: frozenset[str]


def killed_run(folder: Path, seed: int) -> KilledRun:
    """Start a process that sends requests from several threads and locks its vault now and then, and kill it."""
    received: list[Request] = []

    def answer(request: Request) -> Reply:
        received.append(request)
        return Reply(body={"rows": ["x" * 1_000] * 10})

    server = Server(answer)
    server.start()
    words = [sys.executable, "-m", "tests.attack.journal_kills", "--send", server.url, str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with suppress(subprocess.TimeoutExpired):
            process.wait(random.Random(seed).uniform(0.02, LONGEST_LIFE_S))
        process.kill()
    server.stop()
    with open_vault(folder, FakeClock()) as session:
        events = session.read(load_events)
    return KilledRun(received=len(received), journalled=len(events), hosts=frozenset(event.host for event in events))


def _send_for_ever(url: str, folder: Path) -> None:
    """Send requests from several threads, and close the vault under them as soon as one was answered."""
    _send_until_closed(url, folder)
    print("ready", flush=True)
    while True:
        _send_until_closed(url, folder)


def _send_until_closed(url: str, folder: Path) -> None:
    answered = threading.Event()
    with open_vault(folder, FakeClock()) as session:

        def send() -> None:
            for _ in range(5):
                with suppress(Cancelled, KnownError):
                    session.http.request("GET", url, purpose=Purpose.BANK_TOKEN, job=Job())
                    answered.set()

        for _ in range(THREADS):
            threading.Thread(target=send, daemon=True).start()
        answered.wait()


def attack(count: int) -> tuple[int, int]:
    """Attacks tried, and those after which the journal lacked a request."""
    given_way = 0
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            run = killed_run(Path(folder), seed)
        given_way += run.journalled < run.received or run.hosts != {"127.0.0.1"}
    return count, given_way


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--send", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.send:
        _send_for_ever(arguments.send[0], Path(arguments.send[1]))
    tried, given_way = attack(arguments.count)
    print(f"attacks tried {tried}, given way {given_way}")
    return int(given_way > 0)


if __name__ == "__main__":
    sys.exit(main())
