"""An export that is not what it says is refused in one sentence, and changes nothing; nothing unfinished is left."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.privacy.archive.bring_back import import_everything
from microdesk_desktop.operations.privacy.archive.manifest import content_digest
from microdesk_desktop.operations.vault.backups.leftovers import remove_leftovers
from microdesk_desktop.store.transaction import count_rows
from microdesk_desktop.views.messages.errors import error_text
from tests.support.archives import exported
from tests.support.disks import files_of_at_most, raises_known
from tests.support.stops import StoppedAt
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE


@pytest.fixture
def folder(session, tmp_path):
    exported(session, tmp_path / "export")
    return tmp_path / "export"


def changed_rows(folder, table, change):
    """Change the rows of a table, and give the export the digests that fit: its maker may be anybody."""
    path = folder / "data" / f"{table}.json"
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line.rstrip(",")) for line in lines[1:-2]]
    written = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in change(rows))
    path.write_text(f"{lines[0]}\n{written}\n]}}\n", encoding="utf-8")
    resigned(folder, f"data/{table}.json", len(change(rows)), table)


def resigned(folder, name, count=None, table=""):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    content = (folder / name).read_bytes()
    manifest["files"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if count is not None:
        manifest["counts"][table] = count
    digests = {each: manifest["files"][f"data/{each}.json"]["sha256"] for each in manifest["counts"]}
    manifest["content"] = content_digest(digests, manifest["sequences"])
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def refused(other, path, code=ErrorCode.EXPORT_DAMAGED, passphrase=None):
    before = other.read(count_rows)
    with pytest.raises(KnownError) as caught:
        import_everything(other, path, Job(), passphrase=passphrase)
    assert caught.value.code is code
    assert error_text(caught.value).endswith(".")
    assert other.read(count_rows) == before


def each_other(column, value):
    return lambda rows: [{**rows[0], column: value}, *rows[1:]]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("receipt", each_other("amount_cents", "douze")),
        ("receipt", each_other("client", None)),
        ("receipt", each_other("client", {"deep": []})),
        ("receipt", lambda rows: [{**rows[0], "other": 1}]),
        ("receipt", lambda rows: [rows[0], rows[0]]),
        ("receipt", lambda rows: [{key: value for key, value in rows[0].items() if key != "client"}]),
        ("document", each_other("client_id", 99)),
        ("document_attachment", lambda rows: [{**rows[0], "content": {**rows[0]["content"], "file": "../secret"}}]),
        ("document_attachment", lambda rows: [{**rows[0], "content": "text"}]),
        ("client", each_other("kind", "robot")),
    ],
)
def test_rows_that_the_vault_cannot_hold_are_refused(folder, other, table, change):
    changed_rows(folder, table, change)
    refused(other, folder)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("receipt", "received_on", "hier"),
        ("receipt", "received_on", "20261121"),
        ("receipt", "method", "troc"),
        ("receipt", "amount_cents", 1 << 62),
        ("receipt", "amount_cents", 1 << 80),
        ("draft", "id", (1 << 63) - 1),
        ("receipt", "label", "x" * 1_100_000),
        ("mileage_trip", "driven_on", "2026-02-30"),
        ("mileage_trip", "driven_on", "0001-01-01"),
        ("draft", "created_at", "ce matin"),
        ("draft", "changed_at", "0001-01-01T00:00:00+00:00"),
        ("draft", "form", "{"),
        ("draft", "form", '{"lines":' + "[" * 100_000),
        ("draft", "form", '{"issue_date":"demain"}'),
        ("expense", "vat", "[[]]"),
        ("expense", "spent_on", ""),
        ("client", "contacts", '[{"name":1}]'),
        ("client", "addresses", '[{"planet":"Mars"}]'),
        ("company", "activity", "piraterie"),
        ("company", "shows_iban", 7),
        ("target", "kind", "robot"),
    ],
)
def test_a_value_that_the_program_never_writes_is_refused_where_it_stands(folder, other, table, column, value):
    changed_rows(folder, table, lambda rows: [*rows[:-1], {**rows[-1], column: value}])
    line = (folder / "data" / f"{table}.json").read_bytes().count(b"\n") - 1
    before = other.read(count_rows)

    with pytest.raises(KnownError) as caught:
        import_everything(other, folder, Job())

    assert caught.value.code is ErrorCode.EXPORT_VALUE
    assert caught.value.params == {"file": f"data/{table}.json", "line": str(line), "column": column}
    assert f"ligne {line}" in error_text(caught.value)
    assert other.read(count_rows) == before


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [(b'"amount_cents":', b'"amount_cents":1,"amount_cents":'), (b'"id":', b'"id": '), (b'"=1+1"', b'"\\u003d1+1"')],
)
def test_rows_that_are_written_otherwise_are_refused_since_they_would_not_have_the_same_digest(
    folder, other, written, otherwise
):
    path = folder / "data" / "receipt.json"
    head, rest = path.read_bytes().split(b"\n", 1)
    assert written in rest
    path.write_bytes(head + b"\n" + rest.replace(written, otherwise, 1))
    resigned(folder, "data/receipt.json")
    refused(other, folder)


@pytest.mark.parametrize("name", ["n" * 5_000, "../outside", "/etc/passwd", "a\0b"])
def test_a_manifest_that_lists_other_paths_is_refused(folder, other, name):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][name] = {"size": 1, "sha256": "0" * 64}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    refused(other, folder)


@pytest.mark.parametrize("highest", [-1, (1 << 63) - 1])
def test_ids_that_no_program_gave_are_refused(folder, other, highest):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["sequences"]["draft"] = highest
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    resigned(folder, "data/draft.json")
    refused(other, folder)


def test_a_vault_is_that_of_one_company(folder, other):
    changed_rows(folder, "company", lambda rows: [])
    refused(other, folder)


def test_a_document_that_was_changed_breaks_the_chain(folder, other):
    changed_rows(folder, "document", each_other("incl_tax_cents", 1))
    refused(other, folder, ErrorCode.EXPORT_CHAIN)


@pytest.mark.parametrize("name", ["data/receipt.json", "data/receipt.csv", "documents/files/F-2026-0001.pdf"])
def test_a_byte_that_changed_is_found_in_every_file(folder, other, name):
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    refused(other, folder)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "data" / "client.json").write_bytes(b""),
        lambda folder: (folder / "data" / "client.json").unlink(),
        lambda folder: (folder / "manifest.json").write_bytes(b"["),
        lambda folder: (folder / "manifest.json").write_bytes(b"[" * 500_000),
        lambda folder: (folder / "manifest.json").write_bytes(b'{"format":1}'),
        lambda folder: (folder / "documents" / "files" / "F-2026-0001.pdf").write_bytes(b""),
    ],
)
def test_an_export_that_is_cut_is_refused(folder, other, damage):
    damage(folder)
    refused(other, folder)


def test_rows_nested_without_end_are_refused(folder, other):
    path = folder / "data" / "receipt.json"
    head, *_ = path.read_bytes().split(b"\n")
    path.write_bytes(head + b'\n{"id":' + b"[" * 500_000 + b"\n]}\n")
    resigned(folder, "data/receipt.json")
    refused(other, folder)


def test_no_path_or_link_leads_out_of_the_export(folder, other, tmp_path):
    outside = tmp_path / "outside"
    shutil.copytree(folder / "data", outside)
    shutil.rmtree(folder / "data")
    (folder / "data").symlink_to(outside)
    refused(other, folder)
    (folder / "data").unlink()
    shutil.copytree(outside, folder / "data")
    (folder / "data" / "client.csv").unlink()
    (folder / "data" / "client.csv").symlink_to(outside / "client.csv")
    refused(other, folder)


def test_an_export_of_another_version_names_it(folder, other):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "schema": 9_990, "version": "7.8.9"}))
    with pytest.raises(KnownError) as caught:
        import_everything(other, folder, Job())
    assert caught.value.code is ErrorCode.EXPORT_OTHER_VERSION
    assert "7.8.9" in error_text(caught.value)


def test_what_is_no_export_is_named_as_such(other, tmp_path):
    (tmp_path / "file.zip").write_bytes(b"a letter")
    refused(other, tmp_path / "file.zip", ErrorCode.EXPORT_UNKNOWN)
    refused(other, tmp_path, ErrorCode.EXPORT_UNKNOWN)


def test_an_archive_opens_with_its_password_alone_and_undamaged(session, other, tmp_path):
    path = tmp_path / "export.zip"
    exported(session, path, OTHER_PASSPHRASE)
    refused(other, path, ErrorCode.EXPORT_PASSPHRASE)
    refused(other, path, ErrorCode.EXPORT_PASSPHRASE, PASSPHRASE)
    content = path.read_bytes()
    for place in (len(content) // 3, len(content) // 2):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        refused(other, path, ErrorCode.EXPORT_DAMAGED, OTHER_PASSPHRASE)
    path.write_bytes(content[: len(content) // 2])
    refused(other, path, ErrorCode.EXPORT_DAMAGED, OTHER_PASSPHRASE)


def test_a_vault_that_holds_anything_is_not_touched(session, folder):
    refused(session, folder, ErrorCode.VAULT_NOT_EMPTY)


@pytest.mark.parametrize("passphrase", [None, OTHER_PASSPHRASE])
@pytest.mark.parametrize("moment", [1, 4, 12])
def test_an_export_that_is_stopped_leaves_nothing(session, tmp_path, moment, passphrase):
    (tmp_path / "target").mkdir()
    with pytest.raises(Cancelled):
        exported(session, tmp_path / "target" / "export", passphrase, StoppedAt(moment))
    assert list((tmp_path / "target").iterdir()) == []
    assert session.outside.noted() == []


@pytest.mark.parametrize("passphrase", [None, OTHER_PASSPHRASE])
def test_a_full_disk_leaves_nothing(session, tmp_path, passphrase):
    (tmp_path / "target").mkdir()
    with files_of_at_most(9_000), raises_known(ErrorCode.DISK_FULL):
        exported(session, tmp_path / "target" / "export", passphrase)
    assert list((tmp_path / "target").iterdir()) == []


@pytest.mark.parametrize("moment", [1, 20, 60])
def test_an_import_that_is_stopped_leaves_the_vault_empty(folder, other, moment):
    before = other.read(count_rows)
    with pytest.raises(Cancelled):
        import_everything(other, folder, StoppedAt(moment))
    assert other.read(count_rows) == before


def test_the_next_opening_removes_what_a_kill_left_of_an_export(session, tmp_path):
    left = tmp_path / ".export.microdesk-export-0123abcd"
    (left / "data").mkdir(parents=True)
    kept = tmp_path / "mine"
    kept.mkdir()
    session.outside.note([left, kept])

    remove_leftovers(session)

    assert not left.exists()
    assert kept.exists()


def test_a_name_that_is_taken_is_left_as_it_is(session, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    for passphrase in (None, OTHER_PASSPHRASE):
        with raises_known(ErrorCode.FILE_EXISTS):
            exported(session, tmp_path / "taken", passphrase)
    assert [path.name for path in (tmp_path / "taken").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("passphrase", [None, OTHER_PASSPHRASE])
@pytest.mark.parametrize("place", ["profile/export", "profile/backups/export", "profile/new/export", "link/export"])
def test_no_export_is_written_into_the_folder_of_the_vault(session, tmp_path, place, passphrase):
    (tmp_path / "profile" / "backups").mkdir(exist_ok=True)
    (tmp_path / "link").symlink_to(tmp_path / "profile" / "backups")
    with raises_known(ErrorCode.INSIDE_PROFILE):
        exported(session, tmp_path / place, passphrase)
    assert not (tmp_path / place).exists()
    assert not (tmp_path / "profile" / "new").exists()


@pytest.mark.parametrize("passphrase", [None, OTHER_PASSPHRASE])
def test_an_error_names_what_the_user_chose(session, passphrase):
    with pytest.raises(KnownError) as caught:
        exported(session, Path("/proc/export"), passphrase)
    assert caught.value.params["path"] == "/proc/export"
