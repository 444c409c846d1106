"""A change anywhere is found and named, by the program and by the verifier that needs nothing but Python."""

import json
import random
import subprocess
import sys
import tracemalloc
from dataclasses import asdict
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.names import clean_name
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.seal.chain import canonical, seal_after
from microdesk_desktop.domain.documents.beside import Holder
from microdesk_desktop.operations.documents.beside.attachments import attach_files
from microdesk_desktop.operations.documents.beside.notes import add_note
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.operations.vault.verify import faults, verify
from microdesk_desktop.store.documents.chain import find_issued
from tests.attack.chain_flips import flipped_cells, flipped_files
from tests.support.documents.chains import sealed_vault, without_triggers
from tests.support.documents.issuing import NOVA, issued, issuing_vault


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    for _ in range(3):
        issued(session)
    yield session
    session.close()


@pytest.mark.parametrize(
    ("sql", "flaws"),
    [
        ("UPDATE seal SET content = replace(content, 'Paris', 'Paros') WHERE sequence = 2", {(2, "digest")}),
        ("UPDATE seal SET at = '2020-01-01' WHERE sequence = 3", {(3, "digest")}),
        ("UPDATE seal SET sequence = 9 WHERE sequence = 3", {(9, "order")}),
        ("UPDATE issued_file SET content = zeroblob(10) WHERE document_id = 1 AND name = 'pdf'", {(1, "pdf")}),
        ("UPDATE issued_file SET content = x'' WHERE document_id = 2 AND name = 'xml'", {(2, "xml")}),
        ("DELETE FROM issued_file WHERE document_id = 3 AND name = 'xml'", {(3, "xml")}),
        ("UPDATE document SET incl_tax_cents = 1 WHERE id = 1", {(1, "record")}),
        ("UPDATE document SET due_on = '2030-01-01' WHERE id = 3", {(3, "record")}),
    ],
)
def test_a_change_behind_the_triggers_is_named(session, sql, flaws):
    def tamper(writer):
        for (name,) in writer.all("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            writer.run(f"DROP TRIGGER {name}")
        if "SET sequence" in sql:
            writer.run("DELETE FROM issued_file WHERE document_id = 3")
            writer.run("DELETE FROM issued_document WHERE document_id = 3")
        writer.run(sql)

    session.write(tamper)
    assert {(flaw.sequence, flaw.part) for flaw in verify_documents(session).flaws} >= flaws


def test_an_export_is_verified_without_the_program(session, tmp_path):
    folder = tmp_path / "export"
    assert export_documents(session, folder, Job()) == 3
    assert verifier(folder).returncode == 0


@pytest.mark.parametrize("place", ["chain", "order", "file", "missing", "added", "end"])
def test_a_change_of_an_export_is_found_by_its_verifier(session, tmp_path, place):
    folder = tmp_path / "export"
    export_documents(session, folder, Job())
    chain, files = folder / "chain.jsonl", folder / "files"
    lines = chain.read_text(encoding="utf-8").splitlines(keepends=True)
    match place:
        case "chain":
            chain.write_text("".join(lines).replace("Paris", "Paros"), encoding="utf-8")
        case "order":
            chain.write_text("".join([lines[1], lines[0], lines[2]]), encoding="utf-8")
        case "file":
            (files / "F-2026-0002.pdf").write_bytes(b"%PDF")
        case "missing":
            (files / "F-2026-0002.xml").unlink()
        case "added":
            (files / "F-2026-0009.pdf").write_bytes(b"%PDF")
        case "end":
            chain.write_text("".join(lines[:2]), encoding="utf-8")
    found = verifier(folder)
    assert found.returncode == 1
    assert "F-2026-000" in found.stdout or place == "end"


@pytest.fixture
def exported(session, tmp_path):
    """An export whose second document has a note and two files of one name."""
    document_id = session.read(lambda reader: find_issued(reader, "F-2026-0002"))
    holder = Holder(document_id=document_id)
    add_note(session, holder, "Rappeler en mars.\nDemander le bon.")
    (tmp_path / "autre").mkdir()
    paths = [tmp_path / "bon signé.pdf", tmp_path / "autre" / "bon signé.pdf"]
    for number, path in enumerate(paths):
        path.write_bytes(b"%%PDF-1.4\n%d 0 obj << /Type /Page >> endobj\n" % number)
    attach_files(session, holder, paths)
    export_documents(session, tmp_path / "export", Job())
    return tmp_path / "export"


def test_notes_and_attached_files_are_exported_and_listed_with_their_digests(exported):
    beside = exported / "beside" / "F-2026-0002"
    assert sorted(path.name for path in beside.iterdir()) == [
        "1-bon signé.pdf",
        "2-bon signé.pdf",
        "notes.txt",
    ]
    assert "Rappeler en mars.\nDemander le bon." in (beside / "notes.txt").read_text("utf-8")
    assert sorted(path.name for path in (exported / "beside").iterdir()) == ["F-2026-0002"]
    listed = (exported / "last.txt").read_text("utf-8")
    for path in beside.iterdir():
        assert f"beside/F-2026-0002/{path.name} {sha256(path.read_bytes()).hexdigest()}\n" in listed
    assert verifier(exported).stdout.strip() == "0 / intact"


def test_an_export_holds_one_attached_file_in_memory_at_a_time(session, tmp_path):
    size, count = 2 << 20, 8
    holder = Holder(document_id=session.read(lambda reader: find_issued(reader, "F-2026-0001")))
    paths = [tmp_path / f"{number}.pdf" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(b"%%PDF-1.4\n%d 0 obj << /Type /Page >> endobj\n" % number + bytes(size))
    attach_files(session, holder, paths)
    tracemalloc.start()
    export_documents(session, tmp_path / "export", Job())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < count * size / 2


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        (lambda beside: (beside / "notes.txt").write_text("…"), "beside/F-2026-0002/notes.txt was changed"),
        (lambda beside: (beside / "1-bon signé.pdf").unlink(), "1-bon signé.pdf is missing"),
        (lambda beside: (beside / "3-x.pdf").write_bytes(b"x"), "beside/F-2026-0002/3-x.pdf: no seal knows this file"),
    ],
)
def test_what_stands_beside_a_document_is_verified_too(exported, change, flaw):
    change(exported / "beside" / "F-2026-0002")
    found = verifier(exported)
    assert (found.returncode, flaw in found.stdout) == (1, True)


