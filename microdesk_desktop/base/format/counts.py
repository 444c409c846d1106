"""Whole numbers, and decimals that are no amounts."""

from decimal import Decimal

from microdesk_desktop.base.format.locales import locale, wide_groups


def count(number: int) -> str:
    """A whole number with its groups: « 12 408 »."""
    # Imported here: a command that writes no count would pay a tenth of its time for it.
    from babel.numbers import format_decimal

    return wide_groups(format_decimal(number, locale=locale()))


def decimal(text: str) -> str:
    """A decimal text, such as a quantity or a rate, as the user writes it: « 2,5 »; all its digits are kept."""
    # Imported here as above.
    from babel.numbers import format_decimal

    return wide_groups(format_decimal(Decimal(text), "#,##0.####################", locale=locale()))
