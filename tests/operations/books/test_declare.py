"""A period marked as declared: its figures stay, what is corrected later counts where that is done (law.md 9, 15)."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlcipher3 import IntegrityError

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import period_named
from microdesk_desktop.domain.books.duties import DutyKind, DutyState
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.domain.records.expense_vat import charged_on
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.operations.books.declare import mark_declared, note_done
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.documents.chain import iterate_seals
from microdesk_desktop.views.books.declarations.command_line import show_turnover
from microdesk_desktop.views.books.declarations.duties import load_duty_rows
from microdesk_desktop.views.books.declarations.sheet import load_sheet
from microdesk_desktop.views.books.declarations.turnover import turnover_figures
from microdesk_desktop.views.books.declarations.vat import load_return, vat_figures
from tests.support.clock import FakeClock
from tests.support.vaults import new_vault

T3, T4 = period_named("2026-T3"), period_named("2026-T4")


@pytest.fixture
def clock():
    return FakeClock(date(2026, 10, 5))


@pytest.fixture
def session(tmp_path, clock):
    session = new_vault(tmp_path / "profile", clock=clock).session
    put_company(session, {"created_on": "2024-03-01"})
    yield session
    session.close()


def receive(session, day, cents, record_id=None, activity=Activity.BNC):
    receipt = Receipt(on=date.fromisoformat(day), client="Nova", label="Conseil", amount_cents=cents, activity=activity)
    return put_record(session, receipt, record_id).id


def mark(session, periods, on):
    return mark_declared(session, DutyKind.TURNOVER, periods, on, turnover_figures)


def shown(session, period):
    today = session.clock.today()
    return session.read(lambda reader: show_turnover(reader, period, today))[0]


def turnovers(session, period):
    return {each["activity"]: each["turnover"] for each in shown(session, period)["activities"]}


def test_figures_stay_as_declared_and_a_correction_counts_in_the_period_where_it_is_made(session, clock):
    record_id = receive(session, "2026-08-10", 9_130_00)
    before = shown(session, T3)
    mark(session, (T3,), date(2026, 10, 4))
    clock.advance(days=30)
    receive(session, "2026-08-10", 8_130_00, record_id)
    receive(session, "2026-11-02", 500_00)
    after = shown(session, T3)
    assert after == {**before, "declared_on": "2026-10-04"}
    assert turnovers(session, T4) == {"bnc": "-500.00"}
    sheet = session.read(lambda reader: load_sheet(reader, "turnover:2026-T4", clock.today()))
    corrections = next(block for block in sheet.blocks if "correction" in block.title)
    amounts = sorted(figure.value.replace("\u00a0", " ").replace("\u202f", " ") for figure in corrections.figures)
    assert amounts == ["8 130,00 €", "−9 130,00 €"]
    assert verify_documents(session).flaws == ()


def test_the_declaration_is_a_link_of_the_chain_with_its_figures(session):
    receive(session, "2026-08-10", 9_130_00)
    mark(session, (T3,), date(2026, 10, 4))
    (seal,) = session.read(lambda reader: list(iterate_seals(reader, SealKind.DECLARATION)))
    content = json.loads(seal.content)
    assert (seal.subject, content["declared_on"]) == ("2026-T3", "2026-10-04")
    assert content["figures"]["activities"][0]["turnover_cents"] == 9_130_00


def test_marking_again_corrects_the_day_alone(session):
    receive(session, "2026-08-10", 9_130_00)
    mark(session, (T3,), date(2026, 10, 4))
    before = shown(session, T3)
    mark(session, (T3,), date(2026, 10, 2))
    mark(session, (T3,), date(2026, 10, 2))
    assert shown(session, T3) == {**before, "declared_on": "2026-10-02"}
    assert len(session.read(lambda reader: list(iterate_seals(reader, SealKind.DECLARATION)))) == 2
    assert verify_documents(session).flaws == ()


@pytest.mark.parametrize(
    ("period", "on", "code"),
    [
        (T4, date(2026, 10, 5), ErrorCode.PERIOD_NOT_DECLARABLE),
        (T3, date(2026, 9, 30), ErrorCode.INVALID_VALUE),
        (T3, date(2026, 10, 6), ErrorCode.INVALID_VALUE),
    ],
)
def test_a_period_that_is_not_over_and_a_day_that_cannot_be_are_refused(session, period, on, code):
    with pytest.raises(KnownError) as caught:
        mark(session, (period,), on)
    assert caught.value.code is code
    assert verify_documents(session).seals == 0


def test_what_was_declared_cannot_be_changed_or_removed_in_the_database(session):
    mark(session, (T3,), date(2026, 10, 4))
    for statement in ("UPDATE declaration SET figures = '{}'", "DELETE FROM declaration"):
        with pytest.raises(IntegrityError, match="what was declared"):
            session.write(lambda writer, statement=statement: writer.run(statement))


def test_declared_figures_that_were_changed_by_hand_are_found(session):
    mark(session, (T3,), date(2026, 10, 4))

    def change(writer):
        writer.run("DROP TRIGGER declaration_stays")
        writer.run("UPDATE declaration SET figures = replace(figures, '\"turnover_cents\":0', '\"turnover_cents\":1')")

    session.write(change)
    (flaw,) = verify_documents(session).flaws
    assert (flaw.subject, flaw.part) == ("2026-T3", "declaration")


def test_a_quarter_is_declared_once_its_three_months_are(session):
    def state():
        rows = session.read(lambda reader: load_duty_rows(reader, session.clock.today()))
        return next(row.state for row in rows if row.key == "turnover:2026-T3")

    for month in ("2026-07", "2026-08"):
        mark(session, (period_named(month),), date(2026, 10, 4))
    assert state() is DutyState.DUE
    mark(session, (period_named("2026-09"),), date(2026, 10, 4))
    assert state() is DutyState.DONE


def test_a_duty_without_figures_is_noted_and_taken_back(session):
    def done_on():
        rows = session.read(lambda reader: load_duty_rows(reader, session.clock.today()))
        return next(row.done_on for row in rows if row.key == "local_tax:2026")

    result = note_done(session, DutyKind.LOCAL_TAX, "2026", date(2026, 10, 5))
    assert done_on() == date(2026, 10, 5)
    result.undo(session)
    assert done_on() is None


def test_a_first_declaration_is_shown_as_one_and_marked_with_all_its_periods(session, clock):
    put_company(session, {"created_on": date(2026, 5, 12)})
    receive(session, "2026-05-20", 100_30)
    receive(session, "2026-08-10", 100_30)
    sheet = session.read(lambda reader: load_sheet(reader, "turnover:2026-T3", clock.today()))
    assert [period.name for period in sheet.duty.periods] == ["2026-T2", "2026-T3"]
    (figure,) = sheet.blocks[0].figures
    assert figure.copied == "201"  # of 200.60, which two roundings would make 200
    mark(session, sheet.duty.periods, date(2026, 10, 4))
    assert {name: shown(session, period_named(name))["declared_on"] for name in ("2026-T2", "2026-T3")} == {
        "2026-T2": "2026-10-04",
        "2026-T3": "2026-10-04",
    }


def test_a_return_of_vat_stays_as_declared_and_hands_its_credit_on(session, clock):
    put_company(session, {"vat_regime": "real", "vat_number": "FR44732829320"})
    part = charged_on(600_00, 2000, is_deductible=True)
    expense = Expense(on=date(2026, 9, 10), supplier="OVH", label="Serveur", amount_cents=600_00, vat=(part,))
    expense_id = put_record(session, expense).id
    mark_declared(session, DutyKind.VAT, (T3,), date(2026, 10, 4), vat_figures)
    clock.advance(days=1)
    put_record(session, replace(expense, amount_cents=60_00, vat=()), expense_id)
    today = clock.today()
    assert session.read(lambda reader: load_return(reader, T3, today)).credit == 100
    assert session.read(lambda reader: load_return(reader, T4, today)).credit_before == 100
    assert verify_documents(session).flaws == ()
