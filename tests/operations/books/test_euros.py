"""Money in another currency counts for the euros that the user states, in the books and in all that follows."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.books.euros import put_euro_value
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.records.turnover_sums import load_cashed, load_unsure_sums
from microdesk_desktop.views.books.ledger import load_book, load_turned
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault

PAID_ON, TODAY = date(2026, 11, 20), date(2026, 12, 7)
ALWAYS = Span(date(2026, 1, 1), date(2026, 12, 31))
SOLD = {(Activity.BNC, 2_000): (1_000_00, 200_00), (Activity.SALES, 550): (100_00, 5_50)}
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
def paid(session):
    """The id of a document of 1,310.62 dollars that was paid in full."""
    id_ = made(session, currency="USD", eur_rate="0.9")
    session.clock.advance(days=(TODAY - session.clock.today()).days)
    pay(session, id_, NewPayment(on=PAID_ON, method=Method.TRANSFER))
    return id_


def made(session, **facts):
    number = issued(session, lines=LINES, **facts)
    return session.read(lambda reader: find_issued(reader, number))


def book(session):
    return session.read(lambda reader: load_book(reader, Book.RECEIPTS, ALWAYS))


def turned(session):
    return {(each.on, each.activity): each.cents for each in session.read(lambda reader: load_turned(reader, ALWAYS))}


def currencies(session):
    return {line.currency for line in book(session)}


def refusal(session, *given_):
    with pytest.raises(KnownError) as caught:
        put_euro_value(session, *given_)
    return caught.value.code, caught.value.params


def test_the_book_states_the_euros_by_activity_and_rate_and_they_are_turnover_of_their_day(session, paid):
    assert (turned(session), currencies(session)) == ({}, {"USD"})
    before = book(session)
    euros = 1_213_47
    done = put_euro_value(session, paid, PAID_ON, euros)
    lines = book(session)
    assert sum(line.gross_cents for line in lines) == euros
    found = {(line.activity, part.rate_bp): part for line in lines for part in line.vat}
    rate = Fraction(euros, TOTAL)
    for key, (base, tax) in SOLD.items():
        assert abs(found[key].base_cents - rate * base) < 1
        assert abs(found[key].tax_cents - rate * tax) < 1
    assert turned(session) == {(PAID_ON, line.activity): line.amount_cents for line in lines}
    assert {(line.on, line.currency) for line in lines} == {(PAID_ON, "EUR")}
    services = (Activity.BNC,)
    cashed = session.read(lambda reader: load_cashed(reader, ALWAYS, services))[2026]
    assert (sum(cashed.total), sum(cashed.services)) == (
        sum(turned(session).values()),
        found[Activity.BNC, 2_000].base_cents,
    )
    assert session.read(lambda reader: load_unsure_sums(reader, ALWAYS, with_unknown=True)) == []
    done.undo(session)
    assert (book(session), turned(session)) == (before, {})
    assert verify_documents(session).flaws == ()


def test_a_value_is_changed_and_the_change_undone(session, paid):
    put_euro_value(session, paid, PAID_ON, 1_200_00)
    before = book(session)
    changed = put_euro_value(session, paid, PAID_ON, 1_100_00)
    assert sum(line.gross_cents for line in book(session)) == 1_100_00
    changed.undo(session)
    assert book(session) == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 10**10))
def test_whatever_it_is_worth_every_cent_is_in_the_book_once(session, paid, euros):
    done = put_euro_value(session, paid, PAID_ON, euros)
    lines = book(session)
    assert (sum(line.gross_cents for line in lines), currencies(session)) == (euros, {"EUR"})
    done.undo(session)


def test_it_counts_only_for_the_sum_that_was_paid(session, paid):
    number = session.read(lambda reader: reader.value("SELECT number FROM document WHERE id = ?", (paid,)))
    put_euro_value(session, paid, PAID_ON, 1_200_00)
    returned = pay(
        session, paid, NewPayment(on=PAID_ON, method=Method.TRANSFER, cents=310_62, is_returned=True, remark=number)
    )
    assert (turned(session), currencies(session)) == ({}, {"USD"})
    put_euro_value(session, paid, PAID_ON, 900_00)
    assert sum(line.gross_cents for line in book(session)) == 900_00
    assert currencies(session) == {"EUR"}
    returned.undo(session)
    assert turned(session) == {}


def test_money_that_went_back_later_is_worth_less_than_nothing(session, paid):
    put_euro_value(session, paid, PAID_ON, 1_200_00)
    back_on = date(2026, 12, 4)
    pay(session, paid, NewPayment(on=back_on, method=Method.TRANSFER, is_returned=True))
    put_euro_value(session, paid, back_on, 1_150_00)
    assert sum(line.gross_cents for line in book(session) if line.on == back_on) == -1_150_00
    assert sum(line.gross_cents for line in book(session)) == 50_00


def test_a_closed_line_stands_and_its_euros_are_a_correction_of_the_day_they_are_stated(session, paid):
    close_books(session, date(2026, 11, 30))
    validated = book(session)
    put_euro_value(session, paid, PAID_ON, 1_200_00)
    lines = book(session)
    assert lines[: len(validated)] == validated
    late = lines[len(validated) :]
    assert {(line.on, line.paid_on, line.is_correction) for line in late} == {(TODAY, PAID_ON, True)}
    assert sum(line.gross_cents for line in late if line.currency == "USD") == -TOTAL
    assert sum(line.gross_cents for line in late if line.currency == "EUR") == 1_200_00
    assert sum(turned(session).values()) == sum(line.amount_cents for line in late if line.currency == "EUR")
    close_books(session, date(2026, 12, 6))
    assert verify_documents(session).flaws == ()


def test_what_cannot_be_worth_euros_is_refused(session, paid):
    in_euros = made(session)
    pay(session, in_euros, NewPayment(on=TODAY, method=Method.CARD))
    assert refusal(session, in_euros, TODAY, 1_00) == (ErrorCode.CURRENCY_MISMATCH, {"part": "euros"})
    assert refusal(session, paid, TODAY, 1_00) == (ErrorCode.NOTHING_TO_DO, {"part": "euros"})
    assert refusal(session, paid, PAID_ON, 0) == (ErrorCode.INVALID_VALUE, {"field": "amount"})
    assert refusal(session, 10**6, PAID_ON, 1_00)[0] is ErrorCode.UNKNOWN_TARGET
    assert currencies(session) == {"USD", "EUR"}