@pytest.mark.parametrize(
    "name", ["../../secret", "beside/../verify.py", "files/F-2026-0001.pdf", "beside/F-2026-0002", ""]
)
def test_a_list_that_names_a_file_elsewhere_is_refused(exported, name):
    last = exported / "last.txt"
    last.write_text(last.read_text("utf-8") + f"{name} {'0' * 64}\n", "utf-8")
    found = verifier(exported)
    assert (found.returncode, "line / ligne 6" in found.stdout) == (1, True)


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("devis/signé: v2.pdf", "devis_signé_ v2.pdf"),
        ("..\\..\\x.pdf", "_.._x.pdf"),
        ("a\u202efdp.exe\n.pdf", "afdp.exe.pdf"),
        ("...", "_"),
        (f"{'é' * 200}.pdf", f"{'é' * 58}.pdf"),
        ("x. .pdf", "x.pdf"),
    ],
)
def test_names_of_exported_files_are_taken_by_every_system(name, cleaned):
    assert clean_name(name) == cleaned


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder_or_is_too_long(name):
    found = clean_name(name)
    assert found
    assert not set(found) & set('<>:"/\\|?*\n\r\0')
    assert len(found.encode()) <= 120
    assert found[-1] not in " ."


def test_an_export_never_mixes_with_what_a_folder_holds(session, tmp_path):
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "mine.txt").write_text("x")
    with pytest.raises(KnownError) as caught:
        export_documents(session, tmp_path / "export", Job())
    assert caught.value.code is ErrorCode.FILE_EXISTS
    assert [path.name for path in (tmp_path / "export").iterdir()] == ["mine.txt"]


def test_a_cancelled_export_leaves_nothing(session, tmp_path):
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        export_documents(session, tmp_path / "export", job)
    assert not [path for path in tmp_path.iterdir() if "export" in path.name]


def test_the_chain_of_an_export_holds_all_that_the_documents_show(session, tmp_path):
    export_documents(session, tmp_path / "export", Job())
    first = json.loads((tmp_path / "export" / "chain.jsonl").read_text(encoding="utf-8").splitlines()[0])
    content = json.loads(first["content"])
    assert content["number"] == "F-2026-0001"
    assert content["document"]["buyer"]["name"] == "Nova SARL"
    assert content["totals"]["incl_tax"] == 108_512


def verifier(folder):
    return subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py")], capture_output=True, text=True, check=False, timeout=300
    )


def test_a_change_of_any_cell_or_file_is_found_and_named(tmp_path):
    """`python -m tests.attack.chain_flips` changes hundreds."""
    dice = random.Random(16)
    session = sealed_vault(tmp_path / "profile")
    assert verify_documents(session).flaws == ()
    assert flipped_cells(session, dice, 1_000)[1] == []
    export_documents(session, tmp_path / "export", Job())
    session.close()
    found = verifier(tmp_path / "export")
    assert (found.stdout.strip(), found.returncode) == ("0 / intact", 0)
    assert flipped_files(tmp_path / "export", tmp_path, dice, 16)[1] == []


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["UPDATE book_entry SET amount_cents = 1 WHERE number = 2"], ("2", "book_entry")),
        (["UPDATE book_entry SET \"on\" = '2026-12-01' WHERE number = 2"], ("2", "book_order")),
        (["DELETE FROM book_person WHERE number = 2", "DELETE FROM book_entry WHERE number = 2"], ("3", "book_order")),
        (["UPDATE book_person SET number = 99 WHERE number = 3", "UPDATE book_entry SET number = 99 WHERE number = 3"],
         ("4", "book_order")),
        (["UPDATE book_person SET party = 'Autre' WHERE number = 2"], ("2", "book_person")),
        (["DELETE FROM book_person WHERE number = 2"], ("2", "book_person")),
        (["UPDATE seal SET content = replace(content, '\"amount\":', '\"amount\":1') WHERE kind = 'book'"],
         ("2026-11-03", "book")),
    ],
)  # fmt: skip
def test_a_change_by_hand_of_the_books_of_a_closed_period_is_named(tmp_path, statements, found):
    session = sealed_vault(tmp_path / "profile")

    def tamper(writer):
        without_triggers(writer)
        for statement in statements:
            writer.run(statement)

    session.write(tamper)
    assert found in {(flaw.subject.split()[0], flaw.part) for flaw in verify_documents(session).flaws}
    session.close()


