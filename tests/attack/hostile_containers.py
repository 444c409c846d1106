"""Open hostile and damaged archives, workbooks and pages: `python -m tests.attack.hostile_containers`.

An attack gives way as in `hostile_files`: by its time, its memory, the threads that it stops, a late cancellation, or
an end in anything but members or a known error.
"""

import gzip
import io
import random
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.containers.members import open_members
from microdesk_desktop.base.files.encodings import MAX_BYTES
from microdesk_desktop.base.jobs import Job
from tests.attack.hostile_files import MB, faults_of, try_all
from tests.support.imports.workbooks import Rows, ods, xlsx, zipped

GOLDEN = Path(__file__).parents[1] / "golden"
_PACKED = (b"PK", b"\x1f\x8b")
DAMAGED = 300
"""Damaged copies of each good file."""
_ROWS: Rows = [("Date", "Libellé", "Montant"), *((date(2026, 3, 5), f"ACHAT {order}", -20.5) for order in range(200))]
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
_CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{column}{row}"><v>2</v></c></row>'


def _nested(times: int) -> bytes:
    data = b"Date;Montant\n"
    for _ in range(times):
        data = zipped({"a.zip": data})
    return data


def _tar(count: int) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for order in range(count):
            archive.addfile(tarfile.TarInfo(f"{order}.csv"))
    return file.getvalue()


def _repeated(rows: int, columns: int) -> bytes:
    """An OpenDocument sheet whose one cell stands for very many."""
    repeat = f'table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"'
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="A"><table:table-row table:number-rows-repeated="{rows}">'
        f"<table:table-cell {repeat}/></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": content,
        }
    )


def _sheet(data: str) -> bytes:
    return xlsx({"A": ()}, sheet_data=data)


def _with_texts(texts: str) -> bytes:
    """A workbook with this XML in its table of texts."""
    file = io.BytesIO(_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>' * 2))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_SHEETS}">{texts}</sst>')
    return file.getvalue()


