"""`books receipts`, `books purchases` and `books export`: against sums made of the files that were imported."""

import csv
import io
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from tests.support.program import Program

YEAR = 2026
RECEIPTS = """date,client,label,amount,method,activity,reference
2026-01-15,Mme Arnaud,Affiche,120.00,card,bnc,R-1
2026-03-31,Atelier Brun,Logo,1450.50,transfer,bnc,R-2
2026-04-01,Marché,Cartes postales,35.00,cash,sales,R-3
2026-04-20,Marché,Cartes postales,12.40,cash,sales,R-4
2026-12-31,Nova SARL,Site,2000.00,transfer,bnc,R-5
2025-12-31,Nova SARL,Avant,999.00,transfer,bnc,R-0
"""
DOCUMENTS = """number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency,paid_on
F-1,invoice,2026-05-05,2026-06-05,Nova SARL,300.00,0,300.00,300.00,EUR,2026-06-30
"""
EXPENSES = """date,supplier,label,amount,reference
2026-02-10,OVH,Serveur,14.39,A-1
2026-02-11,SNCF,Train,40.00,A-2
2026-10-02,SNCF,Remboursement,-40.00,A-3
"""


@pytest.fixture
def business(program: Program, tmp_path: Path) -> Program:
    """Two activities, cash and transfers, an invoice paid with another tool, expenses and a refund."""
    program.run("company", "set", "activity=bnc")
    for name, text in (("receipts", RECEIPTS), ("documents", DOCUMENTS), ("expenses", EXPENSES)):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        program.json("import", name, file)
    return program


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def quarter(day: str) -> str:
    return f"{day[:4]}-T{(int(day[5:7]) + 2) // 3}"


def test_the_receipts_of_a_year_and_their_totals_by_period_and_activity(business: Program) -> None:
    book = business.json("books", "receipts", "--year", YEAR)
    given = [row for row in rows(RECEIPTS) if row["date"].startswith(str(YEAR))]
    expected = sorted((row["date"], row["client"], Decimal(row["amount"]), row["method"]) for row in given)
    lines = [
        (line["date"], line["party"], Decimal(line["amount"]), line["method"])
        for line in book["lines"]
        if line["document"] is None
    ]
    assert lines == expected
    (paid,) = [line for line in book["lines"] if line["document"] == "F-1"]
    assert (paid["date"], paid["amount"], paid["period"], paid["correction"]) == (
        "2026-06-30",
        "300.00",
        "2026-T2",
        False,
    )
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in given:
        sums[quarter(row["date"]), row["activity"]] += Decimal(row["amount"])
    sums["2026-T2", "bnc"] += 300
    totals = {(each["period"], each["activity"]): Decimal(each["amount"]) for each in book["period_totals"]}
    assert totals == sums
    assert book["year"] == YEAR
    assert [line["date"] for line in book["lines"]] == sorted(line["date"] for line in book["lines"])
    assert book["total"]["cash"] == "47.40"

    book = business.json("books", "purchases", "--year", YEAR)
    assert [(line["party"], line["amount"]) for line in book["lines"]] == [
        ("OVH", "14.39"),
        ("SNCF", "40.00"),
        ("SNCF", "-40.00"),
    ]
    assert book["total"]["amount"] == "14.39"


def test_every_form_has_every_line_and_the_folder_names_what_is_missing(business: Program, tmp_path: Path) -> None:
    lines = business.json("books", "receipts", "--year", YEAR)["lines"]
    references = {line["reference"] for line in lines}
    text = business.run("books", "receipts", "--year", YEAR).out
    table = business.run("books", "receipts", "--year", YEAR, "--format", "csv").out
    pdf = tmp_path / "book.pdf"
    pdf.write_bytes(b"former")
    assert business.json("books", "receipts", "--year", YEAR, "-o", pdf)["file"] == str(pdf)
    pages = pypdfium2.PdfDocument(pdf)
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    for form in (text, table, printed):
        assert all(reference in form for reference in references)
    assert "Total année 2026" in printed.replace("\xa0", " ")
    assert "3 917,90" in printed.replace("\u202f", " ").replace("\xa0", " ")

    folder = tmp_path / "comptable"
    made = business.json("books", "export", folder, "--year", YEAR)
    assert made["missing"] == 4  # three expenses without vouchers, and the invoice of another tool
    assert (folder / "Index.html").is_file()
    assert business.run("books", "export", folder, "--year", YEAR, code=1).err

    assert "2026" in business.run("books", "receipts", "--year", "26", code=2).err


def test_a_payment_in_dollars_counts_once_its_euros_are_stated(business: Program, tmp_path: Path) -> None:
    file = tmp_path / "dollars.csv"
    file.write_text(
        "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency\n"
        "F-2,invoice,2026-05-05,2026-06-05,Acme Inc,1000.00,0,1000.00,0,USD\n",
        encoding="utf-8",
    )
    business.json("import", "documents", file)
    assert business.refused("books", "euros", "F-2", "900") == "nothing_to_do"
    business.json("documents", "pay", "F-2", "--date", "2026-06-10", "--amount", "1000", "--method", "transfer")
    assert business.refused("books", "euros", "F-1", "900") == "currency_mismatch"
    assert business.refused("books", "euros", "F-2") == "invalid_value"
    before = total(business)
    stated = business.json("books", "euros", "F-2", "912,34")
    assert (stated["amount"], stated["currency"], stated["euros"]) == ("1000.00", "USD", "912.34")
    assert total(business) - before == Decimal("912.34")
    business.json("documents", "pay", "F-2", "--date", "2026-07-10", "--amount", "10", "--method", "card", "--returned")
    assert business.refused("books", "euros", "F-2", "9") == "invalid_value"
    business.json("books", "euros", "F-2", "9.10", "--date", "2026-07-10")
    assert total(business) - before == Decimal("903.24")
    business.json("books", "euros", "F-2", "--date", "2026-07-10", "--undo")
    business.json("books", "euros", "F-2", "--date", "2026-06-10", "--undo")
    assert total(business) == before


def total(program: Program) -> Decimal:
    """What the receipts of the year come to in euros."""
    sums = program.json("books", "receipts", "--year", YEAR)["period_totals"]
    return sum((Decimal(each["amount"]) for each in sums), Decimal(0))
