"""What was paid of a document and comes back: the document is due again, and the books take it back on that day."""

import json
from datetime import date
from fractions import Fraction

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.einvoice.lifecycle.message import Collected
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, attribute_by_reference
from microdesk_desktop.operations.bank.decide import attribute, detach
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.lifecycle.collected import load_collected
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.documents.chain import find_issued, iterate_seals
from microdesk_desktop.views.bank.candidates import load_choice
from microdesk_desktop.views.books.ledger import load_book, load_turned
from microdesk_desktop.views.documents.lists import find_row
from tests.support.accounts import account_of
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault

PAID_ON, BACK_ON = date(2026, 11, 20), date(2026, 12, 4)
TODAY = date(2026, 12, 7)
ALWAYS = Span(date.min, date.max)
TOTAL = 1_310_62
LINES = [
    {"label": "Conseil", "unit_price": "1000.00", "vat_rate": "20"},
    {"label": "Livre", "unit_price": "100.00", "vat_rate": "5.5", "activity": "sales"},
    {"label": "Timbre", "unit_price": "5.12", "disbursement": True},
]


@pytest.fixture
def session(tmp_path):
    made = issuing_vault(tmp_path / "profile", clock=FakeClock(date(2026, 11, 2)))
    put_company(made, {"vat_regime": "real", "vat_number": "FR19812345676", "other_activities": (Activity.SALES,)})
    yield made
    made.close()


@pytest.fixture
def number(session):
    made = issued(session, lines=LINES)
    session.clock.advance(days=(TODAY - session.clock.today()).days)
    return made


def row(session, number):
    return session.read(lambda reader: find_row(reader, number, session.clock.today()))


def bank_shows(session, cents, label, on):
    """Let the account show a transaction; returns its id."""
    rows = [BankRow(None, on, cents, "EUR", label)]
    session.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="csv"))
    return session.read(lambda reader: reader.value("SELECT max(id) FROM bank_transaction"))


def settle(session, transaction_id, number, cents=None):
    return attribute_by_reference(
        session, transaction_id, [NamedPart(kind=TargetKind.INVOICE, reference=number, amount_cents=cents)]
    )


def paid_by_bank(session, number, cents=TOTAL):
    id_ = bank_shows(session, cents, "VIR NOVA", PAID_ON)
    settle(session, id_, number)
    return id_


def book(session):
    return session.read(lambda reader: load_book(reader, Book.RECEIPTS, ALWAYS))


def money_of(lines):
    """By activity and rate: base and tax; what was disbursed by itself."""
    found = {}
    for line in lines:
        for part in line.vat:
            found[line.activity, part.rate_bp] = part.base_cents, part.tax_cents
    return found, sum(line.disbursement_cents for line in lines)


def refusal(act, *given):
    with pytest.raises(KnownError) as caught:
        act(*given)
    return caught.value


def test_an_unpaid_cheque_makes_the_invoice_due_again_and_the_book_takes_back_all_on_its_day(session, number):
    paid_by_bank(session, number)
    before = book(session)
    back = bank_shows(session, -TOTAL, "CHQ IMPAYE 0001234", BACK_ON)
    done = settle(session, back, number)
    found = row(session, number)
    assert (found.remaining_cents, found.paid_cents, found.state) == (TOTAL, 0, DocumentState.LATE)
    lines = book(session)
    taken = [each for each in lines if each.on == BACK_ON]
    assert [each for each in lines if each.on == PAID_ON] == before
    assert {each.method for each in taken} == {Method.CHEQUE}
    assert {each.transaction_id for each in taken} == {back}
    paid, taken_back = money_of(before), money_of(taken)
    assert taken_back == ({key: (-base, -tax) for key, (base, tax) in paid[0].items()}, -paid[1])
    assert sum(each.cents for each in session.read(lambda reader: load_turned(reader, ALWAYS))) == 0
    done.undo(session)
    assert book(session) == before
    assert row(session, number).state is DocumentState.PAID
    assert verify_documents(session).flaws == ()
    seals = session.read(lambda reader: list(iterate_seals(reader, SealKind.PAYMENT)))
    facts = [(each["sign"], each["cents"]) for each in (json.loads(seal.content) for seal in seals)]
    assert facts == [(1, TOTAL), (1, -TOTAL), (-1, -TOTAL)]


def test_a_part_that_comes_back_divides_like_what_was_paid_to_the_cent(session, number):
    paid_by_bank(session, number)
    cents = 400_01
    settle(session, bank_shows(session, -cents, "VIR SEPA REMBOURSEMENT", BACK_ON), number)
    found, disbursed = money_of([each for each in book(session) if each.on == BACK_ON])
    sold = {(Activity.BNC, 2_000): (1_000_00, 200_00), (Activity.SALES, 550): (100_00, 5_50)}
    shares = [(got, exact) for key, pair in sold.items() for got, exact in zip(found[key], pair, strict=True)]
    shares.append((disbursed, 5_12))
    # one rounding to the rate, and one within it
    assert all(abs(-got - Fraction(cents * exact, TOTAL)) < 2 for got, exact in shares)
    assert sum(got for got, _ in shares) == -cents
    assert row(session, number).remaining_cents == cents
    settle(session, bank_shows(session, cents, "VIR NOVA", BACK_ON), number)
    whole, expenses = money_of(book(session)[-2:])
    assert (whole, expenses) == ({key: (-base, -tax) for key, (base, tax) in found.items()}, -disbursed)


