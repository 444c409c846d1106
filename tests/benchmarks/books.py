"""The year's receipts book of 20,000 receipts beside 100,000 bank rows, and one payment more in it."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.receipts_expenses import save_record
from microdesk_desktop.views.books.ledger import load_book
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.timing import Times, compared, cpu_seconds, in_turns
from tests.benchmarks.sealed_vault import repeat
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault

TODAY = date(2026, 12, 31)
YEAR = year_of(TODAY)
RECEIPTS, TAXED, PLAIN, BANK_ROWS = 10_000, 2_000, 8_000, 100_000
REPEATS = 5
READ, ADD = 3.0, 10.0
_PLAIN_READ = (
    "SELECT paid_on, number, client.name, subject, amount_cents, method, document.id, transaction_id, currency"
    " FROM payment JOIN document ON document.id = target_id JOIN client ON client.id = client_id"
    " LEFT JOIN attribution ON payment_id = payment.id WHERE paid_on BETWEEN ?1 AND ?2"
    " UNION ALL SELECT received_on, reference, client, label, amount_cents, method, id, invoice, activity FROM receipt"
    " WHERE received_on BETWEEN ?1 AND ?2 ORDER BY 1"
)


def measure() -> list[Figure]:
    """Reading the book before and after its lines were validated, and adding a payment."""
    floor = "one plain SQL read of the same rows"
    with _vault() as session:
        count = len(_book(session))
        assert count == RECEIPTS + TAXED + PLAIN, count
        figures = [compared("receipts book of a year, read", floor, READ, _read(session))]
        times = in_turns(
            lambda: cpu_seconds(lambda: session.database.write(_add_payment)),
            lambda: cpu_seconds(lambda: session.write(_add_payment)),
            4 * REPEATS,
        )
        figures.append(compared("payment added to its day's parts", "the same row, and nothing else", ADD, times))
        close_books(session, TODAY - timedelta(days=1))
        return [*figures, compared("receipts book of a year, validated", floor, READ, _read(session))]


def _read(session: Session) -> tuple[Times, Times]:
    return in_turns(
        lambda: cpu_seconds(lambda: session.read(_plain_read)), lambda: cpu_seconds(lambda: _book(session)), REPEATS
    )


def _book(session: Session) -> Sequence[BookLine]:
    return session.read(lambda reader: load_book(reader, Book.RECEIPTS, YEAR))


def _plain_read(reader: Reader) -> object:
    return reader.all(_PLAIN_READ, (YEAR.since.isoformat(), YEAR.until.isoformat()))


def _add_payment(writer: Writer) -> None:
    writer.run(
        "INSERT INTO payment (target_id, paid_on, amount_cents) SELECT max(id), ?, 1 FROM document",
        (TODAY.isoformat(),),
    )


@contextmanager
def _vault() -> Iterator[Session]:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(issuing_vault(Path(folder, "profile"), clock=FakeClock(TODAY))) as session,
    ):
        line = {"label": "Conseil", "unit_price": "310.00"}
        number = issued(session, lines=[line])
        session.write(lambda writer: repeat(writer, number, PLAIN - 1))
        put_company(session, {"vat_number": "FR19812345676", "vat_regime": "real"})
        taxed = issued(session, lines=[{**line, "vat_rate": "20"}])
        session.write(lambda writer: repeat(writer, taxed, TAXED - 1))
        session.write(_fill)
        yield session


def _fill(writer: Writer) -> None:
    """A payment of every document, shown by the bank, as many receipts, and many rows of the bank beside."""
    for number in range(RECEIPTS):
        save_record(
            writer,
            Receipt(
                on=_day(number),
                client=f"Cliente {number % 900}",
                label=f"Séance {number}",
                amount_cents=1_000 + number % 900,
                method=Method.CASH,
                reference=f"R-{number:05}",
            ),
        )
    writer.run("INSERT INTO bank_account (currency, institution_name) VALUES ('EUR', 'Banque')")
    writer.run_many(
        "INSERT INTO bank_transaction (account_id, booked_on, amount_cents, currency, label, state, source)"
        " VALUES (1, ?, 100, 'EUR', ?, 'booked', 'csv')",
        ((_day(number).isoformat(), f"VIR SEPA NOVA SARL {number}") for number in range(BANK_ROWS)),
    )
    writer.run(
        "INSERT INTO payment (target_id, paid_on, amount_cents, method)"
        " SELECT id, date('2026-01-01', (id % 364) || ' days'), incl_tax_cents, 'transfer' FROM document"
    )
    writer.run(
        "INSERT INTO attribution (payment_id, transaction_id, origin, reasons) SELECT id, id, 'auto', '[]' FROM payment"
    )


def _day(number: int) -> date:
    return YEAR.since + timedelta(days=number % 364)
