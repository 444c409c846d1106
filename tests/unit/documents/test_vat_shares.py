"""Payments divide over VAT rates to the cent."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.documents.vat_shares import shares_of_document, shares_of_payments
from microdesk_desktop.domain.documents.types import Deposit, Line, VatPart
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.documents import DAY, DEPOSIT, sample

CONSULTING, MEALS = (vat_case("standard", DAY).vat(rate) for rate in (2_000, 1_000))
ASKED = Deposit(reference=DEPOSIT, incl_tax_cents=60_00, parts=(VatPart(vat=CONSULTING, base=50_00, tax=10_00),))


def final(*lines):
    """A final invoice of lines (VAT, price in euros), less a deposit of 60 € at 20 %."""
    made = tuple(Line(label="Lot", vat=vat, unit_price=euros * 1_000_000) for vat, euros in lines)
    return sample(type=DocumentType.FINAL, lines=made, deposits=(ASKED,))


def shares(document, *payments):
    found = shares_of_document(document, totals_of(document), payments)
    return [{rate_bp: cents for (_, rate_bp), cents in share.items()} for share in found]


def test_two_rates_share_each_payment_and_the_last_one_takes_what_is_left():
    weights = {"20": 120_00, "10": 55_00}
    assert shares_of_payments(weights, [100_00, 75_00]) == [{"20": 68_57, "10": 31_43}, {"20": 51_43, "10": 23_57}]


def test_a_refund_takes_back_what_was_paid_of_each_rate():
    weights = {"20": 120_00, "10": 55_00}
    shares = shares_of_payments(weights, [175_00, -175_00, 175_00])
    assert shares == [weights, {"20": -120_00, "10": -55_00}, weights]


def test_a_rate_whose_lines_are_negative_takes_its_part():
    assert shares_of_payments({"20": 120_00, "10": -20_00}, [50_00, 50_00]) == [{"20": 60_00, "10": -10_00}] * 2


def test_too_much_goes_in_proportion_to_the_whole():
    assert shares_of_payments({"20": 75_00, "10": 25_00}, [100_00, 10_00])[1] == {"20": 7_50, "10": 2_50}


def test_yens_have_no_decimals_unless_a_payment_has():
    document = replace(final((CONSULTING, 100), (MEALS, 100)), deposits=(), currency="JPY")
    assert shares(document, 100_00, 130_00) == [{2_000: 52_00, 1_000: 48_00}, {2_000: 68_00, 1_000: 62_00}]
    assert shares(document, 100_50) == [{2_000: 52_43, 1_000: 48_07}]


@given(
    weights=st.dictionaries(st.integers(0, 5), st.integers(1, 10_000_00), min_size=1),
    cuts=st.lists(st.integers(0, 10_000), max_size=5),
)
def test_parts_add_up_to_each_payment_and_to_each_rate_and_are_never_negative(weights, cuts):
    total = sum(weights.values())
    bounds = [0, *sorted(cut * total // 10_000 for cut in cuts), total]
    payments = [after - before for before, after in pairwise(bounds)]
    shares = shares_of_payments(weights, payments)
    assert [sum(share.values()) for share in shares] == payments
    assert {key: sum(share.get(key, 0) for share in shares) for key in weights} == weights
    assert all(part > 0 for share in shares for part in share.values())
    for payment, share in zip(payments, shares, strict=True):
        for key, part in share.items():
            assert abs(part - payment * weights[key] / total) <= len(payments) + 1


def test_what_a_deposit_paid_of_one_rate_is_not_paid_again_of_it():
    document = final((CONSULTING, 100), (MEALS, 100))
    assert shares(document, 170_00) == [{2_000: 60_00, 1_000: 110_00}]


def test_a_deposit_at_a_rate_that_the_final_invoice_does_not_have_is_taken_back_at_that_rate():
    assert shares(final((MEALS, 200)), 160_00) == [{2_000: -60_00, 1_000: 220_00}]


def test_a_refund_of_a_final_invoice_gives_back_the_rates_of_its_own_payment():
    document = final((CONSULTING, 100), (MEALS, 100))
    assert shares(document, 170_00, -170_00) == [{2_000: 60_00, 1_000: 110_00}, {2_000: -60_00, 1_000: -110_00}]


def test_a_deposit_of_unknown_rates_is_taken_off_all_in_proportion():
    document = sample(
        type=DocumentType.FINAL,
        lines=final((CONSULTING, 100), (MEALS, 100)).lines,
        deposits=(Deposit(reference=DEPOSIT, incl_tax_cents=115_00),),
    )
    assert shares(document, 115_00) == [{2_000: 60_00, 1_000: 55_00}]
