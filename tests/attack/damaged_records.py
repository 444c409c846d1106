"""Read 30,000 damaged lists of other tools as every kind of record: `python -m tests.attack.damaged_records [COUNT]`.

A reader gives way when it ends in anything but a result or a known error.
"""

import random
import sys
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.csv_reader import read_head
from microdesk_desktop.base.files.encodings import detect_encoding, open_lines
from microdesk_desktop.base.files.table_head import read_table_head
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.documents.imports.proposal import propose_mapping
from microdesk_desktop.documents.imports.reader import read_records
from microdesk_desktop.domain.tables import ImportKind

COUNT = 30_000
_SAMPLES = Path(__file__).parents[1] / "golden" / "records"
_PIECES = (b";", b",", b'"', b"\n", b"\r", b"-", b"%", b"\x00", b"\xff", b"0")


def damage(data: bytes, chance: random.Random) -> bytes:
    """The file with one or many bytes changed, removed, inserted or repeated."""
    broken = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 30))):
        at = chance.randrange(len(broken) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            broken[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del broken[at : at + chance.randrange(1, 20)]
        elif kind == 2:
            broken[at:at] = chance.choice(_PIECES) * chance.randrange(1, 4)
        else:
            start = chance.randrange(len(broken) + 1)
            broken[at:at] = broken[start : start + chance.randrange(1, 60)]
    return bytes(broken)


def read(kind: ImportKind, data: bytes) -> None:
    """Read the file, and propose a mapping for it, as the window would."""
    try:
        read_records(kind, data)
    except KnownError:
        pass
    head = read_table_head(read_head(open_lines(data, detect_encoding(data))))
    if head is not None:
        propose_mapping(kind, head.names, head.samples)


def main(count: int) -> int:
    chance, given_way = random.Random(1), 0
    samples, kinds = [path.read_bytes() for path in sorted(_SAMPLES.glob("*.csv"))], tuple(FIELDS)
    for number in range(count):
        kind, data = chance.choice(kinds), damage(chance.choice(samples), chance)
        try:
            read(kind, data)
        except Exception as error:  # noqa: BLE001  # whatever else it raises is what is looked for
            given_way += 1
            print(f"file {number} as {kind}: {error!r}")
    print(f"attacks tried {count}, given way {given_way}")
    return int(given_way > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT))
