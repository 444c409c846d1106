"""Payments divide into turnover by activity and rate, VAT and disbursements: no cent is lost, and all is reached."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.documents.turnover import parts_of_payments, parts_without_lines
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.documents.vat_shares import shares_of_document
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.parts import PartCents, PartOf
from microdesk_desktop.domain.documents.types import Deposit, Discount, Line, Paid, VatPart
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.support.documents.exact_totals import exact_totals
from tests.worlds.documents import DAY, DEPOSIT, SAMPLES, random_document

BASE = replace(SAMPLES["standard"], discount=None, deposits=())
CASES = [
    vat_case("standard", DAY).vat(2_000),
    vat_case("standard", DAY).vat(550),
    vat_case("franchise", DAY).vat(),
    vat_case("exempt_training", DAY).vat(),
]
SOLD = {
    "label": st.just("Conseil"),
    "unit_price": st.integers(-9_000_00, 90_000_00).filter(bool).map(lambda cents: cents * 10_000),
    "activity": st.sampled_from((Activity.BNC, Activity.SALES)),
}
LINES = st.lists(
    st.builds(Line, vat=st.sampled_from(CASES), **SOLD)
    | st.builds(Line, vat=st.just(CASES[2]), is_disbursement=st.just(True), **SOLD),
    min_size=1,
    max_size=5,
)
DEAR = Line(label="Lot", vat=CASES[0], unit_price=95_000 * 10**6, activity=Activity.BNC)


def issued(document):
    return IssuedDocument(
        number="F-1", document=document, totals=totals_of(document), mentions=(), client_id=1, subject="", settles={},
        program="",
    )  # fmt: skip


def in_all(parts):
    """What is left of the sum of all parts, without those that come to nothing."""
    sums = {}
    for each in parts:
        for of, cents in each.items():
            sums[of] = PartCents(*map(sum, zip(sums.get(of, PartCents()), cents, strict=True)))
    return {of: cents for of, cents in sums.items() if any(cents)}


def expected(lines):
    """The nets by activity and rate, and the tax of each rate by exact fractions; one unit of each line."""
    nets = Counter()
    for line in lines:
        category, rate = str(line.vat.category), line.vat.rate_bp
        if line.is_disbursement:
            nets["disbursed", category, rate] += line.unit_price // 10_000
        else:
            nets[line.activity, line.vat.case != "exempt_training", category, rate] += line.unit_price // 10_000
    taxes = Counter()
    for vat, (_, tax) in exact_totals(replace(BASE, lines=tuple(lines))).groups.items():
        taxes[str(vat.category), vat.rate_bp] += int(tax * 100)
    return some(nets), some(taxes)


def some(counted):
    """What comes to something."""
    return {key: cents for key, cents in counted.items() if cents}


@given(LINES, st.lists(st.integers(0, 100), min_size=1, max_size=4), st.booleans())
def test_payments_that_settle_a_document_reach_its_nets_and_its_tax_by_rate(lines, shares, is_refunded):
    lines = [DEAR, *lines]
    document = issued(replace(BASE, lines=tuple(lines)))
    whole = document.totals.incl_tax
    payments = [whole * share // (sum(shares) or 1) for share in shares]
    payments.append(whole - sum(payments))
    if is_refunded:
        payments += [-payments[0], payments[0]]
    parts = parts_of_payments(document, payments)
    assert [sum(map(sum, each.values())) for each in parts] == payments
    nets, taxes = Counter(), Counter()
    for of, (base, tax, disbursed) in in_all(parts).items():
        nets[of.activity, of.counts_for_franchise, of.category, of.rate_bp] += base
        nets["disbursed", of.category, of.rate_bp] += disbursed
        taxes[of.category, of.rate_bp] += tax
    assert (some(nets), some(taxes)) == expected(lines)


@given(
    st.integers(0, 2**32),
    st.lists(st.integers(-3_000_00, 9_000_00), min_size=1, max_size=5),
    st.lists(st.tuples(st.sampled_from(CASES), st.integers(1, 60_00)), max_size=3),
)
def test_the_parts_of_any_payments_of_any_document_add_up_to_each_payment_and_to_its_part_at_each_rate(
    seed, payments, asked
):
    """Also past the total, below zero, and where deposits were asked for at rates that the document has not."""
    document = random_document(random.Random(seed))
    parts = tuple(VatPart(vat=vat, base=cents, tax=cents * vat.rate_bp // 10_000) for vat, cents in asked)
    deposit = Deposit(reference=DEPOSIT, incl_tax_cents=sum(part.base + part.tax for part in parts), parts=parts)
    if parts and document.paid is Paid.NOTHING and document.currency == "EUR":
        document = replace(document, type=DocumentType.FINAL, deposits=(deposit,))
    made = issued(document)
    found = parts_of_payments(made, payments)
    assert [sum(map(sum, each.values())) for each in found] == payments
    totals = replace(made.totals, paid=0) if document.paid is Paid.ALL else made.totals
    for each, share in zip(found, shares_of_document(document, totals, payments), strict=True):
        by_rate = Counter()
        for of, cents in each.items():
            by_rate[of.category, of.rate_bp] += sum(cents)
        assert some(by_rate) == {(str(category), rate): cents for (category, rate), cents in share.items()}


def test_a_discount_of_the_document_reduces_what_was_sold_and_no_disbursement():
    stamp = Line(label="Timbre", vat=vat_case("disbursement", DAY).vat(), unit_price=5_120_000, is_disbursement=True)
    lines = (
        Line(label="Conseil", vat=CASES[2], unit_price=100 * 10**6, activity=Activity.BNC),
        Line(label="Livre", vat=CASES[2], unit_price=50 * 10**6, activity=Activity.SALES),
        stamp,
    )
    document = issued(replace(BASE, lines=lines, discount=Discount(cents=30_00)))
    (parts,) = parts_of_payments(document, [document.totals.incl_tax])
    sums = {(of.activity, bool(cents.disbursement)): sum(cents) for of, cents in parts.items()}
    assert sums == {(Activity.BNC, False): 80_00, (Activity.SALES, False): 40_00, (None, True): 5_12}


@pytest.mark.parametrize(
    ("excl_tax", "tax", "category", "rate_bp"),
    [(1_000_00, 200_00, "S", 2_000), (100_00, 5_50, "S", 550), (100_00, 7_77, "", 0), (10, 1, "", 0), (5_00, 0, "", 0)],
)
def test_the_rate_of_another_tool_is_the_only_one_that_makes_its_tax(excl_tax, tax, category, rate_bp):
    (parts,) = parts_without_lines(excl_tax, tax, [excl_tax + tax])
    assert parts == {PartOf(None, True, category, rate_bp): PartCents(excl_tax, tax)}
