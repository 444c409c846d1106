"""The lines that some banks write above or below the table: account and balances."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from microdesk_desktop.banks.normalise.balance_rows import is_opening_name
from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.statements.builder import StatementBuilder
from microdesk_desktop.banks.statements.csv.amounts.currencies import CURRENCIES
from microdesk_desktop.base.files.csv_reader import Header
from microdesk_desktop.domain.bank.types import Balance
from microdesk_desktop.domain.calendar.dates import parse_day
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.text import fold

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,4})?\b")
_NUMBER_WORD = re.compile(r"compte|n°|\bno (?=\d{11}\b)|account|konto|cuenta|rekening", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{7,11}[A-Z]?\d{0,4})\b", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r'(?:=")?(\d{9,}|(?<!\*)\*{2,}+\d{2,})"?')
_LONE_NUMBER = re.compile(r'="?(\d{9,})"?')
_WRITTEN_DAY = r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}"
"""A day as banks write it, or as a spreadsheet holds it."""
# From the last « solde » before the first digit: no text is read from two places.
_BALANCE = re.compile(
    r"(?:solde|balance|saldo|kontostand)(?:(?!solde|balance|saldo|kontostand|[-+]\d)[^\n\d;])*+"
    rf"(?:({_WRITTEN_DAY})[^\n\d+-]*+)?"
    r"(?:(?!solde|balance|saldo|kontostand)[^\n\d+-])*+"
    r"([-+]?(?:\d{1,3}(?:,\d{3})++(?:\.\d\d)?(?![\d,])|\d[\d .\u00a0\u202f]*+(?:,\d\d)?))(?!/)",
    re.IGNORECASE,
)
_AVAILABLE = re.compile("AVAILABLE|DISPONIBLE|VERFUGBAR")
"""An available balance has the overdraft in it: it is taken where the bank gives no other."""
_CURRENCY = re.compile(r"\A\W*+(?:(?i:devise|currency|monnaie|w.hrung|divisa|munt|valuta)\W++)?([A-Z]{3})\W*+")
_LONGEST_LINE = 1_000
"""Characters that are read of a line; banks write one or two hundred."""
_LONGEST_NAME = 40
"""Characters that are read of a cell with a currency alone."""
_MOST_CELLS = 50
_DAY = re.compile(rf"\b(?:{_WRITTEN_DAY})\b")


def read_preamble(rows: Sequence[Sequence[str]], builder: StatementBuilder) -> None:
    """Set the builder's account and balances from the rows above the table, where they give them."""
    lines = [";".join(row)[:_LONGEST_LINE] for row in rows]
    text = "\n".join(lines)
    builder.iban = next(filter(None, (as_iban(found[0]) for found in _IBAN.finditer(text))), None)
    numbers = [_written_number(line) for line in lines] + [_lone_number(row) for row in rows]
    builder.account_number = next(filter(None, numbers), None)
    last_day = max(_days(text), default=None)
    for line in sorted(lines, key=lambda line: _AVAILABLE.search(fold(line)) is not None):
        read_balance(line, builder, last_day)
    for row in rows:
        _read_summary(row, builder)


def currency_above(rows: Sequence[Sequence[str]]) -> str | None:
    """The currency that the rows above the table give alone in a cell, None where they give none or several.

    « Currency;USD », « Devise : EUR », « Account Number:;1234567890;SGD ».
    """
    found = {
        match[1] for row in rows for cell in row[:_MOST_CELLS] if (match := _CURRENCY.fullmatch(cell[:_LONGEST_NAME]))
    }
    codes = found & CURRENCIES
    return codes.pop() if len(codes) == 1 else None


def read_balance(line: str, builder: StatementBuilder, day: date | None = None) -> bool:
    """Set the opening or closing balance that a line gives; `day` is that of a closing one which names none.

    « Solde au 20/11/2026 1 234,56 € », « Solde en début de période;;;;500,00 ». Whether the line gives a balance.
    """
    found = _BALANCE.search(line)
    if found is None:
        return False
    # « Ancien solde »: the word that decides may stand before the one that is found.
    is_opening = is_opening_name(line[line.rfind(";", 0, found.start()) + 1 : found.end()])
    written = next(_days(found[1] or ""), None)
    balance = _balance(found[2], written or (None if is_opening else day), builder.currency)
    if balance is None:
        return False
    if is_opening:
        builder.opening = builder.opening or balance
    else:
        builder.closing = builder.closing or balance
    return True


def _written_number(line: str) -> str | None:
    """The account number after « compte » or « n° »."""
    word = _NUMBER_WORD.search(line)
    number = _NUMBER.search(line, word.end()) if word else None
    return number[1] if number else None


def _lone_number(row: Sequence[str]) -> str | None:
    """The account number of « ="0301900016400270";01/03/2026;31/03/2026; » (Société Générale)."""
    cells = [cell.strip() for cell in row[:_MOST_CELLS] if cell.strip()]
    if len(cells) < 2 or not all(map(_DAY.fullmatch, cells[1:])):
        return None
    found = _LONE_NUMBER.fullmatch(cells[0]) or _WHOLE_NUMBER.fullmatch(cells[0])
    return found[1] if found else None


def _read_summary(row: Sequence[str], builder: StatementBuilder) -> None:
    """A summary line: account number, days, and the balance last (BNP Paribas, Société Générale)."""
    cells = [cell.strip() for cell in row[:_MOST_CELLS] if cell.strip()]
    if len(cells) < 4:
        return
    days = [cell for cell in cells if _DAY.fullmatch(cell)]
    number = next((found[1] for cell in cells if (found := _WHOLE_NUMBER.fullmatch(cell))), None)
    if days and number and (balance := _balance(cells[-1], next(_days(days[-1]), None), builder.currency)):
        builder.account_number, builder.closing = number, balance


def _balance(amount: str, day: date | None, currency: str) -> Balance | None:
    try:
        return Balance(amount_cents=parse_cents(amount), currency=currency, on=day)
    except ValueError:
        return None


def _days(text: str) -> Iterator[date]:
    for found in _DAY.finditer(text):
        try:
            yield parse_day(found[0])
        except ValueError:
            continue


def rows_above(header: Header, roles: Mapping[str, int]) -> list[int]:
    """The lines of rows that stand above the header of their table or behind it, where a file is damaged.

    A row above has the header's cells, with a day and an amount in their columns; of a row behind the header, on its
    line, the day is among the names.
    """
    amounts = [roles[role] for role in ("amount", "debit", "credit") if role in roles]
    above = [
        line
        for line, cells in enumerate(header.preamble, 1)
        if len(cells) >= len(header.names) > 2
        and _is_read(parse_day, cells[roles["date"]])
        and any(_is_read(parse_cents, cells[place]) for place in amounts)
    ]
    return [*above, header.line] if any(_is_read(parse_day, name) for name in header.names) else above


def _is_read(parse: Callable[[str], object], cell: str) -> bool:
    try:
        parse(cell)
    except ValueError:
        return False
    return True
