"""The VAT of an expense: what is worked out adds up to what was paid, to the cent, whatever the amount."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.documents.vat_rates import VAT_RATES_BP, usual_rates
from microdesk_desktop.domain.records.expense_vat import (
    ExpenseVat,
    VatKind,
    charged_on,
    deductible_cents,
    is_consistent,
    owed_on,
    rescaled,
)

CENTS = st.integers(-10_000_000, 10_000_000).filter(bool)
RATES = st.sampled_from(VAT_RATES_BP)


@given(CENTS, RATES)
def test_the_tax_in_an_amount_is_exact_to_half_a_cent_and_adds_up_to_it(paid: int, rate: int) -> None:
    part = charged_on(paid, rate, is_deductible=True)
    assert part.base_cents + part.tax_cents == paid
    assert abs(part.tax_cents - Fraction(paid * rate, 10_000 + rate)) <= Fraction(1, 2)
    assert is_consistent([part], paid)


@given(CENTS, RATES)
def test_what_the_buyer_owes_is_on_top_of_what_the_supplier_is_paid(paid: int, rate: int) -> None:
    part = owed_on(paid, rate, VatKind.EU_SERVICE, is_deductible=True)
    assert (part.base_cents, part.paid_cents) == (paid, paid)
    assert abs(part.tax_cents - Fraction(paid * rate, 10_000)) <= Fraction(1, 2)


@given(st.lists(st.tuples(st.integers(1, 10**6), RATES), min_size=1, max_size=5), CENTS)
def test_parts_put_into_another_currency_add_up_to_the_new_amount(parts: list[tuple[int, int]], cents: int) -> None:
    charged = [charged_on(paid, rate, is_deductible=False) for paid, rate in parts]
    former = sum(paid for paid, _ in parts)
    scaled = rescaled(charged, former, cents)
    assert sum(part.paid_cents for part in scaled) == cents
    assert [part.rate_bp for part in scaled] == [rate for _, rate in parts]


@pytest.mark.parametrize(
    ("parts", "cents", "holds"),
    [
        ([ExpenseVat(VatKind.DOMESTIC, 2_000, 10_000, 2_000)], 12_000, True),
        ([ExpenseVat(VatKind.DOMESTIC, 2_000, 10_000, 2_000)], 12_001, False),
        ([ExpenseVat(VatKind.DOMESTIC, 2_000, -10_000, -2_000)], -12_000, True),
        ([ExpenseVat(VatKind.DOMESTIC, 2_000, 14_000, -2_000)], 12_000, False),
        ([ExpenseVat(VatKind.FOREIGN_SERVICE, 2_000, 12_000, 2_400)], 12_000, True),
        ([], 12_000, True),
    ],
)
def test_parts_that_are_not_the_amount_or_turn_the_sign_of_the_tax_are_seen(
    parts: list[ExpenseVat], cents: int, holds: bool
) -> None:
    assert is_consistent(parts, cents) is holds


def test_a_meal_for_a_client_of_which_only_the_food_is_deducted() -> None:
    meal = [charged_on(5_500, 1_000, is_deductible=True), charged_on(1_200, 2_000, is_deductible=False)]
    assert deductible_cents(meal) == 500
    assert is_consistent(meal, 6_700)


def test_the_rates_of_the_islands_and_of_corsica() -> None:
    assert usual_rates("69003")[0] == 2_000
    assert usual_rates("97410")[0] == 850
    assert 1_300 in usual_rates("20000")
