"""What to put aside and what is left, on a vault whose sums were computed by hand from the rates of 2026."""

from datetime import date

import pytest

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import period_named
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.records.expense_vat import ExpenseVat, VatKind
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.books.declare import mark_declared
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company, set_vat_regime
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.views.books.declarations.turnover import turnover_figures
from microdesk_desktop.views.dashboard.charts import ChartKind, chart_of
from microdesk_desktop.views.dashboard.command_line import dashboard_json
from microdesk_desktop.views.dashboard.figures import load_dashboard
from microdesk_desktop.views.dashboard.outlook.forecast import Certainty
from microdesk_desktop.views.dashboard.outlook.owed import OwedKind
from tests.support.clock import TODAY
from tests.support.documents.issuing import issued, issuing_vault

NOVEMBER, YEAR, JANUARY = month_of(TODAY), year_of(TODAY), month_of(date(2027, 1, 1))


@pytest.fixture
def session(tmp_path, clock):
    opened = issuing_vault(tmp_path / "profile", clock=clock)
    put_company(opened, {"created_on": "2020-03-01"})
    yield opened
    opened.close()


def receive(session, day, euros, activity=Activity.BNC):
    receipt = Receipt(on=day, client="Nova", label="Conseil", amount_cents=round(euros * 100), activity=activity)
    return put_record(session, receipt)


def spend(session, day, euros, category):
    expense = Expense(on=day, supplier="OVH", label="Achat", amount_cents=round(euros * 100), category=category)
    put_record(session, expense)


def shown(session, today=TODAY, chosen=NOVEMBER):
    return session.read(lambda reader: load_dashboard(reader, today, chosen))


def owed(session, today=TODAY):
    """Euros by kind and period."""
    return {(each.kind, each.duty.name): each.cents / 100 for each in shown(session, today).aside.owed}


def test_contributions_of_what_is_not_declared_are_put_aside_at_the_rates_of_their_days(session):
    """25.6 % and 0.2 % of 5,000 euros of the quarter that is over, and of 10,000 of the one under way."""
    receive(session, date(2026, 9, 30), 5_000)
    receive(session, date(2026, 10, 1), 6_000)
    receive(session, date(2026, 11, 20), 4_000)
    contributions = OwedKind.CONTRIBUTIONS
    assert owed(session) == {(contributions, "2026-T3"): 1_290, (contributions, "2026-T4"): 2_580}
    put_company(session, {"has_flat_tax": True})
    assert owed(session)[OwedKind.INCOME_TAX, "2026-T4"] == 220
    months = shown(session).forecast.months
    assert sum(each.cents for each in months[JANUARY][Flow.SPENT, Certainty.LIKELY]) == 2_800_00
    assert sum(each.cents for each in months[NOVEMBER][Flow.SPENT, Certainty.CERTAIN]) == 1_400_00


def test_what_is_declared_counts_until_it_is_due_and_no_longer(session, clock):
    receive(session, date(2026, 11, 20), 1_000)
    assert owed(session, date(2027, 1, 10))[OwedKind.CONTRIBUTIONS, "2026-T4"] == 258
    clock.set_forward(days=50)
    mark_declared(session, DutyKind.TURNOVER, [period_named("2026-T4")], date(2027, 1, 10), turnover_figures)
    assert owed(session, date(2027, 1, 31))[OwedKind.CONTRIBUTIONS, "2026-T4"] == 258
    assert (OwedKind.CONTRIBUTIONS, "2026-T4") not in owed(session, date(2027, 2, 1))


def test_what_no_table_knows_is_stated_and_never_nil(session):
    receive(session, date(2027, 1, 5), 1_000)
    today = date(2027, 1, 6)
    aside, left = shown(session, today).aside, shown(session, today).left[year_of(today)]
    assert (aside.cents, bool(aside.unknown), left.is_known) == (0, True, False)


