"""Killed at any instant of a closing, the books hold all of its lines or none, and the next closing completes them."""

import os
import random
import select
import shutil
import signal
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.store.books.entries import closed_until
from microdesk_desktop.store.records.receipts_expenses import save_record
from tests.support.clock import TODAY
from tests.support.documents.issuing import issuing_vault
from tests.support.vaults import reopened

ROUNDS, RECEIPTS = 15, 600
UNTIL = TODAY - timedelta(days=1)


def closing(profile, seconds):
    """A process that closes the books, killed after so long or once it is done; whether it confirmed the closing."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            session = reopened(profile)
            close_books(session, UNTIL)
            os.write(writing, b"done")
        finally:
            os._exit(0)
    os.close(writing)
    select.select([reading], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    confirmed = os.read(reading, 4) == b"done"
    os.close(reading)
    return confirmed


def test_a_kill_at_any_instant_of_a_closing_leaves_all_of_its_lines_or_none(tmp_path):
    session = issuing_vault(tmp_path / "before")
    session.write(
        lambda writer: [
            save_record(
                writer,
                Receipt(on=UNTIL - timedelta(days=n % 90), client=f"Client {n}", label="Séance", amount_cents=n + 1),
            )
            for n in range(RECEIPTS)
        ]
    )
    session.close()
    dice, longest, outcomes = random.Random(7), 0.0, []
    for round_ in range(ROUNDS):
        profile = Path(shutil.copytree(tmp_path / "before", tmp_path / str(round_)))
        started = perf_counter()
        confirmed = closing(profile, dice.uniform(0, longest) if longest else None)
        longest = longest or perf_counter() - started
        session = reopened(profile)
        lines = session.read(lambda reader: reader.value("SELECT count(*) FROM book_entry"))
        outcomes.append(lines)
        assert lines in (0, RECEIPTS)
        assert lines == RECEIPTS or not confirmed
        assert (session.read(closed_until) == UNTIL) == (lines == RECEIPTS)
        assert close_books(session, UNTIL) == RECEIPTS - lines
        assert verify_documents(session).flaws == ()
        session.close()
    assert RECEIPTS in outcomes
