"""`make bench`: what the product promises about speed and quality, each figure beside its bound.

`make bench ARGS="start imports"` measures only these suites. The report goes to standard output and, as JSON, to
`output/bench.json`. The exit code is 1 when a bound is missed.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.base.process.gc_policy import collect_rarely
from tests.benchmarks.measures.figures import Figure, as_json, table

# Each is a module of this package whose `measure()` gives its figures; imported when its turn comes.
SUITES = (
    "start",
    "bank_list",
    "record_lists",
    "dashboard",
    "books",
    "export",
    "mailbox",
    "palette",
    "waiting",
    "imports",
    "preview",
    "documents",
    "attribution",
    "attribution_unseen",
    "attribution_speed",
    "attribution_again",
    "attribution_one_client",
)
OUTPUT = Path("output/bench.json")


def main() -> int:
    """Measure the wanted suites, all of them unless some are named."""
    parser = argparse.ArgumentParser(prog="make bench", description="Speed and quality beside their bounds.")
    parser.add_argument("suites", nargs="*", choices=[*SUITES, []], metavar="SUITE", help=", ".join(SUITES))
    figures = _measured(parser.parse_args().suites or SUITES)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(as_json(figures), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _measured(names: Sequence[str]) -> list[Figure]:
    collect_rarely()
    figures: list[Figure] = []
    for name in names:
        print(f"measuring {name}…", file=sys.stderr)
        figures += importlib.import_module(f"tests.benchmarks.{name}").measure()
    return figures


if __name__ == "__main__":
    sys.exit(main())
