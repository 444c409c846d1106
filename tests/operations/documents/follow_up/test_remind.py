"""Reminders from the vault: what is claimed of whom, what is kept as sent, and rates that the user enters."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.reminders.rates import RateBasis
from microdesk_desktop.domain.documents.follow_up.aging import Age
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone, Way
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.remind import (
    change_reminder_days,
    enter_legal_rate,
    keep_reminder,
)
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.documents.follow_up import load_reminders
from microdesk_desktop.views.documents.aging import aged_balances, aging_text, total_balances
from microdesk_desktop.views.documents.reminders.letter import load_interest, load_next_reminder, load_reminder
from microdesk_desktop.views.records.rows import load_invoice_rows
from tests.support.clock import FakeClock
from tests.support.documents.issuing import NOVA, issued, issuing_vault

DUE, LATER = date(2026, 6, 20), date(2026, 7, 20)
FIRST_UNKNOWN = date(2026, 7, 1)
COURTEOUS, FIRM, FORMAL = ReminderTone
CONSUMER = {**NOVA, "name": "Mme Arnaud", "kind": "individual", "siren": ""}


@pytest.fixture
def session(tmp_path):
    session = issuing_vault(tmp_path / "profile", clock=FakeClock(date(2026, 5, 21)))
    yield session
    session.close()


def invoice(session, **facts):
    """The id of an invoice of 1,000 euros that was due on 20 June 2026."""
    lines = [{"label": "Développement", "unit_price": "1000"}]
    number = issued(session, **{"lines": lines, "due_date": DUE.isoformat(), **facts})
    return session.read(lambda reader: find_issued(reader, number))


def draft(session, *ids, today=LATER, **facts):
    return session.read(lambda reader: load_reminder(reader, ids, today, **facts))


def kept(tone, on=LATER):
    return Reminder(on=on, tone=tone, way=Way.MAIL, body="Bonjour, …")


def test_what_was_paid_or_credited_since_is_neither_claimed_nor_bears_interest(session):
    id_ = invoice(session)
    part = {"lines": [{"label": "Remise", "unit_price": "200"}]}
    number = session.read(lambda reader: load_invoice_rows(reader, LATER))[0].number
    issue(session, credit(session, number, part).id)
    pay(session, id_, NewPayment(on=date(2026, 6, 25), method=Method.CHEQUE, cents=300_00))
    (document,) = draft(session, id_).facts.documents
    assert (document.total, document.remaining) == (1000_00, 500_00)
    lines = [(line.days, line.unpaid, line.interest) for line in document.interest.lines]
    assert lines == [(5, 800_00, 86), (5, 500_00, 54), (20, 500_00, None)]


def test_a_rate_that_no_table_knows_is_asked_for_and_kept_until_it_is_forgotten(session):
    id_ = invoice(session)
    assert draft(session, id_).unknown_semesters == [FIRST_UNKNOWN]
    entered = enter_legal_rate(session, date(2026, 9, 1), Fraction("2.50"))
    found = draft(session, id_)
    assert found.unknown_semesters == []
    assert [line.rate for line in found.facts.documents[0].interest.lines] == [Fraction("7.86"), Fraction("7.50")]
    entered.undo(session)
    assert draft(session, id_).unknown_semesters == [FIRST_UNKNOWN]


@pytest.mark.parametrize(("day", "percent"), [("2026-01-01", "3"), ("2026-07-01", "0"), ("2026-07-01", "2.625")])
def test_a_rate_that_is_known_or_is_none_is_refused(session, day, percent):
    with pytest.raises(KnownError) as caught:
        enter_legal_rate(session, date.fromisoformat(day), Fraction(percent))
    assert (caught.value.code, caught.value.params["field"]) == (ErrorCode.INVALID_VALUE, "rate")


def test_reminders_are_kept_with_their_text_and_the_next_one_is_stronger(session):
    id_ = invoice(session)
    assert draft(session, id_).facts.tone is COURTEOUS
    first = keep_reminder(session, [id_], kept(COURTEOUS))
    assert draft(session, id_).facts.tone is FIRM
    assert draft(session, id_).facts.previous == LATER
    keep_reminder(session, [id_], kept(FIRM))
    keep_reminder(session, [id_], kept(FORMAL))
    assert draft(session, id_).facts.tone is FORMAL
    assert session.read(lambda reader: load_next_reminder(reader, id_, DUE)) is None
    first.undo(session)
    tones = [each.tone for _, each in session.read(lambda reader: load_reminders(reader, id_))]
    assert tones == [FIRM, FORMAL]


def test_several_documents_of_one_client_are_reminded_of_together_and_never_those_of_two(session):
    ids = [invoice(session), invoice(session)]
    found = draft(session, *ids)
    assert found.facts.recovery == 80_00
    assert all(row.number in found.letter.body for row in found.rows)
    other = invoice(session, client=CONSUMER)
    with pytest.raises(KnownError) as caught:
        draft(session, ids[0], other)
    assert (caught.value.code, caught.value.params["field"]) == (ErrorCode.INVALID_VALUE, "client")


def test_what_is_not_late_is_not_reminded_of(session):
    id_ = invoice(session)
    for today in (DUE - timedelta(days=1), DUE):
        with pytest.raises(KnownError) as caught:
            draft(session, id_, today=today)
        assert caught.value.code is ErrorCode.NOTHING_TO_DO
    pay(session, id_, NewPayment(on=DUE, method=Method.CASH))
    with pytest.raises(KnownError):
        draft(session, id_)


def test_a_consumer_owes_interest_from_the_first_formal_notice(session):
    id_ = invoice(session, client=CONSUMER)
    assert draft(session, id_).facts.documents[0].interest.lines == []
    keep_reminder(session, [id_], kept(FORMAL, date(2026, 6, 25)))
    (document,) = draft(session, id_).facts.documents
    assert document.terms.basis is RateBasis.LEGAL
    assert document.interest.lines[0].first == date(2026, 6, 26)
    assert document.interest.recovery == 0


def test_an_agreed_rate_replaces_the_one_of_the_document(session):
    id_ = invoice(session)
    found = session.read(lambda reader: load_interest(reader, id_, LATER, LATER, Fraction(12)))
    assert [(line.days, line.rate, line.interest) for line in found.lines] == [(30, 12, 9_86)]


def test_reminder_days_are_changed_in_rising_order_and_undone(session):
    id_ = invoice(session)
    changed = change_reminder_days(session, {COURTEOUS: 3, FIRM: 10, FORMAL: 20})
    assert session.read(lambda reader: load_next_reminder(reader, id_, DUE)).on == date(2026, 6, 23)
    changed.undo(session)
    assert session.read(lambda reader: load_next_reminder(reader, id_, DUE)).on == date(2026, 6, 27)
    for days in ({COURTEOUS: 10, FIRM: 10, FORMAL: 20}, {COURTEOUS: 0, FIRM: 10, FORMAL: 20}):
        with pytest.raises(KnownError):
            change_reminder_days(session, days)


@pytest.mark.parametrize(
    ("late", "age"),
    [
        (-5, Age.NOT_DUE),
        (0, Age.NOT_DUE),
        (1, Age.TO_30),
        (30, Age.TO_30),
        (31, Age.TO_60),
        (60, Age.TO_60),
        (61, Age.TO_90),
        (90, Age.TO_90),
        (91, Age.OVER_90),
    ],
)
def test_what_is_owed_is_aged_by_the_day(session, late, age):
    invoice(session)
    invoice(session, client=CONSUMER, currency="USD", eur_rate="0.9")
    today = DUE + timedelta(days=late)
    balances = aged_balances(session.read(lambda reader: load_invoice_rows(reader, today)))
    assert [(each.client, each.currency, each.cents[age], each.total) for each in balances] == [
        ("Nova SARL", "EUR", 1000_00, 1000_00),
        ("Mme Arnaud", "USD", 1000_00, 1000_00),
    ]
    assert [(each.currency, each.total) for each in total_balances(balances)] == [("EUR", 1000_00), ("USD", 1000_00)]


def test_aging_leaves_out_what_is_zero_and_what_is_owed_to_clients(session):
    paid = invoice(session)
    invoice(session)
    pay(session, paid, NewPayment(on=DUE, method=Method.CASH))
    rows = session.read(lambda reader: load_invoice_rows(reader, LATER))
    assert aging_text(rows).replace("\u00a0", " ").replace("\u202f", " ") == "1 à 30 jours : 1 000,00 €"
    issue(session, credit(session, next(row.number for row in rows if row.id == paid)).id)
    rows = session.read(lambda reader: load_invoice_rows(reader, LATER))
    assert aging_text(rows).replace("\u00a0", " ").replace("\u202f", " ") == "1 à 30 jours : 1 000,00 €"
