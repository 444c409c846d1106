"""Days: the spellings of statements, and one order of day and month for a whole file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.dates import DateOrder, day_reader, detect_order, parse_day

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
