"""Change one cell of what was issued behind the triggers, or one byte of an export: each must be found and named.

python -m tests.attack.chain_flips --count 400
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.documents.seal.verify import report_of_chain
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from tests.support.documents.chains import cells, flip, flip_file, sealed_vault, without_triggers


class Taken(Exception):
    """Rolls a tampered vault back."""


def flipped_cells(session: Session, dice: random.Random, count: int) -> tuple[int, list[str]]:
    """How many cells were changed, each alone and taken back, and those whose change was not found."""
    missed = []
    every = session.read(cells)
    for table, column, place in dice.sample(every, min(count, len(every))):
        if found := _missed_cell(session, table, column, place, dice):
            missed.append(found)
    return min(count, len(every)), missed


def _missed_cell(session: Session, table: str, column: str, place: int, dice: random.Random) -> str:
    outcome: list[str] = []

    def tamper(writer: Writer) -> None:
        without_triggers(writer)
        before = writer.all(f"SELECT * FROM {table}")
        changed = flip(writer, table, column, place, dice)
        if writer.all(f"SELECT * FROM {table}") != before and not report_of_chain(writer).flaws:
            outcome.append(changed)
        raise Taken

    try:
        session.database.write(tamper)
    except Taken:
        pass
    except Exception as error:  # a number that is there twice is refused by the index itself
        if "UNIQUE constraint" not in str(error):
            raise
    return "".join(outcome)


def flipped_files(export: Path, work: Path, dice: random.Random, count: int) -> tuple[int, list[str]]:
    """How many files of an export were changed, each alone, and those whose change its verifier did not name."""
    missed = []
    names = sorted(path.relative_to(export) for path in export.rglob("*") if path.is_file())
    for number in range(count):
        name, copy = names[number % len(names)], work / str(number)
        shutil.copytree(export, copy)
        flip_file(copy / name, dice)
        if (copy / name).exists() and (copy / name).read_bytes() == (export / name).read_bytes():
            continue
        found = verifier(copy, export / "verify.py")
        is_named = name.name == "chain.jsonl" or name.name.split(".")[0] in found.stdout
        if found.returncode != 1 or not is_named or "Traceback" in found.stderr:
            missed.append(f"{name}: {found.stdout}{found.stderr}")
        shutil.rmtree(copy)
    return count, missed


def verifier(folder: Path, script: Path) -> "subprocess.CompletedProcess[str]":
    """The verifier, run without the program."""
    words = [sys.executable, "-I", str(script), str(folder)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as made:
        session = sealed_vault(Path(made, "profile"))
        tried, missed = flipped_cells(session, dice, arguments.count)
        export_documents(session, Path(made, "export"), Job())
        session.close()
        files, missed_files = flipped_files(Path(made, "export"), Path(made), dice, arguments.count)
    for line in (*missed, *missed_files):
        print(line)
    print(f"seed {arguments.seed}")
    print(f"attacks tried {tried + files}, given way {len(missed) + len(missed_files)}")
    return int(bool(missed or missed_files))


if __name__ == "__main__":
    sys.exit(main())
