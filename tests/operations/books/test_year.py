"""The receipts book of a business that is liable for VAT, beside sums by exact fractions that share no code with it."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, attribute_by_reference
from microdesk_desktop.operations.bank.attribute_net import attribute_net_of_fee
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.follow_up.write_off import write_off
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.views.books.ledger import load_book, load_turned
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.imports.imports import import_statement

YEAR = year_of(date(2026, 1, 1))
VAT = {"vat_number": "FR19812345676", "vat_regime": "real"}


def line(price, rate="20", **facts):
    return {"label": "Conseil", "unit_price": price, "vat_rate": rate, **facts}


def book(session, which=Book.RECEIPTS, span=YEAR):
    return session.read(lambda reader: load_book(reader, which, span))


@pytest.fixture
def session(tmp_path):
    made = issuing_vault(tmp_path / "profile", clock=FakeClock(date(2026, 9, 1)))
    put_company(made, VAT)
    yield made
    made.close()


DAYS = (
    *(date(2026, 9, 10), date(2026, 10, 10), date(2026, 10, 12), date(2026, 10, 14), date(2026, 11, 3)),
    *(date(2026, 11, 16), date(2026, 11, 20)),
)
ROWS = dict(zip(DAYS, (600_00, 705_50, 360_00, 104_60, 50_00, -60_00), strict=False))


def paid_by_bank(session, folder):
    """Import a statement of the rows, and attribute each: in parts, to several invoices, net of a fee, to a refund."""
    two_rates = issued(session, lines=[line("1000.00"), line("100.00", "5.5", activity="sales")])
    first, second, platform, short = (
        issued(session, lines=[line(price)]) for price in ("200.00", "100.00", "100.00", "41.69")
    )
    session.clock.set_forward(days=90)
    path = folder / "releve.csv"
    rows = "\n".join(f"{on:%d/%m/%Y};VIR SEPA TIERS;{cents / 100:.2f}".replace(".", ",") for on, cents in ROWS.items())
    path.write_text(f"Date;Libellé;Montant\n{rows}\n", encoding="utf-8")
    import_statement(session, path)
    attribute(session, DAYS[0], (two_rates, 600_00))
    attribute(session, DAYS[1], (two_rates, 705_50))
    attribute(session, DAYS[2], (first, 240_00), (second, 120_00))
    attribute_net_of_fee(session, row_of(session, DAYS[3]), named((platform, 120_00)), 15_40)
    attribute(session, DAYS[4], (short, 50_00))
    write_off(session, session.read(lambda reader: find_issued(reader, short)), DAYS[4], is_confirmed=True)
    refund = issue(session, credit(session, first, part=Part(incl_tax=60_00)).id).number
    attribute(session, DAYS[5], (refund, 60_00))
    pay(session, second, -120_00, DAYS[6])


def row_of(session, on):
    return session.read(
        lambda reader: reader.value("SELECT id FROM bank_transaction WHERE booked_on = ?", (on.isoformat(),))
    )


def named(*parts):
    return [NamedPart(kind=TargetKind.INVOICE, reference=number, amount_cents=cents) for number, cents in parts]


def attribute(session, on, *parts):
    attribute_by_reference(session, row_of(session, on), named(*parts))


def pay(session, number, cents, on):
    session.write(
        lambda writer: writer.run(
            "INSERT INTO payment (target_id, paid_on, amount_cents) SELECT id, ?, ? FROM document WHERE number = ?",
            (on.isoformat(), cents, number),
        )
    )


def test_bank_rows_of_every_kind_are_the_receipts_that_the_law_wants(session, tmp_path):
    """Partial, several in one transfer, two rates, a platform's payout, refund, chargeback, cents."""
    paid_by_bank(session, tmp_path)
    found = [
        (each.on, each.activity, each.amount_cents, [(p.rate_bp, p.tax_cents) for p in each.vat])
        for each in book(session)
    ]
    # 600.00 of 1,200.00 + 105.50: 551.51 at 20 % (459.59 + 91.92) and 48.49 at 5.5 % (45.96 + 2.53); then what is left.
    bnc, sales = Activity.BNC, Activity.SALES
    assert found == [
        (DAYS[0], bnc, 459_59, [(2_000, 91_92)]),
        (DAYS[0], sales, 45_96, [(550, 2_53)]),
        (DAYS[1], bnc, 540_41, [(2_000, 108_08)]),
        (DAYS[1], sales, 54_04, [(550, 2_97)]),
        (DAYS[2], bnc, 200_00, [(2_000, 40_00)]),
        (DAYS[2], bnc, 100_00, [(2_000, 20_00)]),
        (DAYS[3], bnc, 100_00, [(2_000, 20_00)]),
        (DAYS[4], bnc, 41_67, [(2_000, 8_33)]),
        (DAYS[5], bnc, -50_00, [(2_000, -10_00)]),
        (DAYS[6], bnc, -100_00, [(2_000, -20_00)]),
    ]
    (purchase,) = book(session, Book.PURCHASES)
    assert (purchase.amount_cents, purchase.party) == (15_40, "Tiers"), "whoever paid has kept it"
    months = [
        sum(each.cents for each in session.read(lambda reader, on=on: load_turned(reader, month_of(on))))
        for on in (DAYS[0], DAYS[1], DAYS[4])
    ]
    assert months == [505_55, 994_45, -108_33]


