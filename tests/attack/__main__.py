"""Every attack on the promises, one after the other; each prints how many were tried and how many gave way.

python -m tests.attack [NAME [COUNT]…]
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ATTACKS = (
    "header_damage",
    "header_flips",
    "database_flips",
    "wal_flips",
    "disconnect_kills",
    "mail_account_kills",
    "mail_traces",
    "mail_window_traces",
    "backup_kills",
    "journal_kills",
    "damaged_statements",
    "damaged_records",
    "random_tables",
    "hostile_files",
    "hostile_containers",
    "hostile_invoices",
    "hostile_pictures",
    "hostile_mail",
    "hostile_pane",
    "hostile_answers",
    "smtp_faults",
    "odd_worlds",
    "chain_flips",
    "document_totals",
    "einvoices",
    "einvoice_breakages",
    "invoice_statuses",
    "issue_kills",
)
_COUNTS = re.compile(r"attacks tried (\d+), given way (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How many attacks of one kind were tried, and how many gave way."""

    name: str
    tried: int
    given_way: int
    seconds: float

    @property
    def is_held(self) -> bool:
        """An attack that could not be tried is no success."""
        return self.tried > 0 and self.given_way == 0


def run(name: str, *options: str) -> Result:
    """Run one kind of attack in a process of its own, which prints what gave way and ends with its counts."""
    started, tried, given_way = time.monotonic(), 0, 0
    for line in _lines_of(name, *options):
        print(f"  {line}")
        if found := _COUNTS.search(line):
            tried, given_way = tried + int(found[1]), given_way + int(found[2])
    return Result(name=name, tried=tried, given_way=given_way, seconds=time.monotonic() - started)


def _lines_of(name: str, *options: str) -> Iterator[str]:
    words = [sys.executable, "-m", f"tests.attack.{name}", *options]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield line.rstrip()


def _with_options(words: Sequence[str]) -> Sequence[Sequence[str]]:
    """Each name with the numbers that stand behind it."""
    made: list[list[str]] = []
    for word in words:
        if word.isdecimal() and made:
            made[-1].append(word)
        else:
            made.append([word])
    return made


def main(names: Sequence[str]) -> int:
    """Run the attacks and print one line for each; returns 1 when one gave way or was not tried."""
    results = []
    for name, *options in _with_options(names or ATTACKS):
        print(name, flush=True)
        results.append(run(name, *options))
    for each in results:
        held = "held" if each.is_held else "GIVEN WAY" if each.given_way else "NOT TRIED"
        print(f"{each.name:20} tried {each.tried:6}  given way {each.given_way:4}  {each.seconds:6.0f} s  {held}")
    print(f"{'all':20} tried {sum(each.tried for each in results):6}  given way {sum(e.given_way for e in results):4}")
    return int(not all(each.is_held for each in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
