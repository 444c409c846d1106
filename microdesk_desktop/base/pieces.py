"""Long texts and columns handled in pieces: a call into C keeps all other threads from running until it returns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

_BYTES = 1 << 20
"""Bytes that one call reads: well below a millisecond."""
_TEXTS = 5_000
"""Texts of a column that one call reads: about a millisecond, also where all are different."""

_KEPT = 10_000
"""Texts whose value is kept: more than the days of decades and the usual amounts, and no more memory than they need."""

Item = TypeVar("Item")
Value = TypeVar("Value")


class Remembered(dict[str, Value]):
    """The values of the texts of a long column, each distinct text of the first ten thousand being read once.

    `read` may raise, and is then called again for the same text.
    """

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value:
        value = self._read(text)
        if len(self) < _KEPT:
            self[text] = value
        return value


def join(parts: Iterable[str]) -> str:
    """The parts one after the other, as by `str.join`, which would copy the whole text in one call."""
    text = ""
    for part in parts:
        text += part  # CPython extends a text in place where no other name refers to it
    return text


def is_blank(data: bytes) -> bool:
    """Whether the bytes are all ASCII white space."""
    return not any(data[at : at + _BYTES].strip() for at in range(0, len(data), _BYTES))


def batches(column: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items of a long column, some thousands at a time."""
    return (column[at : at + _TEXTS] for at in range(0, len(column), _TEXTS))


def distinct(column: Sequence[Item]) -> dict[Item, None]:
    """The different items of a long column, in the order of their first places."""
    found: dict[Item, None] = {}
    for batch in batches(column):
        found |= dict.fromkeys(batch)
    return found


def release(column: list[Item]) -> None:
    """Empty a long list that is no longer needed: to free a million objects in one go takes a tenth of a second."""
    while column:
        del column[-_TEXTS:]
