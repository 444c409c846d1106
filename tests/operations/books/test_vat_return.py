"""The return of VAT of real documents, receipts and purchases: by rate, when each falls due, the credit carried."""

from datetime import date, timedelta

import pytest

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import period_named
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.domain.books.vat_return import VatFigure
from microdesk_desktop.domain.company import VatChange, VatRegime
from microdesk_desktop.domain.records.expense_vat import VatKind, charged_on, owed_on
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.views.books.declarations.duties import load_duty_rows
from microdesk_desktop.views.books.declarations.sheet import load_sheet
from microdesk_desktop.views.books.declarations.vat import load_return
from tests.support.clock import FakeClock
from tests.support.documents.issuing import NOVA, issued, issuing_vault

BERLIN = {
    "name": "Berlin GmbH",
    "vat_number": "DE136695976",
    "address": "Unter den Linden 1",
    "postal_code": "10117",
    "city": "Berlin",
    "country": "DE",
}


@pytest.fixture
def clock():
    return FakeClock(date(2026, 8, 15))


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    put_company(session, {"vat_regime": "real", "vat_number": "FR19812345676", "other_activities": (Activity.SALES,)})
    yield session
    session.close()


def invoice(session, cents, rate="20", activity="bnc", **facts):
    price = f"{cents // 100}.{cents % 100:02}"
    line = {"label": "Conseil", "unit_price": price, "vat_rate": rate, "activity": activity}
    return issued(session, lines=[line], **facts)


def cash(session, number, cents):
    document_id = session.read(lambda reader: find_issued(reader, number))
    pay(session, document_id, NewPayment(on=session.clock.today(), method=Method.CHEQUE, cents=cents))


def buy(session, *parts):
    amount = sum(part.paid_cents for part in parts)
    put_record(
        session,
        Expense(on=session.clock.today(), supplier="Fournisseur", label="Achat", amount_cents=amount, vat=parts),
    )


def returned(session, name):
    today = session.clock.today()
    return session.read(lambda reader: load_return(reader, period_named(name), today))


def rates(found):
    return {each.rate_bp: (each.base_cents, each.tax_cents) for each in found.rates}


def test_vat_of_services_is_due_when_cashed_and_that_of_goods_when_invoiced(session, clock):
    services, goods = invoice(session, 1000_00), invoice(session, 500_00, activity="sales")
    clock.advance(days=60)
    cash(session, services, 600_00)
    cash(session, goods, 600_00)
    assert rates(returned(session, "2026-T3")) == {2000: (500_00, 100_00)}
    assert rates(returned(session, "2026-T4")) == {2000: (500_00, 100_00)}
    assert returned(session, "2026-08").net == 100


def test_with_the_option_for_debits_vat_is_due_when_invoiced(session, clock):
    put_company(session, {"taxes_by_debits": True})
    number = invoice(session, 1000_00)
    clock.advance(days=60)
    cash(session, number, 1200_00)
    assert rates(returned(session, "2026-T3")) == {2000: (1000_00, 200_00)}
    assert returned(session, "2026-T4").is_empty


def test_each_rate_is_declared_by_itself_and_a_credit_note_takes_its_part_back(session):
    put_company(session, {"taxes_by_debits": True})
    number = invoice(session, 1000_00)
    invoice(session, 200_00, rate="5.5")
    line = {"label": "Remise", "unit_price": "100.00", "vat_rate": "20", "activity": "bnc"}
    issued(session, type="credit_note", refers_to=[number], lines=[line])
    assert rates(returned(session, "2026-T3")) == {2000: (900_00, 180_00), 550: (200_00, 11_00)}


def test_services_bought_abroad_are_owed_and_deducted_and_a_credit_is_carried_until_it_is_used_up(session, clock):
    buy(session, charged_on(600_00, 2000, is_deductible=True))
    buy(session, owed_on(100_00, 2000, VatKind.EU_SERVICE, is_deductible=True))
    first = returned(session, "2026-T3")
    assert first.bases == [(VatFigure.FOREIGN_SERVICES, 100_00)]
    assert (first.due, first.deductible_cents, first.credit) == (20, 120_00, 100)
    clock.advance(days=60)
    cash(session, invoice(session, 1000_00), 1200_00)
    second = returned(session, "2026-T4")
    assert (second.due, second.credit_before, second.net) == (200, 100, 100)
    clock.advance(days=90)
    assert returned(session, "2027-T1").credit_before == 0


def test_services_sold_in_the_union_are_not_taxed_and_have_a_declaration_of_their_own(session, clock):
    issued(session, client=BERLIN, lines=[{"label": "Beratung", "unit_price": "800.40", "activity": "bnc"}])
    found = returned(session, "2026-T3")
    assert (found.bases, found.due) == ([(VatFigure.UNTAXED, 800_40)], 0)
    clock.advance(days=25)
    today = clock.today()
    rows = session.read(lambda reader: load_duty_rows(reader, today))
    (duty,) = [row.duty for row in rows if row.duty.kind is DutyKind.EU_SERVICES]
    assert (duty.name, duty.due_on) == ("2026-08", date(2026, 9, 11))
    sheet = session.read(lambda reader: load_sheet(reader, "eu_services:2026-08", today))
    (figure,) = sheet.blocks[0].figures
    assert (figure.name, figure.copied) == ("DE136695976 · Berlin GmbH", "800")


def test_what_bears_no_vat_counts_once_though_it_is_invoiced_and_cashed(session, clock):
    number = issued(session, client=BERLIN, lines=[{"label": "Beratung", "unit_price": "800.40", "activity": "bnc"}])
    cash(session, number, 800_40)
    assert returned(session, "2026-T3").bases == [(VatFigure.UNTAXED, 800_40)]


def test_what_was_invoiced_under_the_franchise_is_not_declared_when_it_is_cashed_later(session, clock):
    put_company(session, {"vat_regime": "franchise"})
    number = issued(session, lines=[{"label": "Conseil", "unit_price": "640.00", "activity": "bnc"}])
    put_company(session, {"vat_changes": (VatChange(since=date(2026, 8, 16), regime=VatRegime.REAL),)})
    clock.advance(days=10)
    cash(session, number, 640_00)
    assert returned(session, "2026-T3").is_empty


def test_the_franchise_owes_the_vat_of_services_bought_abroad_and_deducts_nothing(session, clock):
    put_company(session, {"vat_regime": "franchise"})
    buy(session, owed_on(100_00, 2000, VatKind.FOREIGN_SERVICE, is_deductible=False))
    issued(session, client=NOVA)
    found = returned(session, "2026-08")
    assert (found.bases, found.due, found.net) == ([(VatFigure.FOREIGN_SERVICES, 100_00)], 20, 20)
    clock.advance(days=17)
    rows = session.read(lambda reader: load_duty_rows(reader, clock.today()))
    (duty,) = [row.duty for row in rows if row.duty.kind is DutyKind.VAT]
    assert duty.name == "2026-08"
    assert duty.opens_on - timedelta(days=1) == date(2026, 8, 31)
