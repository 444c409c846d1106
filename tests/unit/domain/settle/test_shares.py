"""How much of a transaction goes to a target that is named without an amount."""

from datetime import date

import pytest

from microdesk_desktop.domain.settle.shares import share_of, signed_like
from microdesk_desktop.domain.settle.targets import Target, TargetKind


def target(remaining, total=None):
    return Target(
        kind=TargetKind.INVOICE,
        id=1,
        reference="F-1",
        remaining_cents=remaining,
        total_cents=total or remaining,
        currency="EUR",
        on=date(2026, 11, 1),
    )


@pytest.mark.parametrize(
    ("left", "remaining", "share"),
    [
        (100, 40, 40),  # the whole document
        (30, 40, 30),  # what is left of the transaction
        (-100, -40, -40),  # money out
        (100, -40, -40),  # a credit note beside an invoice gives room
        (0, 40, 40),  # nothing left: the sum is then refused, not cut to nothing
        (-10, 40, 40),  # the same once too much was given
    ],
)
def test_a_share_is_what_both_can_take(left, remaining, share):
    assert share_of(left, target(remaining)) == share


@pytest.mark.parametrize(
    ("remaining", "total", "amount"),
    [
        (40, 100, 30),  # an invoice is paid
        (-40, 100, -30),  # what was paid of an invoice is taken back
        (-40, -100, -30),  # a credit note is paid back
        (40, -100, 30),  # what was paid back of a credit note returns
    ],
)
def test_an_amount_takes_the_sign_of_what_remains_of_its_target(remaining, total, amount):
    assert signed_like(target(remaining, total=total), 30) == amount
