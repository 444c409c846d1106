import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.pieces import Remembered, batches, distinct, is_blank, join, release


@given(st.lists(st.text()))
def test_texts_are_joined_in_their_order_whatever_their_characters(parts: list[str]) -> None:
    assert join(iter(parts)) == "".join(parts)


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"", True), (b" \r\n\t" * 400_000, True), (b" " * 3_000_000 + b"x", False), (b"x" + b" " * 3_000_000, False)],
)
def test_only_white_space_is_blank_however_much_of_it_there_is(data: bytes, expected: bool) -> None:
    assert is_blank(data) is expected


@pytest.mark.parametrize("count", [0, 1, 4_999, 5_000, 5_001, 20_000])
def test_a_long_column_is_taken_in_batches_that_leave_nothing_out(count: int) -> None:
    column = list(range(count))
    assert [item for batch in batches(column) for item in batch] == column
    assert max(map(len, batches(column)), default=0) <= 5_000


def test_different_texts_keep_the_order_of_their_first_places() -> None:
    column = [str(number % 6_000) for number in range(20_000)]
    assert list(distinct(column)) == list(map(str, range(6_000)))


def test_a_released_list_is_empty() -> None:
    column = list(range(12_345))
    release(column)
    assert column == []


def test_the_first_ten_thousand_values_are_read_once_and_none_is_kept_beyond_them() -> None:
    read: list[str] = []

    def double(text: str) -> int:
        read.append(text)
        return 2 * int(text)

    values = Remembered(double)
    texts = list(map(str, range(12_000)))
    assert [values[text] for text in texts + texts] == [2 * int(text) for text in texts + texts]
    assert read == texts + texts[10_000:]
    assert len(values) == 10_000