# Random documents, paid in random parts, all of them settled at last.

RATES = {"20": Fraction(20, 100), "10": Fraction(10, 100), "5.5": Fraction(55, 1000)}
SOLD = st.tuples(st.integers(100, 90_000), st.sampled_from(sorted(RATES)), st.sampled_from(("bnc", "sales")))
DOCUMENTS = st.lists(
    st.tuples(st.lists(SOLD, min_size=1, max_size=4), st.lists(st.integers(1, 9), min_size=1, max_size=4)),
    min_size=1,
    max_size=3,
)


def exact(lines):
    """The nets by activity and rate, and the tax of each rate, rounded half away from zero as the law does."""
    nets, bases = Counter(), Counter()
    for cents, rate, activity in lines:
        nets[activity, rate] += cents
        bases[rate] += cents
    taxes = {rate: int(base * RATES[rate] + Fraction(1, 2)) for rate, base in bases.items()}
    return nets, taxes


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    made = issuing_vault(tmp_path_factory.mktemp("year") / "profile", clock=FakeClock(date(2026, 1, 1)))
    put_company(made, VAT)
    yield made
    made.close()


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DOCUMENTS)
def test_the_book_of_a_year_is_the_sum_of_what_was_sold_by_activity_and_rate_to_the_cent(shop, documents):
    shop.write(lambda writer: writer.run("DELETE FROM payment"))
    nets, taxes, paid = Counter(), Counter(), Counter()
    for place, (lines, shares) in enumerate(documents):
        form = [
            line(f"{cents / 100:.2f}", rate, **({"activity": activity} if activity != "bnc" else {}))
            for cents, rate, activity in lines
        ]
        number = issued(shop, lines=form)
        of_lines, of_rates = exact(lines)
        nets.update(of_lines)
        taxes.update(of_rates)
        whole, before = sum(of_lines.values()) + sum(of_rates.values()), 0
        for count, share in enumerate(shares, 1):
            part = whole - before if count == len(shares) else whole * share // sum(shares)
            before += part
            on = date(2026, 1, 15) + timedelta(days=61 * count + place)
            paid[on] += part
            if part:
                pay(shop, number, part, on)
    found, found_taxes, found_paid = Counter(), Counter(), Counter()
    for each in book(shop):
        found_paid[each.on] += each.gross_cents
        for part in each.vat:
            rate = f"{part.rate_bp / 100:g}"
            found[each.activity, rate] += part.base_cents
            found_taxes[rate] += part.tax_cents
    assert (found, found_taxes) == (nets, taxes)
    assert found_paid == {on: cents for on, cents in paid.items() if cents}
    turned = Counter()
    for each in shop.read(lambda reader: load_turned(reader, Span(YEAR.since, YEAR.until))):
        turned[each.activity] += each.cents
    assert turned == Counter(
        {activity: sum(cents for (of, _), cents in nets.items() if of == activity) for activity, _ in nets}
    )
