"""Give hostile files to what receives invoices: `python -m tests.attack.hostile_invoices [FLIPS]`.

Each is read as the program reads it, in a worker. It gives way when the answer is not the expected one, or takes more
than two seconds of computing or 200 MiB. Then good files with bytes changed at random must be read or refused, never
end in anything else.
"""

import random
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.received.read import read_received
from microdesk_desktop.documents.received.worker import read
from microdesk_desktop.operations.documents.received.receive import read_file
from tests.support.documents.hostile_invoices import HOSTILE
from tests.support.documents.received import cii, factur_x, ubl

SECONDS, MEMORY_KIB = 2.0, 200 << 10
MOST_CHANGES = 40
LARGE = 100 << 20


def answer_of(data: bytes) -> tuple[str, float, int]:
    """The answer, the seconds of computing and the KiB that the worker took; in a process that has had no other."""
    answer = ""
    try:
        read_received(data, Job())
    except KnownError as error:
        answer = error.code.value
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return answer, used.ru_utime + used.ru_stime, used.ru_maxrss


def fault_of(name: str) -> str:
    """What gave way for a hostile file; empty when nothing did."""
    make, expected = HOSTILE[name]
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        answer, seconds, memory = pool.submit(answer_of, make()).result()
    print(f"{name}: {answer or 'read'}, {seconds:.2f} s, {memory >> 10} MiB")
    wanted = expected.value if expected else ""
    if answer != wanted:
        return f"{name}: {answer or 'read'} instead of {wanted or 'read'}"
    return f"{name}: {seconds:.1f} s, {memory >> 10} MiB" if seconds > SECONDS or memory > MEMORY_KIB else ""


def large_file_fault() -> str:
    """What gave way for a file of 100 MB, most of which takes no room on the disk."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "facture.pdf"
        with path.open("wb") as file:
            file.write(b"%PDF-1.7")
            file.truncate(LARGE)
        try:
            read_file(path, Job())
        except KnownError:
            return ""
    return "a file of 100 MB was read"


def changed(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, and perhaps cut."""
    made = bytearray(data)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made[: chance.randrange(1, len(made))] if chance.random() < 0.2 else made)


def flip_faults(flips: int) -> list[str]:
    """What ended in anything but an invoice or a known error, with its seed."""
    faults = []
    originals = [cii(), ubl(), factur_x()]
    for seed in range(flips):
        chance = random.Random(seed)
        try:
            read(changed(chance.choice(originals), chance))
        except KnownError:
            continue
        except Exception as error:  # noqa: BLE001 - anything else is what is looked for
            faults.append(f"seed {seed}: {error!r}")
    return faults


def main() -> None:
    flips = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    faults = [fault for name in HOSTILE if (fault := fault_of(name))]
    faults += filter(None, [large_file_fault()])
    faults += flip_faults(flips)
    print("\n".join(faults))
    print(f"attacks tried {len(HOSTILE) + 1 + flips}, given way {len(faults)}")


if __name__ == "__main__":
    main()
