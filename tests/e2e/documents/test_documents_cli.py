"""`documents`: from a JSON file to a sealed invoice, its credit note, and an export that verifies itself."""

import json
import subprocess
import sys

import pytest

from tests.support.documents.issuing import COMPANY, LINES, NOVA


@pytest.fixture
def business(program):
    program.run("company", "set", *(f"{key}={value}" for key, value in COMPANY.items()))
    return program


def written(folder, **facts):
    path = folder / f"form{len(list(folder.glob('form*')))}.json"
    path.write_text(json.dumps({"type": "invoice", "client": NOVA, "lines": LINES, **facts}), encoding="utf-8")
    return path


def test_a_quote_becomes_a_deposit_an_invoice_and_a_credit_note(business, tmp_path):
    quote = business.json("documents", "new", "--from", written(tmp_path, type="quote"))["id"]
    assert business.json("documents", "check", quote) == {"problems": [], "remarks": []}
    assert business.json("documents", "issue", quote) == {"number": "D-2026-0001"}
    deposit = business.json("documents", "new", "--from", written(tmp_path, type="deposit", refers_to=["D-2026-0001"]))
    assert business.json("documents", "issue", deposit["id"])["number"] == "F-2026-0001"
    final = business.json("documents", "new", "--from", written(tmp_path, type="final", deposits=["F-2026-0001"]))
    assert business.json("documents", "issue", final["id"])["number"] == "F-2026-0002"
    shown = business.json("documents", "show", "F-2026-0002")
    assert (shown["total_incl_tax"], shown["due"], shown["deposits"]) == ("1085.12", "0.00", ["F-2026-0001"])
    credit = business.json("documents", "credit", "F-2026-0001")["id"]
    assert business.json("documents", "issue", credit)["number"] == "AV-2026-0001"
    assert business.json("documents", "show", "F-2026-0001")["due"] == "0.00"
    assert business.json("documents", "verify")["intact"]


def test_files_and_an_export_that_needs_no_program_to_be_verified(business, tmp_path):
    draft = business.json("documents", "new", "--from", written(tmp_path))["id"]
    number = business.json("documents", "issue", draft)["number"]
    business.run("documents", "pdf", number, "-o", tmp_path / "f.pdf")
    business.run("documents", "xml", number, "--syntax", "ubl", "-o", tmp_path / "f.xml")
    assert (tmp_path / "f.pdf").read_bytes().startswith(b"%PDF")
    assert b"<cbc:ID>F-2026-0001</cbc:ID>" in (tmp_path / "f.xml").read_bytes()
    business.run("documents", "export", tmp_path / "all")
    assert subprocess.run([sys.executable, "-I", str(tmp_path / "all" / "verify.py")], check=False).returncode == 0


def test_what_stands_against_an_issue_is_a_sentence_and_costs_no_number(business, tmp_path):
    draft = business.json("documents", "new", "--from", written(tmp_path, lines=[]))["id"]
    refused = business.run("--json", "documents", "issue", draft, code=1)
    assert refused.error == "document_refused"
    assert "Ajoutez au moins une ligne." in refused.err
    (problem, *_) = business.json("documents", "check", draft)["problems"]
    assert (problem["rule"], problem["message"]) == ("BR-16", "Ajoutez au moins une ligne.")
    good = business.json("documents", "new", "--from", written(tmp_path))["id"]
    assert business.json("documents", "issue", good)["number"] == "F-2026-0001"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "file_unreadable"),
        ("[]", "file_unreadable"),
        ('{"typ": "invoice"}', "field_unknown"),
        ('{"type": "x"}', "invalid_value"),
    ],
)
def test_a_file_that_describes_no_document_is_refused(business, tmp_path, content, code):
    path = tmp_path / "form.json"
    path.write_text(content, encoding="utf-8")
    assert business.refused("documents", "new", "--from", path) == code


@pytest.mark.parametrize(
    "words", [("show", "F-1"), ("credit", "F-1"), ("pdf", "F-1", "-o", "x"), ("issue", "7"), ("check", "abc")]
)
def test_a_document_that_is_not_there_is_named(business, words):
    assert business.refused("documents", *words) == "unknown_target"


