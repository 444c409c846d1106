"""The signed amounts of a table, whichever way it shows what is money out.

An amount is never taken for money in because its sign was not understood: where the file shows debits and no amount
is negative, the whole file is refused.
"""

from collections.abc import Mapping, Sequence

from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.table import Table
from microdesk_desktop.banks.statements.csv.values import (
    RowErrors,
    apply_direction,
    read_amounts,
    read_debits_and_credits,
)
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.label_parser import LabelKind, parse_label
from microdesk_desktop.domain.imports.types import AmountSign
from microdesk_desktop.domain.text import fold

_MONEY_OUT = frozenset((LabelKind.CARD, LabelKind.CARD_TOTAL, LabelKind.DIRECT_DEBIT, LabelKind.LOAN))
_MOST_LABELS = 2_000
"""Distinct labels that are examined of a file in which no amount is negative."""

_BEGINNING = 200
"""Characters of a label that are examined: its kind stands in its first words."""


def read_cents(
    table: Table, money: Mapping[str, Sequence[str]], decimal: str | None, errors: RowErrors, job: Job
) -> list[int]:
    """The signed cents of each row, 0 where one cannot be read; `money` are the cells by role, without currencies.

    Raises AMOUNT_SIGN_UNCLEAR.
    """
    if "amount" not in table.mapping.roles:
        return read_debits_and_credits(money["debit"], money["credit"], decimal, errors, job)
    cents = read_amounts(money["amount"], decimal, errors, job)
    if table.mapping.part:
        return [-abs(each) if table.mapping.sign is AmountSign.REVERSED else abs(each) for each in cents]
    if table.mapping.sign is AmountSign.REVERSED and not _is_written_signed(table, cents):
        cents = [-each for each in cents]
    directions = table.column("direction")
    if directions and _is_direction(directions):
        return apply_direction(cents, directions, errors)
    if table.mapping.sign is None and table.mapping.preset is None:
        _check_sign(table, cents)
    return cents


def _is_written_signed(table: Table, cents: Sequence[int]) -> bool:
    """Whether a column of debits writes most of them with a minus; never against what the user chose."""
    negatives = sum(each < 0 for each in cents)
    return not table.mapping.is_chosen and negatives * 2 > sum(map(bool, cents))


def _is_direction(texts: Sequence[str]) -> bool:
    """Whether most cells of the column are words for debit or credit."""
    words = bank_tables().words
    known = {text for text in set(texts) if fold(text) in words.debit or fold(text) in words.credit}
    return sum(text in known for text in texts) * 2 > len(texts)


def _check_sign(table: Table, cents: Sequence[int]) -> None:
    """Raise AMOUNT_SIGN_UNCLEAR when no amount is negative, and the file shows that some are money out."""
    if not any(cents) or any(each < 0 for each in cents):
        return
    words = bank_tables().words
    if any(word in words.card_names for name in table.header.names for word in name.split()):
        raise KnownError(ErrorCode.AMOUNT_SIGN_UNCLEAR)
    for place in (*table.mapping.other, *table.mapping.spare):
        if any(fold(text) in words.debit for text in set(table.cells[place]) if len(text) > 1):
            raise KnownError(ErrorCode.AMOUNT_SIGN_UNCLEAR)
    for place in table.mapping.label:
        distinct = list(dict.fromkeys(table.cells[place]))[:_MOST_LABELS]
        if any(parse_label(text[:_BEGINNING]).kind in _MONEY_OUT for text in distinct):
            raise KnownError(ErrorCode.AMOUNT_SIGN_UNCLEAR)
