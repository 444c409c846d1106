"""An export holds everything, anyone can read and verify it, and brought back it is the same vault."""

import csv
import hashlib
import json
import stat
import subprocess
import sys
from datetime import date

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.privacy.archive.bring_back import import_everything
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.store.transaction import count_rows
from microdesk_desktop.views.books.ledger import load_book
from tests.support.archives import exported, rows_of
from tests.support.erasures import PDF, SOLD_ON
from tests.support.vaults import OTHER_PASSPHRASE

CLOSED = date(2026, 11, 20)
COMPUTED = ("receipt_part", "turnover_sum")


def figures(session):
    books = [session.read(lambda reader, book=book: load_book(reader, book, year_of(SOLD_ON))) for book in Book]
    sums = [session.read(lambda reader, name=name: reader.all(f"SELECT * FROM {name}")) for name in COMPUTED]
    assert all(sums)
    return books, sums


@pytest.mark.parametrize("passphrase", [None, OTHER_PASSPHRASE])
def test_what_is_brought_back_is_the_same_vault(session, other, tmp_path, passphrase):
    report = exported(session, tmp_path / "export.zip", passphrase)

    brought = import_everything(other, tmp_path / "export.zip", Job(), passphrase=passphrase)

    assert brought.digest == report.digest == exported(other, tmp_path / "again").digest
    assert brought.counts == report.counts
    assert verify_documents(other).flaws == ()
    assert all(verify(other).values())
    assert figures(other) == figures(session)
    before, after = session.read(count_rows), other.read(count_rows)
    own = {"commit_count", "known_copy"}
    assert {name: rows for name, rows in after.items() if name not in own} == {
        name: rows for name, rows in before.items() if name not in own
    }


def test_the_triggers_of_the_vault_stand_as_before(session, other, tmp_path):
    def triggers(vault):
        return vault.read(lambda reader: reader.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))

    before = triggers(other)
    exported(session, tmp_path / "export")
    import_everything(other, tmp_path / "export", Job())

    assert sorted(triggers(other)) == sorted(before)
    assert other.read(lambda reader: reader.one("SELECT 1 FROM turnover_touched")) is None


def test_an_id_is_not_given_twice_after_an_import(session, other, tmp_path):
    (last,) = session.read(lambda reader: reader.all("SELECT max(id) FROM draft"))[0]
    session.write(lambda writer: writer.run("DELETE FROM draft WHERE id = ?", (last,)))
    exported(session, tmp_path / "export")
    import_everything(other, tmp_path / "export", Job())

    given = other.write(
        lambda writer: writer.run("INSERT INTO draft (form, created_at, changed_at) VALUES ('{}', '', '')")
    )

    assert given == last + 1


def test_anyone_can_verify_the_documents_of_an_export(session, tmp_path):
    exported(session, tmp_path / "export")
    folder = tmp_path / "export" / "documents"
    words = [sys.executable, "-I", folder / "verify.py"]

    intact = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    (folder / "files" / "F-2026-0001.pdf").write_bytes(PDF)
    changed = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)

    assert (intact.returncode, intact.stdout) == (0, "0 / intact\n")
    assert changed.returncode == 1


def test_every_file_is_listed_with_its_digest_and_readable_by_its_owner_alone(session, tmp_path):
    folder = tmp_path / "export"
    report = exported(session, folder)

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}

    assert manifest["files"].keys() == found.keys() - {"manifest.json"}
    for name, entry in manifest["files"].items():
        content = found[name].read_bytes()
        assert entry == {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert (manifest["content"], manifest["counts"]) == (report.digest, report.counts)
    assert {stat.S_IMODE(path.stat().st_mode) for path in found.values()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_dir()} == {0o700}


def test_contents_of_files_are_named_by_number_or_reference(session, tmp_path):
    folder = tmp_path / "export"
    exported(session, folder)

    (attached,) = rows_of(folder, "document_attachment")

    assert attached["content"]["file"] == "attachments/F-2026-0001.pdf"
    assert (folder / attached["content"]["file"]).read_bytes() == PDF
    assert {path.name for path in (folder / "documents" / "files").iterdir()} >= {"F-2026-0001.pdf", "F-2026-0001.xml"}


def test_a_spreadsheet_runs_no_text_and_finds_each_number_as_it_is(session, tmp_path):
    exported(session, tmp_path / "export")

    with (tmp_path / "export" / "data" / "receipt.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(iter(csv.DictReader(file, delimiter=";")))
    kept = rows_of(tmp_path / "export", "receipt")[0]

    assert (row["client"], row["label"], row["amount_cents"]) == ("'=1+1", "'-12,50 €", "-1439")
    assert (kept["client"], kept["label"], kept["amount_cents"]) == ("=1+1", "-12,50 €", -1439)
    assert kept["received_on"] == CLOSED.isoformat()


def test_two_exports_one_after_the_other_have_one_digest(session, tmp_path):
    assert exported(session, tmp_path / "one").digest == exported(session, tmp_path / "two").digest
