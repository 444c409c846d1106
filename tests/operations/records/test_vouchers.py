"""Vouchers: what is accepted, kept in the vault alone, gone with its expense, and back with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import MAX_BYTES, MediaType, count_pages
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.operations.records.edit import put_record, remove_record
from microdesk_desktop.operations.records.vouchers import (
    add_vouchers,
    put_record_with_vouchers,
    read_voucher,
    remove_voucher,
    save_voucher_copy,
)
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.records.receipts_expenses import load_record, load_records
from microdesk_desktop.store.records.vouchers import load_vouched, load_voucher_facts, load_vouchers
from microdesk_desktop.views.imports.history import load_imports
from tests.support.bank import open_vault
from tests.support.clock import TODAY, FakeClock

PDF = b"%PDF-1.4\n1 0 obj<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]>>endobj\n<</Type/Page>>\n<</Type /Page>>\n%%EOF"
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as made:
        yield made


@pytest.fixture
def expense(session: Session) -> int:
    added = put_record(session, Expense(on=TODAY, supplier="Mercerie", label="Fil", amount_cents=4_250)).id
    assert added is not None
    return added


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def undone(session: Session, result):
    assert result.undo is not None
    return result.undo(session)


def stored(session: Session, expense: int):
    return session.read(lambda reader: load_vouchers(reader, expense))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("facture.pdf", PDF, MediaType.PDF),
        ("sans-extension", JPEG, MediaType.JPEG),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(10), MediaType.PNG),
        ("image.jpg", b"RIFF\x10\x00\x00\x00WEBPVP8 ", MediaType.WEBP),
    ],
)
def test_a_voucher_is_what_its_content_shows_whatever_its_name(session, expense, tmp_path, name, content, expected):
    add_vouchers(session, expense, [write(tmp_path, name, content)])
    ((_, voucher),) = stored(session, expense)
    assert (voucher.name, voucher.media_type, voucher.content) == (name, expected, content)


def test_a_file_whose_name_nobody_sees_is_attached_too(session, expense, tmp_path):
    add_vouchers(session, expense, [write(tmp_path, "\u200b", PDF)])
    ((_, voucher),) = stored(session, expense)
    assert voucher.name == "-"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"GIF89a" + bytes(20), ErrorCode.VOUCHER_UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ErrorCode.VOUCHER_UNKNOWN),
        (b"", ErrorCode.VOUCHER_UNKNOWN),
        (PDF + bytes(MAX_BYTES), ErrorCode.VOUCHER_TOO_LARGE),
    ],
)
def test_other_and_too_large_files_are_refused_and_none_of_the_batch_is_kept(session, expense, tmp_path, content, code):
    with pytest.raises(KnownError) as refused:
        add_vouchers(session, expense, [write(tmp_path, "a.pdf", PDF), write(tmp_path, "b.pdf", content)])
    assert (refused.value.code, refused.value.params) == (code, {"name": "b.pdf"})
    assert stored(session, expense) == []


def test_the_same_content_is_attached_once_under_whatever_name(session, expense, tmp_path):
    add_vouchers(session, expense, [write(tmp_path, "a.pdf", PDF)])
    with pytest.raises(KnownError) as refused:
        add_vouchers(session, expense, [write(tmp_path, "b.pdf", PDF)])
    assert refused.value.code is ErrorCode.VOUCHER_KNOWN


def test_adding_and_removing_are_undone_and_redone(session, expense, tmp_path):
    added = add_vouchers(session, expense, [write(tmp_path, "a.pdf", PDF), write(tmp_path, "b.jpg", JPEG)])
    both = stored(session, expense)
    again = undone(session, added)
    assert stored(session, expense) == []
    undone(session, again)
    assert stored(session, expense) == both
    removed = remove_voucher(session, both[1][0])
    assert removed.id == expense, "its page shows the expense"
    undone(session, removed)
    removed = remove_voucher(session, both[0][0])
    assert stored(session, expense) == both[1:]
    again = undone(session, removed)
    assert stored(session, expense) == both
    undone(session, again)
    assert stored(session, expense) == both[1:]


def test_a_voucher_goes_with_its_expense_and_comes_back_with_it(session, expense, tmp_path):
    add_vouchers(session, expense, [write(tmp_path, "a.pdf", PDF)])
    before = stored(session, expense)
    removed = remove_record(session, expense)
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM voucher")) == 0
    again = undone(session, removed)
    assert stored(session, expense) == before
    undone(session, again)
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM voucher")) == 0


def test_an_import_with_vouchers_is_not_taken_back_unasked_and_erases_them_when_it_is(session, tmp_path):
    file = write(tmp_path, "depenses.csv", b"date,supplier,amount\n2026-11-20,OVH,12.00\n")
    import_records(session, "expenses", file, job=Job())
    ((expense, _),) = session.read(lambda reader: load_records(reader, Expense))
    add_vouchers(session, expense, [write(tmp_path, "a.pdf", PDF)])
    (past,) = session.read(load_imports)
    with pytest.raises(KnownError) as refused:
        take_back(session, past.id, spares_decisions=True)
    assert refused.value.code is ErrorCode.IMPORT_BUILT_ON
    assert session.read(load_vouched) == {expense}
    taken = take_back(session, past.id)
    assert taken.imports[0][1].vouchers == 1
    assert session.read(load_vouched) == set()


def test_the_content_is_nowhere_in_clear_but_in_the_copy_that_the_user_asked_for(session, expense, tmp_path):
    marker = b"FACTURE-TEMOIN-7261"
    path = write(tmp_path, "a.pdf", PDF + marker * 50)
    add_vouchers(session, expense, [path])
    path.unlink()
    session.database.checkpoint()
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert files
    assert not any(marker in each.read_bytes() for each in files)
    (facts,) = session.read(lambda reader: load_voucher_facts(reader, expense))
    copy = tmp_path / "copie.pdf"
    save_voucher_copy(session, facts.id, copy)
    assert copy.read_bytes() == PDF + marker * 50
    assert facts.size == len(PDF + marker * 50)


def test_a_record_and_its_vouchers_are_one_change(session, expense, tmp_path):
    corrected = Expense(on=TODAY, supplier="Mercerie", label="Fil et aiguilles", amount_cents=5_000, reference="D-1")
    vouchers = [read_voucher(session, write(tmp_path, "a.pdf", PDF))]
    put = put_record_with_vouchers(session, corrected, expense, vouchers)
    before = session.read(lambda reader: load_record(reader, TargetKind.EXPENSE, expense))
    assert before == corrected
    assert len(stored(session, expense)) == 1
    again = undone(session, put)
    assert session.read(lambda reader: load_record(reader, TargetKind.EXPENSE, expense)).label == "Fil"
    assert stored(session, expense) == []
    (tmp_path / "a.pdf").unlink()
    undone(session, again)
    assert len(stored(session, expense)) == 1
    with pytest.raises(KnownError):
        put_record_with_vouchers(session, replace(corrected, label="Autre"), expense, vouchers)
    assert session.read(lambda reader: load_record(reader, TargetKind.EXPENSE, expense)) == corrected


def test_the_pages_of_a_pdf_are_known_only_where_all_of_it_agrees():
    assert count_pages(PDF) == 2
    assert count_pages(PDF.replace(b"/Count 2", b"/Count 3")) is None
    assert count_pages(b"%PDF-1.5 stream only") is None
