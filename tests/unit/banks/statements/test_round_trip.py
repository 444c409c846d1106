"""What is written in a format is read back from it: days, amounts, signs, labels, accounts and balances."""

import string
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.banks.statements.detect import read_statement
from tests.support.imports.statement_files import IBAN, WRITERS, WrittenRow

WORDS = st.text(string.ascii_uppercase + "ÉÈÀÇŒ" + string.digits, min_size=1, max_size=12)
ROWS = st.lists(
    st.builds(
        WrittenRow,
        st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)),
        st.integers(min_value=-(10**10), max_value=10**10).filter(bool),
        st.lists(WORDS, min_size=1, max_size=3).map(" ".join).map(lambda label: f"ACHAT {label}"[:32].strip()),
    ),
    min_size=1,
    max_size=8,
)
FOREIGN_WORDS = (
    "OFXHEADER:100",
    "<OFX>",
    "<BANKTRANLIST>",
    "camt.053",
    "BkToCstmrStmt",
    "!Type:Bank",
    ":61:",
    "Date Libelle",
)
"""How other formats begin, which anyone may write into the label of a transfer."""
PROOF = WrittenRow(date(2026, 12, 31), -1234567, "ACHAT D'UN JOUR QUI DIT L'ORDRE")
"""A row that leaves no doubt about the order of its date, and that some amount is negative."""


@pytest.mark.parametrize("word", FOREIGN_WORDS)
@pytest.mark.parametrize("name", WRITERS)
def test_a_label_with_words_of_another_format_does_not_change_the_format(name: str, word: str) -> None:
    known = read_statement(WRITERS[name]([PROOF]).data)
    found = read_statement(WRITERS[name]([PROOF, WrittenRow(date(2026, 1, 1), 100, f"VIR {word}")]).data)
    assert found.format is known.format
    assert len(found.statements[0].rows) == 2


@pytest.mark.parametrize("name", WRITERS)
@given(rows=ROWS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_statement_is_read_back_as_it_was_written(name: str, rows: list[WrittenRow]) -> None:
    rows = [PROOF, *rows]
    (statement,) = read_statement(WRITERS[name](rows).data).statements
    assert [WrittenRow(row.on, row.amount_cents, row.label) for row in statement.rows] == rows
    assert not statement.problems
    assert statement.balance_gap_cents in (0, None)
    if name.split()[0] not in ("qif", "csv"):
        assert statement.iban == IBAN
        assert statement.closing is not None
        assert statement.closing.amount_cents == sum(row.cents for row in rows)
