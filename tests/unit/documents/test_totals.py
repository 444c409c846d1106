"""Totals against exact fractions, and against the right values of reported faults of other programs."""

import random
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.documents.totals import Totals, shared_out, totals_of
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text, divided, parse_decimal
from microdesk_desktop.domain.documents.parties import Buyer, Seller
from microdesk_desktop.domain.documents.types import (
    Deposit,
    Discount,
    Document,
    Line,
    Paid,
    Reference,
    Vat,
    VatCategory,
)
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.attack.document_totals import random_document, wrong

S20 = Vat(category=VatCategory.STANDARD, rate_bp=2_000, case="standard")
S10 = Vat(category=VatCategory.STANDARD, rate_bp=1_000, case="standard")
S55 = Vat(category=VatCategory.STANDARD, rate_bp=550, case="standard")
FRANCHISE = Vat(category=VatCategory.EXEMPT, rate_bp=0, case="franchise")
DAY = date(2026, 11, 26)


def document(*lines, **facts):
    parties = {"seller": Seller(name="Camille Roussel EI"), "buyer": Buyer(name="Nova SARL")}
    return Document(type=DocumentType.INVOICE, issued_on=DAY, lines=lines, **parties, **facts)


def line(quantity="1", price="0", vat=FRANCHISE, percent=None, cents=0, **facts):
    discount = None
    if percent is not None:
        discount = Discount(percent=parse_decimal(percent, Decimals.PERCENT))
    elif cents:
        discount = Discount(cents=cents)
    return Line(
        label="Développement",
        vat=vat,
        quantity=parse_decimal(quantity, Decimals.QUANTITY),
        unit_price=parse_decimal(price, Decimals.PRICE),
        discount=discount,
        **facts,
    )


def percent(text):
    return Discount(percent=parse_decimal(text, Decimals.PERCENT))


# -- reported by users of other programs ------------------------------------------------------------------------------


def test_a_discounted_line_is_rounded_once_not_at_its_unit_price():
    """82.50 less 15 % is 70.125 a piece: ten are 701.25, not 701.30 (erpnext #41343)."""
    assert totals_of(document(line("10", "82.5", percent="15"))).excl_tax == 701_25


def test_half_a_cent_of_a_negative_base_goes_away_from_zero():
    """-7,612.50 at 19 % are -1,446.375 (kosit xrechnung #74)."""
    nineteen = Vat(category=VatCategory.STANDARD, rate_bp=1_900, case="standard")
    assert totals_of(document(line("-1", "7612.5", nineteen))).tax == -1446_38


def test_a_discount_of_the_document_adds_no_cent():
    """97.59, 95.34 and 88.21 at 21 %, less 3 % (odoo #259576)."""
    vat = Vat(category=VatCategory.STANDARD, rate_bp=2_100, case="standard")
    totals = totals_of(
        document(*(line("1", price, vat) for price in ("97.59", "95.34", "88.21")), discount=percent("3"))
    )
    assert (totals.lines_net, totals.discount, totals.excl_tax) == (281_14, 8_43, 272_71)
    assert (totals.tax, totals.incl_tax) == (57_27, 329_98)


def test_a_percent_with_five_decimals_gives_the_amount_that_was_meant():
    """15.93303 % of 10,632.00 (BCApps #9592)."""
    assert totals_of(document(line("1", "10632"), discount=percent("15.93303"))).discount == 1694_00


def test_hundreds_of_tiny_lines_are_the_sum_of_their_rounded_nets():
    """600 lines at 0.0333 (PrestaShop #23821)."""
    assert totals_of(document(*[line("1", "0.0333", S20)] * 600)).excl_tax == 18_00


def test_tax_is_computed_for_each_rate_not_for_each_line():
    totals = totals_of(document(*[line("1", "0.02", S20)] * 3, line("1", "1", S10)))
    assert [(group.base, group.tax) for group in totals.groups] == [(6, 1), (100, 10)]


# -- parts of a document ----------------------------------------------------------------------------------------------


def test_deposits_are_deducted_once_with_tax_and_leave_the_groups_whole():
    deposits = (_deposit("F-2026-0001", 360_00), _deposit("F-2026-0002", 120_00))
    totals = totals_of(document(line("1", "1000", S20), deposits=deposits))
    assert (totals.tax, totals.incl_tax, totals.paid, totals.due) == (200_00, 1200_00, 480_00, 720_00)


def test_a_document_paid_at_once_leaves_nothing_due():
    totals = totals_of(document(line("1", "49.9"), paid=Paid.ALL))
    assert (totals.paid, totals.due) == (49_90, 0)


def test_a_discount_of_the_document_leaves_disbursements_whole():
    passed_on = Vat(category=VatCategory.EXEMPT, rate_bp=0, case="disbursement")
    totals = totals_of(
        document(line("1", "100"), line("1", "37.41", passed_on, is_disbursement=True), discount=percent("10"))
    )
    assert [(group.vat.case, group.base) for group in totals.groups] == [("franchise", 90_00), ("disbursement", 37_41)]


