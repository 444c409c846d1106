"""Files that others could not import, with what a person reads in them (tests/golden/reported/cases.json)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.bank.types import BankRow, ParsedFile, State

FOLDER = Path(__file__).parents[3] / "golden" / "reported"
CASES: Sequence[dict[str, Any]] = json.loads((FOLDER / "cases.json").read_text("utf-8"))
NOT_YET = frozenset(())
"""Cases that are known to fall short; an entry that holds fails."""


def case_parameter(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True)] if case["id"] in NOT_YET else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [case_parameter(each) for each in CASES])
def test_a_reported_file_gives_its_right_values(case: dict[str, Any]) -> None:
    path = FOLDER / case["file"]
    if case.get("refuse"):
        with pytest.raises(KnownError):
            read_statement(path)
        return
    parsed = read_statement(path)
    check_rows(case, parsed)
    check_accounts(case, parsed)
    if "problems" in case:
        assert sum(len(each.problems) for each in parsed.statements) >= case["problems"]


def check_rows(case: dict[str, Any], parsed: ParsedFile) -> None:
    rows = [row for each in parsed.statements for row in each.rows if row.state is State.BOOKED]
    if "rows" in case:
        assert_same_rows(case, rows)
    if "sum" in case:
        assert sum(row.amount_cents for row in rows) == case["sum"]
        assert len(rows) >= case.get("mincount", 0)
    if "cur" in case:
        assert {row.currency for row in rows} == set(case["cur"])
    if "label_wanted" in case:
        assert case["label_wanted"] in rows[0].label


def assert_same_rows(case: dict[str, Any], rows: Sequence[BankRow]) -> None:
    wanted = sorted(case["rows"], key=lambda each: (each["date"], each["cents"]))
    found = sorted(rows, key=lambda row: (row.on, row.amount_cents))
    assert [(row.on.isoformat(), row.amount_cents) for row in found] == [(e["date"], e["cents"]) for e in wanted]
    for row, each in zip(found, wanted, strict=True):
        held = each.get("label_holds", "")
        assert row.label == held if case.get("exact") else held in row.label


def check_accounts(case: dict[str, Any], parsed: ParsedFile) -> None:
    statements = parsed.statements
    if "accounts" in case:
        assert len(statements) == case["accounts"]
    if "iban" in case:
        assert {each.iban for each in statements} == {case["iban"]}
    if "num" in case:
        assert statements[0].account_number == case["num"]
    if "closing" in case:
        closing = statements[0].closing
        assert (closing and closing.amount_cents) == case["closing"]
    if "gap" in case:
        assert (statements[0].balance_gap_cents or 0) == case["gap"]
