"""Amounts: every notation that people and banks use is read back exactly, and nothing is ever guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.money import (
    Money,
    cents_reader,
    detect_decimal,
    format_decimal,
    parse_cents,
    parse_column,
    round_cents,
    total_by_currency,
)

CENTS = st.integers(min_value=-(10**14), max_value=10**14)
GROUPS = st.sampled_from(["", " ", "\u00a0", "\u202f", ".", ",", "'", "\u2019"])
SIGNS = st.sampled_from(["-{}", "\u2212{}", "- {}", "{}-", "{} -", "({})"])
DRESSES = st.sampled_from(["{}", " {} ", "{} €", "{}€", "{} EUR", "€ {}", '="{}"', "\u00a0{}\u202f€"])


@st.composite
def written_amounts(draw: st.DrawFn) -> tuple[str, str, int]:
    cents, decimal, group = draw(CENTS), draw(st.sampled_from(",.")), draw(GROUPS)
    group = "" if group == decimal else group
    whole, fraction = divmod(abs(cents), 100)
    digits = f"{whole:,}".replace(",", group) + f"{decimal}{fraction:02}"
    signed = draw(SIGNS).format(digits) if cents < 0 else draw(st.sampled_from(["", "+"])) + digits
    return draw(DRESSES).format(signed), decimal, cents


@given(written_amounts())
def test_an_amount_in_any_notation_is_read_back_exactly(written: tuple[str, str, int]) -> None:
    text, decimal, cents = written
    assert parse_cents(text, decimal) == cents
    assert parse_cents(text) == cents
    assert cents_reader(decimal)(text) == cents
    assert detect_decimal([text, "12"]) == decimal


@pytest.mark.parametrize(
    ("text", "cents"),
    [("1303.7355652284177", 130374), ("-0.0050", -1), ("0.0049", 0), ("1,234.5678", 123457), ("12.30", 1230)],
)
def test_a_computed_amount_is_rounded(text: str, cents: int) -> None:
    assert round_cents(text, ".") == cents


def test_three_decimals_are_not_rounded_because_they_may_be_thousands() -> None:
    with pytest.raises(ValueError, match=r"^amount_too_precise$"):
        round_cents("1.234", ".")


@pytest.mark.parametrize("text", ["1" * 14 + ".00", "1" * 5000 + ".00"])
def test_an_amount_beyond_any_bank_is_refused_by_the_fast_reading_too(text: str) -> None:
    with pytest.raises(ValueError, match=r"^amount_(?:too_large|unreadable)$"):
        cents_reader(".")(text)


@given(st.text("0123456789.,- \u00a0'€()+=\"", max_size=14), st.sampled_from([",", ".", None]))
def test_a_long_column_is_read_like_one_amount(text: str, decimal: str | None) -> None:
    try:
        expected = parse_cents(text, decimal)
    except ValueError as error:
        with pytest.raises(ValueError, match=f"^{error}$"):
            cents_reader(decimal)(text)
    else:
        assert cents_reader(decimal)(text) == expected


@given(
    st.lists(
        written_amounts().map(lambda written: written[0]) | st.text("0123456789.,- \n+\u202f", max_size=9), max_size=5
    ),
    st.sampled_from([",", ".", None]),
)
def test_a_column_read_at_once_is_read_like_its_amounts(texts: list[str], decimal: str | None) -> None:
    together = parse_column(texts, decimal)
    assert together is None or together == [parse_cents(text, decimal) for text in texts]


def test_a_column_of_plain_amounts_is_read_at_once() -> None:
    assert parse_column(["-1 234,56", "+12,00", "1.234,56", "7,05", "1\u202f234,56"], ",") == [
        -123456, 1200, 123456, 705, 123456,
    ]  # fmt: skip
    assert parse_column(["12,00", "12.00"], ",") is None
    assert parse_column(["12,00\n13,00"], ",") is None


@given(CENTS)
def test_what_is_printed_is_read_back(cents: int) -> None:
    assert parse_cents(format_decimal(cents), ".") == cents


def test_an_amount_prints_with_two_digits_and_a_dot() -> None:
    assert [format_decimal(cents) for cents in (-1439, -5, 0, 7, 123456)] == [
        "-14.39", "-0.05", "0.00", "0.07", "1234.56",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "decimal", "cents"),
    [
        ("1.234", ",", 123400),
        ("1,234", ".", 123400),
        ("1.230", ".", 123),
        ("12.3400", None, 1234),
        ("0.120", None, 12),
        ("1 234 567", None, 123456700),
        ("1,234,567", None, 123456700),
        ("-0,00", None, 0),
        (".50", None, 50),
        ("-,5", ",", -50),
        ("000000000000020.50", ".", 2050),
        ("000000000000020.5", ".", 2050),
    ],
)
def test_thousands_and_decimals_are_distinguished(text: str, decimal: str | None, cents: int) -> None:
    assert parse_cents(text, decimal) == cents


@pytest.mark.parametrize(
    ("text", "decimal", "code"),
    [
        ("1.234", None, "amount_ambiguous"),
        ("1,234", None, "amount_ambiguous"),
        ("1.234", ".", "amount_too_precise"),
        ("12,345", ",", "amount_too_precise"),
        ("12.34", ",", "amount_unreadable"),
        ("1.23.4", None, "amount_unreadable"),
        ("1 2345,00", None, "amount_unreadable"),
        ("12,", ",", "amount_unreadable"),
        (",", ",", "amount_unreadable"),
        ("-", None, "amount_unreadable"),
        ("1_000", None, "amount_unreadable"),
        ("١٢", None, "amount_unreadable"),
        ("1e5", None, "amount_unreadable"),
        ("--3", None, "amount_unreadable"),
        ("(-3)", None, "amount_unreadable"),
        ("12 USD", None, "amount_unreadable"),
        ("", None, "amount_unreadable"),
        ("99999999999999,00", None, "amount_too_large"),
    ],
)
def test_what_is_not_surely_an_amount_is_refused(text: str, decimal: str | None, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        parse_cents(text, decimal)


def test_the_separator_of_a_file_is_what_most_of_its_amounts_prove() -> None:
    assert detect_decimal(["1.234", "12", "5,50", "1.234,56", "9.99"]) == ","
    assert detect_decimal(["1.234", "12"]) is None
    assert detect_decimal(["5,50", "5.50"]) is None


def test_sums_are_made_per_currency_euros_first():
    sums = [Money(100, "USD"), Money(250, "EUR"), Money(-40, "USD"), Money(7, "CHF"), Money(-7, "CHF")]
    assert total_by_currency(sums) == (Money(250, "EUR"), Money(60, "USD"))
