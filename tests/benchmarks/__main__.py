"""`make bench`: every bound of the product, measured in one run, as a table and as JSON."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from microdesk_desktop.base.gc_policy import collect_rarely
from tests.benchmarks import attribution, imports, window

SUITES: Mapping[str, tuple[Callable[[], Mapping[str, float]], Mapping[str, float]]] = {
    "imports": (imports.measure, imports.BOUNDS),
    "attribution": (attribution.measure, attribution.BOUNDS),
    "window": (window.measure, window.BOUNDS),
}
FLOORS = frozenset(("precision", "recall"))


def main() -> int:
    """Print each figure beside its bound; 1 when a bound is missed."""
    collect_rarely()
    figures = {name: dict(measure()) for name, (measure, _) in SUITES.items() if _wanted(name)}
    missed = 0
    for name, found in figures.items():
        bounds = SUITES[name][1]
        for key, value in found.items():
            verdict = _verdict(key, value, bounds.get(key))
            missed += verdict == "MISSED"
            print(f"{name:<12} {key:<28} {value:>12.4f}  {bounds.get(key, ''):>8}  {verdict}")
    Path("output").mkdir(exist_ok=True)
    Path("output/bench.json").write_text(json.dumps(figures, indent=2), encoding="utf-8")
    return int(missed > 0)


def _wanted(name: str) -> bool:
    return len(sys.argv) < 2 or name in sys.argv[1:]


def _verdict(key: str, value: float, bound: float | None) -> str:
    if bound is None:
        return ""
    held = value >= bound if key.split(".")[0] in FLOORS else value <= bound
    return "held" if held else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