def test_what_is_left_takes_off_what_is_owed_once_whether_it_was_paid_or_not(session):
    receive(session, date(2026, 3, 2), 2_000)
    receive(session, date(2026, 11, 3), 1_000)
    spend(session, date(2026, 11, 4), 100, "Hébergement")
    left = shown(session).left
    assert (left[NOVEMBER].cents, left[YEAR].cents) == (1_000_00 - 100_00 - 258_00, 3_000_00 - 100_00 - 774_00)
    spend(session, date(2026, 5, 5), 516, "cotisations sociales")
    spend(session, date(2026, 11, 5), 30, "Impôts et taxes")
    assert shown(session).left[YEAR].cents == 3_000_00 - 130_00 - 774_00
    assert shown(session, chosen=Span(date.min, TODAY)).left.get(Span(date.min, TODAY)) is None


def test_vat_that_was_collected_is_neither_turnover_nor_left(session):
    put_company(session, {"vat_number": "FR19812345676"})
    set_vat_regime(session, VatRegime.REAL)
    number = issued(session, lines=[{"label": "Conseil", "unit_price": "1000.00"}])
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
    pay(session, target.id, NewPayment(on=TODAY, method=Method.CHEQUE, cents=1_200_00))
    assert owed(session) == {(OwedKind.CONTRIBUTIONS, "2026-T4"): 258, (OwedKind.VAT, "2026-T4"): 200}
    left = shown(session).left[NOVEMBER]
    assert (left.received, left.vat, left.cents) == (1_200_00, 200_00, 742_00)


def test_with_the_option_for_debits_vat_is_taken_off_on_the_day_of_the_invoice_as_in_the_return(session):
    """200 euros of an invoice that nobody has paid, less 20 of a purchase; what is owed and deducted at once is nil."""
    put_company(session, {"vat_number": "FR19812345676", "taxes_by_debits": True})
    set_vat_regime(session, VatRegime.REAL)
    number = issued(session, lines=[{"label": "Conseil", "unit_price": "1000.00"}])
    for part in (
        ExpenseVat(VatKind.DOMESTIC, 20_00, 100_00, 20_00),
        ExpenseVat(VatKind.EU_SERVICE, 20_00, 200_00, 40_00),
    ):
        put_record(session, Expense(on=TODAY, supplier="OVH", label="Achat", amount_cents=part.paid_cents, vat=(part,)))
    left = shown(session).left[NOVEMBER]
    assert (left.received, left.vat, owed(session)[OwedKind.VAT, "2026-T4"]) == (0, 180_00, 180)
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
    pay(session, target.id, NewPayment(on=TODAY, method=Method.CHEQUE, cents=1_200_00))
    assert shown(session).left[NOVEMBER].vat == 180_00


def test_each_period_and_month_stands_beside_what_was_left_a_year_before(session):
    """The rate of 2025 for services is 24.6 %, with 0.2 % for training."""
    receive(session, date(2025, 11, 3), 1_000)
    receive(session, date(2025, 11, 28), 500)
    receive(session, date(2026, 11, 3), 2_000)
    found = shown(session)
    same_days, whole = found.before[NOVEMBER].days, found.before[NOVEMBER].whole
    assert (found.left[same_days].owed, found.left[same_days].cents) == (248_00, 752_00)
    assert (found.left[whole].owed, found.left[whole].cents) == (372_00, 1_128_00)
    stated = dashboard_json(found, NOVEMBER)
    assert stated["year_before"]["month"]["same_days"]["left"]["amount"] == "752.00"
    assert stated["year_before"]["year"]["whole"]["left"]["to_put_aside"] == "372.00"
    assert stated["months"][-1]["left_year_before"]["amount"] == "1128.00"
    (november,) = (each for each in chart_of(ChartKind.FLOWS, found, "EUR").months if each.month == NOVEMBER)
    assert november.cells[-2:] == (1_484_00, 1_128_00)
