"""`declarations` through the command line: the figures in their stable shape, the calendar, and a marked period."""

from pathlib import Path

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.domain.books.declared_periods import period_holding
from microdesk_desktop.domain.company import DeclarationPeriod
from tests.support.program import Program

TODAY = SystemClock().today()
BEFORE = period_holding(TODAY, DeclarationPeriod.QUARTERLY).previous
NOW = BEFORE.next


def test_a_quarter_is_shown_marked_and_stays_as_declared(program: Program, tmp_path: Path) -> None:
    program.json("company", "set", "activity=bnc", "created_on=2024-03-01")
    file = tmp_path / "receipts.csv"
    day = BEFORE.first.replace(day=10)
    file.write_text(f"date,client,label,amount,activity\n{day},Nova,Conseil,9130.46,bnc\n", encoding="utf-8")
    program.json("import", "receipts", file)
    shown = program.json("declarations", "show", "--period", BEFORE.name)
    assert (shown["period"], shown["from"], shown["until"]) == (
        BEFORE.name,
        BEFORE.span.since.isoformat(),
        BEFORE.span.until.isoformat(),
    )
    assert shown["declared_on"] is None
    (activity,) = shown["activities"]
    assert (activity["activity"], activity["turnover"], activity["declared"]) == ("bnc", "9130.46", "9130")
    assert {each["kind"] for each in activity["contributions"]} == {"social", "training"}
    text = program.run("declarations", "show", "--period", BEFORE.name).out.replace("\u202f", " ")
    assert "9 130" in text.replace("\xa0", " ")
    marked = program.json("declarations", "mark", "--period", BEFORE.name, "--on", NOW.first)
    assert marked == {**shown, "declared_on": NOW.first.isoformat()}
    (row,) = [each for each in program.json("declarations", "list") if each["periods"] == [BEFORE.name]]
    assert (row["kind"], row["state"], row["done_on"]) == ("turnover", "done", NOW.first.isoformat())
    program.run("documents", "verify")


def test_a_period_that_is_not_over_and_a_name_of_none_are_refused(program: Program) -> None:
    assert program.refused("declarations", "mark", "--period", NOW.name, "--on", TODAY) == "period_not_declarable"
    assert program.refused("declarations", "show", "--period", "2026-T5") == "invalid_value"


def test_the_boxes_of_the_year_and_of_vat_are_given(program: Program) -> None:
    year = program.json("declarations", "year", "--year", "2026")
    assert [each["name"].partition(" ·")[0] for each in year["boxes"]] == ["Case 5HQ"]
    assert program.json("declarations", "vat", "--period", "2026-T4")["net"] == "0"
