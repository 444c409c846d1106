"""Numbers as they are typed, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from microdesk_desktop.base.format.decimals import read_decimal, shown_decimal
from microdesk_desktop.base.i18n import set_language


@pytest.fixture(autouse=True)
def french():
    yield
    set_language("fr")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("1 234,50", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
        (",5", "0.5"),
        ("5,", "5"),
        ("-3", "-3"),
        ("\u22123,10", "-3.1"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_with_a_comma_or_a_point(typed, number):
    assert read_decimal(typed) == number


@pytest.mark.parametrize("typed", ["", " ", "-", ",", "2,5,1", "1e3", "deux", "1.23.456", "9" * 41, "½", "٣"])
def test_what_is_no_number_is_not_read(typed):
    with pytest.raises(ValueError, match="unreadable"):
        read_decimal(typed)


@pytest.mark.parametrize(("language", "typed"), [("fr", "1.234"), ("en", "1,234")])
def test_a_number_with_two_readings_is_not_guessed(language, typed):
    set_language(language)
    with pytest.raises(ValueError, match="ambiguous"):
        read_decimal(typed)


@given(some.decimals(min_value=-(10**12), max_value=10**12, places=4), some.sampled_from(["fr", "en"]))
def test_a_number_that_is_shown_is_read_as_the_same(number, language):
    set_language(language)
    text = format(number.normalize(), "f")
    assert read_decimal(shown_decimal(text)) == (text if text != "-0" else "0")
