"""Days: the spellings of statements, and one order of day and month for a whole file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.calendar.dates import (
    DateOrder,
    FoundOrder,
    day_reader,
    detect_order,
    find_order,
    parse_day,
)

DAYS = st.dates(min_value=date(1980, 1, 1), max_value=date(2079, 12, 31))
DAY_FIRST = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d/%m'%y", "%d-%m-%Y %H:%M:%S"]
YEAR_FIRST = ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%SZ", "%Y%m%d120000[+1:CET]"]


@given(DAYS, st.sampled_from(YEAR_FIRST + DAY_FIRST))
def test_a_day_in_any_spelling_is_read_back(day: date, spelling: str) -> None:
    assert parse_day(day.strftime(spelling)) == day
    assert day_reader(DateOrder.DAY_FIRST)(day.strftime(spelling)) == day


@given(DAYS, st.sampled_from([*YEAR_FIRST, "%m/%d/%Y", "%m/%d/%y"]))
def test_a_day_in_american_order_is_read_back(day: date, spelling: str) -> None:
    assert parse_day(day.strftime(spelling), DateOrder.MONTH_FIRST) == day


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2079, 12, 31)))
def test_eight_digits_have_one_reading(day: date) -> None:
    assert parse_day(day.strftime("%Y%m%d")) == parse_day(day.strftime("%d%m%Y")) == day


@given(DAYS, st.sampled_from(["%y/%m/%d", "%y-%m-%d"]))
def test_a_day_after_its_short_year_is_read_back(day: date, spelling: str) -> None:
    assert parse_day(day.strftime(spelling), DateOrder.YEAR_FIRST) == day


@given(st.lists(DAYS, min_size=1), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%m-%d-%y", "%y/%m/%d"]))
def test_an_order_that_is_proven_reads_every_date(days: list[date], spelling: str) -> None:
    texts = [day.strftime(spelling) for day in days]
    order, is_proven = find_order(texts)
    if is_proven and len({day.year for day in days}) == 1:
        assert [parse_day(text, order) for text in texts] == days


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["26/03/12", "26/3/3"], FoundOrder(DateOrder.YEAR_FIRST, True)),
        (["13/3/3", "13/8/12"], FoundOrder(DateOrder.YEAR_FIRST, True)),
        (["26/03/12", "26/03/25", "26/04/02"], FoundOrder(DateOrder.YEAR_FIRST, True)),
        (["03/04/26", "15/04/26"], FoundOrder(DateOrder.DAY_FIRST, True)),
        (["04/03/26", "04/15/26"], FoundOrder(DateOrder.MONTH_FIRST, True)),
        (["26/03/12"], FoundOrder(DateOrder.DAY_FIRST, False)),
        (["05/03/2026", "06/04/2026"], FoundOrder(DateOrder.DAY_FIRST, False)),
        (["2026-11-21", "20261121", ""], FoundOrder(None, False)),
    ],
)
def test_the_order_of_a_file_and_whether_it_is_proven(texts: list[str], found: FoundOrder) -> None:
    assert find_order(texts) == found


def test_a_remembered_order_counts_where_the_file_proves_none() -> None:
    assert find_order(["05/03/2026"], DateOrder.MONTH_FIRST) == (DateOrder.MONTH_FIRST, False)
    assert find_order(["25/03/2026"], DateOrder.MONTH_FIRST) == (DateOrder.DAY_FIRST, True)
    assert find_order(["05/03/2026"], DateOrder.YEAR_FIRST) == (DateOrder.DAY_FIRST, False)


def test_the_order_is_proved_by_the_file_and_is_ours_otherwise() -> None:
    assert detect_order(["11/05/2026", "11/13/2026"]) is DateOrder.MONTH_FIRST
    assert detect_order(["05/11/2026", "13/11/2026"]) is DateOrder.DAY_FIRST
    assert detect_order(["05/11/2026", "2026-11-13"]) is DateOrder.DAY_FIRST


@pytest.mark.parametrize(
    "text", ["", "31/11/2026", "2026-13-01", "21/11/026", "21/11/2", "1026-11-21", "hier", "21/11", "2026-11-21x"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^date_unreadable$"):
        parse_day(text)
