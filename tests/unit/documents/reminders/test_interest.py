"""Late interest against a computation of its own, day by day, and by cases that can be checked with a calculator."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.documents.reminders.interest import Claim, late_interest
from microdesk_desktop.documents.reminders.rates import RateBasis, RateTerms, legal_rate, legal_source
from microdesk_desktop.domain.parties import ClientKind

COMPANY, CONSUMER = ClientKind.COMPANY, ClientKind.INDIVIDUAL
THREE_TIMES = RateTerms(basis=RateBasis.THREE_TIMES_LEGAL)
LEGAL = RateTerms(basis=RateBasis.LEGAL)
KNOWN = ((date(2024, 7, 1), "4.92"), (date(2025, 1, 1), "3.71"), (date(2025, 7, 1), "2.76"), (date(2026, 1, 1), "2.62"))
FIRST_UNKNOWN = date(2026, 7, 1)


def company(cents=1000_00, due_on=date(2025, 6, 20), **facts):
    return Claim(client=COMPANY, cents=cents, due_on=due_on, **facts)


def lines(found):
    return [(line.first.isoformat(), line.days, line.unpaid, line.rate, line.interest) for line in found.lines]


def test_interest_runs_from_the_day_after_the_due_date_at_the_rate_of_each_semester():
    found = late_interest(company(), THREE_TIMES, date(2025, 7, 10))
    assert lines(found) == [
        ("2025-06-21", 10, 1000_00, Fraction("11.13"), 3_05),  # 1000 × 10 × 11.13 % ÷ 365 = 3.0493…
        ("2025-07-01", 10, 1000_00, Fraction("8.28"), 2_27),  # 1000 × 10 × 8.28 % ÷ 365 = 2.2684…
    ]
    assert (found.known, found.recovery) == (5_32, 40_00)


def test_nothing_runs_on_the_due_date_itself():
    found = late_interest(company(), THREE_TIMES, date(2025, 6, 20))
    assert (found.lines, found.recovery) == ([], 0)


def test_the_day_of_a_payment_still_counts_and_the_next_one_runs_on_what_is_left():
    paid = company(payments=((date(2025, 6, 25), 400_00),))
    assert lines(late_interest(paid, THREE_TIMES, date(2025, 6, 30))) == [
        ("2025-06-21", 5, 1000_00, Fraction("11.13"), 1_52),
        ("2025-06-26", 5, 600_00, Fraction("11.13"), 91),
    ]


def test_what_was_paid_in_time_owes_nothing_and_what_was_paid_a_day_late_owes_40_euros():
    in_time = company(payments=((date(2025, 6, 20), 1000_00),))
    assert late_interest(in_time, THREE_TIMES, date(2026, 1, 31)).recovery == 0
    late = company(payments=((date(2025, 6, 21), 1000_00),))
    found = late_interest(late, THREE_TIMES, date(2026, 1, 31))
    assert (len(found.lines), found.known, found.recovery) == (1, 30, 40_00)


def test_a_semester_without_a_known_rate_is_named_and_not_guessed():
    found = late_interest(company(due_on=date(2026, 6, 20)), THREE_TIMES, date(2026, 11, 27))
    assert [(line.first, line.last, line.interest) for line in found.unknown] == [
        (FIRST_UNKNOWN, date(2026, 11, 27), None)
    ]
    assert found.known == found.lines[0].interest == 2_15
    entered = RateTerms(basis=RateBasis.THREE_TIMES_LEGAL, entered={FIRST_UNKNOWN: Fraction("2.50")})
    assert late_interest(company(due_on=date(2026, 6, 20)), entered, date(2026, 11, 27)).unknown == []


def test_the_rate_of_the_central_bank_is_unknown_on_every_day():
    found = late_interest(company(), RateTerms(basis=RateBasis.CENTRAL_BANK), date(2025, 7, 10))
    assert (found.known, [line.days for line in found.unknown]) == (0, [20])


def test_a_contract_below_three_times_the_legal_rate_is_raised_to_it():
    low, high = (RateTerms(basis=RateBasis.CONTRACT, percent=Fraction(percent)) for percent in (5, 12))
    until = date(2025, 7, 10)
    assert late_interest(company(), low, until).lines == late_interest(company(), THREE_TIMES, until).lines
    (line,) = late_interest(company(), high, until).lines
    assert (line.days, line.rate, line.interest) == (20, 12, 6_58)


def test_a_consumer_owes_the_legal_rate_from_the_notice_on_and_never_40_euros():
    claim = Claim(client=CONSUMER, cents=1000_00, due_on=date(2025, 6, 20))
    assert late_interest(claim, LEGAL, date(2025, 7, 10)) == late_interest(claim, LEGAL, date(2020, 1, 1))
    after = Claim(client=CONSUMER, cents=1000_00, due_on=date(2025, 6, 20), notice_on=date(2025, 7, 1))
    found = late_interest(after, LEGAL, date(2025, 7, 10))
    assert lines(found) == [("2025-07-02", 9, 1000_00, Fraction("2.76"), 68)]
    assert found.recovery == 0


def test_the_table_has_the_published_rates_with_their_source_and_none_after_them():
    assert [(day, legal_rate(day)) for day, _ in KNOWN] == [(day, Fraction(rate)) for day, rate in KNOWN]
    assert legal_rate(date(2026, 6, 30)) == Fraction("2.62")
    assert legal_rate(FIRST_UNKNOWN) is None
    assert legal_source(date(2026, 1, 1)).startswith("arrêté du 15 décembre 2025")
    assert legal_source(FIRST_UNKNOWN) == ""


DAYS = st.integers(0, 700).map(lambda days: date(2024, 8, 1) + timedelta(days=days))


def day_by_day(cents, start, until, payments, multiple):
    """Each day with what is unpaid and its rate in a decimal table; runs of equal days are rounded once."""
    days = []
    day = start
    while day <= until:
        unpaid = cents - sum(paid for on, paid in payments if on < day)
        rates = [Decimal(rate) for first, rate in KNOWN if first <= day]
        days.append((max(unpaid, 0), rates[-1] * multiple if rates and day < FIRST_UNKNOWN else None))
        day += timedelta(days=1)
    known = unknown = 0
    for (unpaid, rate), run in groupby(days):
        length = len(list(run))
        if rate is None:
            unknown += length if unpaid else 0
        else:
            exact = Decimal(unpaid) * rate * length / Decimal(36_500)
            known += int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    return known, unknown


@pytest.mark.parametrize("kind", [COMPANY, CONSUMER])
@given(
    cents=st.integers(1, 5_000_000),
    due_on=DAYS,
    late=st.integers(-10, 500),
    payments=st.lists(st.tuples(DAYS, st.integers(1, 2_000_000)), max_size=4),
    notice_on=st.none() | DAYS,
)
def test_every_claim_equals_the_computation_day_by_day(kind, cents, due_on, late, payments, notice_on):
    until = due_on + timedelta(days=late)
    claim = Claim(client=kind, cents=cents, due_on=due_on, payments=payments, notice_on=notice_on)
    found = late_interest(claim, THREE_TIMES if kind is COMPANY else LEGAL, until)
    start = due_on + timedelta(days=1)
    if kind is CONSUMER:
        start = until + timedelta(days=1) if notice_on is None else max(notice_on, due_on) + timedelta(days=1)
    known, unknown = day_by_day(cents, start, until, payments, 3 if kind is COMPANY else 1)
    assert (found.known, sum(line.days for line in found.unknown)) == (known, unknown)
    unpaid_late = cents > sum(paid for on, paid in payments if on <= due_on)
    assert found.recovery == (40_00 if kind is COMPANY and late > 0 and unpaid_late else 0)