def _packed(method: int, claimed: int) -> bytes:
    """A zip archive of zeros, whose list of members claims that they are so many."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a.csv", bytes(20 * MAX_BYTES))
        archive.filelist[0].file_size = claimed
    return file.getvalue()


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "a zip that swells": lambda: zipped({"a.csv": bytes(2 * MAX_BYTES)}),
    "a gzip that swells": lambda: gzip.compress(bytes(4 * MAX_BYTES)),
    "zips that swell in a zip": lambda: zipped({f"{order}.zip": zipped({"a": bytes(MB * 40)}) for order in range(20)}),
    "a zip in a zip in a zip in a zip": lambda: _nested(4),
    "a member of bzip2 that swells beyond its size": lambda: _packed(zipfile.ZIP_BZIP2, 1_000),
    "a member of LZMA that swells beyond its size": lambda: _packed(zipfile.ZIP_LZMA, 1_000),
    "a member that swells beyond its size": lambda: _packed(zipfile.ZIP_DEFLATED, 1_000),
    "an OpenDocument file without its parts": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
    "a sheet without its parts": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    "a row of a million columns": lambda: _sheet(f'<row r="1">{"<c><v>1</v></c>" * MB}</row>'),
    "rows of very many columns": lambda: _sheet(f"<row>{'<c><v>1</v></c>' * 10_000}</row>" * 100),
    "one text of the whole file": lambda: _with_texts(f"<si><t>{'a' * 40 * MB}</t></si>"),
    "very many texts": lambda: _with_texts("<si><t>a</t></si>" * 2 * MB),
    "a text of very many parts": lambda: _with_texts(f"<si>{'<r><t>a</t></r>' * 2 * MB}</si>"),
    "texts that never end": lambda: _with_texts("<si><t>" * 4 * MB),
    "very many members": lambda: zipped({f"{order}.csv": b"x" for order in range(100_000)}),
    "a thousand members": lambda: zipped({f"{order}.csv": b"Date;Montant\n" for order in range(1000)}),
    "very many members of a tar": lambda: _tar(50_000),
    "marks of members in a file that is none": lambda: b"PK\x03\x04" + b"PK\x01\x02" * (10 * MB // 4),
    "the corners of the largest sheet": lambda: _sheet(_CORNERS.format(row=1_048_576, column="XFD")),
    "a wide and a long row": lambda: _sheet(_CORNERS.format(row=100_000, column="ALL")),
    "very many rows of one number": lambda: _sheet(_CELL * 3_000_000),
    "very many rows": lambda: xlsx({"A": [("a", "b")] * 400_000}),
    "very many sheets": lambda: xlsx({f"F{order}": [("a", "b"), ("c", "d")] for order in range(900)}),
    "a cell that stands for ten billion": lambda: _repeated(1_048_576, 16_384),
    "a cell that stands for a million": lambda: _repeated(1_000_000, 2),
    "entities in a sheet": lambda: _sheet("&amp;" * 5 * MB),
    "a page of open tags": lambda: b"<html>" + b"<table" * (20 * MB // 6),
    "a page of signs": lambda: b"<html>" + b"<" * 20 * MB,
    "a page of tables": lambda: b"<html>" + b"<table><tr><td>" * (20 * MB // 15),
    "a page of cells": lambda: b"<table><tr>" + b"<td>a" * (20 * MB // 5),
    "a page of rows": lambda: b"<table>" + b"<tr><td>a<td>b" * (20 * MB // 14),
    "a page of one long cell": lambda: b"<table><tr><td>" + b"a&amp;" * (20 * MB // 6),
    "a page of one long tag": lambda: b"<table><tr><td " + b"a" * 20 * MB,
    "a page of wide cells": lambda: b"<table><tr>" + b"<td colspan=999>a" * (2 * MB // 17),
    "a page of comments": lambda: b"<html>" + b"<!--" * (20 * MB // 4),
    "blanks": lambda: b" " * 40 * MB,
    "an office file of names alone": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le") * MB
    ),
}
GOOD: Mapping[str, Callable[[], bytes]] = {
    "xlsx": lambda: xlsx({"A": _ROWS, "B": _ROWS}),
    "ods": lambda: ods({"A": _ROWS}),
    "xls": lambda: (GOLDEN / "containers/xlwt.xls").read_bytes(),
    "zip": lambda: (GOLDEN / "reported/arc-01.zip").read_bytes(),
    "gzip": lambda: (GOLDEN / "reported/arc-04.gz").read_bytes(),
    "tar": lambda: gzip.compress(_tar(20)),
    "page": lambda: (GOLDEN / "reported/xls-01.xls").read_bytes() * 50,
}


def _attack(name: str) -> list[str]:
    data = HOSTILE[name]()
    unpacked = MAX_BYTES if data.startswith(_PACKED) else 0
    return list(faults_of(partial(open_members, data), len(data), unpacked=unpacked))


def _open_damaged(name: str) -> list[str]:
    """Open copies with bytes changed, cut out or doubled."""
    good, chance = GOOD[name](), random.Random(name)
    faults = []
    for order in range(DAMAGED):
        damaged = _damaged(good, chance)
        try:
            open_members(damaged, Job())
        except KnownError:
            pass
        except Exception as error:  # noqa: BLE001 - any other end is what is looked for
            faults.append(f"copy {order} ends in {error!r:.80}")
    return faults


def _damaged(good: bytes, chance: random.Random) -> bytes:
    data = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(data)), chance.choice((1, 1, 2, 16, 200))
        match chance.randrange(4):
            case 0:
                data[at : at + length] = chance.randbytes(length)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length]
            case _:
                del data[max(1, at) :]
        if len(data) < 2:
            break
    return bytes(data)


def _attacks() -> Iterator[tuple[str, Callable[[], list[str]]]]:
    for name in HOSTILE:
        yield name, partial(_attack, name)
    for name in GOOD:
        yield f"damaged {name}", partial(_open_damaged, name)


if __name__ == "__main__":
    sys.exit(bool(try_all(_attacks())))