def test_a_quote_is_invoiced_in_parts_and_never_beyond_what_is_left(business, tmp_path):
    quote = business.json("documents", "new", "--from", written(tmp_path, type="quote"))["id"]
    number = business.json("documents", "issue", quote)["number"]
    deposit = business.json("documents", "convert", number, "--to", "deposit", "--percent", "40")["id"]
    assert business.json("documents", "show", deposit)["total_incl_tax"] == "432.00"
    business.json("documents", "issue", deposit)
    refused = business.run("--json", "documents", "convert", number, "--to", "invoice", "--percent", "80", code=1)
    assert refused.error == "above_remaining"
    part = business.json("documents", "convert", number, "--to", "invoice", "--quantity", "1=0.5")["id"]
    assert business.json("documents", "show", part)["total_incl_tax"] == "216.00"
    final = business.json("documents", "convert", number, "--to", "final")["id"]
    shown = business.json("documents", "show", final)
    assert (shown["deposits"], [line["quantity"] for line in shown["lines"]]) == (["F-2026-0001"], ["2", "1"])


def test_a_quote_is_answered_and_its_chain_shows_what_remains(business, tmp_path):
    quote = business.json("documents", "new", "--from", written(tmp_path, type="quote"))["id"]
    number = business.json("documents", "issue", quote)["number"]
    assert business.json("documents", "refuse", number)["status"] == "declined"
    assert business.json("documents", "reopen", number)["status"] == "issued"
    assert business.json("documents", "accept", number, "--remark", "par courriel")["status"] == "accepted"
    (waiting,) = (each for each in business.json("todo") if each["kind"] == "accepted_quotes")
    assert waiting["command"] == ["documents", "convert", number, "--to", "invoice"]
    draft = business.json(*waiting["command"][:3], "--to", "deposit")["id"]
    chain = business.json("documents", "show", number)["chain"]
    assert [each["id"] or each["number"] for each in chain["documents"]] == [number, draft]
    assert (chain["remaining"]["total_incl_tax"], chain["remaining"]["deposits"]) == ("1085.12", "324.00")
    assert chain["remaining"]["lines"][0]["quantity"] == "2.5"
    copy = business.json("documents", "duplicate", number)["id"]
    business.run("documents", "note", copy, "à revoir")
    assert business.json("documents", "show", copy)["type"] == "quote"


def test_a_recurring_document_is_prepared_once_and_stops_when_it_is_removed(business, tmp_path):
    draft = business.json("documents", "new", "--from", written(tmp_path))["id"]
    series = business.json("documents", "recurring", "add", draft, "--start", "2026-01-31", "--times", 3, "--terms", 7)
    (listed,) = business.json("documents", "recurring", "list")
    assert (listed["next"], listed["state"], listed["total_incl_tax"]) == ("2026-01-31", "active", "1085.12")
    assert len(business.json("documents", "recurring", "run")["drafts"]) == 3
    assert business.json("documents", "recurring", "run") == {"drafts": [], "issued": [], "held": []}
    drafts = [each["id"] for each in business.json("documents", "list") if each["status"] == "draft"]
    shown = [business.json("documents", "show", each) for each in drafts]
    dates = {(each["issue_date"], each["due_date"]) for each in shown}
    assert dates >= {("2026-01-31", "2026-02-07"), ("2026-02-28", "2026-03-07"), ("2026-03-31", "2026-04-07")}
    assert business.json("documents", "recurring", "list")[0]["state"] == "ended"
    business.run("documents", "recurring", "remove", series["id"])
    assert business.json("documents", "recurring", "list") == []


def test_copies_are_counted_and_what_is_over_is_closed(business, tmp_path):
    draft = business.json("documents", "new", "--from", written(tmp_path))["id"]
    number = business.json("documents", "issue", draft, "--date", "2026-01-15")["number"]
    first, marked = tmp_path / "first.pdf", tmp_path / "marked.pdf"
    assert business.json("documents", "pdf", number, "-o", first)["copy"] == 1
    assert business.json("documents", "pdf", number, "--duplicate", "-o", marked)["marked"]
    assert first.read_bytes() != marked.read_bytes()
    assert business.json("documents", "close", "--until", "2026-02-28")["closed"] == ["2026-01-15", "2026-01"]
    assert business.json("documents", "close", "--until", "2026-02-28")["closed"] == []
    found = business.json("documents", "verify")
    assert found["intact"]
    assert {kind: count for kind, count in found["kinds"].items() if count} == {
        "document": 1,
        "closing": 2,
        "reprint": 2,
    }
    assert len(found["build"]) == 64
