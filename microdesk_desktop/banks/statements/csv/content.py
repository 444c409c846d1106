"""What the cells of a table's columns show, whatever the columns are called: days, amounts, words for debit and credit,
account numbers, and a running balance that proves which column is the amount.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.statements.csv.amounts.currencies import CURRENCIES, split_currencies
from microdesk_desktop.banks.statements.csv.directions import direction_of
from microdesk_desktop.domain.calendar.dates import DateOrder, detect_order, parse_day
from microdesk_desktop.domain.money import detect_decimal, parse_cents

_FEWEST_STEPS = 2
"""Changes of a balance that prove the column of the amounts; one alone may agree by chance."""
_IDENTIFIER = re.compile(r"0\d+|\d{7,}")
_NUMBER = re.compile(r"[-+(]?\s?\d[\d\s.,']*[-)]?")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Column:
    """The sample cells of one column, and the kinds of content that all cells that are not blank have.

    `cents` holds each cell's amount, None for a blank; it is empty where the column holds no amounts. The shares are
    those of the cells that are not blank; `amount_share` counts amounts with two readings too.
    """

    texts: tuple[str, ...]
    cents: tuple[int | None, ...]
    date_share: float
    amount_share: float
    direction_share: float
    is_currency: bool
    is_own_iban: bool
    letters: float
    """Letters per cell, blank ones included: the best label has most."""

    @property
    def is_blank(self) -> bool:
        return not any(map(str.strip, self.texts))

    @property
    def distinct(self) -> int:
        """How many different texts the column has."""
        return len({text.strip() for text in self.texts} - {""})

    @property
    def is_filled(self) -> bool:
        """Whether no cell is blank."""
        return all(map(str.strip, self.texts))

    @property
    def is_date(self) -> bool:
        return self.date_share == 1

    @property
    def is_direction(self) -> bool:
        return self.direction_share == 1

    @property
    def is_text(self) -> bool:
        return self.date_share < 0.5 and not self.cents

    @property
    def has_only_negatives(self) -> bool:
        """Whether some amount is negative and none is positive; zeros prove nothing."""
        return any(cents < 0 for cents in self.cents if cents) and all(cents < 0 for cents in self.cents if cents)

    @property
    def has_both_signs(self) -> bool:
        return any(cents < 0 for cents in self.cents if cents) and any(cents > 0 for cents in self.cents if cents)


@dataclass(frozen=True, slots=True)
class Proof:
    """Columns that a running balance proves: each row changes `balance` by its amount, or by credit less debit.

    `is_reversed`: the balance falls by the amount that is written.
    """

    fields: Mapping[int, str]
    is_reversed: bool = False


def read_columns_content(samples: Sequence[Sequence[str]]) -> list[Column]:
    """The content of each column of these rows, which all have the same width."""
    columns = list(zip(*samples, strict=True))
    orders = [detect_order(texts) for texts in columns]
    decimal = detect_decimal(text for texts in columns for text in texts if not _is_day(text, DateOrder.DAY_FIRST))
    return [_column(texts, order, decimal) for texts, order in zip(columns, orders, strict=True)]


def _column(texts: tuple[str, ...], order: DateOrder, decimal: str | None) -> Column:
    filled = [text.strip() for text in texts if text.strip()]
    days = sum(_is_day(text, order) for text in filled)
    plain = split_currencies(filled)[0]
    amounts = [None if _is_day(text, order) else _amount(text, decimal) for text in plain]
    known = sum(cents is not None for cents in amounts)
    is_amounts = known == len(filled) > 0 and not all(map(_IDENTIFIER.fullmatch, filled))
    numbers = sum(
        cents is not None or _NUMBER.fullmatch(text) is not None for cents, text in zip(amounts, plain, strict=True)
    )
    return Column(
        texts=texts,
        cents=_aligned(texts, amounts) if is_amounts else (),
        date_share=_share(days, filled),
        amount_share=_share(numbers, filled),
        direction_share=_share(sum(direction_of(text) != 0 for text in filled), filled),
        is_currency=bool(filled) and {text.upper() for text in filled} <= CURRENCIES,
        is_own_iban=len(set(filled)) == 1 and as_iban(filled[0]) is not None,
        letters=sum(len(_LETTERS.findall(text)) for text in filled) / len(texts) if texts else 0,
    )


def _share(count: int, filled: Sequence[str]) -> float:
    return count / len(filled) if filled else 0


def _aligned(texts: Sequence[str], amounts: Sequence[int | None]) -> tuple[int | None, ...]:
    rest = iter(amounts)
    return tuple(next(rest) if text.strip() else None for text in texts)


def _is_day(text: str, order: DateOrder) -> bool:
    try:
        parse_day(text, order)
    except ValueError:
        return False
    return True


def _amount(text: str, decimal: str | None) -> int | None:
    try:
        return parse_cents(text, decimal)
    except ValueError:
        return None


def prove_by_balance(columns: Sequence[Column]) -> Proof | None:
    """The columns that a running balance proves, None where no column follows the amounts of another.

    Debits and credits come first, in two columns or by words: the balance before the first row is unknown, and where
    that row alone is a credit, the debits alone agree with all others.
    """
    amounts = [place for place, column in enumerate(columns) if column.cents]
    if proof := _prove_debits_and_credits(columns, amounts) or _prove_with_words(columns, amounts):
        return proof
    for amount, balance in permutations(amounts, 2):
        changes = _filled(columns[amount])
        if sign := _follows(changes, _filled(columns[balance])):
            return Proof({amount: "amount", balance: "balance"}, is_reversed=sign < 0)
    return None


def _prove_debits_and_credits(columns: Sequence[Column], amounts: Sequence[int]) -> Proof | None:
    """Two columns of which each row fills one, and the balance that follows both."""
    for debit, credit in permutations(amounts, 2):
        if not _is_pair(columns[debit], columns[credit]) or columns[credit].has_only_negatives:
            continue
        changes = [into - abs(out) for out, into in zip(_filled(columns[debit]), _filled(columns[credit]), strict=True)]
        for balance in amounts:
            if balance not in (debit, credit) and _follows(changes, _filled(columns[balance])) > 0:
                return Proof({debit: "debit", credit: "credit", balance: "balance"})
    return None


def _prove_with_words(columns: Sequence[Column], amounts: Sequence[int]) -> Proof | None:
    """The columns of amounts without sign, of words for debit and credit, and of the balance that follows both."""
    for direction, words in enumerate(columns):
        if not words.is_direction:
            continue
        signs = [direction_of(text) for text in words.texts]
        for amount, balance in permutations(amounts, 2):
            changes = [sign * abs(cents) for sign, cents in zip(signs, _filled(columns[amount]), strict=True)]
            if _follows(changes, _filled(columns[balance])) > 0:
                return Proof({amount: "amount", direction: "direction", balance: "balance"})
    return None


def _filled(column: Column) -> list[int]:
    return [cents or 0 for cents in column.cents]


def _is_pair(one: Column, other: Column) -> bool:
    """Whether each row fills one of the two columns and no row both."""
    if not one.cents or not other.cents:
        return False
    return all(bool(first) is not bool(second) for first, second in zip(one.cents, other.cents, strict=True))


def _follows(changes: Sequence[int], balances: Sequence[int]) -> int:
    """1 where every balance is the one before it changed by its row, -1 where by its opposite, 0 else.

    Files list the oldest or the latest row first.
    """
    if sum(map(bool, changes)) <= _FEWEST_STEPS:
        return 0
    for ordered, steps in ((balances, changes[1:]), (balances[::-1], changes[-2::-1])):
        differences = [after - before for before, after in pairwise(ordered)]
        for sign in (1, -1):
            if differences == [sign * change for change in steps]:
                return sign
    return 0


def find_pair(columns: Sequence[Column], places: Sequence[int]) -> tuple[int, int] | None:
    """The first two of these columns of amounts of which each row fills one."""
    pairs = permutations(places, 2)
    return next(((one, two) for one, two in pairs if one < two and _is_pair(columns[one], columns[two])), None)
