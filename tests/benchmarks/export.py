"""Everything exported: 100,000 bank transactions and 20,000 sealed documents with their originals."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import rmtree

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.privacy.archive.contents import exported_tables
from microdesk_desktop.operations.privacy.archive.table_files import CHUNK
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.whole_tables import iterate_rows
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.resident_memory import resident_megabytes
from tests.benchmarks.measures.timing import compared, cpu_seconds, in_turns
from tests.benchmarks.sealed_vault import repeat
from tests.support.archives import exported
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.erasures import SOLD_ON
from tests.support.vaults import reopened

DOCUMENTS, BANK_ROWS = 20_000, 100_000
REPEATS = 3
TIMES, MEGABYTES = 6.0, 300.0
_FORGET_MOST = "5"


def measure() -> list[Figure]:
    """The time as a multiple of reading the same rows, and the memory that a process of its own takes for it."""
    with tempfile.TemporaryDirectory() as folder:
        profile, target = Path(folder, "profile"), Path(folder, "export")
        with _filled(profile) as session:
            times = in_turns(
                lambda: cpu_seconds(lambda: session.read(_read_all)),
                lambda: _timed_export(session, target),
                REPEATS,
            )
        grown = _megabytes_of_export(profile, target)
    floor = "every column of the same rows, read and dropped"
    return [
        compared("everything exported into a folder", floor, TIMES, times),
        Figure(
            name="memory over the idle process",
            value=grown,
            bound=MEGABYTES,
            floor="one megabyte",
            raw={"megabytes": grown},
        ),
    ]


def _read_all(reader: Reader) -> None:
    for table in exported_tables(reader):
        for _ in iterate_rows(reader, table, 1 if table.has_files else CHUNK):
            pass


def _timed_export(session: Session, target: Path) -> float:
    seconds = cpu_seconds(lambda: exported(session, target, job=Job()))
    rmtree(target)
    return seconds


def _megabytes_of_export(profile: Path, target: Path) -> float:
    words = [sys.executable, "-m", "tests.benchmarks.export", str(profile), str(target)]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    return float(ran.stdout)


@contextmanager
def _filled(profile: Path) -> Iterator[Session]:
    with closing(issuing_vault(profile, clock=FakeClock(SOLD_ON))) as session:
        number = issued(session)
        session.write(lambda writer: repeat(writer, number, DOCUMENTS - 1))
        session.write(_fill)
        yield session


def _fill(writer: Writer) -> None:
    """The originals of every document, and the rows of the bank."""
    originals = writer.all("SELECT name, content FROM issued_file")
    ids = writer.all(
        "SELECT document_id FROM issued_document WHERE document_id NOT IN (SELECT document_id FROM issued_file)"
    )
    for (document_id,) in ids:
        for name, content in originals:
            writer.run("INSERT INTO issued_file VALUES (?, ?, ?)", (document_id, name, content))
    writer.run("INSERT INTO bank_account (currency, institution_name) VALUES ('EUR', 'Banque')")
    writer.run_many(
        "INSERT INTO bank_transaction (account_id, booked_on, amount_cents, currency, label, state, source)"
        " VALUES (1, ?, ?, 'EUR', ?, 'booked', 'csv')",
        (
            (SOLD_ON.isoformat(), 100 + number, f"VIR SEPA NOVA SARL REF {number} FACTURE F-2026-{number:05}")
            for number in range(BANK_ROWS)
        ),
    )


def main(profile: str, target: str) -> None:
    """Export the vault, and print by how many megabytes the process grew at most."""
    with closing(reopened(Path(profile))) as session:
        session.read(lambda reader: reader.value("SELECT count(*) FROM seal"))
        Path("/proc/self/clear_refs").write_text(_FORGET_MOST)  # the key took much memory for a moment
        before = resident_megabytes()
        exported(session, Path(target))
        sys.stdout.write(str(_most_resident() - before))


def _most_resident() -> float:
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
