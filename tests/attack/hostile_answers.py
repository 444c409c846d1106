"""Give the reader of a provider's answers hostile ones: `python -m tests.attack.hostile_answers [MEGABYTES]`.

Each answer is read as transactions, as an error and as a list of banks; then answers come over the network in layers
of gzip. A reader gives way as one of files does: see `hostile_files`.
"""

import gzip
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial

from microdesk_desktop.banks.gocardless.errors import error_code, read_problem
from microdesk_desktop.banks.gocardless.mapping import read_balance, read_page
from microdesk_desktop.banks.gocardless.schemas import Balances, InstitutionData, Transactions
from microdesk_desktop.base.http.client import HttpClient
from microdesk_desktop.base.http.types import Purpose, Response, Timeouts
from microdesk_desktop.base.jobs import Job
from tests.attack.hostile_files import MB, Attack, faults_of, try_all
from tests.attack.shapes import ANSWERS
from tests.support.clock import FakeClock
from tests.support.journal import MemoryJournal
from tests.support.servers.raw_server import answering

LARGEST = Timeouts().max_bytes
READ_AS = ("transactions", "balances", "banks", "error")


def read_as(kind: str, body: bytes, job: Job) -> object:
    """Read an answer as the provider's code does where it expects this kind of answer."""
    if kind == "error":
        problem = read_problem(Response(host="x", status=500, headers={}, body=body))
        return problem and error_code(problem)
    response = Response(host="x", status=200, headers={}, body=body)
    if kind == "banks":
        return response.decode(list[InstitutionData], job)
    if kind == "balances":
        return read_balance(response.decode(Balances, job), "EUR", job)
    return read_page(response.decode(Transactions, job), date(2026, 11, 1), job)


def _attack(name: str, kind: str, size: int) -> list[str]:
    body = ANSWERS[name](size)
    return list(faults_of(lambda job: read_as(kind, body, job), len(body)))


def _attack_layers(filling: bytes, count: int, coding: str) -> list[str]:
    body = filling * (100 * MB // len(filling))
    for _ in range(count):
        body = gzip.compress(body)
    client = HttpClient(MemoryJournal(), FakeClock(), Timeouts(attempts=1))
    with answering(body, {"Content-Encoding": coding}) as url:
        ask = partial(client.request, "GET", url, purpose=Purpose.BANK_TRANSACTIONS)
        faults = list(faults_of(lambda job: ask(job=job), LARGEST))
    client.close()
    return faults


def _attacks(size: int) -> Iterator[tuple[str, Attack]]:
    for name in ANSWERS:
        for kind in READ_AS:
            yield f"{name}, read as {kind}", partial(_attack, name, kind, size)
    for count in (1, 2, 3):
        for filling in (b"\0", b'{"a":1},', b"["):
            for coding in (", ".join(["gzip"] * count), "gzip", "deflate", "br"):
                yield f"{count} layers of {filling!r} sent as {coding}", partial(_attack_layers, filling, count, coding)


if __name__ == "__main__":
    sys.exit(bool(try_all(_attacks(int(float(sys.argv[1]) * MB) if len(sys.argv) > 1 else LARGEST))))
