"""Closed books stand; what changes afterwards about their money is corrected on the day of the change."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.operations.bank.decide import attribute, detach
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.books.close import close_books
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.privacy.erase_client import erase_client
from microdesk_desktop.operations.records.edit import put_record, remove_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.books.entries import closed_until
from microdesk_desktop.views.books.ledger import load_book, load_turned
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.imports.imports import import_statement
from tests.support.vaults import reopened

ALWAYS = Span(date.min, date.max)
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
SALE = Receipt(
    on=date(2026, 10, 10),
    client="Mme Arnaud",
    label="Cours",
    amount_cents=60_00,
    method=Method.CASH,
    reference="R-2026-0001",
)


@pytest.fixture
def session(tmp_path):
    made = issuing_vault(tmp_path / "profile", clock=FakeClock(date(2026, 11, 2)))
    yield made
    made.close()


def book(session, span=ALWAYS, which=Book.RECEIPTS):
    return session.read(lambda reader: load_book(reader, which, span))


def turned(session, span=ALWAYS):
    return sum(each.cents for each in session.read(lambda reader: load_turned(reader, span)))


def close(session, until=OCTOBER.until):
    return close_books(session, until)


def shown(session):
    """The day, the amount, whether it corrects and whether it is validated, of each line of the receipts book."""
    return [(each.on, each.amount_cents, each.is_correction, each.entry is not None) for each in book(session)]


def test_a_change_of_closed_money_reverses_the_line_and_adds_the_new_one_on_the_day_of_the_change(session):
    receipt_id = put_record(session, SALE).id
    assert close(session) == 1
    session.clock.advance(days=3)
    put_record(session, replace(SALE, amount_cents=55_00), receipt_id)
    changed_on = session.clock.today()
    assert shown(session) == [
        (SALE.on, 60_00, False, True),
        (changed_on, -60_00, True, False),
        (changed_on, 55_00, True, False),
    ]
    assert {each.paid_on for each in book(session)} == {SALE.on}
    assert {each.party for each in book(session)} == {"Mme Arnaud"}
    assert (turned(session, OCTOBER), turned(session)) == (60_00, 55_00)


def test_what_is_taken_back_before_the_next_closing_leaves_no_trace(session):
    receipt_id = put_record(session, SALE).id
    close(session)
    before = book(session)
    put_record(session, replace(SALE, amount_cents=55_00), receipt_id)
    session.clock.advance(days=40)
    put_record(session, SALE, receipt_id)
    assert book(session) == before


def test_corrections_are_validated_by_the_next_closing_and_may_be_corrected_again(session):
    receipt_id = put_record(session, SALE).id
    close(session)
    put_record(session, replace(SALE, amount_cents=55_00), receipt_id)
    session.clock.advance(days=40)
    assert close(session, date(2026, 11, 30)) == 2
    put_record(session, SALE, receipt_id)
    today = session.clock.today()
    assert shown(session) == [
        (SALE.on, 60_00, False, True),
        (date(2026, 11, 2), -60_00, True, True),
        (date(2026, 11, 2), 55_00, True, True),
        (today, -55_00, True, False),
        (today, 60_00, True, False),
    ]
    assert verify_documents(session).flaws == ()


def test_money_of_closed_days_that_is_recorded_later_falls_on_the_day_of_its_record(session):
    close(session)
    put_record(session, SALE)
    put_record(session, Expense(on=SALE.on, supplier="Papeterie", label="Papier", amount_cents=12_00))
    assert shown(session) == [(date(2026, 11, 2), 60_00, True, False)]
    (purchase,) = book(session, which=Book.PURCHASES)
    assert (purchase.on, purchase.paid_on, purchase.is_correction) == (date(2026, 11, 2), SALE.on, True)
    assert turned(session, OCTOBER) == 0


def test_how_a_purchase_was_paid_may_become_known_without_a_correction(session):
    made = Expense(on=SALE.on, supplier="Papeterie", label="Papier", amount_cents=12_00, reference="D-1")
    expense_id = put_record(session, made).id
    close(session)
    before = book(session, which=Book.PURCHASES)
    put_record(session, replace(made, method=Method.CARD), expense_id)
    assert book(session, which=Book.PURCHASES) == before


def test_one_more_activity_of_the_company_changes_no_validated_line(session):
    receipt_id = put_record(session, SALE).id
    close(session)
    assert [each.activity for each in book(session)] == [Activity.BNC]
    put_company(session, {"other_activities": (Activity.SALES,)})
    before = book(session)
    put_record(session, replace(SALE, label="Cours de dessin"), receipt_id)
    assert book(session) == before
    put_record(session, replace(SALE, activity=Activity.SALES), receipt_id)
    assert [(each.activity, each.amount_cents) for each in book(session)] == [
        (Activity.BNC, 60_00),
        (Activity.BNC, -60_00),
        (Activity.SALES, 60_00),
    ]


def test_a_closing_is_made_once_and_only_of_days_that_are_over(session):
    put_record(session, SALE)
    assert (close(session), close(session), close(session, SALE.on)) == (1, 0, 0)
    with pytest.raises(KnownError) as caught:
        close(session, session.clock.today())
    assert caught.value.code is ErrorCode.PERIOD_NOT_OVER
    assert caught.value.params["last"] == date(2026, 11, 1)
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM seal WHERE kind = 'book'")) == 1


def test_where_the_clock_was_set_back_a_correction_never_falls_into_closed_days(session):
    receipt_id = put_record(session, SALE).id
    close(session)
    session.clock.set_forward(days=-20)
    remove_record(session, receipt_id)
    assert [each.on for each in book(session) if each.is_correction] == [date(2026, 11, 1)]


@pytest.fixture
def banked(session, tmp_path):
    """An invoice that a transaction of October paid."""
    session.clock.set_forward(days=-20)
    number = issued(session, lines=[{"label": "Conseil", "unit_price": "310.00"}])
    session.clock.set_forward(days=20)
    path = tmp_path / "releve.csv"
    path.write_text(f"Date;Libellé;Montant\n21/10/2026;VIR SEPA NOVA SARL {number};310,00\n", encoding="utf-8")
    return session, import_statement(session, path)


def test_the_same_attribution_made_again_is_no_correction(banked):
    session, _ = banked
    close(session)
    before = book(session)
    transaction_id, target_id, payment_id = session.read(
        lambda reader: reader.one("SELECT transaction_id, target_id, payment.id FROM attribution JOIN payment"
                                  " ON payment.id = payment_id")
    )  # fmt: skip
    detach(session, transaction_id)
    assert [each.amount_cents for each in book(session)] == [310_00, -310_00]
    attribute(session, transaction_id, [Allocation(target_id, 310_00)])
    assert book(session) == before
    assert session.read(lambda reader: reader.value("SELECT id FROM payment")) != payment_id


def test_the_undo_of_an_import_is_corrected_and_the_same_import_again_is_not(banked, tmp_path):
    session, imported = banked
    close(session)
    before = book(session)
    imported.undo(session)
    assert [each.amount_cents for each in book(session)] == [310_00, -310_00]
    import_statement(session, tmp_path / "releve.csv")
    assert [each._replace(transaction_id=None) for each in book(session)] == [
        each._replace(transaction_id=None) for each in before
    ]


def test_the_books_stay_as_they_are_when_the_bank_is_disconnected(banked):
    session, _ = banked
    put_record(session, replace(SALE, on=session.clock.today() - timedelta(days=1)))
    close(session)
    before = book(session)
    disconnect(session, Job())
    assert book(session) == [each._replace(transaction_id=None) for each in before]
    assert before[0].method is Method.TRANSFER


def test_an_erased_client_is_named_in_the_books_until_the_law_no_longer_keeps_it(banked, tmp_path):
    session, _ = banked
    close(session)
    client_id = session.read(lambda reader: reader.value("SELECT id FROM client"))
    erase_client(session, client_id, Job())
    assert [(each.party, each.is_correction) for each in book(session)] == [("Nova SARL", False)]
    with pytest.raises(Exception, match="the law still keeps whom the line names"):
        session.write(lambda writer: writer.run("DELETE FROM book_person"))
    session.close()
    for day, party in ((date(2036, 12, 31), "Nova SARL"), (date(2037, 1, 1), "")):
        session = reopened(tmp_path / "profile", clock=FakeClock(day))
        assert [each.party for each in book(session)] == [party]
        assert verify_documents(session).flaws == ()
        session.close()


def test_a_change_of_regime_in_june_taxes_the_documents_from_that_day_in_the_books(tmp_path):
    clock = FakeClock(date(2026, 5, 20))
    session = issuing_vault(tmp_path / "profile", clock=clock)
    line = {"label": "Conseil", "unit_price": "1000.00"}
    before = issued(session, lines=[line])
    clock.advance(days=20)
    session.write(lambda writer: writer.run("UPDATE company SET vat_regime = 'real', vat_number = 'FR19812345676'"))
    after = issued(session, lines=[{**line, "vat_rate": "20"}])
    for number, cents in ((before, 1_000_00), (after, 1_200_00)):
        session.write(
            lambda writer, number=number, cents=cents: writer.run(
                "INSERT INTO payment (target_id, paid_on, amount_cents) SELECT id, '2026-06-15', ? FROM document"
                " WHERE number = ?",
                (cents, number),
            )
        )
    assert [(each.amount_cents, [tuple(part) for part in each.vat]) for each in book(session)] == [
        (1_000_00, [("E", 0, 1_000_00, 0)]),
        (1_000_00, [("S", 2_000, 1_000_00, 200_00)]),
    ]
    session.close()


# Random changes, closings and days against what must hold after each of them.

DAYS_BEFORE = st.integers(0, 45)
CENTS = st.integers(-90_00, 900_00).filter(bool)
PLACE = st.integers(0, 8)
KINDS = ("receipt", "expense", "payment", "unpay", "change", "change", "back", "back", "remove", "close", "wait")
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), DAYS_BEFORE, CENTS, PLACE), min_size=6, max_size=20)


class Model:
    """What the books must show, kept beside the vault in the plainest way."""

    def __init__(self, session):
        self.session, self.closed = session, None
        self.records = {}
        self.former = {}
        self.validated = {which: [] for which in Book}
        self.declared = []

    def step(self, kind, before, cents, place):
        day = self.session.clock.today() - timedelta(days=before)
        getattr(self, f"_{kind}")(day, cents, place)

    def _receipt(self, day, cents, place):
        activity = [None, Activity.BNC, Activity.SALES][place % 3]
        made = replace(SALE, on=day, amount_cents=cents, activity=activity, reference="")
        self.records[put_record(self.session, made).id] = made

    def _expense(self, day, cents, _):
        made = Expense(on=day, supplier="Papeterie", label="Papier", amount_cents=cents)
        self.records[put_record(self.session, made).id] = made

    def _payment(self, day, cents, place):
        self.session.write(
            lambda writer: writer.run(
                "INSERT INTO payment (target_id, paid_on, amount_cents) SELECT id, ?, ? FROM document"
                " ORDER BY id LIMIT 1 OFFSET ? % (SELECT count(*) FROM document)",
                (day.isoformat(), cents, place),
            )
        )

    def _unpay(self, _day, _cents, place):
        self.session.write(
            lambda writer: writer.run(
                "DELETE FROM payment WHERE id = (SELECT id FROM payment ORDER BY id LIMIT 1 OFFSET ?)", (place,)
            )
        )

    def _chosen(self, place):
        ids = sorted(self.records)
        return ids[place % len(ids)] if ids else None

    def _change(self, day, cents, place):
        id_ = self._chosen(place)
        if id_ is not None:
            self.former[id_] = self._stored(id_)
            self._put(
                id_, replace(self._stored(id_), amount_cents=cents, on=day if place % 2 else self.records[id_].on)
            )

    def _back(self, _day, _cents, place):
        id_ = self._chosen(place)
        if id_ in self.former:
            self._put(id_, self.former.pop(id_))

    def _put(self, id_, record):
        put_record(self.session, record, id_)
        self.records[id_] = record

    def _stored(self, id_):
        reference = self.session.read(
            lambda reader: reader.value(
                "SELECT reference FROM receipt WHERE id = ?1 UNION SELECT reference FROM expense WHERE id = ?1", (id_,)
            )
        )
        return replace(self.records[id_], reference=reference)

    def _remove(self, _day, _cents, place):
        id_ = self._chosen(place)
        if id_ is not None:
            remove_record(self.session, id_)
            del self.records[id_]
            self.former.pop(id_, None)

    def _wait(self, _day, _cents, place):
        self.session.clock.advance(days=place + 1)

    def _close(self, day, _cents, _place):
        until = day - timedelta(days=1)
        pending = sum(1 for which in Book for each in self._lines(which) if each.on <= until and each.entry is None)
        is_new = self.closed is None or until > self.closed
        since = self.closed + timedelta(days=1) if self.closed else date.min
        before = turned(self.session, Span(since, until)) if is_new else None
        assert close_books(self.session, until) == (pending if is_new else 0)
        if is_new:
            self.declared.append((Span(since, until), before))
            self.closed = until
            self.validated = {which: [each for each in self._lines(which) if each.entry] for which in Book}

    def _lines(self, which):
        return book(self.session, which=which)

    def check(self):
        today = self.session.clock.today()
        for span, cents in self.declared:
            assert turned(self.session, span) == cents
        for which in Book:
            lines = self._lines(which)
            assert [bare(each) for each in lines if each.entry] == list(map(bare, self.validated[which]))
            assert [each.on for each in lines] == sorted(each.on for each in lines)
            pending = [each for each in lines if each.entry is None]
            assert all(self.closed is None or each.on > self.closed for each in pending)
            assert all(each.on <= today for each in pending if each.is_correction)
            assert net(lines) == money(self.session, which)
            # No more corrections than there are differences.
            corrections = Counter(key(each) for each in pending if each.is_correction)
            assert not any(key(each, -1) in corrections for each in pending if each.is_correction)
        assert turned(self.session) == sum(each.amount_cents for each in self._lines(Book.RECEIPTS))


def bare(line):
    """A line without its bank row, which the bank's own erasure takes away."""
    return line._replace(transaction_id=None)


