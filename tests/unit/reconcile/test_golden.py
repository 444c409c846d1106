"""Every scenario of tests/golden/reconcile, in the words of an accountant."""

from pathlib import Path

import pytest

from microdesk_desktop.reconcile.engine import reconcile
from tests.unit.reconcile.scenario import load_scenario

GOLDEN = Path(__file__).parents[2] / "golden" / "reconcile"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_the_engine_answers_as_an_accountant_would(path: Path) -> None:
    scenario = load_scenario(path)
    outcomes = reconcile(scenario.transactions, scenario.targets, parties=scenario.parties, owner=scenario.owner)
    assert [scenario.said(outcome) for outcome in outcomes] == scenario.expected
