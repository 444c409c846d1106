"""Contributions against URSSAF's public model (npm modele-social), one node process for all cases.

The model takes a turnover a month, and rounds social contributions and the chamber's tax to the euro, halves up: equal
here. It leaves the training contribution and the flat tax unrounded: equal to half a cent, as ours are in cents.
It never ends ACRE: the day on which it ends is tested elsewhere, and no case lies after it.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from microdesk_desktop.books.declarations.acre import acre_end
from microdesk_desktop.books.declarations.declare import declare
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declarations import Contribution, ContributionKind
from microdesk_desktop.domain.books.declared_periods import period_holding
from microdesk_desktop.domain.books.turnover import Turned
from microdesk_desktop.domain.company import Company, DeclarationPeriod

pytestmark = pytest.mark.real

PROGRAM = Path(__file__).parent / "urssaf" / "compute.mjs"
INSTALLED = Path(sys.prefix) / "urssaf"
TO_THE_EURO = (ContributionKind.SOCIAL, ContributionKind.CHAMBER)
HALF_A_CENT = Decimal("0.005")
FLOAT_ERROR = Decimal("1e-9")


class Profile(NamedTuple):
    """A kind of business; `department` is as the model names it, "" for one that changes nothing."""

    activity: Activity
    is_craft: bool = False
    postal_code: str = "75011"
    department: str = ""


PROFILES = (
    Profile(Activity.SALES),
    Profile(Activity.SALES, is_craft=True),
    Profile(Activity.SALES, is_craft=True, postal_code="57000", department="Moselle"),
    Profile(Activity.BIC_SERVICES),
    Profile(Activity.BIC_SERVICES, is_craft=True),
    Profile(Activity.BIC_SERVICES, is_craft=True, postal_code="67000", department="Bas-Rhin"),
    Profile(Activity.BIC_SERVICES, is_craft=True, postal_code="68100", department="Haut-Rhin"),
    Profile(Activity.BNC),
    Profile(Activity.BNC_CIPAV),
)
# A month, the creation of a business that has ACRE in it, and of one that had none. Rates changed in July 2024, January
# 2025 and January 2026; the reduction in July 2026, by the day of creation.
MONTHS = (
    ("2023-03", "2022-11-02", "2019-05-06"),
    ("2024-06", "2023-12-01", "2023-01-15"),
    ("2024-07", "2024-07-01", "2018-03-01"),
    ("2024-12", "2024-02-29", "2024-02-29"),
    ("2025-01", "2024-05-13", "2021-10-10"),
    ("2025-12", "2025-12-01", "2025-12-01"),
    ("2026-01", "2025-06-30", "2020-04-01"),
    ("2026-11", "2026-06-30", "2022-06-30"),
    ("2026-11", "2026-07-01", "2026-07-01"),
    ("2026-12", "2026-10-20", "2017-01-01"),
)
EUROS = (1, 1500, 1242, 3333, 9130, 15_501)


class Case(NamedTuple):
    """A declaration of one month, with the turnover of one activity in whole euros."""

    profile: Profile
    month: date
    created_on: date
    euros: int
    has_acre: bool
    has_flat_tax: bool


def every_case() -> Sequence[Case]:
    """Profiles × months × with and without ACRE × two turnovers, one with the flat tax, one without."""
    found = []
    for profile in PROFILES:
        for month, reduced, plain in MONTHS:
            for has_acre in (True, False):
                for each in range(2):
                    number = len(found)
                    found.append(
                        Case(
                            profile=profile,
                            month=date.fromisoformat(f"{month}-01"),
                            created_on=date.fromisoformat(reduced if has_acre else plain),
                            euros=EUROS[(number + number // len(EUROS)) % len(EUROS)],
                            has_acre=has_acre,
                            has_flat_tax=each == number // 4 % 2,
                        )
                    )
    return found


def answers_of_the_model(cases: Sequence[Case]) -> Sequence[Mapping[str, float | None]]:
    """Euros a month by kind, for each case."""
    asked = [
        {
            "activity": case.profile.activity,
            "craft": case.profile.is_craft,
            "department": case.profile.department,
            "created": case.created_on.isoformat(),
            "month": case.month.isoformat(),
            "euros": case.euros,
            "acre": case.has_acre,
            "flat_tax": case.has_flat_tax,
        }
        for case in cases
    ]
    node = shutil.which("node")
    if node is None or not (INSTALLED / "node_modules").is_dir():
        pytest.skip(
            "node, or URSSAF's public model in .venv/urssaf, is not installed: see resources/packaging/setup.sh"
        )
    command = [node, "--input-type=module", "--eval", PROGRAM.read_text("utf-8")]
    done = subprocess.run(command, input=json.dumps(asked), cwd=INSTALLED, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ours(case: Case) -> Mapping[ContributionKind, Contribution]:
    company = Company(
        name="Atelier",
        activity=case.profile.activity,
        is_craft=case.profile.is_craft,
        postal_code=case.profile.postal_code,
        created_on=case.created_on,
        has_flat_tax=case.has_flat_tax,
    )
    if case.has_acre:
        company = replace(company, acre_until=acre_end(case.created_on))
    period = period_holding(case.month, DeclarationPeriod.MONTHLY)
    turned = [Turned(period.span.until, case.profile.activity, case.euros * 100)]
    declaration = declare(company, period, turned, date(2026, 12, 31))
    assert declaration.is_known, case
    (activity,) = declaration.activities
    return {each.kind: each for each in activity.contributions}


def is_equal(kind: ContributionKind, mine: Contribution | None, theirs: float) -> bool:
    """Whether our contribution is that of the model, rounded as the first lines of this file say."""
    if mine is None:
        return theirs == 0
    if kind not in TO_THE_EURO:
        return abs(Decimal(theirs) - mine.amount_cents / Decimal(100)) <= HALF_A_CENT + FLOAT_ERROR
    return mine.rounded_euros == theirs


def test_every_contribution_is_that_of_the_public_model():
    cases = every_case()
    assert len(cases) >= 300
    answers = answers_of_the_model(cases)
    wrong = []
    for case, answer in zip(cases, answers, strict=True):
        mine = ours(case)
        for kind in ContributionKind:
            wanted = case.has_flat_tax or kind is not ContributionKind.INCOME_TAX
            theirs = (answer[kind] or 0) if wanted else 0
            if not is_equal(kind, mine.get(kind), theirs):
                wrong.append((case, kind, mine.get(kind), theirs))
    assert not wrong, f"{len(wrong)} differ, the first: {wrong[0]}"


def test_the_cases_tell_the_activities_the_years_and_the_options_apart():
    cases = every_case()
    assert {case.euros for case in cases} == set(EUROS)
    for profile in PROFILES:
        own = [case for case in cases if case.profile == profile]
        assert {(case.has_acre, case.has_flat_tax) for case in own} == set(product((True, False), repeat=2))
        assert {case.month.year for case in own} == {2023, 2024, 2025, 2026}
