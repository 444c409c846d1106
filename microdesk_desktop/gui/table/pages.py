"""The rows of a list of any length, by pages: a page is read in the background when one of its rows is wanted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

R = TypeVar("R")
Page = Sequence[R | None]

# A leap to anywhere in the list reads the pages under one screen: larger ones read more than they show.
PAGE = 24
# Some dozens of screens to scroll back to; about 8 MB of transactions.
PAGES_KEPT = 240
# More than a tall screen and what comes next to it; what a drag of the scroll bar has left behind is not read.
PAGES_ASKED = 8


class Reading(Protocol):
    """A page that is being read."""

    def forget(self) -> None:
        """Stop, and hand nothing over."""


Ask = Callable[[int, Callable[[Page[R]], None]], Reading]


class Pages(Generic[R]):
    """Pages of `PAGE` rows by their number, the last one shorter; a row that left the vault since is None in its page.

    `ask(number, take)` starts to read a page, and later calls `take` with it on the main thread; `arrived` is then
    called with the places of its rows. A page whose reading failed is not asked for again.
    """

    def __init__(self, total: int, ask: Ask[R], known: Mapping[int, Page[R]]) -> None:
        self._total = total
        self._ask = ask
        self._kept: dict[int, Page[R]] = dict(known)
        self._asked: dict[int, Reading] = {}
        self._is_stopped = False
        self.arrived: Callable[[range], object] = lambda _: None

    def __len__(self) -> int:
        return self._total

    def page_of(self, place: int) -> Page[R] | None:
        """The page that holds this place; None, and it is asked for, while it has not arrived."""
        number = place // PAGE
        page = self._kept.get(number)
        if page is None and 0 <= place < self._total and number not in self._asked and not self._is_stopped:
            self._asked[number] = self._ask(number, lambda rows: self._take(number, rows))
            if len(self._asked) > PAGES_ASKED:
                self._asked.pop(next(iter(self._asked))).forget()
        return page

    def has(self, place: int) -> bool:
        """Whether the row at this place has arrived."""
        return place // PAGE in self._kept

    def places(self) -> Iterator[tuple[int, R]]:
        """The place and row of all that has arrived."""
        for number, page in self._kept.items():
            for offset, row in enumerate(page):
                if row is not None:
                    yield number * PAGE + offset, row

    def stop_reading(self) -> None:
        """Forget what is being read and ask for nothing more: what would arrive is no longer of the same list."""
        self._is_stopped = True
        for reading in self._asked.values():
            reading.forget()

    def _take(self, number: int, page: Page[R]) -> None:
        if self._is_stopped:
            return
        del self._asked[number]
        self._kept[number] = page
        if len(self._kept) > PAGES_KEPT:
            del self._kept[next(iter(self._kept))]
        self.arrived(range(number * PAGE, min((number + 1) * PAGE, self._total)))


def in_memory(rows: Sequence[R]) -> Pages[R]:
    """Pages of rows that are all in memory."""
    known = {start // PAGE: rows[start : start + PAGE] for start in range(0, len(rows), PAGE)}
    return Pages(len(rows), _ask_nothing, known)


def _ask_nothing(number: int, _take: Callable[[Page[R]], None]) -> Reading:
    raise LookupError(number)
