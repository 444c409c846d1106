"""The index of a list filters, counts and adds up as looking at every row would."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.calendar.periods import ALWAYS, Period, PeriodKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.pages.shared.row_index import Facets, RowIndex

FIRST = date(2026, 1, 1)
PERIODS = (
    ALWAYS,
    Period(kind=PeriodKind.CHOSEN, since=FIRST + timedelta(days=3)),
    Period(kind=PeriodKind.CHOSEN, since=FIRST, until=FIRST + timedelta(days=5)),
)


@dataclass(frozen=True)
class Entry:
    name: str
    on: date
    currency: str
    cents: int

    @property
    def chips(self) -> tuple[str, ...]:
        return ("all", "spent") if self.cents < 0 else ("all",)


FACETS: Facets[Entry] = Facets(
    text=lambda row: row.name,
    day=lambda row: row.on,
    chips=lambda row: row.chips,
    amount=lambda row: (row.currency, row.cents),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        name=st.text("éa B", max_size=6),
        on=st.integers(0, 9).map(lambda days: FIRST + timedelta(days=days)),
        currency=st.sampled_from(("EUR", "USD")),
        cents=st.integers(-5, 5),
    ),
    max_size=12,
)


@given(ENTRIES, st.lists(st.sampled_from(("E", "A", "B", "EA")), max_size=2), st.sampled_from(PERIODS))
def test_an_index_keeps_counts_and_adds_up_what_every_row_by_itself_would(
    entries: list[Entry], words: list[str], period: Period
) -> None:
    index = RowIndex(entries, FACETS, has_days=True)
    found = index.find(words, period)
    expected = [row for row in entries if period.holds(row.on) and all(word in fold(row.name) for word in words)]
    assert list(index.at(found)) == expected
    assert index.count(found) == Counter(chip for row in expected for chip in row.chips)
    spent = [row for row in expected if row.cents < 0]
    assert list(index.at(index.keep(found, "spent"))) == spent
    sums = Counter[str]()
    for row in spent:
        sums[row.currency] += row.cents
    assert Counter(index.add_up(index.keep(found, "spent"))) == sums
