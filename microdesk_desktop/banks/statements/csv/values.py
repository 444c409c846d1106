"""Columns of text to columns of values, with the reason of each cell that cannot be read."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import add, sub
from typing import TypeVar

from microdesk_desktop.banks.statements.csv.directions import direction_of
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.pieces import distinct
from microdesk_desktop.domain.money import cents_reader, detect_decimal, parse_column

_BATCH = 5000
_SAMPLE = 300
"""Amounts that show the decimal separator in nearly every file; where they do not, all amounts are read."""

Value = TypeVar("Value")


class RowErrors(dict[int, tuple[str, str]]):
    """Rows to reject, by index: the code of the first reason found, and the text that caused it."""

    def add(self, row: int, code: str, text: str = "") -> None:
        """Reject a row, unless it already is."""
        self.setdefault(row, (code, text))


def convert(
    texts: Sequence[str],
    read: Callable[[str], Value],
    missing: Value,
    errors: RowErrors,
    job: Job,
    *,
    read_all: Callable[[Sequence[str]], list[Value] | None] | None = None,
) -> list[Value]:
    """Each text's value; `missing` stands where `read` raised ValueError with a row problem's code.

    `read_all` reads a batch at once, and returns None where it cannot read one of its texts.
    """
    values: list[Value] = []
    for start in range(0, len(texts), _BATCH):
        job.checkpoint()
        batch = texts[start : start + _BATCH]
        good = read_all(batch) if read_all else _read_good(batch, read)
        values += good if good is not None else _read_each(batch, start, read, missing, errors)
    return values


def _read_good(texts: Sequence[str], read: Callable[[str], Value]) -> list[Value] | None:
    """The value of each text, None where one cannot be read: nearly all batches are good, and need no loop."""
    try:
        return list(map(read, texts))
    except ValueError:
        return None


def _read_each(
    texts: Sequence[str], start: int, read: Callable[[str], Value], missing: Value, errors: RowErrors
) -> Iterator[Value]:
    for row, text in enumerate(texts, start):
        try:
            yield read(text)
        except ValueError as error:
            errors.add(row, str(error), text)
            yield missing


def detect_separator(*columns: Sequence[str]) -> str | None:
    """The decimal separator of the file, from its first amounts, else from all of them."""
    for limit in (_SAMPLE, None):
        sample = [text for column in columns for text in islice(filter(None, column), limit)]
        if found := detect_decimal(sample):
            return found
    return None


def read_amounts(
    texts: Sequence[str], decimal: str | None, errors: RowErrors, job: Job, *, blank_is_zero: bool = False
) -> list[int]:
    """A column of signed amounts in cents; 0 where one cannot be read."""
    if blank_is_zero:
        zero = f"0{decimal or ','}00"
        texts = [zero if not text or text.isspace() else text for text in texts]
    read_all = partial(parse_column, decimal=decimal)
    return convert(texts, cents_reader(decimal), 0, errors, job, read_all=read_all)


def read_debits_and_credits(
    debits: Sequence[str], credits: Sequence[str], decimal: str | None, errors: RowErrors, job: Job
) -> list[int]:
    """Signed cents of two columns of which each row fills one.

    Banks write debits with or without a minus, each bank always alike: the majority of the file decides.
    """
    out = read_amounts(debits, decimal, errors, job, blank_is_zero=True)
    into = read_amounts(credits, decimal, errors, job, blank_is_zero=True)
    negatives = sum(cents < 0 for cents in out)
    are_signed = negatives > 0 and negatives * 2 >= sum(map(bool, out))
    for row, (debit, credit) in enumerate(zip(out, into, strict=True)):
        is_blank = not (debits[row].strip() or credits[row].strip())
        if code := _pair_problem(debit, credit, are_signed, is_blank):
            errors.add(row, code, debits[row] if code == "sign_unclear" else "")
    return list(map(add if are_signed else sub, into, out))


def _pair_problem(debit: int, credit: int, are_signed: bool, is_blank: bool) -> str | None:
    """Why a pair of debit and credit gives no amount, as a row problem's code."""
    if debit and credit:
        return "amount_twice"
    if debit and (debit < 0) is not are_signed:
        return "sign_unclear"
    return "amount_missing" if is_blank else None


def apply_direction(amounts: list[int], directions: Sequence[str], errors: RowErrors) -> list[int]:
    """The amounts with the sign that a column of debit and credit words gives them.

    A negative credit contradicts itself: its row is rejected, as is one without a known word.
    """
    signs = {text: direction_of(text) for text in distinct(directions)}
    for row, (cents, text) in enumerate(zip(amounts, directions, strict=True)):
        if signs[text] == 0 or (cents < 0 < signs[text]):
            errors.add(row, "sign_unclear", text)
    return [signs[text] * abs(cents) for cents, text in zip(amounts, directions, strict=True)]
