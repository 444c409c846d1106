"""What a transaction settles, by its title: credit notes and deposits by their own name."""

from datetime import date

import pytest

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, attribute_by_reference
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.bank.candidates import load_choice
from microdesk_desktop.views.bank.rows import load_transactions
from microdesk_desktop.views.bank.words.transactions import full_title
from tests.support.accounts import account_of
from tests.support.vaults import new_vault

DOCUMENTS = (
    "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency\n"
    "F-1,invoice,2026-09-01,2026-10-01,Nova SARL,100.00,0.00,100.00,0.00,EUR\n"
    "F-2,deposit,2026-09-01,2026-10-01,Nova SARL,30.00,0.00,30.00,0.00,EUR\n"
    "A-1,credit_note,2026-09-02,,Nova SARL,40.00,0.00,40.00,0.00,EUR\n"
)


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    file = tmp_path / "documents.csv"
    file.write_text(DOCUMENTS, encoding="utf-8")
    import_records(made, "documents", file, job=Job())
    yield made
    made.close()


def put(session, cents):
    """A transaction; returns its id."""
    row = BankRow(None, date(2026, 11, 20), cents, "EUR", f"VIR DIVERS {cents}")
    session.write(lambda writer: merge_rows(writer, account_of(writer), [row], source="csv"))
    return session.read(lambda reader: reader.value("SELECT max(id) FROM bank_transaction"))


def attribute(session, transaction_id, *parts):
    attribute_by_reference(
        session, transaction_id, [NamedPart(kind=TargetKind.INVOICE, reference=ref, amount_cents=c) for ref, c in parts]
    )
    return session.read(lambda reader: load_transactions(reader, [transaction_id]))[0].attributions


def test_a_document_is_titled_by_what_it_is_when_chosen_and_when_settled(session):
    refund, payment = put(session, -4_000), put(session, 13_000)
    choice = session.read(lambda reader: load_choice(reader, refund))
    assert "Avoir A-1 — Nova SARL" in [full_title(each.target) for each in choice.candidates]
    assert [full_title(link) for link in attribute(session, refund, ("A-1", None))] == ["Avoir A-1 — Nova SARL"]
    titles = [full_title(link) for link in attribute(session, payment, ("F-1", None), ("F-2", None))]
    assert sorted(titles) == ["Acompte F-2 — Nova SARL", "Facture F-1 — Nova SARL"]


def test_a_part_without_amount_takes_what_is_left_and_what_it_settled_before_counts_as_free(session):
    payment = put(session, 12_000)
    parts = attribute(session, payment, ("F-1", 9_500), ("F-2", None))
    assert sorted(link.amount_cents for link in parts) == [2_500, 9_500]
    again = attribute(session, payment, ("F-1", None), ("F-2", None))
    assert sorted(link.amount_cents for link in again) == [2_000, 10_000]


def test_a_settled_document_takes_nothing_more(session):
    attribute(session, put(session, 10_000), ("F-1", None))
    with pytest.raises(KnownError, match="amount_exceeds_remaining"):
        attribute(session, put(session, 500), ("F-1", None))
