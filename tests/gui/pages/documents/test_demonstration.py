"""The demonstration: a sale from its quote to its credit note, paid through the bank, and the year around it."""

from datetime import timedelta

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo.run import new_vault, run_demo
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.year import DRIVES
from microdesk_desktop.store.mileage.trips import load_trips
from microdesk_desktop.store.waiting.accepted import count_accepted
from microdesk_desktop.views.books.ledger import load_book
from microdesk_desktop.views.dashboard.outlook.owed import OwedKind, load_aside
from microdesk_desktop.views.expenses.expected import load_expected_expenses
from microdesk_desktop.views.records.rows import load_invoice_rows, load_quote_rows


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The session of the demonstration, and what it printed."""
    folder = tmp_path_factory.mktemp("demonstration")
    with SandboxBank() as bank:
        session = new_vault(folder)
        run = run_demo(session, bank, folder, Job(), sells=True)
    yield session, run
    session.close()


def rows(session):
    today = session.clock.today()
    found = session.read(lambda reader: [*load_invoice_rows(reader, today), *load_quote_rows(reader, today)])
    return {row.number: row for row in found}


def test_the_client_pays_the_deposit_and_what_the_credit_note_leaves(shown):
    session, run = shown
    quote, deposit, final, note = (rows(session)[number] for number in run.issued)
    assert (quote.type, quote.status) == (DocumentType.QUOTE, DocumentStatus.ACCEPTED)
    assert (deposit.type, deposit.total_cents, deposit.state) == (DocumentType.DEPOSIT, 51_750, DocumentState.PAID)
    assert (final.type, final.remaining_cents, final.state) == (DocumentType.FINAL, 0, DocumentState.PAID)
    assert (note.type, note.total_cents) == (DocumentType.CREDIT_NOTE, -15_000)
    assert quote.total_cents == 172_500


def test_nothing_of_the_sale_waits_any_more(shown):
    session, _ = shown
    assert session.read(count_accepted) == 0


def test_what_was_issued_is_intact(shown):
    session, _ = shown
    report = verify_documents(session)
    assert report.flaws == ()
    assert report.seals >= 4


def test_what_is_to_be_declared_is_what_the_book_and_the_dashboard_say(shown):
    session, run = shown
    duty, declaration = run.declaration.duty, run.declaration.found.declaration
    book = session.read(lambda reader: load_book(reader, Book.RECEIPTS, duty.span))
    assert sum(each.turnover_cents for each in declaration.activities) == sum(line.amount_cents for line in book)
    aside = session.read(lambda reader: load_aside(reader, session.clock.today()))
    owed = {each.duty.name: each.cents for each in aside.of(OwedKind.CONTRIBUTIONS)}
    assert owed[duty.name] == declaration.payable_cents


def test_a_year_stands_behind_the_figures(shown):
    session, _ = shown
    today = session.clock.today()
    year = Span(today - timedelta(days=365), today)
    book = session.read(lambda reader: load_book(reader, Book.RECEIPTS, year))
    assert len({(line.on.year, line.on.month) for line in book}) >= 11
    series = session.read(lambda reader: load_expected_expenses(reader, today))
    assert "Adobe Systems" in [each.last.supplier for each in series]
    assert session.read(lambda reader: len(load_trips(reader))) == len(DRIVES)