@pytest.mark.parametrize("cents", [TOTAL - 1, 1])
def test_more_than_was_paid_cannot_come_back_whichever_way_it_is_said(session, number, cents):
    paid_by_bank(session, number, cents)
    back = bank_shows(session, -TOTAL, "IMPAYE CB", BACK_ON)
    id_ = session.read(lambda reader: find_issued(reader, number))
    too_much = [Allocation(target_id=id_, amount_cents=-cents - 1)]
    by_hand = NewPayment(on=BACK_ON, method=Method.CARD, cents=cents + 1, is_returned=True)
    for caught in (
        refusal(settle, session, back, number, cents + 1),
        refusal(attribute, session, back, too_much),
        refusal(pay, session, id_, by_hand),
    ):
        assert (caught.code, caught.params["paid"].cents) == (ErrorCode.AMOUNT_EXCEEDS_PAID, cents)
    settle(session, back, number)  # as much as was paid, of a larger one
    assert row(session, number).remaining_cents == TOTAL


def test_nothing_comes_back_of_what_was_never_paid(session, number):
    back = bank_shows(session, -TOTAL, "IMPAYE CB", BACK_ON)
    assert refusal(settle, session, back, number).code is ErrorCode.WRONG_DIRECTION
    id_ = session.read(lambda reader: find_issued(reader, number))
    returned = NewPayment(on=BACK_ON, method=Method.CARD, is_returned=True)
    assert refusal(pay, session, id_, returned).code is ErrorCode.AMOUNT_EXCEEDS_PAID
    assert book(session) == []


def test_a_payment_stays_as_long_as_it_is_taken_back(session, number):
    paid = paid_by_bank(session, number)
    back = bank_shows(session, -TOTAL, "REJET PRLV NOVA", BACK_ON)
    settle(session, back, number)
    before = book(session)
    assert refusal(detach, session, paid).code is ErrorCode.PAYMENT_WAS_RETURNED
    assert book(session) == before
    detach(session, back)
    detach(session, paid)
    assert book(session) == []


def test_a_payment_by_hand_comes_back_by_hand_and_both_are_undone(session, number):
    id_ = session.read(lambda reader: find_issued(reader, number))
    paid = pay(session, id_, NewPayment(on=PAID_ON, method=Method.CHEQUE))
    before = book(session)
    returned = pay(
        session, id_, NewPayment(on=BACK_ON, method=Method.CHEQUE, is_returned=True, remark="Sans provision")
    )
    assert row(session, number).remaining_cents == TOTAL
    assert sum(each.gross_cents for each in book(session)) == 0
    assert {each.nature for each in book(session) if each.on == BACK_ON} == {"Sans provision"}
    assert refusal(paid.undo, session).code is ErrorCode.PAYMENT_WAS_RETURNED
    returned.undo(session)
    assert book(session) == before


def test_a_refund_of_a_credit_note_that_comes_back_is_to_be_paid_again(session, number):
    paid_by_bank(session, number)
    note = issue(session, credit(session, number).id).number
    settle(session, bank_shows(session, -TOTAL, "VIR NOVA", BACK_ON), note)
    assert row(session, note).remaining_cents == 0
    settle(session, bank_shows(session, TOTAL, "VIR SEPA REJETE NOVA", BACK_ON), note)
    assert row(session, note).remaining_cents == -TOTAL
    assert row(session, number).state is not DocumentState.LATE


def test_a_closed_period_stands_and_what_comes_back_late_is_a_correction(session, number):
    paid_by_bank(session, number)
    close_books(session, date(2026, 12, 5))
    validated = book(session)
    settle(session, bank_shows(session, -TOTAL, "IMPAYE CB NOVA", BACK_ON), number)
    lines = book(session)
    assert lines[: len(validated)] == validated
    late = lines[len(validated) :]
    assert {(each.on, each.paid_on, each.is_correction) for each in late} == {(TODAY, BACK_ON, True)}
    assert sum(each.gross_cents for each in lines) == 0


def test_the_status_to_the_state_takes_back_what_it_reported(session, number):
    paid_by_bank(session, number)
    settle(session, bank_shows(session, -TOTAL, "IMPAYE CB NOVA", BACK_ON), number)
    state = session.read(lambda reader: load_collected(reader, number))
    assert sum(each.cents for each in state.amounts) == 0
    assert Collected(on=BACK_ON, rate_bp=2_000, cents=-1_200_00) in state.amounts


def test_paid_invoices_are_offered_where_the_label_tells_of_it(session, number):
    paid_by_bank(session, number)
    rejected = bank_shows(session, -TOTAL, "CHQ IMPAYE 0001234", BACK_ON)
    bought = bank_shows(session, -TOTAL, "CB PAPETERIE", BACK_ON)
    choice = session.read(lambda reader: load_choice(reader, rejected))
    (offered,) = choice.find("")
    assert (offered.target.reference, offered.target.remaining_cents, offered.is_returned) == (number, -TOTAL, True)
    other = session.read(lambda reader: load_choice(reader, bought))
    assert list(other.find("")) == []
    assert [each.target.reference for each in other.find(number)] == [number]
