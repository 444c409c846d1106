"""Payments that no bank shows, net of fees or too high, write-offs, and the part of each at each VAT rate."""

from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.write_off import remove_write_off, write_off
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids, load_transactions
from microdesk_desktop.views.documents.lists import find_row, issued_json, row_json
from microdesk_desktop.views.documents.payments import platform_fee, surplus_label
from microdesk_desktop.views.records.rows import load_expense_rows, load_receipt_rows
from tests.support.accounts import account_of
from tests.support.clock import TODAY
from tests.support.documents.issuing import issued, issuing_vault


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def id_of(session, number):
    return session.read(lambda reader: find_issued(reader, number))


def row(session, number):
    return session.read(lambda reader: find_row(reader, number, TODAY))


def cheque(cents=None, on=TODAY, **facts):
    return NewPayment(on=on, method=Method.CHEQUE, cents=cents, **facts)


def test_a_part_is_paid_then_the_rest_and_each_payment_is_undone(session):
    number = issued(session)
    first = pay(session, id_of(session, number), cheque(85_12))
    found = row(session, number)
    assert (found.state, found.paid_cents, found.remaining_cents) == (DocumentState.PARTLY_PAID, 85_12, 1000_00)
    rest = pay(session, id_of(session, number), cheque())
    assert (row(session, number).state, row(session, number).remaining_cents) == (DocumentState.PAID, 0)
    rest.undo(session)
    first.undo(session)
    assert (row(session, number).state, row(session, number).paid_cents) == (DocumentState.ISSUED, 0)


def test_a_payout_net_of_a_fee_settles_the_whole_and_the_fee_is_an_expense_until_it_is_undone(session):
    number = issued(session)
    fee = platform_fee(TODAY, "Malt", 108_51, number)
    done = pay(session, id_of(session, number), cheque(976_61, fee=fee))
    assert row(session, number).state is DocumentState.PAID
    (receipt,), (expense,) = session.read(load_receipt_rows), session.read(load_expense_rows)
    assert (receipt.record.amount_cents, receipt.record.invoice) == (1085_12, number)
    assert (expense.record.supplier, expense.record.amount_cents) == ("Malt", 108_51)
    done.undo(session)
    assert session.read(load_expense_rows) == []
    assert row(session, number).state is DocumentState.ISSUED


def test_too_much_is_refused_unless_it_is_to_be_kept_apart(session):
    number = issued(session)
    with pytest.raises(KnownError) as caught:
        pay(session, id_of(session, number), cheque(1100_00))
    assert caught.value.code is ErrorCode.AMOUNT_EXCEEDS_REMAINING
    assert caught.value.params["remaining"].cents == 1085_12
    pay(session, id_of(session, number), cheque(1100_00, surplus_label=surplus_label(number)))
    receipts = [each.record for each in session.read(load_receipt_rows)]
    assert sorted((each.amount_cents, each.invoice) for each in receipts) == [(14_88, ""), (1085_12, number)]


@pytest.mark.parametrize("cents", [0, -5])
def test_an_amount_of_nothing_is_refused(session, cents):
    number = issued(session)
    with pytest.raises(KnownError) as caught:
        pay(session, id_of(session, number), cheque(cents))
    assert (caught.value.code, caught.value.params["field"]) == (ErrorCode.INVALID_VALUE, "amount")


def test_a_credit_note_is_paid_back(session):
    number = issued(session)
    pay(session, id_of(session, number), cheque())
    note = issue(session, credit(session, number).id).number
    pay(session, id_of(session, note), cheque(85_12))
    assert row(session, note).remaining_cents == -1000_00
    pay(session, id_of(session, note), cheque())
    assert row(session, note).state is DocumentState.PAID
    receipts = [each.record.amount_cents for each in session.read(load_receipt_rows)]
    assert sorted(receipts) == [-1000_00, -85_12, 1085_12]


def test_cents_are_written_off_at_once_and_more_only_on_the_user_s_word(session):
    number = issued(session)
    document_id = id_of(session, number)
    with pytest.raises(KnownError) as caught:
        write_off(session, document_id, TODAY)
    assert caught.value.code is ErrorCode.WRITE_OFF_LARGE
    pay(session, document_id, cheque(1084_50))
    done = write_off(session, document_id, TODAY)
    found = row_json(row(session, number))
    assert (found["status"], found["paid"], found["written_off"], found["due"]) == ("paid", "1084.50", "0.62", "0.00")
    assert sum(each.record.amount_cents for each in session.read(load_receipt_rows)) == 1084_50
    done.undo(session)
    assert row(session, number).remaining_cents == 62


def test_a_loss_is_no_payment_and_may_be_claimed_again(session):
    number = issued(session)
    write_off(session, id_of(session, number), TODAY, is_confirmed=True)
    assert (row(session, number).state, row(session, number).paid_cents) == (DocumentState.WRITTEN_OFF, 0)
    assert session.read(load_receipt_rows) == []
    again = remove_write_off(session, id_of(session, number))
    assert row(session, number).remaining_cents == 1085_12
    again.undo(session)
    assert row(session, number).state is DocumentState.WRITTEN_OFF


def test_each_payment_names_its_part_at_each_rate(tmp_path, clock):
    session = issuing_vault(tmp_path / "real", clock=clock)
    put_company(session, {"vat_regime": "real", "vat_number": "FR19812345676"})
    lines = [
        {"label": label, "unit_price": "100", "vat_rate": rate} for label, rate in (("Texte", "20"), ("Livre", "5.5"))
    ]
    number = issued(session, lines=lines)
    pay(session, id_of(session, number), cheque(100_00))
    pay(session, id_of(session, number), cheque())
    shown = session.read(lambda reader: issued_json(reader, row(session, number)))
    parts = [[(part["rate"], part["amount"]) for part in each["by_rate"]] for each in shown["payments"]]
    assert parts == [[("20", "53.22"), ("5.5", "46.78")], [("20", "66.78"), ("5.5", "58.72")]]
    session.close()


def test_a_transaction_of_a_cheque_that_is_recorded_already_is_proposed_for_it_and_not_paid_twice(session):
    number = issued(session)
    pay(session, id_of(session, number), cheque(on=date(2026, 11, 19)))
    booked = BankRow(None, TODAY, 1085_12, "EUR", "REMISE CHEQUE 0001234 NOVA SARL")
    session.write(lambda writer: merge_rows(writer, account_of(writer), [booked], source="csv"))
    run_attribution(session, Job())
    ids = session.read(lambda reader: load_transaction_ids(reader, TransactionFilter()))
    (transaction,) = session.read(lambda reader: load_transactions(reader, ids))
    linked = [*transaction.attributions, *(each for proposal in transaction.suggestions for each in proposal.parts)]
    assert {each.kind for each in linked} == {TargetKind.RECEIPT}
    assert row(session, number).paid_cents == 1085_12
