"""Every regular expression of the package, and texts made of its own pieces on which a bad one is slow.

A pattern is bad when its time grows faster than the length of a text. `python -m tests.attack.patterns` times all.
"""

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any
from xml.etree.ElementTree import XML

import microdesk_desktop
from microdesk_desktop.banks.statements.camt.entry import find_facts
from microdesk_desktop.banks.statements.camt.fast_path import _pattern
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.reconcile.evidence import _shape_of_ibans
from tests.support.measures.growth import growth

Tree = Any


class _TooLong(Exception):
    """A use was broken off."""


def _break_off(number: int, frame: object) -> None:
    raise _TooLong


Method = Callable[[re.Pattern[str], str], object]

SIZE = 4_000
"""Characters of the texts."""
SLOW_S = 0.0015
"""Time for so many above which a use is compared with one on more text: most need a tenth."""
LONGER = 4
"""How many times longer the text is that the use is compared on."""
WORST_RATIO = 8.0
"""The longer text may take at most this many times as long: four is linear, sixteen is quadratic."""
MOST_S = 0.5
"""CPU time after which a single use is broken off: no linear one takes a hundredth."""
_CHARACTERS = " 0*aA\n;<-.,_X"
METHODS: Mapping[str, Method] = {
    "search": lambda pattern, text: pattern.search(text),
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "sub": lambda pattern, text: pattern.sub("", text),
    "finditer": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
}
_parser: Any = re._parser  # type: ignore[attr-defined]  # noqa: SLF001 - the only grammar of patterns there is
_REPEATS = {_parser.MAX_REPEAT, _parser.MIN_REPEAT, _parser.POSSESSIVE_REPEAT}
_SKIPPED = {"microdesk_desktop.sandbox", "microdesk_desktop.__main__"}


@dataclass(frozen=True)
class Slow:
    """A pattern whose time grows faster than the text."""

    where: str
    pattern: str
    method: str
    shape: str
    ratio: float

    def __str__(self) -> str:
        return f"{self.where}: {self.method} on {self.shape} grows by {self.ratio:.1f}: {self.pattern[:100]}"


def package_patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of all modules, by where each is found: in globals, in what these hold, and written in a call."""
    found: dict[str, re.Pattern[str]] = {}
    found |= {f"made at run time: {name}": pattern for name, pattern in _made_at_run_time()}
    bank_tables()  # its patterns come from a file
    for info in pkgutil.walk_packages(microdesk_desktop.__path__, "microdesk_desktop."):
        if any(info.name.startswith(skipped) for skipped in _SKIPPED):
            continue
        module = importlib.import_module(info.name)
        seen: set[int] = set()
        for name, value in vars(module).items():
            for place, pattern in _within(value, f"{info.name}.{name}", seen, depth=0):
                found.setdefault(place, pattern)
        found |= _written_in_calls(module)
    distinct: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for place, pattern in found.items():
        distinct.setdefault((pattern.pattern, pattern.flags), (place, pattern))
    return dict(distinct.values())


def _made_at_run_time() -> Iterator[tuple[str, re.Pattern[str]]]:
    own_ibans = _shape_of_ibans(["FR7630006000011234567890189", "DE89370400440532013000"])
    assert own_ibans is not None
    yield "the user's own IBANs", own_ibans
    raw = "<Ntry> <Amt Ccy='EUR'>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-21</Dt></BookgDt> </Ntry>"
    entry = XML(raw)
    (facts,) = find_facts(entry)
    layout, _ = _pattern(raw, entry, facts)
    yield "the layout of a camt entry", re.compile(layout)


def _within(value: object, place: str, seen: set[int], depth: int) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield place, _as_text(value)
        return
    if depth > 6 or id(value) in seen or isinstance(value, ModuleType | str | bytes | int):
        return
    seen.add(id(value))
    for name, part in _parts(value):
        yield from _within(part, f"{place}.{name}", seen, depth + 1)


def _as_text(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    """A pattern of bytes as the same one of texts."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), (pattern.flags & ~re.UNICODE) | re.ASCII)


def _parts(value: object) -> Iterable[tuple[str, object]]:
    if isinstance(value, Mapping):
        return [(str(key)[:20], part) for key, part in list(value.items())]
    if isinstance(value, list | tuple | set | frozenset):
        return [(str(number), part) for number, part in enumerate(value)]
    if isinstance(value, FunctionType):
        return []
    if getattr(type(value), "__module__", "").startswith("microdesk_desktop") or isinstance(value, type):
        slots = {name: getattr(value, name, None) for name in getattr(type(value), "__slots__", ())}
        return [*slots.items(), *getattr(value, "__dict__", {}).items()]
    return []


def _written_in_calls(module: ModuleType) -> dict[str, re.Pattern[str]]:
    """The patterns that the module's source writes as a text where it uses them: `re.sub("…", …)`."""
    path = Path(module.__file__ or "")
    found: dict[str, re.Pattern[str]] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        first = node.args[0]
        is_use = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr != "compile"
        if is_use and isinstance(first, ast.Constant):
            found[f"{module.__name__}:{node.lineno}"] = _as_text(re.compile(first.value))
    return found


