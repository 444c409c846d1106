"""Words of the dashboard: periods, sums per currency, and the months read aloud."""

from datetime import date

import pytest

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.cash import CashLine, Flow
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.views.dashboard import words
from microdesk_desktop.views.dashboard.due import Due
from microdesk_desktop.views.dashboard.figures import Balances
from tests.support.clock import TODAY

EURO, DOLLAR = Money(125_000, "EUR"), Money(30_000, "USD")


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


@pytest.mark.parametrize(
    ("span", "name"),
    [
        (month_of(TODAY), "novembre 2026"),
        (year_of(TODAY), "2026"),
        (Span(date(2026, 9, 1), date(2026, 11, 15)), "du 1er septembre 2026 au 15 novembre 2026"),
        (Span(date.min, TODAY), "depuis le début"),
        (Span(date.min, date(2026, 11, 15)), "jusqu'au 15 novembre 2026"),
        (Span(date(2026, 11, 1), date(2026, 11, 15)), "du 1er novembre 2026 au 15 novembre 2026"),
    ],
)
def test_a_period_is_named_as_people_name_it(span, name):
    assert plain(words.span_name(span, TODAY)) == name


def test_an_english_month_keeps_its_capital():
    set_language("en")
    assert words.span_name(month_of(TODAY), TODAY) == "November 2026"


def test_what_is_left_is_what_came_in_less_what_was_spent_in_each_currency():
    flows = {Flow.RECEIVED: (EURO, DOLLAR), Flow.SPENT: (Money(25_000, "EUR"), Money(400, "GBP"))}
    assert list(words.differences(flows)) == [Money(100_000, "EUR"), Money(-400, "GBP"), Money(30_000, "USD")]


def test_sums_stand_apart_and_none_is_nil():
    assert plain(words.sums_lines((EURO, DOLLAR))) == "1 250,00 €\n300,00 $US"
    assert plain(words.sums_spoken((EURO, DOLLAR))) == "1 250,00 €, 300,00 $US"
    assert plain(words.sums_lines(())) == plain(words.sums_spoken(())) == "0,00 €"


def test_invoices_to_collect_and_late_are_counted_over_all_currencies():
    due = [
        Due(total=EURO, documents=2, late=EURO, late_documents=1),
        Due(total=DOLLAR, documents=1, late=Money(0, "USD"), late_documents=0),
    ]
    assert (plain(words.due_words(due)), plain(words.late_words(due))) == ("3 factures", "1 facture")
    assert (words.due_words([]), plain(words.late_words(due[1:]))) == ("", "aucune échéance dépassée")


@pytest.mark.parametrize(
    ("balances", "text"),
    [
        (Balances(sums=(), since=None, unknown=0, accounts=0), "aucun compte pour le moment"),
        (Balances(sums=(EURO,), since=date(2026, 11, 24), unknown=0, accounts=1), "au 24/11/2026"),
        (
            Balances(sums=(EURO,), since=date(2026, 11, 24), unknown=2, accounts=3),
            "au 24/11/2026 · 2 comptes sans solde connu",
        ),
        (Balances(sums=(), since=None, unknown=1, accounts=1), "1 compte sans solde connu"),
    ],
)
def test_the_balance_names_its_day_and_what_it_lacks(balances, text):
    assert plain(words.balance_words(balances)) == text


@pytest.mark.parametrize(
    ("kind", "type_", "text"),
    [
        (TargetKind.INVOICE, DocumentType.CREDIT_NOTE, "Avoir F-1"),
        (TargetKind.INVOICE, DocumentType.INVOICE, "Facture F-1"),
        (TargetKind.EXPENSE, None, "Dépense F-1"),
        (TargetKind.RECEIPT, None, "Recette F-1"),
    ],
)
def test_what_explains_an_amount_is_named(kind, type_, text):
    line = CashLine(
        on=TODAY,
        kind=kind,
        target_id=1,
        party="",
        label="",
        reference="F-1",
        cents=1,
        currency="EUR",
        document_type=type_,
    )
    assert plain(words.line_explanation(line)) == text
