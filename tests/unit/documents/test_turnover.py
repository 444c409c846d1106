"""Payments divide into turnover, VAT and disbursements without a lost cent, and reach the nets of the lines at last."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.documents.turnover import Sold, parts_of_payments
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.types import Line
from tests.worlds.documents import DAY, SAMPLES

BASE = replace(SAMPLES["standard"], discount=None, deposits=())
LINES = st.lists(
    st.builds(
        Line,
        label=st.just("Conseil"),
        vat=st.sampled_from(
            (
                vat_case("standard", DAY).vat(2_000),
                vat_case("standard", DAY).vat(550),
                vat_case("franchise", DAY).vat(),
                vat_case("exempt_training", DAY).vat(),
            )
        ),
        unit_price=st.integers(1, 90_000_00).map(lambda cents: cents * 10_000),
        activity=st.sampled_from((Activity.BNC, Activity.SALES)),
        is_disbursement=st.sampled_from((False, False, True)),
    ),
    min_size=1,
    max_size=5,
)


def issued(lines):
    document = replace(BASE, lines=tuple(lines))
    return IssuedDocument(
        number="F-1", document=document, totals=totals_of(document), mentions=(), client_id=1, subject="", settles={},
        program="",
    )  # fmt: skip


def expected(lines):
    """The nets of the lines by activity and by whether they count for the franchise; one unit of each, at its price."""
    sums = {}
    for line in lines:
        if not line.is_disbursement:
            key = Sold(line.activity, line.vat.case != "exempt_training")
            sums[key] = sums.get(key, 0) + line.unit_price // 10_000
    return sums


@given(LINES, st.lists(st.integers(0, 100), min_size=1, max_size=4), st.booleans())
def test_payments_that_settle_a_document_reach_its_nets_by_activity(lines, shares, is_refunded):
    document = issued(lines)
    whole = document.totals.incl_tax
    payments = [whole * share // (sum(shares) or 1) for share in shares]
    payments.append(whole - sum(payments))
    if is_refunded:
        payments += [-payments[0], payments[0]]
    parts = parts_of_payments(document, payments)
    assert [sum(each.values()) for each in parts] == payments
    reached = {}
    for each in parts:
        for sold, cents in each.items():
            reached[sold] = reached.get(sold, 0) + cents
    assert {sold: cents for sold, cents in reached.items() if sold is not None and cents} == expected(lines)
