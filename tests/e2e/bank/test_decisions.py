"""Every word of the user on a transaction, through the command line."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.sandbox import company
from tests.support.imports.imports import import_statement
from tests.support.imports.statements import ofx
from tests.support.program import Program
from tests.support.vaults import new_vault

TODAY = date(2026, 11, 21)
INVOICE = "F-2026-0040"


@pytest.fixture
def books(bare: Program, tmp_path: Path) -> Program:
    """The sample company with its documents, its expenses and a statement of its account."""
    session = new_vault(bare.profile).session
    files = company.write_records(tmp_path, TODAY)
    for kind in ("documents", "expenses"):
        import_records(session, kind, files[kind], job=Job())
    import_statement(session, statement(tmp_path))
    session.close()
    return bare


def statement(folder: Path) -> Path:
    """The sample account as its bank's CSV."""
    path = folder / "statement.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, delimiter=";")
        rows.writerow(("Date", "Libellé", "Montant"))
        rows.writerows(
            (f"{date.fromordinal(TODAY.toordinal() - each.days_ago):%d/%m/%Y}", each.label, f"{each.cents / 100:.2f}")
            for each in company.account(TODAY)
            if not each.is_pending
        )
    return path


def listed(program: Program, words: str) -> dict:
    (found,) = program.json("bank", "list", "--search", words)
    return found


def settled(row: dict) -> list[tuple[str, str, str, str]]:
    return [(each["kind"], each["reference"], each["amount"], each["origin"]) for each in row["attributions"]]


def test_the_user_decides_and_is_not_overruled(books: Program) -> None:
    nova = listed(books, "NOVA SARL")
    assert nova["status"] == "suggested"
    attributed = books.json("bank", "attribute", nova["id"], "--to", f"invoice:{INVOICE}=480")
    assert settled(attributed) == [("invoice", INVOICE, "480.00", "manual")]
    detached = books.json("bank", "detach", nova["id"])
    assert (detached["status"], detached["attributions"]) == ("todo", [])
    books.json("bank", "reconcile")
    assert listed(books, "NOVA SARL")["status"] == "todo"
    assert books.json("bank", "ignore", nova["id"])["status"] == "ignored"
    assert books.json("bank", "unignore", nova["id"])["status"] == "todo"
    assert books.refused("bank", "unignore", nova["id"]) == "nothing_to_do"


def test_one_transaction_may_settle_several_and_an_automatic_one_is_replaced(books: Program) -> None:
    garonne = listed(books, "9525858377")
    assert sorted(settled(garonne)) == [
        ("invoice", "F-2026-0037", "540.00", "auto"),
        ("invoice", "F-2026-0038", "275.00", "auto"),
    ]
    changed = books.json("bank", "attribute", garonne["id"], "--to", "invoice:F-2026-0037", f"invoice:{INVOICE}=100,50")
    assert sorted(settled(changed)) == [
        ("invoice", "F-2026-0037", "540.00", "manual"),
        ("invoice", "F-2026-0040", "100.50", "manual"),
    ]


def test_records_are_made_of_transactions(books: Program) -> None:
    lunch, stranger = listed(books, "BOUCHON DU MARCHE"), listed(books, "PIERRE GARNIER")
    made = books.json("bank", "create-expense", lunch["id"], "--category", "Repas", "--reference", "A-900")
    assert settled(made) == [("expense", "A-900", "-48.90", "manual")]
    made = books.json("bank", "create-receipt", stranger["id"], "--reference", "R-900", "--method", "transfer")
    assert settled(made) == [("receipt", "R-900", "199.00", "manual")]
    assert books.refused("bank", "create-expense", stranger["id"], "--reference", "A-900") == "already_settled"
    again = ("bank", "create-expense", stranger["id"], "--replace", "--reference")
    assert books.refused(*again, "A-900") == "invalid_value"
    assert settled(listed(books, "PIERRE GARNIER")) == [("receipt", "R-900", "199.00", "manual")]