def test_a_currency_without_decimals_is_rounded_to_whole_units():
    totals = totals_of(document(line("3", "1234.5", S10), currency="JPY", exchange=6_125))
    assert (totals.excl_tax, totals.tax, totals.incl_tax) == (3704_00, 370_00, 4074_00)
    assert totals.tax_eur == 2_27


# -- properties -------------------------------------------------------------------------------------------------------

CURRENCIES = {"EUR": 1, "USD": 1, "CHF": 1, "GBP": 1, "JPY": 100}

lines = st.builds(
    Line,
    label=st.just("Ligne"),
    vat=st.sampled_from([S20, S10, S55, FRANCHISE]),
    quantity=st.integers(-(10**8), 10**9).filter(bool),
    unit_price=st.integers(0, 10**11),
    discount=st.none()
    | st.builds(Discount, percent=st.integers(1, 100 * 10**5))
    | st.builds(Discount, cents=st.just(100)),
)


@given(
    lines=st.lists(lines, min_size=1, max_size=12),
    discount=st.none() | st.integers(1, 100 * 10**5),
    currency=st.sampled_from(list(CURRENCIES)),
)
def test_totals_agree_with_exact_fractions(lines, discount, currency):
    found = totals_of(document(*lines, discount=Discount(percent=discount) if discount else None, currency=currency))
    step = Fraction(CURRENCIES[currency], 100)
    nets = [_exact_net(each, step) for each in lines]
    assert [_money(each.net) for each in found.lines] == nets
    expected = _half_up(sum(nets) * Fraction(discount, 10**7), step) if discount and sum(nets) > 0 else 0
    assert _money(found.discount) == expected == _money(sum(group.discount for group in found.groups))
    for group in found.groups:
        of_group = [net for each, net in zip(lines, nets, strict=True) if each.vat == group.vat]
        assert _money(group.base) == sum(of_group) - _money(group.discount)
        assert _money(group.tax) == _half_up(_money(group.base) * Fraction(group.vat.rate_bp, 10_000), step)
    _adds_up(found)


def test_random_documents_of_five_currencies_agree_with_fractions_to_the_cent():
    """`python -m tests.attack.document_totals` tries ten thousand."""
    dice = random.Random(1)
    assert [found for found in (wrong(random_document(dice)) for _ in range(400)) if found] == []


@given(
    cents=st.integers(0, 10**9),
    weights=st.dictionaries(st.sampled_from([S20, S10, S55, FRANCHISE]), st.integers(-(10**9), 10**9), min_size=1),
)
def test_shares_add_up_and_none_is_a_cent_from_its_exact_part(cents, weights):
    parts = shared_out(cents, weights)
    positive = {vat: weight for vat, weight in weights.items() if weight > 0}
    assert set(parts) == set(positive)
    assert sum(parts.values()) == (cents if positive else 0)
    for vat, part in parts.items():
        assert abs(part - Fraction(cents * positive[vat], sum(positive.values()))) < 1


@given(numerator=st.integers(), denominator=st.integers(1, 10**9))
def test_half_goes_away_from_zero(numerator, denominator):
    assert divided(numerator, denominator) == _half_up(Fraction(numerator, denominator), Fraction(1))


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [("2.5", Decimals.QUANTITY, 25_000), ("-0.000001", Decimals.PRICE, -1), ("20", Decimals.VAT_RATE, 2_000)],
)
def test_decimal_texts_are_read_and_written_exactly(text, decimals, number):
    assert parse_decimal(text, decimals) == number
    assert decimal_text(number, decimals) == text


@pytest.mark.parametrize("text", ["", "1,5", "1e3", "0x1", "1.00001", "--1", "1.", "٣"])
def test_other_texts_are_no_numbers(text):
    with pytest.raises(ValueError, match="no number"):
        parse_decimal(text, Decimals.QUANTITY)


def _deposit(number, cents):
    reference = Reference(number=number, issued_on=DAY, type=DocumentType.DEPOSIT)
    return Deposit(reference=reference, incl_tax_cents=cents)


def _exact_net(each, step):
    exact = Fraction(each.quantity, 10**4) * Fraction(each.unit_price, 10**6)
    if each.discount is None:
        return _half_up(exact, step)
    cut = Fraction(each.discount.cents, 100) or _half_up(exact * Fraction(each.discount.percent, 10**7), step)
    return _half_up(exact - cut, step)


def _half_up(value: Fraction, step: Fraction) -> Fraction:
    whole = (2 * abs(value) / step + 1) // 2 * step
    return -whole if value < 0 else whole


def _money(cents: int) -> Fraction:
    return Fraction(cents, 100)


def _adds_up(totals: Totals) -> None:
    assert totals.lines_net == sum(each.net for each in totals.lines)
    assert totals.excl_tax == sum(each.base for each in totals.groups)
    assert totals.incl_tax == totals.excl_tax + totals.tax
    assert totals.due == totals.incl_tax - totals.paid
