"""Closings: what they total, that each is made once, and that nothing is added to what is closed.

The perpetual total never resets (CGI art. 286 I 3° bis).
"""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.seal.closing import Length, period_of, periods_to_close
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.write_off import remove_write_off, write_off
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.seal.closing import close_periods
from microdesk_desktop.operations.documents.seal.reprint import copy_of
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.documents.chain import iterate_seals
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault

LINES = {"lines": [{"label": "Conseil", "unit_price": "100"}]}


@pytest.fixture
def clock():
    return FakeClock(date(2026, 10, 1))


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def closings(session):
    seals = session.read(lambda reader: list(iterate_seals(reader, SealKind.CLOSING)))
    return {seal.subject: json.loads(seal.content) for seal in seals}


def incl_tax(content, currency="EUR"):
    return content["totals"].get(currency, {}).get("incl_tax", 0)


def test_each_period_that_is_over_is_closed_once_with_its_total_and_the_perpetual_one(session, clock):
    issued(session, **LINES)
    clock.advance(days=45)  # 15 November
    issued(session, **LINES)
    clock.advance(days=60)  # 14 January
    number = issued(session, **LINES)
    assert close_periods(session) == ["2026-10-01", "2026-10", "2026-11-15", "2026-11", "2026-12", "2026"]
    assert close_periods(session) == []
    found = closings(session)
    assert [incl_tax(each) for each in found.values()] == [100_00, 100_00, 100_00, 100_00, 0, 200_00]
    perpetual = [incl_tax(each["perpetual"]) for each in found.values()]
    assert perpetual == [100_00, 100_00, 200_00, 200_00, 200_00, 200_00]
    clock.advance(days=1)
    assert close_periods(session) == ["2027-01-14"]
    last = closings(session)["2027-01-14"]
    assert (incl_tax(last), incl_tax(last["perpetual"]), last["first"]) == (100_00, 300_00, number)
    assert verify_documents(session).flaws == ()


def test_what_is_not_over_is_not_closed_and_asking_for_it_is_refused(session, clock):
    issued(session, **LINES)
    assert close_periods(session) == []
    with pytest.raises(KnownError) as caught:
        close_periods(session, clock.today())
    assert (caught.value.code, caught.value.params["last"]) == (ErrorCode.PERIOD_NOT_OVER, date(2026, 9, 30))
    assert closings(session) == {}


def test_a_document_dated_into_a_closed_period_is_refused_with_its_last_day(session, clock):
    issued(session, **LINES)
    clock.advance(days=32)
    issued(session, **LINES)
    close_periods(session)
    for kind in ("invoice", "credit_note"):
        with pytest.raises(KnownError) as caught:
            issued(session, type=kind, issue_date="2026-10-31", refers_to=["F-2026-0001"], **LINES)
        assert (caught.value.code, caught.value.params["last"]) == (ErrorCode.DATE_CLOSED, date(2026, 10, 31))
    assert issued(session, type="quote", issue_date="2026-10-31", **LINES) == "D-2026-0001"
    assert verify_documents(session).flaws == ()


def test_credit_notes_deposits_and_corrections_count_once(session, clock):
    deposit = issued(session, type="deposit", **LINES)
    issued(session, type="final", deposits=[deposit], lines=[{"label": "Site", "unit_price": "250"}])
    wrong = issued(session, **LINES)
    issued(session, type="corrective", refers_to=[wrong], lines=[{"label": "Conseil", "unit_price": "80"}])
    issue(session, credit(session, issued(session, **LINES)).id)
    clock.advance(days=1)
    close_periods(session)
    assert incl_tax(closings(session)["2026-10-01"]) == 330_00


def test_totals_are_kept_by_currency_and_by_rate(session, clock):
    put_company(session, {"vat_number": "FR19812345676", "vat_regime": "real"})
    rates = [
        {"label": "A", "unit_price": "10", "vat_rate": "20"},
        {"label": "B", "unit_price": "10", "vat_rate": "5.5"},
    ]
    issued(session, lines=rates)
    issued(session, lines=rates[:1], currency="USD", eur_rate="0.92")
    clock.advance(days=1)
    close_periods(session)
    totals = closings(session)["2026-10-01"]["totals"]
    assert {(each["rate_bp"], each["base"], each["tax"]) for each in totals["EUR"]["vat"]} == {
        (2_000, 10_00, 2_00),
        (550, 10_00, 55),
    }
    assert totals["USD"] == {
        "excl_tax": 10_00,
        "tax": 2_00,
        "incl_tax": 12_00,
        "vat": [{"category": "S", "rate_bp": 2_000, "base": 10_00, "tax": 2_00}],
    }


def test_a_write_off_is_totalled_apart_from_what_was_received(session, clock):
    number = issued(session, **LINES)
    write_off(session, session.read(lambda reader: _id(reader, number)), clock.today(), is_confirmed=True)
    clock.advance(days=1)
    close_periods(session)
    first = closings(session)["2026-10-01"]
    assert (first["received"], first["written_off"]) == ({}, {"EUR": 100_00})
    remove_write_off(session, session.read(lambda reader: _id(reader, number)))
    issued(session, **LINES)
    clock.advance(days=1)
    close_periods(session)
    second = closings(session)["2026-10-02"]
    assert second["written_off"] == {"EUR": -100_00}
    assert "written_off" not in second["perpetual"]
    assert verify_documents(session).flaws == ()


def test_payments_and_copies_count_in_the_closing_that_follows_them(session, clock):
    number = issued(session, **LINES)
    copy_of(session, number)
    pay(session, session.read(lambda reader: _id(reader, number)), NewPayment(on=clock.today(), method=Method.CHEQUE))
    clock.advance(days=1)
    close_periods(session)
    assert closings(session)["2026-10-01"]["received"] == {"EUR": 100_00}
    assert closings(session)["2026-10-01"]["copies"] == 1
    issued(session, **LINES)
    clock.advance(days=1)
    close_periods(session)
    second = closings(session)["2026-10-02"]
    assert (second["received"], second["perpetual"]["received"], second["copies"]) == ({}, {"EUR": 100_00}, 0)


def test_a_clock_that_runs_ahead_closes_no_period_without_documents(session, clock):
    issued(session, **LINES)
    clock.set_forward(days=3_650)
    close_periods(session)
    assert list(closings(session)) == ["2026-10-01", "2026-10", "2026"]


days = st.lists(st.dates(date(2026, 1, 1), date(2028, 12, 31)), min_size=1, max_size=20)


@given(days=days, until=st.lists(st.dates(date(2026, 1, 1), date(2029, 6, 30)), min_size=1, max_size=5))
def test_however_often_it_runs_every_day_with_documents_lies_in_one_closing_of_each_length(days, until):
    closed, found = {}, []
    for day in sorted(until):
        for period in periods_to_close(days, closed, day):
            assert period.last <= day
            found.append(period)
            closed[Length(len(period.name))] = period.last
    assert len({period.name for period in found}) == len(found)
    assert [period.last for period in found] == sorted(period.last for period in found)
    for day in days:
        for length in Length:
            period = period_of(day, length)
            assert (period in found) == (period.last <= max(until))


def _id(reader, number):
    return reader.value("SELECT id FROM document WHERE number = ?", (number,))
