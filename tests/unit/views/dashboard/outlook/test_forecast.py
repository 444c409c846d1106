"""What is expected in the months ahead, on cases computed by hand and against a walk through a random world."""

from datetime import date, timedelta
from random import Random

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.calendar.spans import Span, month_of
from microdesk_desktop.domain.documents.recurring.series import Rhythm, Series
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.recurring.series import put_series
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.records.open_documents import LEGAL_DAYS, load_open_sums
from microdesk_desktop.views.dashboard.due import due_of
from microdesk_desktop.views.dashboard.figures import load_dashboard, with_usual
from microdesk_desktop.views.dashboard.outlook.forecast import Certainty
from microdesk_desktop.views.dashboard.outlook.forecast_rows import ForecastQuery, load_forecast_rows
from tests.support.clock import TODAY
from tests.support.documents.issuing import NOVA, issuing_vault

HEAD = "number,type,issue_date,due_date,client,total_incl_tax,paid,currency\n"
NOVEMBER, DECEMBER, JANUARY = month_of(TODAY), month_of(date(2026, 12, 1)), month_of(date(2027, 1, 1))


class Vault:
    """A vault, and how a test fills it."""

    def __init__(self, session):
        self.session = session

    def documents(self, *lines):
        data = (HEAD + "\n".join(lines) + "\n").encode()
        keep(self.session, [Draft(name="factures.csv", data=data, kind=ImportKind.DOCUMENTS)], Job())

    def pay(self, number, on, cents):
        target = self.session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
        pay(self.session, target.id, NewPayment(on=on, method=Method.CHEQUE, cents=cents))

    def repeat(self, **facts):
        form = {"type": "invoice", "client": NOVA, "lines": [{"label": "Maintenance", "unit_price": "100.00"}], **facts}
        series = Series(rhythm=Rhythm(start=date(2026, 12, 1)), terms=30)
        put_series(self.session, read_form(form), series)

    def forecast(self):
        return self.session.read(lambda reader: with_usual(reader, load_dashboard(reader, TODAY, NOVEMBER))).forecast

    def months(self, flow=Flow.RECEIVED, certainty=Certainty.CERTAIN, currency="EUR"):
        """Euros by month, without those that have nothing."""
        found = {}
        for month, sums in self.forecast().months.items():
            cents = sum(each.cents for each in sums[flow, certainty] if each.currency == currency)
            if cents:
                found[month] = cents / 100
        return found

    def rows(self, span, flow=Flow.RECEIVED):
        return [row.expected for row in self.session.read(
            lambda reader: load_forecast_rows(reader, ForecastQuery(flow, span), TODAY)
        )]  # fmt: skip


@pytest.fixture
def vault(tmp_path, clock):
    made = Vault(issuing_vault(tmp_path / "profile", clock=clock))
    yield made
    made.session.close()


def test_open_documents_are_certain_in_the_month_of_their_due_date_and_late_ones_have_none(vault):
    vault.documents(
        "F-1,invoice,2026-10-01,2026-11-20,Nova SARL,100.00,0.00,EUR",
        "F-2,invoice,2026-11-01,2026-11-21,Nova SARL,200.00,50.00,EUR",
        "F-3,invoice,2026-11-01,2026-12-31,Nova SARL,400.00,0.00,EUR",
        "F-4,invoice,2026-11-01,2027-06-01,Nova SARL,800.00,0.00,EUR",
        "F-5,invoice,2026-11-01,2026-12-01,Acme Inc,70.00,0.00,USD",
        "DEV-6,quote,2026-11-01,2026-12-01,Nova SARL,3400.00,0.00,EUR",
    )
    assert vault.months() == {NOVEMBER: 150, DECEMBER: 400}
    assert vault.months(currency="USD") == {DECEMBER: 70}
    assert vault.forecast().late == (Money(100_00, "EUR"),)


def test_a_client_who_usually_pays_late_is_expected_that_much_later(vault):
    vault.documents(
        *(f"F-{number},invoice,2026-0{number}-01,2026-0{number}-20,Nova SARL,10.00,0.00,EUR" for number in (5, 6)),
        "F-9,invoice,2026-11-20,2026-12-20,Nova SARL,500.00,0.00,EUR",
    )
    vault.pay("F-5", date(2026, 5, 30), 1_000)
    assert vault.months() == {DECEMBER: 500}, "one document is no habit"
    vault.pay("F-6", date(2026, 7, 6), 1_000)
    assert vault.months() == {JANUARY: 500}, "10 and 16 days late: 13 on average, the 2nd of January"
    (expected,) = vault.rows(JANUARY)
    assert (expected.on, expected.late_days, expected.page) == (date(2027, 1, 2), 13, "invoice")


