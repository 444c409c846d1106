"""Columns of text to columns of values, with the reason of each cell that cannot be read."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import add, sub
from typing import TypeVar

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.money import cents_reader, detect_decimal, parse_column
from microdesk_desktop.domain.text import fold

_BATCH = 5000
_SAMPLE = 1000
_SIGNS = dict.fromkeys(("C", "CR", "CRDT", "CREDIT", "+"), 1) | dict.fromkeys(("D", "DR", "DBIT", "DEBIT", "-"), -1)

Value = TypeVar("Value")


class RowErrors(dict[int, tuple[str, str]]):
    """Rows that cannot be kept: the first reason found, with the text that caused it."""

    def add(self, row: int, code: str, text: str = "") -> None:
        """Refuse a row, unless it already is."""
        self.setdefault(row, (code, text))


def convert(
    texts: Sequence[str],
    read: Callable[[str], Value],
    missing: Value,
    faults: RowErrors,
    job: Job,
    *,
    read_all: Callable[[Sequence[str]], list[Value] | None] = lambda _: None,
) -> list[Value]:
    """Each text's value; `missing` stands where `read` raised ValueError with a row problem's code.

    `read_all` is a shorter way for many plain texts; it answers None when one of them is not plain.
    """
    values: list[Value] = []
    for start in range(0, len(texts), _BATCH):
        job.checkpoint()
        batch = texts[start : start + _BATCH]
        plain = read_all(batch)
        values += plain if plain is not None else _read_each(batch, start, read, missing, faults)
    return values


def _read_each(
    texts: Sequence[str], start: int, read: Callable[[str], Value], missing: Value, faults: RowErrors
) -> Iterator[Value]:
    for row, text in enumerate(texts, start):
        try:
            yield read(text)
        except ValueError as error:
            faults.add(row, str(error), text)
            yield missing


def separator_of(*columns: Sequence[str]) -> str | None:
    """The decimal separator of the file: what most of its first amounts prove, else what any amount proves."""
    for limit in (_SAMPLE, None):
        sample = [text for column in columns for text in islice(filter(None, column), limit)]
        if found := detect_decimal(sample):
            return found
    return None


def read_amounts(
    texts: Sequence[str], decimal: str | None, faults: RowErrors, job: Job, *, blank_is_zero: bool = False
) -> list[int]:
    """A column of signed amounts."""
    if blank_is_zero:
        zero = f"0{decimal or ','}00"
        texts = [zero if not text or text.isspace() else text for text in texts]
    read_all = partial(parse_column, decimal=decimal)
    return convert(texts, cents_reader(decimal), 0, faults, job, read_all=read_all)


def read_debits_and_credits(
    debits: Sequence[str], credits: Sequence[str], decimal: str | None, faults: RowErrors, job: Job
) -> list[int]:
    """Two columns of which each row fills one; banks write debits with or without a minus, each all its own way."""
    out = read_amounts(debits, decimal, faults, job, blank_is_zero=True)
    into = read_amounts(credits, decimal, faults, job, blank_is_zero=True)
    negatives = sum(cents < 0 for cents in out)
    are_signed = negatives > 0 and negatives * 2 >= sum(map(bool, out))
    for row, (debit, credit) in enumerate(zip(out, into, strict=True)):
        if debit and credit:
            faults.add(row, "amount_twice")
        elif debit and (debit < 0) is not are_signed:
            faults.add(row, "sign_unclear", debits[row])
        elif not (debit or credit or debits[row].strip() or credits[row].strip()):
            faults.add(row, "amount_missing")
    return list(map(add if are_signed else sub, into, out))


def apply_direction(amounts: list[int], directions: Sequence[str], faults: RowErrors) -> list[int]:
    """Signs told apart from the amounts, where the column does tell signs."""
    words = {text: _SIGNS.get(fold(text), 0) for text in set(directions)}
    told = Counter(words[text] != 0 for text in directions)
    if told[True] <= told[False]:
        return amounts
    for row, (cents, text) in enumerate(zip(amounts, directions, strict=True)):
        if words[text] == 0 or (cents < 0 < words[text]):
            faults.add(row, "sign_unclear", text)
    return [words[text] * abs(cents) for cents, text in zip(amounts, directions, strict=True)]
