"""The lines that some banks write above the table: account and balance."""

import re
from collections.abc import Sequence

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.statements.builder import StatementBuilder
from microdesk_desktop.domain.bank.types import Balance
from microdesk_desktop.domain.dates import parse_day
from microdesk_desktop.domain.money import parse_cents

_IBAN = re.compile(r"\bFR\d{2}(?: ?[0-9A-Z]{4}){5} ?[0-9A-Z]{3}\b")
_NUMBER_WORD = re.compile(r"compte|n°", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{7,11}[A-Z]?\d{0,4})\b", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r'(?:=")?(\d{9,}|(?<!\*)\*{2,}+\d{2,})"?')
# From the last « solde » before the first digit: no text is read from two places.
_BALANCE = re.compile(
    r"solde(?:(?!solde|[-+]\d)[^\n\d;])*+(?:(\d{2}/\d{2}/\d{4})[^\n\d+-]*+)?"
    r"(?:(?!solde)[^\n\d+-])*+([-+]?\d[\d .\u00a0\u202f]*+(?:,\d\d)?)",
    re.IGNORECASE,
)
_LONGEST_LINE = 1_000
"""Characters that are read of a line; banks write one or two hundred."""
_MOST_CELLS = 50
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")


def read_preamble(rows: Sequence[Sequence[str]], builder: StatementBuilder) -> None:
    """Set the builder's account and closing balance from the rows above the table, where they give them."""
    lines = [";".join(row)[:_LONGEST_LINE] for row in rows]
    text = "\n".join(lines)
    iban = _IBAN.search(text)
    builder.iban = as_iban(iban[0]) if iban else None
    builder.account_number = next(filter(None, map(_written_number, lines)), None)
    builder.closing = _written_balance(text, builder.currency)
    for row in rows:
        _read_summary(row, builder)


def _written_number(line: str) -> str | None:
    """The account number after « compte » or « n° »."""
    word = _NUMBER_WORD.search(line)
    number = _NUMBER.search(line, word.end()) if word else None
    return number[1] if number else None


def _written_balance(text: str, currency: str) -> Balance | None:
    """The balance of « Solde au 20/11/2026 1 234,56 € », or of « Solde;1234,56 » with its day elsewhere."""
    found = _BALANCE.search(text)
    if found is None:
        return None
    day = found[1] or (elsewhere[0] if (elsewhere := _DAY.search(text)) else "")
    return _balance(found[2], day, currency)


def _read_summary(row: Sequence[str], builder: StatementBuilder) -> None:
    """A summary line: account number, days, and the balance last (BNP Paribas, Société Générale)."""
    cells = [cell.strip() for cell in row[:_MOST_CELLS] if cell.strip()]
    if len(cells) < 4:
        return
    days = [cell for cell in cells if _DAY.fullmatch(cell)]
    number = next((found[1] for cell in cells if (found := _WHOLE_NUMBER.fullmatch(cell))), None)
    if days and number and (balance := _balance(cells[-1], days[-1], builder.currency)):
        builder.account_number, builder.closing = number, balance


def _balance(amount: str, day: str, currency: str) -> Balance | None:
    try:
        return Balance(amount_cents=parse_cents(amount), currency=currency, on=parse_day(day) if day else None)
    except ValueError:
        return None
