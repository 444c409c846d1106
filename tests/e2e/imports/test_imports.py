"""Files brought in through the command line: counted right, never twice, wrong rows named by their line."""

import json
from pathlib import Path

import pytest

from microdesk_desktop.domain.bank.types import MergeResult
from tests.support.guards import ROOT
from tests.support.imports.imports import kept_file
from tests.support.program import Program, unlocked

STATEMENTS = ROOT / "tests" / "golden" / "statements"
RECORDS = {
    "clients": "name,kind,siren\nAtelier Brun SARL,company,\nCamille Leroy,individual,\n",
    "catalogue": "reference,label,unit,unit_price,activity,vat_rate\nJ1,Journée de conseil,jour,480.00,bnc,0\n",
    "documents": (
        "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency\n"
        "F-1,invoice,2026-09-01,2026-10-01,Atelier Brun SARL,100.00,0.00,100.00,0.00,EUR\n"
        "F-2,credit_note,2026-09-02,,Atelier Brun SARL,40.00,0.00,40.00,0.00,EUR\n"
    ),
    "receipts": (
        "date;client;label;amount;method;activity;reference\n"
        "21/11/2026;Mme Arnaud;Tirages;1 240,50;transfer;bnc;R-1\n"
        "21/11/2026;Mme Arnaud;Tirages;20,00;cash;bnc;\n"
        "21/11/2026;Mme Arnaud;Tirages;20,00;cash;bnc;\n"
        "21/11/2026;Salon;Tirages;30,00;cash;bnc;R-2026-0001\n"
    ),
    "expenses": "date,supplier,label,amount,category,reference\n2026-11-02,OVH SAS,Serveur,14.39,Hébergement,\n",
}
WRONG = (
    "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency\n"
    "F-1,invoice,2026-09-01,2026-10-01,Atelier Brun SARL,100.00,0.00,100.00,0.00,EUR\n"
    "F-2,invoice,2026-13-01,2026-10-01,Atelier Brun SARL,100.00,0.00,100.00,0.00,EUR\n"
    '"F-3",invoice,2026-09-03,2026-10-01,"Atelier\nBrun SARL",100.00,0.00,100.00,0.00,EUR\n'
    "F-1,invoice,2026-09-01,2026-10-01,Atelier Brun SARL,101.00,0.00,101.00,0.00,EUR\n"
)


@pytest.mark.parametrize("kind", RECORDS)
def test_the_same_records_again_add_nothing(program: Program, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"{kind}.csv"
    file.write_text(RECORDS[kind], encoding="cp1252")
    rows = RECORDS[kind].count("\n") - 1
    first = program.json("import", kind, file)
    assert (first["kind"], first["added"], first["unchanged"], first["refused"]) == (kind, rows, 0, [])
    second = program.json("import", kind, file)
    assert (second["added"], second["updated"], second["unchanged"], second["refused"]) == (0, 0, rows, [])


def test_wrong_rows_are_refused_by_their_line_and_the_others_go_in(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "documents.csv"
    file.write_text(WRONG, encoding="utf-8")
    report = program.json("import", "documents", file, code=3)
    assert report["added"] == 2
    assert [(each["line"], each["code"]) for each in report["refused"]] == [
        (3, "date_unreadable"),
        (6, "number_taken"),
    ]
    shown = program.run("import", "documents", file, code=3)
    assert [line for line in shown.out.splitlines() if line.startswith("Ligne 3")]
    # What came in, that the same file was imported before, and the two refused rows.
    assert len(shown.out.splitlines()) == 4


@pytest.mark.parametrize("format_", ["ofx", "qif", "camt", "cfonb", "mt940", "csv"])
def test_every_statement_gives_its_rows_once(program: Program, format_: str) -> None:
    added = 0
    for path, golden in statements(format_):
        problems = [problem for statement in golden["statements"] for problem in statement["problems"]]
        account = () if any(map(names_its_account, golden["statements"])) else ("--account", "new")
        report = program.json("bank", "import", path, *account, code=3 if problems else 0)
        rows = sum(len(statement["rows"]) for statement in golden["statements"])
        assert (path.name, report["format"], report["read"]) == (path.name, format_, rows)
        assert [[each["line"], each["code"]] for each in report["refused"]] == problems
        added += report["added"]
    assert len(program.json("bank", "list")) == added > 0
    with unlocked(program) as session:
        again = [kept_file(session, path).merge for path, _ in statements(format_)]
    assert set(again) == {MergeResult(added=0, updated=0, removed=0)}


def names_its_account(statement: dict) -> bool:
    number = statement["account_number"] or ""
    return bool(statement["iban"]) or any(map(str.isdecimal, number))


def statements(format_: str) -> list[tuple[Path, dict]]:
    """The golden statements of one format with what they hold."""
    files = [path for path in sorted(STATEMENTS.iterdir()) if not path.name.endswith(".expected.json")]
    read = [(path, json.loads(path.with_name(f"{path.name}.expected.json").read_text("utf-8"))) for path in files]
    return [(path, golden) for path, golden in read if golden["format"] == format_]


def test_archives_and_spreadsheets_give_their_rows_once(program: Program) -> None:
    golden = STATEMENTS.parent
    for path, rows in (
        (golden / "reported/arc-01.zip", 2),
        (golden / "reported/arc-04.gz", 1),
        (golden / "containers/xlwt.xls", 2),
        (golden / "containers/xlsxwriter.xlsx", 0),  # the same rows
        (golden / "containers/odfpy.ods", 0),
    ):
        account = ("--account", "new") if path.name in ("arc-04.gz", "xlwt.xls") else ()
        assert (path.name, program.json("bank", "import", path, *account)["added"]) == (path.name, rows)
    assert program.refused("bank", "import", golden / "containers/locked.xlsx") == "spreadsheet_locked"


def test_a_file_that_is_no_statement_is_refused_whole(program: Program, tmp_path: Path) -> None:
    for name, content, code in (
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, "file_is_picture"),
        ("empty.csv", b"", "file_empty"),
        ("letter.csv", "Bonjour,\nvoici mon relevé.\n".encode(), "file_not_recognised"),
        ("cut.ofx", b"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1>", "file_unreadable"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        assert (name, program.refused("bank", "import", file)) == (name, code)
    assert program.refused("bank", "import", tmp_path / "none.ofx") == "file_not_found"
    assert program.refused("import", "clients", tmp_path / "letter.csv") == "columns_missing"
    assert program.json("bank", "list") == []
