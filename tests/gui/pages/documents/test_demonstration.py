"""The sale of the demonstration: a quote, its deposit, its final invoice and a credit note, paid through the bank."""

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo import new_vault, run_demo
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.store.waiting.accepted import count_accepted
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
