"""Declarations against figures worked out by hand from the published rates, and properties of any turnover."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.dated_tables import Confidence, dated_table, value
from microdesk_desktop.books.declarations.acre import acre_end
from microdesk_desktop.books.declarations.declare import declare, put_aside
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declarations import ContributionKind, UnknownFigure
from microdesk_desktop.domain.books.declared_periods import period_named
from microdesk_desktop.domain.books.turnover import Turned
from microdesk_desktop.domain.company import Company

SALES, BIC, BNC, CIPAV = Activity.SALES, Activity.BIC_SERVICES, Activity.BNC, Activity.BNC_CIPAV
SOCIAL, TRAINING = ContributionKind.SOCIAL, ContributionKind.TRAINING
CHAMBER, INCOME_TAX = ContributionKind.CHAMBER, ContributionKind.INCOME_TAX
COMPANY = Company(name="Atelier", postal_code="75011")
TODAY = date(2026, 11, 27)


def declared(company, period, *turned):
    """The declaration of amounts: a day (« 10-31 » of the period's year), euros as text, an activity."""
    of = period_named(period)
    rows = [
        Turned(date.fromisoformat(day if len(day) > 5 else f"{of.first.year}-{day}"), activity, cents_of(euros))
        for day, euros, activity in turned
    ]
    return declare(company, of, rows, TODAY)


def cents_of(euros):
    return int(Decimal(euros) * 100)


def lines(declaration, activity=None):
    """Kind, base, percent, cents and rounded euros of each contribution."""
    return [
        (each.kind, each.base_euros, str(each.rate.percent), each.amount_cents, each.rounded_euros)
        for part in declaration.activities
        if activity in (None, part.activity)
        for each in part.contributions
    ]


def test_a_liberal_quarter_is_the_rounded_turnover_times_each_rate():
    found = declared(COMPANY, "2026-T4", ("10-05", "4000.40", BNC), ("12-31", "5130.09", BNC), ("09-30", "1", BNC))
    assert found.activities[0].turnover_cents == 913_049
    assert found.activities[0].declared_euros == 9130
    assert lines(found) == [(SOCIAL, 9130, "25.6", 233_728, 2337), (TRAINING, 9130, "0.2", 1826, None)]
    assert (found.total_cents, found.payable_cents) == (235_554, 235_526)
    assert found.is_known
    assert not found.is_over
    rate = found.activities[0].contributions[0].rate
    assert (rate.valid_from, rate.confidence) == (date(2026, 1, 1), Confidence.HIGH)
    assert "modele-social" in rate.source


@pytest.mark.parametrize(("euros", "declared_euros"), [("1242.46", 1242), ("1242.54", 1243), ("1242.50", 1243)])
def test_turnover_is_declared_to_the_nearest_euro_and_a_half_goes_up(euros, declared_euros):
    assert declared(COMPANY, "2026-11", ("11-01", euros, BNC)).activities[0].declared_euros == declared_euros


def test_a_craft_business_in_alsace_with_both_activities_and_the_flat_tax():
    company = replace(
        COMPANY, activity=BIC, other_activities=(SALES,), is_craft=True, postal_code="67000", has_flat_tax=True
    )
    found = declared(company, "2025-03", ("03-01", "2000", BIC), ("03-31", "1000", SALES))
    assert lines(found, BIC) == [
        (SOCIAL, 2000, "21.2", 42_400, 424),
        (TRAINING, 2000, "0.3", 600, None),
        (CHAMBER, 2000, "0.65", 1300, 13),
        (INCOME_TAX, 2000, "1.7", 3400, None),
    ]
    assert lines(found, SALES) == [
        (SOCIAL, 1000, "12.3", 12_300, 123),
        (TRAINING, 1000, "0.3", 300, None),
        (CHAMBER, 1000, "0.29", 290, 3),
        (INCOME_TAX, 1000, "1.0", 1000, None),
    ]


@pytest.mark.parametrize(
    ("postal_code", "is_craft", "percent"),
    [("57000", True, "0.83"), ("68100", True, "0.65"), ("75011", True, "0.48"), ("57000", False, "0.044")],
)
def test_the_chamber_tax_follows_the_register_and_the_departement(postal_code, is_craft, percent):
    company = replace(COMPANY, activity=BIC, is_craft=is_craft, postal_code=postal_code)
    assert [each[2] for each in lines(declared(company, "2026-01")) if each[0] is CHAMBER] == [percent]


def test_the_training_contribution_of_liberals_doubled_in_2022():
    assert lines(declared(COMPANY, "2021-12", ("12-31", "1000", BNC)))[1][2:4] == ("0.1", 100)
    assert lines(declared(COMPANY, "2022-01", ("01-01", "1000", BNC)))[1][2:4] == ("0.2", 200)


@pytest.mark.parametrize(
    ("created", "end"),
    [
        ("2026-02-01", "2026-12-31"),
        ("2026-03-31", "2026-12-31"),
        ("2026-04-01", "2027-03-31"),
        ("2025-11-15", "2026-09-30"),
    ],
)
def test_acre_ends_with_the_third_quarter_after_that_of_creation(created, end):
    assert acre_end(date.fromisoformat(created)) == date.fromisoformat(end)


def test_acre_is_unknown_for_a_creation_that_no_table_has():
    assert acre_end(date(2020, 3, 31)) is None
    assert acre_end(date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("created", "activity", "percent"),
    [
        ("2026-02-01", SALES, "6.2"),
        ("2026-02-01", BIC, "10.6"),
        ("2026-06-30", BNC, "12.8"),
        ("2026-02-01", CIPAV, "13.4"),
        ("2026-07-01", SALES, "9.2"),
        ("2026-08-01", BIC, "15.9"),
        ("2026-08-01", BNC, "19.2"),
    ],
)
def test_acre_reduces_by_half_or_by_a_quarter_by_the_day_of_creation(created, activity, percent):
    day = date.fromisoformat(created)
    company = replace(COMPANY, activity=activity, created_on=day, acre_until=acre_end(day))
    found = declared(company, "2026-11", ("11-01", "1000", activity))
    assert lines(found)[0][2] == percent
    assert found.activities[0].contributions[0].rate.is_reduced


def test_a_cipav_rate_that_the_model_did_not_follow_is_to_be_verified():
    company = replace(COMPANY, activity=CIPAV, created_on=date(2026, 8, 1), acre_until=date(2027, 6, 30))
    rate = declared(company, "2026-11").activities[0].contributions[0].rate
    assert rate.confidence is Confidence.LOW
    assert "à vérifier" in rate.source


def test_a_rate_that_changes_within_the_period_splits_it_and_the_bases_add_up():
    company = replace(COMPANY, created_on=date(2025, 11, 15), acre_until=date(2026, 10, 31))
    found = declared(company, "2026-T4", ("10-31", "1000.40", BNC), ("11-01", "500.30", BNC))
    (first, second) = (each for each in found.activities[0].contributions if each.kind is SOCIAL)
    assert (first.span.until, second.span.since) == (date(2026, 10, 31), date(2026, 11, 1))
    assert (first.base_euros, str(first.rate.percent), first.amount_cents) == (1000, "12.8", 12_800)
    assert (second.base_euros, str(second.rate.percent), second.amount_cents) == (501, "25.6", 12_826)
    assert found.activities[0].declared_euros == 1501


def test_a_period_in_which_more_was_paid_back_is_declared_as_nothing_and_the_rest_is_named():
    found = declared(COMPANY, "2026-11", ("11-02", "100", BNC), ("11-03", "-350.25", BNC))
    assert found.activities[0].declared_euros == 0
    assert found.activities[0].carried_cents == -25_025
    assert found.total_cents == 0


def test_the_activities_of_the_company_are_declared_even_at_zero():
    company = replace(COMPANY, other_activities=(SALES,))
    assert [each.activity for each in declared(company, "2026-11").activities] == [BNC, SALES]


def test_turnover_without_activity_is_that_of_the_only_one_and_else_unknown():
    assert declared(COMPANY, "2026-11", ("11-02", "100", None)).activities[0].turnover_cents == 10_000
    both = declared(replace(COMPANY, other_activities=(SALES,)), "2026-11", ("11-02", "100", None))
    assert both.turnover_cents == 0
    assert [(each.figure, each.cents) for each in both.unknown] == [(UnknownFigure.ACTIVITY_NOT_STATED, 10_000)]


def test_nothing_is_known_past_the_horizon_and_no_rate_of_last_year_is_taken():
    found = declared(COMPANY, "2027-T1", ("01-01", "1000", BNC))
    assert found.activities[0].declared_euros == 1000
    assert not lines(found)
    assert {(each.figure, each.kind) for each in found.unknown} == {
        (UnknownFigure.AFTER_HORIZON, SOCIAL),
        (UnknownFigure.AFTER_HORIZON, TRAINING),
    }
    assert {each.horizon for each in found.unknown} == {date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("change", "kind", "figure"),
    [
        ({"postal_code": "97400"}, SOCIAL, UnknownFigure.OVERSEAS),
        ({"acre_until": date(2026, 12, 31)}, SOCIAL, UnknownFigure.CREATION_DAY_MISSING),
        ({"acre_until": date(2026, 12, 31), "created_on": date(2019, 1, 1)}, SOCIAL, UnknownFigure.NO_RATE),
        ({"activity": BIC, "is_craft": True, "postal_code": ""}, CHAMBER, UnknownFigure.POSTAL_CODE_MISSING),
    ],
)
def test_what_is_not_known_is_said_and_the_rest_is_computed(change, kind, figure):
    found = declared(replace(COMPANY, **change), "2026-11", ("11-02", "1000", None))
    assert [(each.kind, each.figure, each.cents) for each in found.unknown] == [(kind, figure, 100_000)]
    assert TRAINING in {each.kind for each in found.activities[0].contributions}


def test_what_to_put_aside_is_the_sum_of_all_rates():
    company = replace(COMPANY, activity=BIC, has_flat_tax=True)
    assert put_aside(company, BIC, date(2026, 11, 27)).percent == Decimal("21.2") + Decimal("0.1") + Decimal("1.744")
    assert put_aside(company, BIC, date(2027, 1, 1)).unknown


@pytest.mark.parametrize(("day", "percent"), [(date(2026, 9, 30), "13.0"), (date(2026, 10, 1), "25.8")])
def test_acre_holds_until_the_end_of_its_last_day(day, percent):
    company = replace(COMPANY, created_on=date(2025, 11, 15), acre_until=date(2026, 9, 30))
    assert str(put_aside(company, BNC, day).percent) == percent


def test_a_liberal_activity_of_a_craft_business_pays_no_craft_rate():
    found = declared(replace(COMPANY, is_craft=True), "2026-11", ("11-01", "1000", BNC))
    assert [(each[0], each[2]) for each in lines(found)] == [(SOCIAL, "25.6"), (TRAINING, "0.2")]


def test_the_reduced_rates_are_the_stated_share_of_the_usual_ones():
    for row in dated_table("acre_rates").rows:
        cohort, activity = row.keys
        if activity == CIPAV:
            continue
        pays = next(each.decimal("pays") for each in dated_table("acre").rows if each.values["cohort"] == cohort)
        usual = value("social_rates", activity, "metropole", on=row.first)
        exact = Fraction(usual.number) * Fraction(pays) / 100
        assert abs(Fraction(row.decimal("percent")) - exact) <= Fraction(1, 20), row


days = st.dates(date(2022, 7, 1), date(2026, 12, 31))


@given(
    st.lists(st.tuples(days, st.integers(-500_000, 2_000_000), st.sampled_from([*Activity, None])), max_size=30),
    st.sampled_from(["2022-T3", "2022-T4", "2024-T2", "2024-T3", "2026-T4", "2026-11"]),
    st.sampled_from([None, date(2024, 8, 14), date(2026, 11, 3)]),
)
def test_any_turnover_is_declared_whole_whatever_its_order(amounts, period, acre_until):
    company = replace(COMPANY, other_activities=(SALES,), created_on=date(2024, 1, 1), acre_until=acre_until)
    of = period_named(period)
    turned = [Turned(day, activity, cents) for day, cents, activity in amounts]
    found = declare(company, of, turned, TODAY)
    assert found == declare(company, of, turned[::-1], TODAY)
    for part in found.activities:
        cents = sum(each.cents for each in turned if each.activity is part.activity and each.on in of.span)
        assert part.turnover_cents == cents
        assert 0 <= part.declared_euros - Fraction(cents, 100) + Fraction(1, 2) <= 1 or (
            part.declared_euros == 0 > cents
        )
        for kind in {each.kind for each in part.contributions}:
            stretches = [each for each in part.contributions if each.kind is kind]
            assert sum(each.base_euros for each in stretches) == part.declared_euros
            first = of.span.since
            for each in stretches:
                assert each.span.since == first
                first = each.span.until + timedelta(days=1)
            assert first == of.next.first
