"""`import`, `imports` and `bank import` with a preview, named columns, and taking back."""

import zipfile
from pathlib import Path

from tests.support.program import Program

STATEMENT = "Date;Libellé;Montant\n02/11/2026;CB MONOPRIX;-42,60\n03/11/2026;VIR NOVA;480,00\n"
UNKNOWN = "Jour;Quoi;Combien\n02/11/2026;CB MONOPRIX;-42,60\nlundi;VIR NOVA;480,00\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_statement_is_previewed_imported_listed_and_taken_back(program: Program, tmp_path: Path) -> None:
    file = write(tmp_path, "releve.csv", STATEMENT)
    shown = program.json("bank", "import", file, "--preview")
    assert (shown["added"], shown["refused"], shown["imported_at"]) == (2, [], None)
    assert [each["outcome"] for each in shown["rows"]] == ["added", "added"]
    assert shown["rows"][0]["values"]["amount"] == "-42.60"
    assert {each["kind"]: each["amount"] for each in shown["totals"]} == {"in": "480.00", "out": "42.60"}
    assert program.json("bank", "list") == [], "a preview changes nothing"

    imported = program.json("bank", "import", file)
    assert (imported["format"], imported["read"], imported["added"]) == ("csv", 2, 2)
    (entry,) = program.json("imports", "list")
    assert (entry["id"], entry["name"], entry["kind"]) == (imported["import"], "releve.csv", "statement")
    assert program.json("bank", "import", file, "--preview")["imported_at"] == entry["imported_at"]

    transaction = program.json("bank", "list")[0]["id"]
    program.json("bank", "ignore", transaction)
    refused = program.json("imports", "undo", entry["id"], code=1)
    assert refused["error"]["code"] == "import_built_on"
    assert len(program.json("bank", "list")) == 2, "a decision of the user is spared"
    undone = program.json("imports", "undo", entry["id"], "--yes")
    assert (undone["removed"], undone["decided"]) == ({"transaction": 2, "account": 1}, 1)
    assert (program.json("bank", "list"), program.json("imports", "list")) == ([], [])
    assert undone["vouchers"] == 0
    assert program.json("imports", "undo", entry["id"], code=1)["error"]["code"] == "unknown_import"


def test_columns_of_an_unknown_table_are_named_once_and_remembered(program: Program, tmp_path: Path) -> None:
    file = write(tmp_path, "inconnu.csv", UNKNOWN)
    program.json("bank", "import", file, code=1)
    wrong = program.json("bank", "import", file, "--map", "Prix=amount", code=1)
    assert wrong["error"]["code"] == "column_unknown"
    wrong = program.json("bank", "import", file, "--map", "Combien=price", code=1)
    assert wrong["error"]["code"] == "field_unknown"
    named = ("--map", "Jour=date", "--map", "Quoi=label", "--map", "3=amount")
    report = program.json("bank", "import", file, *named, code=3)
    assert (report["added"], [each["line"] for each in report["refused"]]) == (1, [3])
    later = write(tmp_path, "plus tard.csv", UNKNOWN.replace("lundi", "03/11/2026"))
    assert program.json("bank", "import", later)["added"] == 1


def test_every_file_of_an_archive_is_imported_by_itself(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "factures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("clients/a.csv", "name\nAtelier Brun\n")
        archive.writestr("clients/b.csv", "name\nNova SARL\nAtelier Brun\n")
    report = program.json("import", "clients", path)
    assert (report["added"], report["unchanged"]) == (2, 1)
    assert [each["name"] for each in report["files"]] == [
        "factures.zip › clients/a.csv",
        "factures.zip › clients/b.csv",
    ]
    assert len(program.json("imports", "list")) == 2


def test_a_file_of_an_archive_that_cannot_be_imported_is_named_and_the_import_is_partial(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "releves.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("novembre.csv", STATEMENT)
        archive.writestr("facture.pdf", "%PDF-1.4\n1 0 obj\n")
    for options in (("--preview",), ()):
        report = program.json("bank", "import", path, *options, code=3)
        assert [each.get("error", {}).get("code") for each in report["files"]] == [None, "file_is_pdf"]
        assert report["files"][1]["name"] == "releves.zip › facture.pdf"
    assert len(program.json("bank", "list")) == 2


def test_columns_that_were_not_used_are_named_after_an_import_too(program: Program, tmp_path: Path) -> None:
    file = write(tmp_path, "clients.csv", "Nom;No SIRET;Couleur\nNova SARL;73282932000074;Rouge\n")
    report = program.json("import", "clients", file)
    assert (report["added"], report["unused"]) == (1, ["Couleur"])
    assert "Couleur" in program.run("import", "clients", file).out


def test_an_import_names_what_it_took_for_granted_and_who_is_paid(program: Program, tmp_path: Path) -> None:
    documents = write(tmp_path, "liste.csv", "Numéro;Date;Client;Total TTC\n2026-1;02/11/2026;Nova;480,00\n")
    assert "lus comme des factures" in program.run("import", "documents", documents, "--preview").out
    assert "lus comme des factures" in program.run("import", "documents", documents).out
    expenses = write(tmp_path, "achats.csv", "Date;Fournisseur;Montant\n02/11/2026;Monoprix;42,60\n")
    assert "Monoprix" in program.run("import", "expenses", expenses, "--preview").out
