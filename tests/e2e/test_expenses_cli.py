"""`expenses` through the command line: what was spent, how, with which VAT, and what is expected."""

from datetime import date
from pathlib import Path

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.domain.documents.recurring.series import add_months
from tests.support.program import Program

TODAY = SystemClock().today()


def days(count: int) -> list[date]:
    """The same day of the last months, the latest one a month ago."""
    first = TODAY.replace(day=min(TODAY.day, 28))
    return [add_months(first, -back) for back in range(count, 0, -1)]


def test_expenses_are_listed_and_the_next_of_a_rhythm_is_expected(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "expenses.csv"
    rows = [f"{on},OVH,Serveur,14.39,Hébergement,Prélèvement" for on in days(3)]
    rows.append(f"{TODAY},Bistrot,Déjeuner,22.00,Repas,CB")
    file.write_text("date,supplier,label,amount,category,method\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert program.json("import", "expenses", file)["added"] == 4
    listed = program.json("expenses", "list")
    assert [(each["supplier"], each["method"]) for each in listed][:2] == [("Bistrot", "card"), ("OVH", "direct_debit")]
    assert {each["category"] for each in program.json("expenses", "list", "--category", "Repas")} == {"Repas"}
    assert len(program.json("expenses", "list", "--missing-voucher")) == 4
    (series,) = program.json("expenses", "expected")
    assert (series["supplier"], series["rhythm"], series["amount"], series["muted"]) == (
        "OVH",
        "monthly",
        "14.39",
        False,
    )
    assert series["expected_on"] >= TODAY.replace(day=1).isoformat()
