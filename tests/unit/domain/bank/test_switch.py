"""Statements of one account in the words of several sources: each payment is one row, and keeps it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st

from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.text import fold
from tests.support.imports.merged_account import DAY, Account, row

LENGTH = 44
LONG = {"VIR": "VIREMENT SEPA RECU", "PRLV": "PRELEVEMENT EUROPEEN", "CB": "PAIEMENT CB"}


class Payment(NamedTuple):
    """`delay` is by how many days some sources date a payment by card later."""

    day: int
    cents: int
    kind: str
    party: str
    detail: str = ""
    delay: int = 0


WORDING = {
    "csv": lambda each: f"{each.kind} {each.party} {each.detail}",
    "ofx": lambda each: fold(f"{each.kind} {each.party} {each.detail}")[:28],
    "gocardless": lambda each: f"{LONG[each.kind]} {each.party} {each.detail}",
    "enablebanking": lambda each: f"{each.kind} {each.detail} {each.party}",
    "tink": lambda each: f"{each.party.title()} {each.detail}",
    "qonto": lambda each: f"{each.party} {each.detail}",
}
DELAYED = ("ofx", "tink")
REGULAR = [Payment(day, -10_000 - day, "PRLV", f"FOURNISSEUR {day}") for day in range(0, LENGTH, 2)]
"""So that a statement has rows on both sides of any day, as those of an account in use have."""
PAYMENTS = st.lists(
    st.builds(
        Payment,
        st.integers(0, LENGTH - 4),
        st.sampled_from([-500, -1_439, 48_000]),
        st.sampled_from(sorted(LONG)),
        st.sampled_from(["NOVA SARL", "OVH SAS", "CAFÉ DES ARTS", "URSSAF", "Librairie Mollat"]),
        st.sampled_from(["", "F-2026-0040", "PARIS"]),
        st.integers(0, 2),
    ),
    max_size=6,
)
STATEMENTS = st.lists(
    st.tuples(st.sampled_from(sorted(WORDING)), st.integers(0, LENGTH // 2), st.integers(LENGTH // 2, LENGTH)),
    min_size=2,
    max_size=4,
)


def told(source: str, payment: Payment, rank: int) -> BankRow:
    """The row of a payment in this source."""
    delay = payment.delay if source in DELAYED and payment.kind == "CB" else 0
    label = " ".join(WORDING[source](payment).split())
    identifier = None if source == "csv" else f"{source}-{rank}"
    return row(payment.cents, label, on=DAY + timedelta(days=payment.day + delay), id_=identifier)


NEIGHBOURS = [Payment(10, 48_000, "CB", "NOVA SARL", delay=1), Payment(11, 48_000, "CB", "OVH SAS", delay=1)]
"""Two payments of one amount, of which one source dates the first as another source dates the second."""


@given(PAYMENTS, STATEMENTS)
@example(NEIGHBOURS, [("csv", 0, LENGTH), ("ofx", 0, LENGTH)])
@example(NEIGHBOURS, [("tink", 0, LENGTH), ("qonto", 0, LENGTH), ("tink", 0, LENGTH)])
def test_a_payment_is_one_row_in_whatever_order_sources_tell_of_it(
    payments: Sequence[Payment], statements: Sequence[tuple[str, int, int]]
) -> None:
    account, payments = Account(), [*payments, *REGULAR]
    row_of: dict[int, int] = {}
    for source, first, last in statements:
        rows = [(rank, told(source, each, rank)) for rank, each in enumerate(payments)]
        listed = [(rank, each) for rank, each in rows if first <= (each.on - DAY).days <= last]
        added = len(account.rows) + 1
        plan = account.merge(*[each for _, each in listed], source=source, drops_pending=False)
        for position, stored in plan.matches.items():
            payment, known = payments[listed[position][0]], payments[row_of[stored.id]]
            assert (payment.party, payment.cents) == (known.party, known.cents), "no row goes to another payment"
        row_of |= {added + rank: listed[position][0] for rank, position in enumerate(plan.added)}
        told_of = {rank for rank, _ in listed} | set(row_of.values())
        assert len(account.rows) == len(told_of), "none is lost, and none comes twice"
