"""Every format and every bank's export, against values written by hand from reading the file."""

import json
from pathlib import Path

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.domain.bank.merging.identifiers import is_made_of_row
from microdesk_desktop.domain.bank.types import Balance, BankRow, ParsedFile, Statement
from microdesk_desktop.domain.money import format_decimal

FOLDER = Path(__file__).parents[3] / "golden" / "statements"
FILES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))


def shown(balance: Balance | None) -> str | None:
    return balance and f"{format_decimal(balance.amount_cents)} {balance.on or ''}".strip()


def bank_id(row: BankRow) -> str | None:
    """The identifier that the bank gives; what a reader makes of a time or a balance is not in the file."""
    return None if row.provider_id is None or is_made_of_row(row.provider_id) else row.provider_id


def plain_statement(statement: Statement) -> dict:
    gap = statement.balance_gap_cents
    return {
        "iban": statement.iban,
        "account_number": statement.account_number,
        "bank_name": statement.bank_name,
        "currency": statement.currency,
        "opening": shown(statement.opening),
        "closing": shown(statement.closing),
        "balance_gap": None if gap is None else format_decimal(gap),
        "rows": [
            [row.on.isoformat(), format_decimal(row.amount_cents), row.currency, row.state, bank_id(row), row.label]
            for row in statement.rows
        ],
        "problems": [[problem.line, problem.code] for problem in statement.problems],
    }


def plain(parsed: ParsedFile) -> dict:
    return {
        "format": parsed.format,
        "statements": [plain_statement(statement) for statement in parsed.statements],
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_statement_is_read_as_a_person_reads_it(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.name}.expected.json").read_text("utf-8"))
    assert plain(read_statement(path)) == expected
    assert plain(read_statement(path.read_bytes(), format=expected["format"])) == expected
