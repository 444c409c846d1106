"""Invoices of an amount: exact over the rates, deducted once, and what remains stays exact to the cent."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.conversion.check import beyond_offer
from microdesk_desktop.documents.conversion.convert import converted
from microdesk_desktop.documents.conversion.credit import credited
from microdesk_desktop.documents.conversion.remaining import remaining_of
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.documents.types import Discount
from microdesk_desktop.domain.settle.targets import DocumentType as T
from tests.unit.documents.conversion.test_chains import (
    PERCENT,
    QUOTES,
    THREE_RATES,
    Ledger,
    bases,
    line,
    quote,
    refused_at_most,
)


def left(ledger):
    return remaining_of(ledger.chain()).totals()


def test_an_amount_without_tax_is_split_over_the_rates_and_the_rest_deducts_it():
    ledger = Ledger(quote(*THREE_RATES))
    first = ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=100_00)))
    assert bases(first) == {550: 16_67, 1_000: 33_33, 2_000: 50_00}
    rest = ledger.issue(converted(ledger.chain(), T.INVOICE, Part()))
    assert bases(rest) == {550: 83_33, 1_000: 166_67, 2_000: 250_00}
    assert [each.label for each in rest.document.lines[3:]] == ["Déjà facturé\xa0: facture X-1 du 26 novembre 2026"] * 3
    assert remaining_of(ledger.chain()).lines == ()


def test_an_amount_with_tax_makes_that_amount():
    ledger = Ledger(quote(*THREE_RATES))
    first = ledger.issue(converted(ledger.chain(), T.INVOICE, Part(incl_tax=200_00)))
    assert (first.totals.incl_tax, first.type) == (200_00, T.INVOICE)
    assert left(ledger).excl_tax == 600_00 - first.totals.excl_tax


def test_no_amount_above_what_remains_is_invoiced():
    ledger = Ledger(quote(line("Site", 1_000)))
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=900_00)))
    with pytest.raises(KnownError, match="above_remaining"):
        converted(ledger.chain(), T.INVOICE, Part(excl_tax=100_01))
    with pytest.raises(KnownError, match="above_remaining"):
        converted(ledger.chain(), T.INVOICE, Part(percent=20 * PERCENT))
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=100_00)))
    with pytest.raises(KnownError, match="nothing_left"):
        converted(ledger.chain(), T.INVOICE, Part(excl_tax=1))


def test_a_discount_of_the_whole_is_taken_once():
    ledger = Ledger(quote(*THREE_RATES, discount=Discount(percent=7 * PERCENT)))
    whole = ledger.pieces[0].totals
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=100_00)))
    rest = ledger.issue(converted(ledger.chain(), T.INVOICE, Part()))
    assert rest.totals.excl_tax == whole.excl_tax - 100_00
    assert rest.document.discount is None


def test_the_credit_note_of_an_amount_leaves_it_to_be_invoiced_again():
    ledger = Ledger(quote(line("Site", 1_000)))
    first = ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=400_00)))
    ledger.issue(credited(ledger.chain(first), Part(excl_tax=150_00)))
    assert left(ledger).excl_tax == 750_00


def test_a_corrective_invoice_of_an_amount_takes_its_amount():
    ledger = Ledger(quote(line("Site", 1_000)))
    first = ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=400_00)))
    corrective = converted(ledger.chain(first), T.CORRECTIVE, Part())
    lower = replace(corrective, lines=(replace(corrective.lines[0], unit_price=300 * 10**6),))
    ledger.issue(lower)
    assert left(ledger).excl_tax == 700_00


def test_a_line_left_out_of_the_rest_remains_without_another_deduction():
    ledger = Ledger(quote(line("Site", 1_000), line("Logo", 500)))
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=300_00)))
    rest = converted(ledger.chain(), T.INVOICE, Part())
    ledger.issue(replace(rest, lines=tuple(each for each in rest.lines if each.label != "Logo")))
    assert left(ledger).excl_tax == 500_00


def test_the_discount_that_a_shortened_rest_took_is_not_given_again():
    ledger = Ledger(quote(line("Site", 1_000), line("Logo", 500), discount=Discount(percent=10 * PERCENT)))
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=300_00)))
    rest = converted(ledger.chain(), T.INVOICE, Part())
    issued = ledger.issue(replace(rest, lines=tuple(each for each in rest.lines if each.label != "Logo")))
    assert issued.totals.excl_tax == 550_00
    assert left(ledger).excl_tax == 500_00


def test_lines_taken_beside_an_amount_are_refused_at_issue_once_they_exceed_what_remains():
    ledger = Ledger(quote(line("Site", 1_000), line("Logo", 500)))
    early = ledger.issue(converted(ledger.chain(), T.INVOICE, Part(quantities={1: 10_000})))
    ledger.pieces.remove(early)
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=800_00)))
    found = list(beyond_offer(ledger.chain(), early.document, early.totals))
    assert [(each.rule, each.term) for each in found] == [("MD-QUOTE-LEFT", "BT-109")]


def test_a_deposit_and_an_amount_are_both_deducted():
    ledger = Ledger(quote(line("Site", 1_000)))
    ledger.issue(converted(ledger.chain(), T.DEPOSIT, Part(excl_tax=300_00)))
    ledger.issue(converted(ledger.chain(), T.INVOICE, Part(excl_tax=200_00)))
    final = ledger.issue(converted(ledger.chain(), T.FINAL, Part()))
    assert (final.totals.excl_tax, final.totals.due) == (800_00, 600_00)


AMOUNTS = st.lists(st.tuples(st.booleans(), st.integers(1, 10**6)), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(QUOTES, AMOUNTS)
def test_amounts_and_the_rest_add_up_to_the_quote_to_the_cent(draft, amounts):
    ledger = Ledger(draft)
    whole = ledger.pieces[0].totals
    for is_net, millionths in amounts:
        cents = max(1, left(ledger).excl_tax * millionths // 10**6)
        before = left(ledger).excl_tax
        taken = None
        with refused_at_most(ErrorCode.NOTHING_LEFT):
            part = Part(excl_tax=cents) if is_net else Part(incl_tax=cents)
            taken = ledger.issue(converted(ledger.chain(), T.INVOICE, part))
        if taken is None:
            continue
        assert taken.totals.excl_tax == cents if is_net else taken.totals.incl_tax <= cents
        assert left(ledger).excl_tax == before - taken.totals.excl_tax
    if remaining_of(ledger.chain()).lines:
        ledger.issue(converted(ledger.chain(), T.INVOICE, Part()))
    invoices = ledger.pieces[1:]
    assert sum(piece.totals.excl_tax for piece in invoices) == whole.excl_tax
    groups = [group for piece in invoices for group in piece.totals.groups]
    for group in whole.groups:
        assert sum(each.base for each in groups if each.vat == group.vat) == group.base
    assert totals_of(ledger.pieces[0].document) == whole