def slow_uses(where: str, pattern: re.Pattern[str], methods: Iterable[str] = tuple(METHODS)) -> Iterator[Slow]:
    """The first use of each method in which this pattern takes more than linear time."""
    signal.signal(signal.SIGVTALRM, _break_off)
    shapes = list(dict.fromkeys(_shapes(pattern)))
    for method in methods:
        use = METHODS[method]
        for before, pump, after in shapes:
            ratio = _growth(use, pattern, before, pump, after)
            if ratio > WORST_RATIO:
                yield Slow(where, pattern.pattern, method, f"{before!r} + n × {pump!r} + {after!r}", ratio)
                break


def _growth(use: Method, pattern: re.Pattern[str], before: str, pump: str, after: str) -> float:
    """How many times longer the use takes on the longer text; 1 where it takes no noticeable time."""
    text, longer = _text(before, pump, after, SIZE), _text(before, pump, after, LONGER * SIZE)
    if _seconds(use, pattern, text) < SLOW_S:
        return 1.0
    return growth(
        lambda: _seconds(use, pattern, text),
        lambda: _seconds(use, pattern, longer),
        noticeable_s=SLOW_S,
        worst=WORST_RATIO,
    )


def _seconds(use: Method, pattern: re.Pattern[str], text: str) -> float:
    """The CPU time of one run; infinite where it is broken off after `MOST_S`."""
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_S)
    try:
        use(pattern, text)
    except _TooLong:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def _text(before: str, pump: str, after: str, size: int) -> str:
    return before + pump * (size // len(pump)) + after


def _shapes(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Texts as (beginning, what is repeated, end), made of what the pattern itself looks for."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    whole, beginnings = _example(tree, 0), list(dict.fromkeys(_beginnings(tree)))
    for pump in filter(None, dict.fromkeys([*_pieces(tree), whole, *beginnings, *_CHARACTERS])):
        yield "", pump, ""
        yield "", pump, "\x00"
        yield "", pump, "_"
        yield "", pump + " ", "\x00"
        yield whole, pump, "\x00"
    for before in beginnings:
        for pump in {*_CHARACTERS, before[-1:] or "a"}:
            yield before, pump, "\x00"


def _beginnings(tree: Tree) -> Iterator[str]:
    """What the pattern matches up to each of its parts, at every depth."""
    done = ""
    for item in tree:
        for body in _bodies(item):
            for inner in _beginnings(body):
                yield done + inner
        done += _example([item], 0)
        yield done


def _pieces(tree: Tree) -> Iterator[str]:
    """An example of each part of the pattern, at every depth, and of each alternative."""
    for item in tree:
        for choice in range(3):
            yield _example([item], choice)
        for body in _bodies(item):
            yield _example(body, 0)
            yield from _pieces(body)


def _bodies(item: Tree) -> Iterable[Tree]:
    kind, value = item
    if kind in _REPEATS:
        return [value[2]]
    if kind is _parser.SUBPATTERN:
        return [value[-1]]
    if kind is _parser.ATOMIC_GROUP:
        return [value]
    if kind is _parser.BRANCH:
        return list(value[1])
    if kind in (_parser.ASSERT, _parser.ASSERT_NOT):
        return [value[1]]
    return []


def _example(tree: Tree, choice: int) -> str:
    return "".join(_example_of(item, choice) for item in tree)


def _example_of(item: Tree, choice: int) -> str:
    kind, value = item
    if kind is _parser.LITERAL:
        return chr(int(value))
    if kind is _parser.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if kind is _parser.ANY:
        return "a"
    if kind is _parser.IN:
        return _example_of_class(value, choice)
    if kind is _parser.BRANCH:
        return _example(value[1][choice % len(value[1])], choice)
    if kind in _REPEATS:
        return _example(value[2], choice) * max(1, min(int(value[0]), 20))
    bodies = _bodies(item) if kind not in (_parser.ASSERT, _parser.ASSERT_NOT) else ()
    return "".join(_example(body, choice) for body in bodies)


def _example_of_class(members: Tree, choice: int) -> str:
    pattern = _parser.IN, members
    tried = [chr(low) for kind, low in members if kind is _parser.LITERAL]
    tried += [chr(span[0]) for kind, span in members if kind is _parser.RANGE]
    tried += list("a0 A*_-/.é\n")
    fitting = [char for char in dict.fromkeys(tried) if _is_member(pattern[1], char)]
    return fitting[choice % len(fitting)] if fitting else ""


def _is_member(members: Tree, char: str) -> bool:
    is_negated = bool(members) and members[0][0] is _parser.NEGATE
    return any(_fits(kind, value, char) for kind, value in members) is not is_negated


def _fits(kind: Tree, value: Tree, char: str) -> bool:
    if kind is _parser.LITERAL:
        return bool(chr(value) == char)
    if kind is _parser.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is _parser.CATEGORY:
        shape = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rpartition("_")[2]]
        return bool(re.match(shape, char)) is not ("NOT" in str(value))
    return False


def main() -> None:
    """Time all patterns and list the slow ones."""
    patterns = package_patterns()
    slow: set[str] = set()
    for where, pattern in patterns.items():
        for found in slow_uses(where, pattern):
            slow.add(where)
            print(found, flush=True)
    print(f"attacks tried {len(patterns)}, given way {len(slow)}")


if __name__ == "__main__":
    main()
