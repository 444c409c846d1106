"""The references that records get where none is given."""

from datetime import date

import pytest

from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.store.records.receipts_expenses import load_record, save_record
from tests.support.vaults import new_vault


@pytest.fixture
def writer(tmp_path):
    """Runs a function in a transaction."""
    session = new_vault(tmp_path / "profile").session
    yield session.write
    session.close()


def receipt(reference="", year=2026):
    return Receipt(on=date(year, 3, 1), client="", label="Vente", amount_cents=100, reference=reference)


def reference_after(writer, *kept, year=2026):
    """The reference of a receipt that is saved after those with these references."""

    def save(each):
        for reference in kept:
            save_record(each, receipt(reference))
        found = load_record(each, Receipt.kind, save_record(each, receipt(year=year)))
        return found.reference

    return writer(save)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ((), "R-2026-0001"),
        (("R-2026-0001", "R-2026-0007"), "R-2026-0008"),
        (("R-2026-9999",), "R-2026-10000"),
        (("R-2026-9999", "R-2026-10000", "R-2026-0012"), "R-2026-10001"),
        (("R-2026-7", "R-2026-0005"), "R-2026-0008"),
        (("R-2026-0003", "R-2026-9 bis", "R-2026-", "R-2025-0009", "D-2026-0400", "FACT 12"), "R-2026-0004"),
        (("R-2026-0003", "R-2026-20260301123456"), "R-2026-0004"),
    ],
)
def test_the_next_reference_follows_the_highest_number_of_its_year(writer, kept, expected):
    assert reference_after(writer, *kept) == expected


def test_each_year_and_each_kind_counts_for_itself(writer):
    assert reference_after(writer, "R-2026-0003", year=2025) == "R-2025-0001"
    expense = Expense(on=date(2026, 3, 1), supplier="OVH", label="", amount_cents=100)
    saved = writer(lambda each: load_record(each, Expense.kind, save_record(each, expense)))
    assert saved.reference == "D-2026-0001"
