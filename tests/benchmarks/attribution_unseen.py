"""The attribution on five worlds, each by another hand, which share nothing with the engine: what a careful human sees.

Constants may be tuned on odd seeds; the figures are those of even ones. `python -m tests.benchmarks.attribution_unseen`
prints them by behaviour.
"""

from collections.abc import Callable, Mapping

from tests.benchmarks.measures.figures import Figure
from tests.worlds.unseen import craft, institutions, online, services, studio
from tests.worlds.unseen.case import Case
from tests.worlds.unseen.measure import Tally, judge

SEEDS = range(2, 21, 2)
WORLDS: Mapping[str, Callable[[int], Case]] = {
    "craft": craft.build,
    "institutions": institutions.build,
    "online": online.build,
    "services": services.build,
    "studio": studio.build,
}
LEAST = {"precision": 0.998, "recall": 0.95, "first": 0.85, "in three": 0.95}
MOST_NOISE = 0.05
FLOORS = {
    "precision": "what was attributed",
    "recall": "what a human is certain of",
    "first": "what is left and has an answer",
    "in three": "what is left and has an answer",
}


def measure() -> list[Figure]:
    """The five figures of each world."""
    return [figure for name, build in WORLDS.items() for figure in _figures(name, judge(map(build, SEEDS)))]


def _figures(world: str, tally: Tally) -> list[Figure]:
    values = tally.figures()
    noise = Figure(
        name=f"noise, {world}", value=values["noise"], bound=MOST_NOISE, floor="what settles nothing, left alone"
    )
    least = [
        Figure(
            name=f"{measured}, {world}", value=values[measured], bound=bound, floor=FLOORS[measured], is_minimum=True
        )
        for measured, bound in LEAST.items()
    ]
    return [*least, noise]


def main() -> None:
    """What was attributed wrongly, missed or not proposed, by behaviour."""
    for world, build in WORLDS.items():
        for behaviour, row in sorted(judge(map(build, SEEDS)).rows.items()):
            faults = {
                "wrong": row["wrong"],
                "missed": row["must"] - row["found"],
                "unproposed": row["unproposed"],
                "noise": row["noise"],
            }
            if any(faults.values()):
                print(f"{world:14}{behaviour:48}{row['n']:5} {' '.join(f'{k} {n}' for k, n in faults.items() if n)}")


if __name__ == "__main__":
    main()
