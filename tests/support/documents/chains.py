"""A chain of every kind of seal, and changes of it behind the triggers of the database."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.books.declared_periods import period_named
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.domain.books.entries import Entry, LineFacts, Person
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.books.declare import mark_declared
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.write_off import remove_write_off, write_off
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.seal.closing import close_periods
from microdesk_desktop.operations.documents.seal.reprint import CopyFor, copy_of
from microdesk_desktop.operations.privacy.erase_client import erase_client
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.records.documents import find_client
from microdesk_desktop.views.books.declarations.turnover import turnover_figures
from tests.support.clock import FakeClock
from tests.support.documents.issuing import NOVA, issued, issuing_vault

SEALED = {
    "seal": ("sequence", "at", "kind", "subject", "content", "files", "previous", "digest"),
    "issued_document": ("document_id", "sequence"),
    "issued_file": ("document_id", "name", "content"),
    "issued_reference": ("document_id", "kind", "number", "cents"),
    "payment_fact": ("sequence", "document_id", "kind", "sign", "paid_on", "cents", "method"),
    "write_off": ("document_id", "decided_on", "cents"),
    "book_entry": Entry._fields[:6] + LineFacts._fields + Entry._fields[7:],
    "book_person": ("number", *Person._fields),
    "declaration": ("sequence", "duty", "period", "declared_on", "figures"),
    "document": (
        *("number", "type", "client_id", "issued_on", "excl_tax_cents", "tax_cents", "incl_tax_cents"),
        *("paid_before_cents", "currency", "subject", "due_on"),
    ),
}
"""Every column that holds something of what was issued; the status of a document may change."""


def sealed_vault(profile: Path) -> Session:
    """A vault with seals of all kinds: invoices of two months, a deduction, a credit note, payments and write-offs.

    The client of a quote was erased. The books were closed twice: a receipt of the first closing was changed since.
    A month was marked as declared, and the day of that corrected.
    """
    clock = FakeClock(date(2026, 10, 30))
    session = issuing_vault(profile, clock=clock)
    deposit = issued(session, type="deposit", lines=[{"label": "Acompte", "unit_price": "100"}])
    first = issued(session)
    clock.advance(days=3)
    issued(session, type="final", deposits=[deposit])
    issue(session, _id(credit(session, first).id))
    document_id = _id(session.read(lambda reader: find_issued(reader, deposit)))
    payment = NewPayment(on=clock.today(), method=Method.CHEQUE)
    undo = pay(session, document_id, payment).undo
    assert undo is not None
    undo(session)
    pay(session, document_id, payment)
    number = issued(session)
    second = _id(session.read(lambda reader: find_issued(reader, number)))
    write_off(session, second, clock.today(), is_confirmed=True)
    remove_write_off(session, second)
    write_off(session, second, clock.today(), is_confirmed=True)
    for purpose in (CopyFor.FILE, CopyFor.PAPER, CopyFor.PAPER):
        copy_of(session, first, purpose)
    quote = issued(session, type="quote", client={**NOVA, "name": "Mésange SARL"})
    quote_id = _id(session.read(lambda reader: find_issued(reader, quote)))
    erase_client(session, _id(session.read(lambda reader: find_client(reader, quote_id))), Job())
    clock.advance(days=1)
    close_periods(session)
    sale = Receipt(on=clock.today(), client="Mme Arnaud", label="Cours", amount_cents=60_00, method=Method.CASH)
    receipt_id = put_record(session, sale).id
    put_record(session, Expense(on=clock.today(), supplier="Papeterie", label="Papier", amount_cents=12_00))
    clock.advance(days=1)
    close_books(session, clock.today() - timedelta(days=1))
    put_record(session, replace(sale, amount_cents=55_00), receipt_id)
    clock.advance(days=1)
    close_books(session, clock.today() - timedelta(days=1))
    for on in (clock.today(), clock.today() - timedelta(days=1)):
        mark_declared(session, DutyKind.TURNOVER, (period_named("2026-10"),), on, turnover_figures)
    return session


def _id(found: int | None) -> int:
    assert found is not None
    return found


def without_triggers(writer: Writer) -> None:
    """Take away what keeps the sealed tables from being changed."""
    for (name,) in writer.all("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        writer.run(f"DROP TRIGGER {name}")
    writer.one("PRAGMA ignore_check_constraints = ON")
    writer.one("PRAGMA defer_foreign_keys = ON")


def cells(reader: Reader) -> list[tuple[str, str, int]]:
    """The table, the column and the rowid or place of every sealed cell."""
    return [
        (table, column, place)
        for table, columns in SEALED.items()
        for place in range(reader.value(f"SELECT count(*) FROM {table}"))
        for column in columns
    ]


def flip(writer: Writer, table: str, column: str, place: int, dice: random.Random) -> str:
    """Change one cell by one character, one digit or one byte; returns what was changed, for a message."""
    keys = [name for (name,) in writer.all(f"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk")]
    key = writer.all(f"SELECT {', '.join(keys)} FROM {table} ORDER BY {', '.join(keys)} LIMIT 1 OFFSET {place}")[0]
    where = " AND ".join(f"{name} = ?" for name in keys)
    value = writer.value(f'SELECT "{column}" FROM {table} WHERE {where}', key)
    changed = _changed(value, dice)
    writer.run(f'UPDATE {table} SET "{column}" = ? WHERE {where}', (changed, *key))
    return f"{table}.{column} of {key}"


def _changed(value: object, dice: random.Random) -> object:
    match value:
        case int():
            return value + dice.choice([1, -1, 10])
        case bytes():
            return _flipped(value, dice)
        case str() if value:
            at = dice.randrange(len(value))
            other = dice.choice([each for each in "0a_Z" if each != value[at]])
            return value[:at] + other + value[at + 1 :]
        case _:
            return "x"


def flip_file(path: Path, dice: random.Random) -> None:
    """Change one byte of a file, or remove, empty, cut or lengthen it."""
    content = path.read_bytes()
    changes: list[Callable[[], object]] = [
        lambda: path.write_bytes(_flipped(content, dice)),
        lambda: path.write_bytes(_flipped(content, dice)),
        lambda: path.write_bytes(content[: dice.randrange(len(content))]),
        lambda: path.write_bytes(content + b"\n"),
        path.unlink,
    ]
    dice.choice(changes)()


def _flipped(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)
