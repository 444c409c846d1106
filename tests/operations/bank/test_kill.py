"""Killed at random instants during sync, import, taking back and attribution: the vault opens, nothing confirmed is
lost or doubled, and the journal of imports names the rows that are there.

Each round forks a process that works on a real vault and kills it after a random time. What was confirmed is what the
worker reported through a pipe once its operation had returned. Doing the work again must then complete it.
"""

import os
import random
import select
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.accounts import transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.imports.history import load_imports
from tests.support.bank import connect_to, open_bank_account, open_vault
from tests.support.clock import TODAY, FakeClock

ROUNDS = 20  # for each of four kinds of work: 80 kills
ROWS = 200
Act = Callable[[Session], object]


@dataclass(frozen=True)
class Work:
    """What a worker does, after what, and how many rows of which table it confirms."""

    before: Act
    act: Act
    table: str
    rows: int
    attributed: int


def _label(number: int) -> str:
    return f"VIR SEPA RECU /DE CLIENT NUMERO{number} /MOTIF F-2026-{number:04}"


def _statement(folder: Path) -> Path:
    lines = [f"{TODAY - timedelta(days=n % 60):%d/%m/%Y};{_label(n)};{n + 10},00" for n in range(ROWS)]
    path = folder / "statement.csv"
    path.write_text("\n".join(("Date;Libellé;Montant", *lines)), encoding="utf-8")
    return path


def _documents(folder: Path) -> Path:
    lines = [
        f"F-2026-{n:04},invoice,2026-08-01,2026-09-01,Client Numero{n},{n + 10}.00,0.00,{n + 10}.00,0.00,EUR"
        for n in range(ROWS)
    ]
    header = "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency"
    path = folder / "documents.csv"
    path.write_text("\n".join((header, *lines)), encoding="utf-8")
    return path


def _works(folder: Path, bank: SandboxBank) -> dict[str, Work]:
    statement, documents = _statement(folder), _documents(folder)
    account = open_bank_account(bank, rows=0)
    account.booked += [transaction(TODAY - timedelta(days=n % 60), 100 * n + 1_000, _label(n)) for n in range(ROWS)]

    def bring_documents(session: Session) -> None:
        import_records(session, "documents", documents, job=Job())

    def bring_statement(session: Session) -> None:
        keep(session, open_files(session, [statement], Job(), kind=ImportKind.STATEMENT), Job())

    def bring_both(session: Session) -> None:
        bring_documents(session)
        bring_statement(session)

    def take_statements_back(session: Session) -> None:
        imports = session.read(load_imports)
        take_back(session, *(each.id for each in imports if each.kind is ImportKind.STATEMENT))

    def link(session: Session) -> None:
        bring_documents(session)
        connect_to(session, bank)

    return {
        "import": Work(bring_documents, bring_statement, "bank_transaction", ROWS, ROWS),
        "records": Work(bring_statement, bring_documents, "document", ROWS, ROWS),
        "sync": Work(link, lambda session: sync(session, Job()), "bank_transaction", ROWS, ROWS),
        "undo": Work(bring_both, take_statements_back, "bank_transaction", 0, 0),
    }


def _check(reader: Reader) -> None:
    """What must hold at any instant, whatever was interrupted."""
    assert reader.value("PRAGMA integrity_check") == "ok"
    assert reader.all("PRAGMA foreign_key_check") == []
    doubled = "SELECT label FROM bank_transaction GROUP BY booked_on, amount_cents, label HAVING count(*) > 1"
    overpaid = (
        "SELECT number FROM document JOIN payment ON target_id = document.id"
        " GROUP BY document.id HAVING sum(amount_cents) > incl_tax_cents"
    )
    unexplained = (
        "SELECT id FROM bank_transaction WHERE (status = 'attributed')"
        " <> EXISTS (SELECT 1 FROM attribution WHERE transaction_id = bank_transaction.id)"
    )
    claimed = (
        "SELECT sum(last_id - first_id + 1) FROM imported_rows WHERE entity = 'transaction' AND is_new = 1"
        " EXCEPT SELECT nullif(count(*), 0) FROM bank_transaction WHERE source = 'csv'"
    )
    for query in (doubled, overpaid, unexplained, claimed):
        assert reader.all(query) == []


@contextmanager
def _worker(folder: Path, clock: FakeClock, keyring: MemoryKeyring, act: Act) -> Iterator[tuple[int, int]]:
    """A process that does the work and confirms it; yields its id and the pipe where it reports."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with open_vault(folder, clock, keyring) as session:
                act(session)
                os.write(writing, b"done")
        finally:
            os._exit(0)
    os.close(writing)
    try:
        yield child, reading
    finally:
        os.close(reading)


def _killed(folder: Path, clock: FakeClock, keyring: MemoryKeyring, act: Act, seconds: float | None) -> bool:
    """Kill the worker after that time, or as soon as it is done, without one then alone; whether it had confirmed."""
    with _worker(folder, clock, keyring, act) as (child, reading):
        select.select([reading], [], [], seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return os.read(reading, 4) == b"done"


def _count(session: Session, table: str) -> int:
    return session.read(lambda reader: int(reader.value(f"SELECT count(*) FROM {table}")))


def _attributed(session: Session) -> int:
    return session.read(
        lambda reader: int(reader.value("SELECT count(*) FROM bank_transaction WHERE status = 'attributed'"))
    )


@pytest.mark.parametrize("kind", ["import", "records", "sync", "undo"])
def test_a_kill_at_any_instant_loses_and_doubles_nothing(tmp_path: Path, kind: str) -> None:
    clock, chance, first = FakeClock(), random.Random(kind), MemoryKeyring()
    (tmp_path / "before").mkdir()
    confirmed, longest = 0, 0.0
    with SandboxBank(clock) as bank:
        work = _works(tmp_path, bank)[kind]
        with open_vault(tmp_path / "before", clock, first) as session:
            work.before(session)
        for round_ in range(ROUNDS):
            folder = Path(shutil.copytree(tmp_path / "before", tmp_path / str(round_)))
            keyring = MemoryKeyring()
            keyring.entries.update(first.entries)
            bank.state.renew_limits()
            started = perf_counter()
            was_done = _killed(folder, clock, keyring, work.act, chance.uniform(0, longest) if longest else None)
            longest = longest or perf_counter() - started
            confirmed += was_done
            bank.state.renew_limits()
            _check_and_complete(folder, clock, keyring, work, was_done=was_done)
    assert 1 <= confirmed < ROUNDS


def _check_and_complete(folder: Path, clock: FakeClock, keyring: MemoryKeyring, work: Work, *, was_done: bool) -> None:
    """What was confirmed is there, and doing the work again completes it."""
    with open_vault(folder, clock, keyring) as session:
        session.read(_check)
        assert _count(session, work.table) == work.rows or not was_done
        work.act(session)
        session.read(_check)
        assert _count(session, work.table) == work.rows
        assert _attributed(session) == work.attributed
