"""Importing a CSV file again, or a longer one, doubles no line and loses none."""

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.store.records.receipts_expenses import load_records
from tests.support.vaults import new_vault

HEADER = "date,supplier,label,amount,category,reference\n"
PARKING = "2026-11-02,Parking Gare,,4.50,Transport,"


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


@pytest.fixture
def import_lines(session, tmp_path):
    """Import expenses; returns how many were added, how many were known, and how many the vault then holds."""

    def run(*lines):
        path = tmp_path / "expenses.csv"
        path.write_text(HEADER + "\n".join(lines), encoding="utf-8")
        report = import_records(session, "expenses", path, job=Job())
        return report.added, report.unchanged, len(session.read(lambda reader: load_records(reader, Expense)))

    return run


def test_a_second_line_like_a_referenced_one_is_kept(import_lines):
    assert import_lines(PARKING + "T-1") == (1, 0, 1)
    assert import_lines(PARKING + "T-1", PARKING) == (1, 1, 2)
    assert import_lines(PARKING + "T-1", PARKING) == (0, 2, 2)


def test_a_line_given_twice_with_its_reference_leaves_the_other_known(import_lines):
    assert import_lines(PARKING + "T-1", PARKING) == (2, 0, 2)
    assert import_lines(PARKING + "T-1", PARKING + "T-1", PARKING) == (0, 3, 2)