def test_recurring_invoices_are_likely_when_they_are_due_and_lead_to_their_series(vault):
    vault.repeat()
    likely = vault.months(certainty=Certainty.LIKELY)
    march = month_of(date(2027, 3, 1))
    assert likely == {DECEMBER: 100, JANUARY: 100, march: 200}, "30 days after each first of a month: 3 and 31 March"
    assert vault.months() == {}
    (expected,) = vault.rows(DECEMBER)
    assert (expected.on, expected.page, expected.amount) == (date(2026, 12, 31), "recurring", Money(100_00, "EUR"))


def test_usual_expenses_are_likely_but_not_the_contributions_which_are_expected_as_what_is_owed(vault):
    for month in (8, 9, 10, 11):
        for supplier, category, cents in (("OVH", "Hébergement", 14_39), ("URSSAF", "Cotisations sociales", 587_00)):
            expense = Expense(
                on=date(2026, month, 10), supplier=supplier, label="Novembre", amount_cents=cents, category=category
            )
            put_record(vault.session, expense)
    likely = vault.months(Flow.SPENT, Certainty.LIKELY)
    assert likely[DECEMBER] == 14.39
    assert [each.party for each in vault.rows(DECEMBER, Flow.SPENT)] == ["OVH"]


def test_recurring_quotes_and_paused_series_bring_nothing(vault):
    vault.repeat(type="quote")
    pattern = read_form({"type": "invoice", "client": NOVA, "lines": [{"label": "Suivi", "unit_price": "9.00"}]})
    put_series(vault.session, pattern, Series(rhythm=Rhythm(start=date(2026, 12, 1)), is_paused=True))
    assert vault.months(certainty=Certainty.LIKELY) == {}


def test_in_a_random_world_the_sums_are_those_of_a_plain_walk_and_the_rows_add_up_to_them(vault):
    chance = Random(20261121)
    clients = [f"Client {number}" for number in range(4)]
    world, paid = [], []
    for number in range(60):
        issued = TODAY - timedelta(days=chance.randint(1, 200))
        due = issued + timedelta(days=chance.randint(0, 90)) if chance.random() < 0.9 else None
        cents, client = chance.randint(1_00, 2_000_00), chance.choice(clients)
        world.append((f"F-{number}", issued, due, client, cents))
        if chance.random() < 0.6:
            share = cents if chance.random() < 0.7 else cents // 3
            paid.append((f"F-{number}", issued + timedelta(days=chance.randint(0, 60)), share))
    vault.documents(*(
        f"{number},invoice,{issued},{due or ''},{client},{cents / 100:.2f},0.00,EUR"
        for number, issued, due, client, cents in world
    ))  # fmt: skip
    for payment in paid:
        vault.pay(*payment)
    expected, late = {}, 0
    for number, issued, due, client, cents in world:
        left = cents - sum(share for of, _, share in paid if of == number)
        if not left:
            continue
        if due is not None and due < TODAY:
            late += left
            continue
        delays = [
            (on - other_due).days
            for other, _, other_due, of, total in world
            for whose, on, share in paid
            if of == client and other == whose and share == total and other_due is not None
        ]
        on = due or issued + timedelta(days=LEGAL_DAYS)
        if len(delays) >= 2:
            mean = sum(delays) / len(delays)
            on += timedelta(days=int(abs(mean) + 0.5) * (1 if mean > 0 else -1))
        month = month_of(max(on, TODAY))
        expected[month] = expected.get(month, 0) + left
    assert late
    assert {month: round(euros * 100) for month, euros in vault.months().items()} == expected
    assert vault.forecast().late == (Money(late, "EUR"),)
    for month, cents in expected.items():
        assert sum(each.amount.cents for each in vault.rows(month)) == cents
    (due,) = due_of(vault.session.read(lambda reader: load_open_sums(reader, TODAY)))
    assert (due.total.cents, due.late.cents) == (late + sum(expected.values()), late)
    assert len(vault.rows(Span(date.min, date.max))) == due.documents - due.late_documents