def test_letters_that_end_lines_elsewhere_leave_an_export_whole(session, tmp_path):
    issued(session, subject="Deux\u2028lignes")
    export_documents(session, tmp_path / "export", Job())
    assert verifier(tmp_path / "export").stdout.strip() == "0 / intact"


def test_the_vault_names_what_was_changed(session):
    def tamper(writer):
        without_triggers(writer)
        writer.run("UPDATE document SET incl_tax_cents = 1 WHERE number = 'F-2026-0002'")

    session.write(tamper)
    checks = verify(session)
    assert [name for name, holds in checks.items() if not holds] == ["schema", "documents"]
    assert tuple(faults(session, checks)[-1].params["subjects"]) == ("F-2026-0002",)


def test_a_file_that_was_added_to_a_document_is_named(session):
    number = issued(session, type="quote")

    def tamper(writer):
        writer.run("INSERT INTO issued_file SELECT max(document_id), 'xml', x'00' FROM issued_document")

    session.write(tamper)
    assert [(flaw.subject, flaw.part) for flaw in verify_documents(session).flaws] == [(number, "xml")]


def test_numbers_with_a_slash_or_an_underscore_name_the_files_of_an_export(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    put_company(session, {"numbering": "F_A/2026/0001"})
    number = issued(session)
    export_documents(session, tmp_path / "export", Job())
    session.close()
    assert ("/" in number, "_" in number) == (True, True)
    assert verifier(tmp_path / "export").stdout.strip() == "0 / intact"


def test_numbers_that_differ_by_case_alone_or_name_a_device_have_files_of_their_own_on_every_disk(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    for numbering in ("FA-2026-0001", "fa-2026-0001", "Fa_2026-0001", "COM1"):
        put_company(session, {"numbering": numbering})
        issued(session)
    export_documents(session, tmp_path / "export", Job())
    session.close()
    names = [path.stem.upper() for path in (tmp_path / "export" / "files").glob("*.pdf")]
    assert len(set(names)) == 4
    assert "COM1" not in names
    assert verifier(tmp_path / "export").stdout.strip() == "0 / intact"


@pytest.mark.parametrize(
    ("kind", "subject", "changes", "flaw"),
    [
        ("payment", "", {"sign": -1}, "not recorded"),
        ("reprint", "", {"copy": 7}, "one by one"),
        ("closing", "2026-10-30", {"documents": 9}, "other totals"),
        ("closing", "2026-10", {"last_day": "2026-12-31"}, "other totals"),
        ("book", "", {"entries": 9}, "other totals than the lines"),
        ("book", "2026-11-04", {"last": 1}, "other totals than the lines"),
    ],
)
def test_whoever_computes_all_digests_anew_is_found_by_what_must_add_up(tmp_path, kind, subject, changes, flaw):
    session = sealed_vault(tmp_path / "profile")
    export_documents(session, tmp_path / "export", Job())
    session.close()
    reseal(tmp_path / "export", kind, subject, changes)
    assert flaw in verifier(tmp_path / "export").stdout


def reseal(folder, kind, subject, changes):
    """Change the content of the first seal of a kind, and compute its digest and all that follow anew."""
    path, last, is_changed = folder / "chain.jsonl", None, False
    lines = []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        seal = json.loads(line)
        if seal["kind"] == kind and subject in ("", seal["subject"]) and not is_changed:
            seal["content"], is_changed = canonical(json.loads(seal["content"]) | changes), True
        facts = {name: seal[name] for name in ("at", "kind", "subject", "content", "files")}
        last = seal_after(last, **facts)
        lines.append(json.dumps(asdict(last), ensure_ascii=False))
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    script = (folder / "last.txt").read_text().split("\n")[1]
    (folder / "last.txt").write_text(f"{last.sequence} {last.digest}\n{script}\n")


@pytest.mark.parametrize(
    ("sql", "flaws"),
    [
        ("UPDATE document SET client_id = (SELECT max(id) FROM client) WHERE id = 1", {(1, "record")}),
        ("INSERT INTO payment (target_id, paid_on, amount_cents) VALUES (1, '2026-11-21', 100)", {(1, "payment")}),
    ],
)
def test_another_client_or_a_payment_that_is_no_fact_is_named(session, sql, flaws):
    issued(session, client={**NOVA, "name": "Autre SARL"})

    def tamper(writer):
        without_triggers(writer)
        writer.run(sql)

    session.write(tamper)
    assert {(flaw.sequence, flaw.part) for flaw in verify_documents(session).flaws} == flaws
