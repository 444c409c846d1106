"""A file from a supplier becomes an expense to confirm, with the file unchanged beside it."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.documents.received import ReceivedState, TwinReason
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.documents.received.confirm import confirm, join, reject
from microdesk_desktop.operations.documents.received.receive import receive, receive_all
from microdesk_desktop.operations.imports.at_once import Wanted, import_at_once
from microdesk_desktop.operations.records.edit import put_record, remove_record
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.records.cash import load_cash_lines
from microdesk_desktop.store.records.receipts_expenses import load_record
from microdesk_desktop.store.records.received import load_received
from microdesk_desktop.store.records.vouchers import load_vouchers
from tests.support.documents.received import NUMBER, cii, factur_x, pdf, ubl, with_text
from tests.support.vaults import new_vault
from tests.worlds.documents import SAMPLES


@pytest.fixture
def session(tmp_path, clock):
    session = new_vault(tmp_path / "profile", clock=clock).session
    yield session
    session.close()


@pytest.fixture
def received(tmp_path, session):
    """A function that receives these bytes from a file of this name."""

    def receive_bytes(data, name="facture.xml", **options):
        path = tmp_path / name
        path.write_bytes(data)
        return receive(session, path, Job(), **options)

    return receive_bytes


def expense_of(session, expense_id):
    return session.read(lambda reader: load_record(reader, TargetKind.EXPENSE, expense_id))


def state_of(session, expense_id):
    return session.read(lambda reader: load_received(reader, expense_id)).state


def refusal(act, *arguments, **options):
    with pytest.raises(KnownError) as raised:
        act(*arguments, **options)
    return raised.value


@pytest.mark.parametrize(("make", "name"), [(cii, "facture.xml"), (ubl, "facture.xml"), (factur_x, "facture.pdf")])
def test_requirement_18_each_form_of_an_invoice_gives_the_same_expense_with_its_file(session, received, make, name):
    data = make()
    found = received(data, name)
    expense = expense_of(session, found.id)
    assert expense == Expense(
        on=SAMPLES["standard"].issued_on,
        supplier="Camille Roussel EI",
        label="",
        amount_cents=2148,
        reference=NUMBER,
    )
    ((_, voucher),) = session.read(lambda reader: load_vouchers(reader, found.id))
    assert (voucher.name, voucher.content) == (name, data)
    assert session.read(lambda reader: load_received(reader, found.id)).state is ReceivedState.TO_CONFIRM


def test_requirement_20_the_same_bytes_and_another_form_are_known(received):
    first = received(cii())
    for data in (cii(), ubl()):
        error = refusal(received, data)
        assert (error.code, error.params["reference"]) == (ErrorCode.INVOICE_KNOWN, first.reference)
    assert received(ubl(), again=True).twins[0].reason is TwinReason.SAME_NUMBER


def test_requirement_20_a_corrective_invoice_replaces_and_a_credit_note_concerns_the_first(received):
    first = received(cii(number="F-2026-0001"))
    for name, reason in (("corrective", TwinReason.REPLACED), ("credit note", TwinReason.CREDITED)):
        (twin,) = received(cii(SAMPLES[name], number=f"F-{name[:2]}")).twins
        assert (twin.reason, twin.expense_id) == (reason, first.id)


def test_an_expense_entered_by_hand_is_named_and_nothing_is_merged(session, received):
    by_hand = put_record(
        session, Expense(on=SAMPLES["standard"].issued_on, supplier="ROUSSEL", label="", amount_cents=2148)
    )
    found = received(cii())
    assert [(twin.reason, twin.expense_id) for twin in found.twins] == [(TwinReason.LIKELY, by_hand.id)]
    assert found.id != by_hand.id


def test_undo_removes_the_expense_with_its_file_and_redo_brings_all_back(session, received):
    found = received(cii())
    undone = found.undo(session)
    assert expense_of(session, found.id) is None
    undone.undo(session)
    assert expense_of(session, found.id).reference == NUMBER
    assert session.read(lambda reader: load_received(reader, found.id)).state is ReceivedState.TO_CONFIRM


def test_a_number_that_another_expense_has_goes_into_the_label(session, received):
    put_record(
        session, Expense(on=SAMPLES["dollars"].issued_on, supplier="X", label="", amount_cents=1, reference=NUMBER)
    )
    found = received(cii(SAMPLES["dollars"]))
    expense = expense_of(session, found.id)
    assert (expense.reference, expense.label, expense.currency) == ("D-2026-0001", NUMBER, "USD")


def test_removing_an_expense_forgets_what_its_file_stated(session, received):
    found = received(cii())
    remove_record(session, found.id)
    assert session.read(lambda reader: load_received(reader, found.id)) is None


def test_confirming_keeps_what_the_user_corrected_and_is_undone_and_redone(session, received):
    found = received(cii())
    corrected = Expense(on=date(2026, 11, 27), supplier="Roussel", label="Site", amount_cents=2000, reference="R-1")
    done = confirm(session, found.id, corrected)
    assert (expense_of(session, found.id), state_of(session, found.id)) == (corrected, ReceivedState.CONFIRMED)
    undone = done.undo(session)
    assert (expense_of(session, found.id).amount_cents, state_of(session, found.id)) == (
        2148,
        ReceivedState.TO_CONFIRM,
    )
    undone.undo(session)
    assert (expense_of(session, found.id), state_of(session, found.id)) == (corrected, ReceivedState.CONFIRMED)


def test_a_plain_file_is_confirmed_once_it_has_an_amount(session, received):
    found = received(pdf(), "note.pdf")
    error = refusal(confirm, session, found.id)
    assert (error.code, error.params) == (ErrorCode.INVALID_VALUE, {"field": "amount"})
    confirm(session, found.id, replace(expense_of(session, found.id), supplier="La Poste", amount_cents=512))
    assert state_of(session, found.id) is ReceivedState.CONFIRMED


def test_an_invoice_of_zero_is_confirmed_and_comes_back_after_being_set_aside(session, received):
    xml = with_text(with_text(cii(), "GrandTotalAmount", "0.00"), "DuePayableAmount", "0.00")
    found = received(xml)
    confirm(session, found.id).undo(session)
    reject(session, found.id).undo(session)
    assert expense_of(session, found.id).amount_cents == 0


def test_joining_gives_the_file_to_the_expense_that_is_there_and_is_undone(session, received):
    by_hand = put_record(session, Expense(on=date(2026, 11, 26), supplier="Roussel", label="", amount_cents=2148)).id
    found = received(cii())
    done = join(session, found.id, by_hand)
    assert expense_of(session, found.id) is None
    assert state_of(session, by_hand) is ReceivedState.CONFIRMED
    assert len(session.read(lambda reader: load_vouchers(reader, by_hand))) == 1
    done.undo(session)
    assert (state_of(session, found.id), session.read(lambda reader: load_received(reader, by_hand))) == (
        ReceivedState.TO_CONFIRM,
        None,
    )
    assert session.read(lambda reader: load_vouchers(reader, by_hand)) == []


def test_what_waits_to_be_checked_counts_as_spent_only_once_confirmed(session, received):
    found = received(cii())
    spent = partial(load_cash_lines, flow=Flow.SPENT, span=Span(date(2026, 11, 1), date(2026, 11, 30)))
    assert session.read(spent) == []
    confirm(session, found.id)
    assert [line.cents for line in session.read(spent)] == [2148]


def test_several_files_are_received_and_one_that_is_refused_does_not_stop_the_others(session):
    files = [Member("a.zip › a.xml", cii()), Member("b.xml", b"<a>"), Member("c.pdf", pdf()), Member("d.xml", ubl())]
    batch = receive_all(session, files, Job())
    assert [(each.name, each.refusal.code) for each in batch.refused] == [
        ("b.xml", ErrorCode.INVOICE_UNREADABLE),
        ("c.pdf", ErrorCode.FILE_IS_PDF),
        ("d.xml", ErrorCode.INVOICE_KNOWN),
    ]
    ((_, voucher),) = session.read(lambda reader: load_vouchers(reader, batch.id))
    assert voucher.name == "a.xml"
    undone = batch.undo(session)
    assert expense_of(session, batch.id) is None
    undone.undo(session)
    assert expense_of(session, batch.id) is not None


@pytest.mark.parametrize("is_received_first", [True, False])
def test_the_bank_settles_what_is_to_be_paid_by_the_number_of_the_invoice(
    tmp_path, session, received, is_received_first
):
    found = received(cii()) if is_received_first else None
    statement = tmp_path / "releve.csv"
    statement.write_text(
        "Date;Libellé;Montant\n28/11/2026;VIR SEPA CAMILLE ROUSSEL F-2026-0043;-21,48\n"
        "29/11/2026;CB BOULANGERIE;-4,10\n",
        encoding="utf-8",
    )
    import_at_once(session, statement, Wanted(kind=ImportKind.STATEMENT, account="new"), Job())
    found = found or received(cii())
    confirm(session, found.id)
    assert session.read(lambda reader: load_target(reader, found.id)).remaining_cents == 0


def test_a_cancellation_keeps_what_was_received_before_it_and_its_undo(session):
    job = Job(lambda done, *_: job.cancel() if done == 1 else None)
    batch = receive_all(session, [Member("a.xml", cii()), Member("b.xml", cii(number="F-2"))], job)
    assert [each.reference for each in batch.received] == [NUMBER]
    batch.undo(session)
    assert expense_of(session, batch.id) is None
