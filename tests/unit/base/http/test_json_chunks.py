"""The parser that holds the interpreter for a moment only says what the standard one says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.http.json_chunks import NotJson, parse_incrementally

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(VALUES, st.sampled_from([None, 1]))
def test_it_reads_what_the_standard_parser_reads(value: object, indent: int | None) -> None:
    assert parse_incrementally(json.dumps(value, indent=indent).encode()) == value


@given(VALUES, st.data())
def test_a_text_that_was_cut_is_refused_as_by_the_standard_parser(value: object, data: st.DataObject) -> None:
    text = json.dumps(value).encode()
    cut = text[: data.draw(st.integers(0, len(text)))] + data.draw(st.sampled_from([b"", b"}", b"]", b",", b" x"]))
    try:
        expected = json.loads(cut)
    except ValueError:
        with pytest.raises(NotJson):
            parse_incrementally(cut)
    else:
        assert parse_incrementally(cut) == expected


def test_fractions_stay_text_and_nonsense_is_refused() -> None:
    assert parse_incrementally(b'{"amount": -12.10, "n": 3}') == {"amount": "-12.10", "n": 3}
    for text in (b"NaN", b"[Infinity]", b"\xff", b"[" * 100_000, b'{"a" 1}', b"[1,]", b""):
        with pytest.raises(NotJson):
            parse_incrementally(text)
