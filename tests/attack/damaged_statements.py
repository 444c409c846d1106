"""Read 100,000 damaged statements of every format: `python -m tests.attack.damaged_statements [COUNT]`.

A reader gives way when it ends in anything but a result or a known error, when an amount or a day comes out that a
person does not read in the file, when a row that was not damaged comes out changed, or when a row is lost and nothing
is reported: neither a problem, nor a gap between the balances.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.bank.types import ParsedFile
from tests.support.imports.statement_files import FRAME, WRITERS, WrittenFile, WrittenRow
from tests.support.readings import contains_day

COUNT = 100_000
_MOST_SHOWN = 20
_ROWS = 6
_WITH_BALANCES = frozenset(("mt940", "cfonb", "cfonb stream", "camt"))
"""Formats whose balances report a row that is gone without a trace."""
_LABELS = (
    "PAPETERIE 12",
    "VIR CLIENT OMEGA F-2026-0042",
    "PRLV FREE MOBILE",
    "CB SNCF 05/03",
    "LOYER MARS",
    "REMISE 3",
)
_FIELDS = {
    "ofx": r"<\s*/?\s*TRNAMT[^>]*>\s*([^<]*)",
    "qif": r"(?m)^\s*[TU]([^\r\n]*)",
    "mt940": r"\d{6}(?:\d{4}|\s{4})?\s?R?[CD][A-Z]?\s?([\d.,]+)",
    "camt": r"<Amt[^>]*>([^<]*)<",
    "csv": r"(?:^|[;\n\r\"])([^;\n\r\"]*)",
}
"""Where an amount stands in each format."""
_OVERPUNCHED = re.compile(r"(?=([\d ]{13}[{}A-Réè]))")


@dataclass(frozen=True)
class Damage:
    """A damaged file: its bytes, the rows that were touched, those whose sign was, and what was done."""

    data: bytes
    touched: frozenset[int]
    signs_touched: frozenset[int]
    is_removal: bool = False
    """Bytes were taken away or moved, so that a row may be gone without a trace."""


Cell = tuple[int, int, bool]
"""A byte, the row that it belongs to, and whether it decides the sign."""
Kind = Callable[[list[Cell], random.Random], tuple[list[Cell], list[Cell]]]
"""Damages the cells; returns them, and those that were changed, moved or taken away."""


def _flip(cells: list[Cell], chance: random.Random) -> tuple[list[Cell], list[Cell]]:
    places = [chance.randrange(len(cells)) for _ in range(chance.randint(1, 4))]
    touched = [cells[place] for place in places]
    for place in places:
        byte, *rest = cells[place]
        changed = chance.choice(
            [chance.randrange(256), byte ^ (1 << chance.randrange(8)), ord(chance.choice("0189,.- ;"))]
        )
        cells[place] = (changed, *rest)  # type: ignore[assignment]  # the rest is an owner and a sign
    return cells, touched


def _insert(cells: list[Cell], chance: random.Random) -> tuple[list[Cell], list[Cell]]:
    place = chance.randrange(1, len(cells))
    _, owner, is_sign = cells[place]
    text = chance.choice([b"0", b"9", b" ", b"\n", b"-", b",", b";", b"<", b"\xc3", b"1234567", b'"'])
    beside = cells[place - 1 : place + 1]
    return cells[:place] + [(byte, owner, is_sign) for byte in text] + cells[place:], beside


def _swap_separator(cells: list[Cell], chance: random.Random) -> tuple[list[Cell], list[Cell]]:
    places = [at for at, (byte, owner, _) in enumerate(cells) if byte in b",." and owner != FRAME]
    if not places:
        return _flip(cells, chance)
    place = chance.choice(places)
    byte, *rest = cells[place]
    touched = [cells[place]]
    cells[place] = ({44: 46, 46: 44}[byte], *rest)  # type: ignore[assignment]  # the rest is an owner and a sign
    return cells, touched


def _truncate(cells: list[Cell], chance: random.Random) -> tuple[list[Cell], list[Cell]]:
    end = chance.randrange(1, len(cells))
    return cells[:end], cells[end:]


def _delete(cells: list[Cell], chance: random.Random) -> tuple[list[Cell], list[Cell]]:
    start = chance.randrange(len(cells))
    end = start + chance.choice([1, 1, 1, 2, 5, 40, 120, 300])
    return cells[:start] + cells[end:], cells[max(0, start - 1) : end + 1]


def _move_lines(cells: list[Cell], chance: random.Random) -> tuple[list[Cell], list[Cell]]:
    lines: list[list[Cell]] = [[]]
    for cell in cells:
        lines[-1].append(cell)
        if cell[0] == ord("\n"):
            lines.append([])
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    beside = [cell for at in (one, other) for line in lines[max(0, at - 1) : at + 2] for cell in line]
    lines[one], lines[other] = lines[other], lines[one]
    if chance.random() < 0.3:
        lines.insert(other, list(lines[one]))
    return [cell for line in lines for cell in line], beside


_CHANGES: Sequence[Kind] = (_flip, _flip, _insert, _swap_separator)
_REMOVALS: Sequence[Kind] = (_truncate, _delete, _delete, _move_lines)
_IN_PLACE: Sequence[Kind] = (_flip, _swap_separator)
"""Damage that moves nothing: a sign changes only where its own byte does."""


def damaged(file: WrittenFile, chance: random.Random) -> Damage:
    """The file with one damage."""
    kind = chance.choice([*_CHANGES, *_REMOVALS])
    cells = list(zip(file.data, file.owners, file.signs, strict=True))
    cells, touched = kind(cells, chance)
    return Damage(
        data=bytes(byte for byte, _, _ in cells),
        touched=frozenset(owner for _, owner, _ in touched),
        signs_touched=frozenset(owner for _, owner, is_sign in touched if is_sign or kind not in _IN_PLACE),
        is_removal=kind in _REMOVALS,
    )


def faults_of(name: str, rows: Sequence[WrittenRow], damage: Damage) -> Iterator[str]:
    """What is wrong with the reading of a damaged file, in words; nothing when the reader holds."""
    try:
        parsed = read_statement(damage.data, format=name.split()[0])
    except KnownError:
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
        yield f"ends in {error!r:.80}"
        return
    found = Counter((row.on, row.amount_cents) for each in parsed.statements for row in each.rows)
    written = Counter((row.on, row.cents) for row in rows)
    text = "\n".join(damage.data.decode(encoding, "replace") for encoding in ("utf-8", "cp1252"))
    amounts = _read_by_a_person(name.split()[0], text)
    for on, cents in found - written:
        if abs(cents) not in amounts:
            yield f"amount {cents} that nobody reads"
        if not contains_day(text, on):
            yield f"day {on} that nobody reads"
        if not re.search(rf"{abs(cents) // 100}[.,]\d*[-\u2212\u2013]", text):  # a minus behind it is read as one
            yield from _turned(rows, on, cents, damage)
    if not _is_reported(parsed):
        moved = {abs(cents) for _, cents in found - written}
        yield from _lost(name, rows, [each for each in written - found if abs(each[1]) not in moved], damage)


def _turned(rows: Sequence[WrittenRow], on: date, cents: int, damage: Damage) -> Iterator[str]:
    ranks = [rank for rank, row in enumerate(rows) if (row.on, row.cents) == (on, -cents)]
    if ranks and damage.signs_touched.isdisjoint({*ranks, FRAME}):
        yield f"amount {cents} with its sign turned"


def _is_reported(parsed: ParsedFile) -> bool:
    return any(each.problems or each.balance_gap_cents for each in parsed.statements)


def _lost(name: str, rows: Sequence[WrittenRow], missing: Sequence[tuple[date, int]], damage: Damage) -> Iterator[str]:
    for on, cents in missing:
        ranks = {rank for rank, row in enumerate(rows) if (row.on, row.cents) == (on, cents)}
        is_proven_by_balances = name in _WITH_BALANCES and FRAME not in damage.touched
        if not ranks & damage.touched or (damage.is_removal and is_proven_by_balances):
            yield f"{on} {cents} lost in silence"


def _read_by_a_person(format: str, text: str) -> set[int]:
    """The cents, without sign, of everything that stands where the format has its amounts."""
    if format == "cfonb":
        return set(_overpunched(text))
    return {cents for field in re.findall(_FIELDS[format], text) for cents in _readings(field)}


def _overpunched(text: str) -> Iterator[int]:
    for digits in _OVERPUNCHED.findall(text):
        last = digits[-1]
        digit = 0 if last in "éè" else ("{ABCDEFGHI".find(last) if last in "{ABCDEFGHI" else "}JKLMNOPQR".find(last))
        if digits[:-1].strip().isdecimal():
            number = int(f"{digits[:-1].strip()}{digit}")
            yield from (number * 100, number * 10, number)
            yield from (number // 10**scale for scale in range(1, 5) if number % 10**scale == 0)


def _readings(field: str) -> Iterator[int]:
    """The cents of a number as people write it; two where its separator may be that of thousands or of decimals."""
    number = re.sub(r"^[-+(\s€$£\u2212\u2013]+|[-)\s€$£\u2212\u2013]+$", "", field)
    plain = re.fullmatch(r"(\d*)(?:[.,](\d*))?", number, re.ASCII)
    if plain and any(plain.groups()):
        whole, fraction = plain[1] or "0", plain[2] or ""
        cents = int(whole + fraction[:2].ljust(2, "0"))
        yield cents
        yield cents + 1  # a computed amount is rounded
        if len(fraction) == 3:
            yield int(whole + fraction) * 100
    elif grouped := re.fullmatch(r"(\d{1,3}(?:([ .,'])\d{3})(?:\2\d{3})*)(?:[.,](\d{1,2}))?", number, re.ASCII):
        yield int(re.sub(r"\D", "", grouped[1]) + (grouped[3] or "").ljust(2, "0"))


def sample_rows(chance: random.Random) -> list[WrittenRow]:
    """Rows of different amounts, on days of which some prove the order of their dates."""
    start = date(2026, 3, 1)
    sizes = chance.sample(range(1, 900_000), _ROWS)
    rows = [
        WrittenRow(start + timedelta(days=chance.randrange(60)), chance.choice([-1, -1, 1]) * cents, label)
        for cents, label in zip(sizes, _LABELS, strict=True)
    ]
    return [WrittenRow(date(2026, 3, 28), -4_242, "ACHAT DU 28"), *rows]


def _try_one(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    name = sorted(WRITERS)[seed % len(WRITERS)]
    rows = sample_rows(chance)
    damage = damaged(WRITERS[name](rows), chance)
    for fault in faults_of(name, rows, damage):
        yield f"{name}, seed {seed}: {fault}"


def main(count: int) -> int:
    """Damage and read so many files; returns how many readings gave way."""
    given_way = 0
    for seed in range(count):
        faults = list(_try_one(seed))
        given_way += bool(faults)
        if faults and given_way <= _MOST_SHOWN:
            print("\n".join(faults), flush=True)
    print(f"attacks tried {count}, given way {given_way}")
    return given_way


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)))
