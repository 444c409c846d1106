"""Break e-invoices term by term: whatever the official sheets name, our own check names alike before a number is given.

Each breakage removes one business term of a sample, or gives it a wrong value. What the library or the schema refuses
counts as found when our check names anything.

python -m tests.attack.einvoice_breakages --count 500
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from microdesk_desktop.documents.einvoice.rules.check import problems_of
from microdesk_desktop.documents.einvoice.xml import Syntax, write_xml
from microdesk_desktop.documents.prepare import prepare
from tests.support.documents.schematron import findings
from tests.worlds.documents import SAMPLES

Path = tuple[str | int, ...]
NUMBER = "F-2026-0043"
TEXTS = ("x", "999", "F 1", "É", "FR", "EM", "Z9", "552 100 554", "9" * 130)
DECIMALS = ("1.00", "-1.00", "0", "19", "20.001", "1.001", "1.0000001", "99999999.99")
DAYS = (date(1999, 1, 1), date(2100, 1, 1), date(2026, 1, 1))
SAME_FAULT = {"BR-DEC-15", "BR-52"}
"""Official rules that fire beside the one that names the fault: decimals of a total that is absent, and the like."""


def paths(terms: Any, before: Path = ()) -> Iterator[Path]:
    """Every term, and every group of terms, of an e-invoice."""
    entries: Sequence[tuple[str | int, Any]] = (
        list(terms.items()) if isinstance(terms, dict) else list(enumerate(terms))
    )
    for name, value in entries:
        yield (*before, name)
        if isinstance(value, dict | list):
            yield from paths(value, (*before, name))


def broken(terms: Any, path: Path, value: object) -> Any:
    """The terms without the one at a path (None), or with another value there."""
    copy = deepcopy(terms)
    place = copy
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return copy


def values(value: object) -> Sequence[object]:
    """Wrong values in the place of this one; None removes it."""
    match value:
        case date():
            return (None, *DAYS)
        case str() if value.replace(".", "").replace("-", "").isdigit() and "." in value:
            return (None, *DECIMALS)
        case str():
            return (None, *TEXTS)
        case _:
            return (None,)


def official(terms: Any) -> set[str]:
    """The names of the official rules that are broken; « schema » where no XML comes about."""
    try:
        found = {rule.split("_")[0].removesuffix("-LEGALID") for rule in findings(write_xml(terms), Syntax.CII)}
    except Exception:  # noqa: BLE001  the library refuses with exceptions of all kinds
        return {"schema"}
    return {rule for rule in found if not rule.startswith("FX-SCH")} - SAME_FAULT


def missed(terms: Any) -> set[str]:
    """The official rules that our check does not name."""
    ours = {problem.rule for problem in problems_of(terms)}
    return official(terms) - ours - ({"schema"} if ours else set())


def breakages(dice: random.Random, count: int) -> Iterator[tuple[str, Any]]:
    """So many breakages of the samples, each with its description."""
    whole = {name: prepare(document, NUMBER).terms for name, document in SAMPLES.items()}
    for _ in range(count):
        name = dice.choice(sorted(whole))
        path = dice.choice(list(paths(whole[name])))
        value = dice.choice(values(_at(whole[name], path)))
        yield f"{name} {path} {value!r}", broken(whole[name], path, value)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    dice, given_way, names = random.Random(arguments.seed), 0, Counter[str]()
    for description, terms in breakages(dice, arguments.count):
        names.update(official(terms))
        if found := missed(terms):
            given_way += 1
            print(f"{description}: {' '.join(sorted(found))}", flush=True)
    print(f"{len(names)} official rules were broken: {' '.join(sorted(names))}; seed {arguments.seed}")
    print(f"attacks tried {arguments.count}, given way {given_way}")
    return int(given_way > 0)


def _at(terms: Any, path: Path) -> object:
    for step in path:
        terms = terms[step]
    return terms


if __name__ == "__main__":
    sys.exit(main())