def key(line, sign=1):
    return line.paid_on, line.reference, line.activity, sign * line.amount_cents


def net(lines):
    """What all lines of a book come to, by the day of the money and what each refers to."""
    sums = Counter()
    for each in lines:
        sums[each.paid_on, each.reference, each.activity or Activity.BNC] += each.amount_cents
    return {of: cents for of, cents in sums.items() if cents}


def money(session, which):
    """What the tables of the money come to, read by other queries."""
    sql = {
        Book.PURCHASES: "SELECT spent_on, reference, NULL, amount_cents FROM expense",
        Book.RECEIPTS: "SELECT received_on, reference, activity, amount_cents FROM receipt UNION ALL"
        " SELECT paid_on, number, 'bnc', amount_cents FROM payment JOIN document ON document.id = target_id",
    }[which]
    sums = Counter()
    for on, reference, activity, cents in session.read(lambda reader: reader.all(sql)):
        sums[date.fromisoformat(on), reference, Activity(activity or "bnc")] += cents
    return {of: cents for of, cents in sums.items() if cents}


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    session = issuing_vault(tmp_path_factory.mktemp("books") / "profile", clock=FakeClock(date(2026, 11, 2)))
    for _ in range(3):
        issued(session, lines=[{"label": "Conseil", "unit_price": "5000.00"}])
    yield Model(session)
    session.close()


# One vault for all examples: shrinking one of them would run it on what the others left.
@settings(
    deadline=None,
    max_examples=40,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_after_random_changes_and_closings_closed_books_stand_and_the_whole_book_is_the_money(model, steps):
    for step in steps:
        model.step(*step)
        model.check()


def test_the_chain_holds_after_all_that(model):
    assert verify_documents(model.session).flaws == ()
    assert model.session.read(closed_until) == model.closed