def test_a_payment_net_of_a_fee_settles_its_invoice_in_full(books: Program) -> None:
    nova = listed(books, "NOVA SARL")
    attributed = books.json("bank", "attribute", nova["id"], "--to", f"invoice:{INVOICE}", "--fee", "14,39")
    (paid, fee) = attributed["attributions"]
    assert settled(attributed)[0] == ("invoice", INVOICE, "494.39", "manual")
    assert (fee["kind"], fee["amount"], fee["reasons"]) == ("expense", "-14.39", ["frais retenus sur le versement"])
    assert f"{Decimal(paid['amount']) + Decimal(fee['amount'])}" == nova["amount"]
    assert (
        books.refused("bank", "attribute", nova["id"], "--to", f"invoice:{INVOICE}=480", "--fee", "1") == "fee_mismatch"
    )
    assert books.json("bank", "list", "--search", "NOVA SARL") == [attributed]
    assert books.json("bank", "detach", nova["id"])["attributions"] == []
    gone = f"expense:{fee['reference']}"
    assert books.refused("bank", "attribute", listed(books, "BOUCHON")["id"], "--to", gone) == "unknown_target"
    for amount in ("0", "-1", "NaN", "1.005"):
        words = ("bank", "attribute", nova["id"], "--to", f"invoice:{INVOICE}", "--fee", amount)
        assert books.run("--json", *words, code=2).value["error"]["code"] == "usage"


@pytest.mark.parametrize(("answer", "left"), [("merge", ["TABAC"]), ("keep-both", ["PHARMACIE", "TABAC"])])
def test_two_purchases_of_two_formats_that_may_be_one_are_asked_about(
    bare: Program, tmp_path: Path, answer: str, left: list[str]
) -> None:
    new_vault(bare.profile).session.close()
    first, second = tmp_path / "first.csv", tmp_path / "second.ofx"
    first.write_text("Date;Libellé;Montant\n10/11/2026;TABAC;-20,00\n", encoding="utf-8")
    second.write_text(ofx(("2026-11-10", "-20.00", "PHARMACIE"), account="1234567"), encoding="utf-8")
    bare.json("bank", "import", str(first))
    bare.json("bank", "import", str(second), "--account", "1")
    older, newer = listed(bare, "TABAC"), listed(bare, "PHARMACIE")
    assert (newer["double_of"], older["double_of"]) == (older["id"], None)
    assert bare.refused("bank", answer, older["id"]) == "nothing_to_do"
    bare.json("bank", answer, newer["id"])
    rows = bare.json("bank", "list")
    assert sorted(each["label"] for each in rows) == left
    assert [each["double_of"] for each in rows] == [None] * len(left)
    bare.json("bank", "import", str(second), "--account", "1")
    assert len(bare.json("bank", "list")) == len(left)


NO_AMOUNTS = ("0", "-5", "", "NaN", "1.005", "9" * 25)


def test_a_part_that_is_no_amount_above_zero_is_refused_and_changes_nothing(books: Program) -> None:
    nova = listed(books, "NOVA SARL")
    before = books.json("bank", "list")
    to = ("bank", "attribute", nova["id"], "--to")
    for amount in NO_AMOUNTS:
        ran = books.run("--json", *to, f"invoice:{INVOICE}={amount}", code=2)
        assert ran.value["error"]["code"] == "usage"
        assert "montant au-dessus de zéro" in ran.value["error"]["message"]
    assert books.json("bank", "list") == before


def test_what_cannot_be_is_refused_and_changes_nothing(books: Program) -> None:
    nova, lunch = listed(books, "NOVA SARL"), listed(books, "BOUCHON DU MARCHE")
    before = books.json("bank", "list")
    for transaction, target, code in (
        (nova, f"invoice:{INVOICE}=480.01", "amount_exceeds_transaction"),
        (nova, "invoice:F-2026-0045=180.01", "amount_exceeds_remaining"),
        (nova, "invoice:F-2026-0042", "amount_exceeds_remaining"),
        (lunch, f"invoice:{INVOICE}", "wrong_direction"),
        (nova, "invoice:F-1999-0001", "unknown_target"),
        (nova, f"expense:{INVOICE}", "unknown_target"),
    ):
        assert books.refused("bank", "attribute", transaction["id"], "--to", target) == code
    assert books.refused("bank", "ignore", "nothing") == "unknown_transaction"
    assert books.refused("bank", "detach", "999999") == "unknown_transaction"
    assert books.json("bank", "list") == before


def test_the_list_is_filtered_by_status_days_and_words(books: Program) -> None:
    rows = books.json("bank", "list")
    assert [row["date"] for row in rows] == sorted((row["date"] for row in rows), reverse=True)
    for status in ("todo", "suggested", "attributed", "ignored"):
        wanted = [row["id"] for row in rows if row["status"] == status]
        assert [row["id"] for row in books.json("bank", "list", "--status", status)] == wanted
        assert wanted
    found = books.json("bank", "list", "--since", "2026-11-11", "--until", "2026-11-15")
    assert [row["id"] for row in found] == [row["id"] for row in rows if "2026-11-11" <= row["date"] <= "2026-11-15"]
    assert len(books.json("bank", "list", "--search", "mirabelle")) == 2
