"""The dated tables: every shipped one is sound, a broken one is refused by name, nothing is guessed past its end."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from microdesk_desktop.base.dated_tables import Confidence, dated_table, parse_dated_table, value
from microdesk_desktop.base.paths import resource

SHIPPED = sorted(resource("tables").glob("*.toml"))
DATED = [path.stem for path in SHIPPED if "row" in tomllib.loads(path.read_text("utf-8"))]
SOUND = """
horizon = "2026-12-31"
[keys]
activity = ["sales", "bnc"]
[columns]
percent = "decimal"
until = "day?"

[[row]]
activity = "bnc"
from = "2025-01-01"
to = "2025-12-31"
percent = "24.6"
source = "one"
checked = "2026-11-26"
confidence = "H"

[[row]]
activity = "bnc"
from = "2026-01-01"
percent = "25.6"
source = "two"
checked = "2026-11-27"
confidence = "M"
"""
SECOND = SOUND.split("[[row]]")[2]


def test_every_shipped_table_loads():
    assert {"social_rates", "acre", "micro_ceilings", "vat_franchise", "legal_interest", "mentions"} <= set(DATED)
    for name in DATED:
        assert dated_table(name).rows, name


def test_a_value_comes_with_its_validity_its_source_and_how_sure_it_is():
    found = value("social_rates", "bnc", "metropole", on=date(2025, 6, 30))
    assert found is not None
    assert (found.number, found.first, found.last) == (Decimal("24.6"), date(2025, 1, 1), date(2025, 12, 31))
    assert found.checked == date(2026, 11, 26)
    assert found.confidence is Confidence.HIGH
    assert "modele-social" in found.source


def test_a_day_before_the_first_row_has_no_value():
    assert value("social_rates", "bnc", "metropole", on=date(2017, 12, 31)) is None


def test_a_row_without_end_is_unknown_after_the_horizon():
    table = parse_dated_table("rates", SOUND)
    last, after = date(2026, 12, 31), date(2027, 1, 1)
    assert (table.find(last, "bnc") or pytest.fail("no row")).decimal("percent") == Decimal("25.6")
    assert table.find(after, "bnc") is None
    assert not list(table.on(after))


def test_a_column_that_is_no_number_has_no_value():
    with pytest.raises(ValueError, match=r"vat_franchise\.toml has the decimal columns"):
        value("vat_franchise", "goods", on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ('from = "2026-01-01"', 'from = "2025-12-31"', r"rates\.toml \(bnc\): .* overlap"),
        ('from = "2026-01-01"', "", r"rates\.toml \(bnc\): .* overlap"),
        ('from = "2026-01-01"', 'from = "2026-01-03"', r"rates\.toml \(bnc\): no row from 2026-01-01 to 2026-01-02"),
        ('from = "2026-01-01"', 'from = "2026-01-01"\nto = "2025-12-31"', r"row 2 \(bnc\): it ends on 2025-12-31"),
        ('from = "2026-01-01"', 'from = "1/1/2026"', r"row 2 \(bnc\): from is '1/1/2026', no day"),
        ('activity = "bnc"', 'activity = "bcn"', r"row 2: activity is 'bcn', none of those"),
        ('activity = "bnc"', "", r"row 2: activity is None"),
        ('percent = "25.6"', 'percnt = "25.6"', r"row 2: unknown column percnt"),
        ('percent = "25.6"', "", r"row 2 \(bnc\): percent missing"),
        ('percent = "25.6"', "percent = 25.6", r"row 2 \(bnc\): percent is 25\.6, no decimal text"),
        ('percent = "25.6"', 'percent = "25,6"', r"row 2 \(bnc\): percent is '25,6', no decimal text"),
        ('percent = "25.6"', 'percent = "25.6"\nuntil = "31-12"', r"row 2 \(bnc\): until is '31-12', no day of the"),
        ('source = "two"', "", r"row 2 \(bnc\): source missing"),
        ('checked = "2026-11-27"', "", r"row 2 \(bnc\): checked missing"),
        ('confidence = "M"', "", r"row 2 \(bnc\): confidence missing"),
        ('confidence = "M"', 'confidence = "sure"', r"row 2 \(bnc\): confidence is 'sure'"),
    ],
)
def test_a_broken_row_is_refused_with_its_table_and_place(was, becomes, sentence):
    assert was in SECOND
    with pytest.raises(ValueError, match=sentence):
        parse_dated_table("rates", SOUND.replace(SECOND, SECOND.replace(was, becomes)))


@pytest.mark.parametrize("head", ['horizn = "2026-12-31"', '[columns]\npercent = "float"'])
def test_a_head_that_declares_what_no_table_has_is_refused(head):
    with pytest.raises(ValueError, match=r"rates\.toml: its head declares"):
        parse_dated_table("rates", f"{head}\n[[row]]\n{SECOND}")
