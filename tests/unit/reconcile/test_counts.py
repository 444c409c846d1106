"""What the engine does on a sample of years, counted exactly: a change of behaviour shows, and is then deliberate.

After a deliberate change, `python -m tests.unit.reconcile.test_counts` writes the counts anew; review their difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from microdesk_desktop.domain.settle.attributions import Outcome, Status
from microdesk_desktop.reconcile.engine import reconcile
from tests.worlds.generator import build_world
from tests.worlds.judge.measure import SIZES, build
from tests.worlds.stranger import build_stranger
from tests.worlds.world import World

EXPECTED = Path(__file__).parents[2] / "golden" / "attribution_counts.txt"
VERDICTS = ("right", "wrong", "proposed", "silent")


def worlds() -> Iterator[tuple[str, World[Any]]]:
    """Years of three generators that share no habit."""
    yield from (("company", build_world(seed)) for seed in range(3_000, 3_020))
    yield from (("stranger", build_stranger(seed)) for seed in range(3_000, 3_010))
    yield from (("judge", build(seed, *size)) for seed in (21, 22) for size in SIZES.values())


def verdict(company: World[Any], outcome: Outcome) -> str:
    """Whether the answer is right, wrong, among the proposals, or missing.

    Of what settles nothing, any attribution is wrong and any proposal is counted.
    """
    truth = company.truths[outcome.transaction_id]
    given = [{part.target_id: part.amount_cents for part in each.allocations} for each in outcome.proposals]
    if outcome.status is Status.ATTRIBUTED:
        return "right" if given and given[0] == dict(truth.parts) else "wrong"
    expected = dict(truth.parts)
    return "proposed" if given and (not expected or expected in given) else "silent"


def counts() -> str:
    """One line for each behaviour of each generator."""
    rows: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, company in worlds():
        for outcome in reconcile(company.transactions, company.targets, parties=company.parties, owner=company.owner):
            rows[name, company.truths[outcome.transaction_id].behaviour][verdict(company, outcome)] += 1
    lines = [f"{'generator':<10}{'behaviour':<56}" + "".join(f"{each:>9}" for each in VERDICTS)]
    for (name, behaviour), row in sorted(rows.items()):
        lines.append(f"{name:<10}{behaviour:<56}" + "".join(f"{row[each]:>9}" for each in VERDICTS))
    return "\n".join(lines) + "\n"


def test_the_engine_does_on_a_sample_exactly_what_it_did() -> None:
    assert counts().splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    EXPECTED.write_text(counts(), encoding="utf-8")
