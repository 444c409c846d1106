"""The signed amounts of a table, whichever way it shows what is money out.

An amount is never taken for money in because its sign was not understood: where the file shows debits and no amount
is negative, the whole file is refused.
"""

from collections.abc import Mapping, Sequence, Set
from itertools import islice

from microdesk_desktop.banks.normalise.debit_labels import has_label_of_debit
from microdesk_desktop.banks.statements.csv.directions import direction_of
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
from microdesk_desktop.base.pieces import distinct
from microdesk_desktop.domain.tables import AmountSign
from microdesk_desktop.domain.text import fold

_MOST_WORDS = 200
"""Distinct words of a column that are examined: there are a few dozen types of operations, in a bank's words."""
_LONGEST_TYPE = 40
"""Characters of the longest type of an operation; what is longer is a label or a remark."""
_LONGEST_CODE = 2
"""Characters of the longest cell of a column in which a single letter is a word for debit or credit."""


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
    """Whether a column that its name makes one of debits writes all of them with a minus."""
    is_known = table.mapping.is_chosen or table.mapping.preset is not None
    return not is_known and all(each <= 0 for each in cents)


def _is_direction(texts: Sequence[str]) -> bool:
    """Whether half of the cells of the column or more are words for debit or credit."""
    known = {text for text in distinct(texts) if direction_of(text)}
    return sum(text in known for text in texts) * 2 >= len(texts)


def _check_sign(table: Table, cents: Sequence[int]) -> None:
    """Raise AMOUNT_SIGN_UNCLEAR when the file shows money out that is not negative."""
    if not any(cents):
        return
    if any(each < 0 for each in cents):
        if _is_card_table(table) and sum(each > 0 for each in cents) > sum(each < 0 for each in cents):
            raise KnownError(ErrorCode.AMOUNT_SIGN_UNCLEAR)
        return
    if _card_places(table) or _has_debit_words(table) or _has_debit_labels(table):
        raise KnownError(ErrorCode.AMOUNT_SIGN_UNCLEAR)


def _card_places(table: Table) -> list[int]:
    """The columns about a card, by their names; a fee on card payments is one of takings."""
    cards, fee = bank_tables().words.card_names, table.mapping.roles.get("fee")
    names = enumerate(table.header.names)
    return [place for place, name in names if place != fee and not cards.isdisjoint(name.split())]


def _is_card_table(table: Table) -> bool:
    """Whether every row is about a card: most are purchases then."""
    cells = (table.cells.get(place, ()) for place in _card_places(table))
    return any(column and all(map(str.strip, column)) for column in cells)


def _has_debit_words(table: Table) -> bool:
    """Whether a column has words for debit or spending in some rows, or words for credit in some rows only.

    Of a column that its name makes one of directions, any two words do.
    """
    directions = _direction_places(table)
    return any(
        _shows_debits(distinct(table.cells[place]).keys(), is_direction=place in directions)
        for place in _word_places(table)
    )


def _word_places(table: Table) -> list[int]:
    return [*table.mapping.other, *(place for role, place in table.mapping.roles.items() if role == "direction")]


def _direction_places(table: Table) -> frozenset[int]:
    """The columns whose name is that of debit and credit, not only of the type of an operation."""
    names = frozenset(name for name in bank_tables().generic.direction if "TYPE" not in name.split())
    return frozenset(place for place, name in enumerate(table.header.names) if name in names)


def _shows_debits(found: Set[str], *, is_direction: bool) -> bool:
    words = bank_tables().words
    if max(map(len, found), default=0) > _LONGEST_CODE:
        found = dict.fromkeys(text for text in found if len(text) > 1).keys()
    signs = {direction_of(text) for text in found}
    if -1 in signs or {0, 1} <= signs or (is_direction and len({fold(text) for text in found if text.strip()}) > 1):
        return True
    folded = {fold(text) for text in islice(found, _MOST_WORDS)}
    return not words.spending.isdisjoint(folded) or any(map(_is_outgoing, folded))


def _is_outgoing(folded: str) -> bool:
    """Whether the type of an operation is one of money out: « Prélèvement SEPA », « Virement émis »."""
    if len(folded) > _LONGEST_TYPE:
        return False
    spaced = f" {folded} "
    return any(f" {words} " in spaced for words in bank_tables().words.outgoing)


def _has_debit_labels(table: Table) -> bool:
    """Whether some label is that of a card payment, a direct debit or a loan."""
    return any(map(has_label_of_debit, (table.cells[place] for place in table.mapping.label)))
