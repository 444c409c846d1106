"""A list is written whole or not at all, for its owner alone."""

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode
from microdesk_desktop.base.files.sheets.cells import Sheet, SheetHead
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.exports.write_list import write_list
from tests.support.disks import files_of_at_most, raises_known
from tests.support.stops import StoppedAt

ROWS = 2_000


def sheet(rows=ROWS):
    head = SheetHead(name="Liste", title="Liste", columns=("Ligne", "Texte"), widths=(6, 20))
    return Sheet(head=head, total=rows, chunks=([(number, f"texte {number * 7919}")] for number in range(rows)))


@pytest.fixture(params=[".csv", ".xlsx"])
def path(request, tmp_path):
    return tmp_path / f"liste{request.param}"


def names(path):
    return [each.name for each in path.parent.iterdir()]


def test_the_file_is_for_its_owner_alone_also_in_place_of_another(path):
    path.write_text("avant", encoding="utf-8")
    path.chmod(0o644)
    assert write_list(sheet(), path, Job()) == ROWS
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(path) == [path.name]


def test_what_is_stopped_leaves_nothing_and_the_former_file_as_it_was(path):
    with pytest.raises(Cancelled):
        write_list(sheet(), path, StoppedAt(1_500))
    assert names(path) == []
    path.write_text("avant", encoding="utf-8")
    with pytest.raises(Cancelled):
        write_list(sheet(), path, StoppedAt(1_500))
    assert names(path) == [path.name]
    assert path.read_text(encoding="utf-8") == "avant"


def test_a_full_disk_leaves_nothing_and_the_former_file_as_it_was(path):
    path.write_text("avant", encoding="utf-8")
    with raises_known(ErrorCode.DISK_FULL), files_of_at_most(4_096):
        write_list(sheet(), path, Job())
    assert names(path) == [path.name]
    assert path.read_text(encoding="utf-8") == "avant"


def test_a_folder_that_is_gone_is_named(path):
    with raises_known(ErrorCode.FILE_NOT_FOUND):
        write_list(sheet(), path.parent / "gone" / path.name, Job())


def test_a_form_that_is_not_written_is_refused(tmp_path):
    with raises_known(ErrorCode.PATH_UNUSABLE):
        write_list(sheet(), tmp_path / "liste.ods", Job())
    assert list(tmp_path.iterdir()) == []


def test_the_progress_counts_the_rows(path):
    seen = []
    write_list(sheet(rows=3), path, Job(lambda *progress: seen.append(progress)))
    assert seen == [(1, 3, "export"), (2, 3, "export"), (3, 3, "export")]
