"""Opening what a user gives: archives in archives, workbooks, pages; and what each refusal is."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.containers.members import open_members
from microdesk_desktop.base.files.encodings import MAX_BYTES
from microdesk_desktop.base.jobs import Job
from tests.support.imports.workbooks import ods, xlsx, zipped
from tests.support.measures.memory import forget_peak, peak_memory

CSV = b"Date;Libelle;Montant\n05/03/2026;PAPETERIE;-20,50\n"
ROWS = (("Date", "Montant"), ("05/03/2026", -20.5))


def opened(data: bytes) -> Sequence[Member]:
    return open_members(data, Job())


def contents(data: bytes) -> dict[str, bytes]:
    return {member.name: member.data for member in opened(data)}


def refusal(data: bytes) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        opened(data)
    return raised.value.code


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return file.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_cannot_be_unpacked_in_steps_is_refused_before_it_fills_the_memory(method: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("a.csv", bytes(60_000_000))
        archive.filelist[0].file_size = 1_000  # the size that the list of members claims
    before = forget_peak()
    assert refusal(file.getvalue()) is ErrorCode.ARCHIVE_UNKNOWN
    assert peak_memory() - before < 10_000_000


def test_an_opendocument_file_without_its_manifest_is_damaged() -> None:
    assert refusal(zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})) is ErrorCode.FILE_UNREADABLE


def test_a_plain_file_is_its_only_member(tmp_path: Path) -> None:
    path = tmp_path / "releve.csv"
    path.write_bytes(CSV)
    assert open_members(path, Job()) == (Member("releve.csv", CSV),)


def test_an_archive_gives_its_files_in_folders_without_what_systems_add() -> None:
    archive = zipped(
        {
            "2026/mars/a.csv": b"a",
            "2026/avril/b.csv.gz": gzip.compress(b"b"),
            "lot.zip": zipped({"c.csv": b"c"}),
            "__MACOSX/2026/._a.csv": b"resource",
            ".DS_Store": b"folder",
            "desktop.ini": b"icon",
        }
    )
    assert contents(archive) == {"2026/mars/a.csv": b"a", "2026/avril/b.csv": b"b", "lot.zip › c.csv": b"c"}


def test_gzip_of_one_file_and_of_many(tmp_path: Path) -> None:
    path = tmp_path / "releve.csv.gz"
    path.write_bytes(gzip.compress(CSV))
    assert open_members(path, Job()) == (Member("releve.csv", CSV),)
    assert contents(gzip.compress(tarred({"a.csv": b"a", "b.csv": b"b"}))) == {"a.csv": b"a", "b.csv": b"b"}


def test_archives_that_do_not_compress_are_no_pdf_for_the_one_inside_them() -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("a.pdf", b"%PDF-1.7")
        archive.writestr("b.csv", CSV)
    for data in (stored.getvalue(), tarred({"a.pdf": b"%PDF-1.7", "b.csv": CSV})):
        assert [member.refusal and member.refusal.code for member in opened(data)] == [ErrorCode.FILE_IS_PDF, None]


@pytest.mark.parametrize(
    ("written", "flag"), [("relevé.csv".encode(), 0), ("relevé.csv".encode("cp850"), 0), ("relevé.csv".encode(), 0x800)]
)
def test_the_name_of_a_member_is_read_as_macos_and_windows_write_it(written: bytes, flag: int) -> None:
    archive = zipped({"x" * len(written): CSV})
    archive = archive.replace(b"x" * len(written), written)
    at = archive.index(b"PK\x01\x02") + 8
    archive = archive[:6] + flag.to_bytes(2, "little") + archive[8:at] + flag.to_bytes(2, "little") + archive[at + 2 :]
    assert [member.name for member in opened(archive)] == ["relevé.csv"]


def test_a_name_shows_no_control_characters_and_leads_to_no_other_folder() -> None:
    assert [member.name for member in opened(zipped({"../../etc/re\u202elevé\n.csv": CSV}))] == ["etc/relevé.csv"]


def test_a_bad_member_does_not_lose_the_others() -> None:
    archive = zipped({"a.csv": CSV, "a.pdf": b"%PDF-1.7", "b.csv": b"x" * 200})
    at = archive.index(b"b.csv") + len(b"b.csv") + 2
    archive = archive[:at] + b"\xff" + archive[at + 1 :]
    found = {member.name: member.refusal and member.refusal.code for member in opened(archive)}
    assert found == {"a.csv": None, "a.pdf": ErrorCode.FILE_IS_PDF, "b.csv": ErrorCode.FILE_UNREADABLE}


def encrypted(archive: bytes) -> bytes:
    """The archive with the flag of encryption on its first member."""
    at = archive.index(b"PK\x01\x02") + 8
    return archive[:6] + b"\x01" + archive[7:at] + b"\x01" + archive[at + 1 :]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"seul.pdf": b"%PDF-1.7"}), ErrorCode.FILE_IS_PDF),
        (encrypted(zipped({"a.csv": CSV})), ErrorCode.ARCHIVE_LOCKED),
        (zipped({}), ErrorCode.ARCHIVE_EMPTY),
        (zipped({"__MACOSX/._a": b"x"}), ErrorCode.ARCHIVE_EMPTY),
        (tarred({".DS_Store": b"x"}), ErrorCode.ARCHIVE_EMPTY),
        (gzip.compress(CSV)[:-9], ErrorCode.FILE_UNREADABLE),
        (gzip.compress(gzip.compress(gzip.compress(gzip.compress(CSV)))), ErrorCode.FILE_UNREADABLE),
        (gzip.compress(bytes(MAX_BYTES + 1)), ErrorCode.FILE_TOO_LARGE),
        (zipped({f"{order}.csv": b"x" for order in range(1001)}), ErrorCode.FILE_TOO_LARGE),
    ],
    ids=lambda each: each if isinstance(each, ErrorCode) else "",
)
def test_an_archive_that_cannot_be_opened(data: bytes, code: ErrorCode) -> None:
    assert refusal(data) is code


def test_archives_in_an_archive_share_one_bound() -> None:
    half = zipped({"a.csv": b"x" * (MAX_BYTES // 2)})
    archive = zipped({"1.zip": half, "2.zip": half, "3.zip": half})
    assert [member.refusal and member.refusal.code for member in opened(archive)][1:] == [
        ErrorCode.FILE_TOO_LARGE,
        ErrorCode.FILE_TOO_LARGE,
    ]


def test_a_large_file_is_not_unpacked_twice_the_bound_by_a_false_size() -> None:
    archive = zipped({"a.csv": bytes(MAX_BYTES + 1)})
    at = archive.index(b"PK\x01\x02") + 24
    false = archive[:at] + (10).to_bytes(4, "little") + archive[at + 4 :]
    (member,) = zipfile.ZipFile(io.BytesIO(false)).infolist()
    assert member.file_size == 10
    assert refusal(false) in {ErrorCode.FILE_UNREADABLE, ErrorCode.FILE_TOO_LARGE}


def test_the_only_sheet_has_the_name_of_its_file_and_several_have_their_own() -> None:
    assert contents(xlsx({"Compte": ROWS, "Vide": ()})) == {"": b"Date;Montant\n05/03/2026;-20,50\n"}
    several = zipped({"a.xlsx": xlsx({"Compte": ROWS, "Livret": ROWS, "Listes": ROWS}, hidden=("Listes",))})
    assert list(contents(several)) == ["a.xlsx › Compte", "a.xlsx › Livret"]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_workbook_without_a_table_is_empty(make) -> None:
    assert refusal(make({"Feuille": (("Seul",),)})) is ErrorCode.FILE_EMPTY


def test_a_page_gives_its_tables() -> None:
    page = b"<html><body><table><tr><td>Date<td>Montant</tr><tr><td>05/03/2026<td>-20,50</table></body></html>"
    assert contents(page) == {"": b"Date;Montant\n05/03/2026;-20,50\n"}


@pytest.mark.parametrize("after", range(4))
def test_opening_stops_at_a_checkpoint(after: int) -> None:
    class Stopping(Job):
        left = after

        def checkpoint(self) -> None:
            self.left -= 1
            if self.left < 0:
                self.cancel()
            super().checkpoint()

    with pytest.raises(Cancelled):
        open_members(zipped({"a.csv": CSV, "b.xlsx": xlsx({"A": ROWS})}), Stopping())
