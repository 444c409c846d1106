"""Qonto's transactions and accounts as facts: amounts, days, states, labels and identifiers."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.banks.qonto.days import french_day
from microdesk_desktop.banks.qonto.mapping import read_accounts, read_balance, read_page
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, State
from microdesk_desktop.sandbox.qonto.rows import QontoAccount, transaction

SINCE = date(2026, 8, 24)
ON = date(2026, 11, 20)


def raws(*found):
    return [msgspec.Raw(msgspec.json.encode(each)) for each in found]


def read(*completed, pending=()):
    return read_page(raws(*pending), raws(*completed), SINCE, Job())


def test_the_amount_is_in_the_currency_of_the_account_with_the_sign_of_its_side():
    page = read(transaction(ON, -1_439, "CARTE"), transaction(ON, 48_000, "NOVA"))
    assert [(row.amount_cents, row.currency) for row in page.rows] == [(-1_439, "EUR"), (48_000, "EUR")]
    without_cents = {**transaction(ON, -7, "CARTE"), "amount_cents": None}
    assert [row.amount_cents for row in read(without_cents).rows] == [-7]


def test_the_label_is_the_counterparty_and_the_reference_never_the_note():
    rows = read(
        transaction(ON, 48_000, "NOVA SARL", reference="ACPTE 30% F-2026-0040"),
        transaction(ON, 1, "NOVA SARL", reference="NOTPROVIDED"),
        transaction(ON, 2, "NOVA SARL", reference="Nova SARL"),
    ).rows
    assert [row.label for row in rows] == ["NOVA SARL ACPTE 30% F-2026-0040", "NOVA SARL", "NOVA SARL"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-20T10:00:00.000Z", ON),
        ("2026-11-20T23:30:00.000Z", date(2026, 11, 21)),
        ("2026-11-20T22:59:59.999Z", ON),
        ("2026-07-20T22:30:00.000Z", date(2026, 7, 21)),
        ("2026-03-29T00:59:59Z", date(2026, 3, 29)),
        ("2026-10-24T22:30:00Z", date(2026, 10, 25)),
        ("2026-10-25T22:30:00Z", date(2026, 10, 25)),
        ("2026-11-21T00:30:00.000+01:00", date(2026, 11, 21)),
        ("2026-11-20T10:00:00", ON),
        ("2026-11-20", ON),
        ("20/11/2026", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        (None, None),
        (20_261_120, None),
    ],
)
def test_the_day_is_that_of_france_as_in_qontos_own_exports(moment, day):
    assert french_day(moment) == day


def test_a_pending_row_has_no_identifier_and_the_day_on_which_it_was_made():
    page = read(pending=[transaction(ON, -1_200, "GARAGE", status="pending")])
    assert [(row.state, row.provider_id, row.on) for row in page.rows] == [(State.PENDING, None, ON)]
    assert page.has_pending


def test_a_row_that_is_booked_between_the_two_lists_counts_once():
    booked = transaction(ON, -1_200, "GARAGE")
    waiting = {**booked, "status": "pending", "settled_at": None}
    page = read(booked, pending=[waiting])
    assert [row.state for row in page.rows] == [State.BOOKED]


def test_what_was_declined_never_counts():
    page = read(transaction(ON, -1, "A", status="declined"), transaction(ON, -2, "B", status="reversed"))
    assert (list(page.rows), page.skipped) == ([], 0)


def test_an_unreadable_row_is_counted_and_no_pending_row_is_dropped_for_it():
    page = read(transaction(ON, -1, "A", side="both"), transaction(ON, -2, "B"))
    assert (len(page.rows), page.skipped, page.has_pending) == (1, 1, False)


def test_nothing_older_than_the_window_is_kept():
    assert read(transaction(date(2026, 8, 23), -1, "A"), pending=[]).rows == []


def test_identifiers_are_those_of_the_exports_and_none_that_is_repeated():
    rows = read(
        transaction(ON, -1, "A", identifier="camille-1"),
        transaction(ON, -2, "B", identifier="same"),
        transaction(ON, -3, "C", identifier="same"),
    ).rows
    assert [row.provider_id for row in rows] == ["camille-1", None, None]


def test_accounts_that_are_closed_or_held_elsewhere_are_not_offered():
    found = (
        QontoAccount(iban="FR7630006000011234567890189", name="Principal"),
        QontoAccount(iban="FR7640618802980004012345609", status="closed"),
        QontoAccount(iban="FR7640618802980004087654372", is_external=True),
        QontoAccount(iban="", name="Dollars", currency="USD"),
    )
    choices = read_accounts(raws(*[each.as_json(is_main=False) for each in found]), Job())
    assert [(each.name, each.iban, each.currency) for each in choices] == [
        ("Principal", "FR7630006000011234567890189", "EUR"),
        ("Dollars", None, "USD"),
    ]


def test_an_account_without_an_identifier_is_asked_for_by_its_iban():
    listed = {**QontoAccount(iban="FR7630006000011234567890189").as_json(is_main=True), "id": None}
    assert [each.id for each in read_accounts(raws(listed), Job())] == ["FR7630006000011234567890189"]


def test_the_balance_is_what_is_booked_on_the_account():
    one = QontoAccount(iban="FR7630006000011234567890189", opening_cents=100_000)
    one.rows += [transaction(ON, -1_000, "A"), transaction(ON, -500, "B", status="pending")]
    other = QontoAccount(iban="FR7640618802980004012345609", opening_cents=5)
    listed = [dict(each.as_json(is_main=False)) for each in (other, one)]
    assert read_balance(raws(*listed), one.id, Job()) == Balance(amount_cents=99_000, currency="EUR")
    listed[1] |= {"balance_cents": None, "balance": None}
    assert read_balance(raws(*listed), one.id, Job()) == Balance(amount_cents=98_500, currency="EUR")
    assert read_balance(raws(*listed), "unknown", Job()) is None


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
ODD = st.dictionaries(st.sampled_from(sorted(transaction(ON, 1, "A"))), JUNK, max_size=4)


@given(odd=st.lists(st.one_of(ODD.map(lambda odd: {**transaction(ON, -1, "ODD"), **odd}), JUNK), max_size=5))
def test_no_row_of_any_content_breaks_the_others(odd):
    page = read(*odd, transaction(ON, -1_439, "CARTE"), pending=odd)
    assert -1_439 in [row.amount_cents for row in page.rows]
    assert all(isinstance(row.amount_cents, int) and row.on >= SINCE for row in page.rows)
