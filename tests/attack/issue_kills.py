"""Kill two processes that issue in one vault, at 50 moments of 500 issues.

The vault is open in one process at a time: each opens it, issues, and closes it, as two command lines do. Afterwards
numbers are continuous and in the order of their days, each document has its PDF and its e-invoice, the chain and its
export are whole, and no number that a process printed is lost.

python -m tests.attack.issue_kills --count 50 --issues 500
"""

import argparse
import random
import subprocess
import sys
import tempfile
from contextlib import suppress
from itertools import islice
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import find_issued, load_file_names
from tests.attack.chain_flips import verifier
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.vaults import reopened

LONGEST_LINGER_S = 0.4
"""About the time of one issue: a kill falls on any moment of it."""


def killed_pair(profile: Path, wanted: int, dice: random.Random) -> int:
    """Start two processes that issue in turns, kill each a moment after its last number; returns what they printed."""
    words = [sys.executable, "-m", "tests.attack.issue_kills", "--issue", str(profile)]
    pair = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    return sum(_killed(run, wanted // 2, dice.uniform(0, LONGEST_LINGER_S)) for run in pair)


def _killed(run: "subprocess.Popen[str]", wanted: int, linger_s: float) -> int:
    assert run.stdout is not None
    printed = sum(1 for _ in islice(run.stdout, wanted))
    with suppress(subprocess.TimeoutExpired):
        run.wait(linger_s)
    run.kill()
    printed += len(run.stdout.readlines())
    run.wait()
    run.stdout.close()
    return printed


def _issue_for_ever(profile: Path) -> None:
    """Open the vault, issue a few invoices, close it, as often as the other process lets it be opened."""
    while True:
        try:
            session = reopened(profile)
        except KnownError as error:
            if error.code is not ErrorCode.BUSY:
                raise
            continue
        for _ in range(3):
            print(issued(session), flush=True)
        session.close()


def flaws(session: Session, printed: int, folder: Path) -> list[str]:
    """What is wrong with the vault after the kills."""
    rows = session.read(lambda reader: reader.all("SELECT number, issued_on FROM document ORDER BY id"))
    found = []
    if [number for number, _ in rows] != [f"F-2026-{number:04}" for number in range(1, len(rows) + 1)]:
        found.append("the numbers have a gap, or are out of order")
    if [day for _, day in rows] != sorted(day for _, day in rows):
        found.append("the days are out of order")
    if len(rows) < printed:
        found.append(f"{printed} numbers were printed, {len(rows)} documents are there")
    if session.read(lambda reader: any(_files(reader, number) != {"pdf", "xml"} for number, _ in rows)):
        found.append("a document lacks a file")
    found += map(str, verify_documents(session).flaws)
    export_documents(session, folder, Job())
    script = verifier(folder, folder / "verify.py")
    return found + ([script.stdout] if script.returncode else [])


def _files(reader: Reader, number: str) -> set[str]:
    document_id = find_issued(reader, number)
    return set() if document_id is None else load_file_names(reader, document_id)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--issues", type=int, default=500)
    parser.add_argument("--issue", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    if arguments.issue:
        _issue_for_ever(arguments.issue)
    dice, printed = random.Random(arguments.seed), 0
    with tempfile.TemporaryDirectory() as made:
        profile = Path(made, "profile")
        issuing_vault(profile).close()
        for _ in range(arguments.count // 2):
            printed += killed_pair(profile, 2 * arguments.issues // arguments.count, dice)
        session = reopened(profile)
        while session.read(lambda reader: reader.value("SELECT count(*) FROM document")) < arguments.issues:
            issued(session)
        found = flaws(session, printed, Path(made, "export"))
        total = session.read(lambda reader: reader.value("SELECT count(*) FROM document"))
        session.close()
    for line in found:
        print(line)
    print(f"{total} documents issued, {printed} numbers printed by killed processes; seed {arguments.seed}")
    print(f"attacks tried {arguments.count}, given way {len(found)}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
