"""What happens to a document after its issue: sent, cancelled by a credit note."""

from datetime import date, timedelta

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.documents.follow_up.marks import Sending, Way
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.send import mark_sent
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.waiting.late import count_late
from microdesk_desktop.views.documents.lists import load_document_rows, row_json
from microdesk_desktop.views.records.client_story import load_client_story
from microdesk_desktop.views.records.documents import load_document_page
from tests.support.clock import TODAY
from tests.support.documents.issuing import issued, issuing_vault


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def id_of(session, number):
    return session.read(lambda reader: find_issued(reader, number))


def row(session, number, today=TODAY):
    rows = session.read(lambda reader: load_document_rows(reader, today))
    return next(each for each in rows if each.number == number)


def test_a_document_is_marked_as_sent_again_and_the_mark_is_undone(session):
    number = issued(session)
    post = mark_sent(session, id_of(session, number), Sending(on=TODAY, way=Way.POST))
    mail = mark_sent(session, id_of(session, number), Sending(on=TODAY, way=Way.MAIL))
    assert row(session, number).state is DocumentState.SENT
    assert row(session, number).follow_up.sending.way is Way.MAIL
    mail.undo(session)
    assert row(session, number).follow_up.sending.way is Way.POST
    post.undo(session)
    assert row(session, number).state is DocumentState.ISSUED


def test_a_document_is_never_sent_before_its_issue(session):
    number = issued(session)
    with pytest.raises(KnownError) as caught:
        mark_sent(session, id_of(session, number), Sending(on=date(2020, 1, 1), way=Way.HAND))
    assert (caught.value.code, caught.value.params["field"]) == (ErrorCode.INVALID_VALUE, "date")


def test_a_credit_note_of_the_whole_cancels_and_is_not_counted_as_paid(session):
    number = issued(session, lines=[{"label": "Développement", "unit_price": "1085.12"}])
    part = {"lines": [{"label": "Remise", "unit_price": "85.12"}]}
    issue(session, credit(session, number, part).id)
    assert (row(session, number).state, row(session, number).paid_cents) == (DocumentState.ISSUED, 0)
    rest = {"lines": [{"label": "Annulation", "unit_price": "1000"}]}
    issue(session, credit(session, number, rest).id)
    line = row_json(row(session, number))
    assert (line["status"], line["paid"], line["due"]) == ("cancelled", "0.00", "0.00")
    page = session.read(lambda reader: load_document_page(reader, id_of(session, number), TODAY))
    assert page.row.state is DocumentState.CANCELLED
    assert page.row.settled_before_cents(page.payments) == 0


def test_a_corrective_invoice_takes_the_place_of_what_it_corrects_with_what_was_paid_of_it(session):
    number = issued(session)
    payment = pay(session, id_of(session, number), NewPayment(on=TODAY, method=Method.CASH, cents=85_12))
    lines = [{"label": "Développement", "unit_price": "900"}]
    corrected = issued(session, type="corrective", refers_to=[number], lines=lines)
    former, later = row(session, number), row(session, corrected)
    assert (former.state, former.remaining_cents, former.paid_cents) == (DocumentState.CANCELLED, 0, 0)
    assert (later.state, later.remaining_cents, later.paid_cents) == (DocumentState.PARTLY_PAID, 814_88, 85_12)
    story = session.read(lambda reader: load_client_story(reader, later.client_id, TODAY))
    assert story.invoiced == (Money(900_00, "EUR"),)
    payment.undo(session)
    assert (row(session, number).remaining_cents, row(session, corrected).remaining_cents) == (0, 900_00)
    assert row(session, number).state is DocumentState.CANCELLED


def test_the_list_and_what_waits_agree_on_what_is_late(session):
    numbers = [issued(session, due_date=day) for day in ("2026-11-21", "2026-11-22", "2026-12-24")]
    after = date(2026, 12, 24)
    pay(session, id_of(session, numbers[1]), NewPayment(on=TODAY, method=Method.CASH))
    states = [row(session, number, after).state for number in numbers]
    assert states == [DocumentState.LATE, DocumentState.PAID, DocumentState.ISSUED]
    for day in (after, after + timedelta(days=1)):
        rows = session.read(lambda reader, day=day: load_document_rows(reader, day))
        late = sum(each.state is DocumentState.LATE for each in rows)
        assert session.read(lambda reader, day=day: count_late(reader, day)) == late


def test_deposits_that_are_deducted_and_credit_notes_of_a_part_are_no_payments(session):
    deposit = issued(session, type="deposit", lines=[{"label": "Acompte", "unit_price": "100"}])
    final = issued(session, type="final", deposits=[deposit], lines=[{"label": "Site", "unit_price": "1000"}])
    assert (row(session, final).state, row(session, final).remaining_cents) == (DocumentState.ISSUED, 90_000)
    invoice = issued(session, lines=[{"label": "Site", "unit_price": "1000"}])
    issue(session, credit(session, invoice, {"lines": [{"label": "Geste", "unit_price": "50"}]}).id)
    assert (row(session, invoice).state, row(session, invoice).remaining_cents) == (DocumentState.ISSUED, 95_000)
    for number in (final, invoice):
        pay(session, id_of(session, number), NewPayment(on=TODAY, cents=1_000, method=Method.CASH))
        assert row(session, number).state is DocumentState.PARTLY_PAID
