"""Whole numbers."""

from microdesk_desktop.base.format.locales import locale, wide_groups


def count(number: int) -> str:
    """A whole number with its groups: « 12 408 »."""
    # Imported here: a command that writes no count would pay a tenth of its time for it.
    from babel.numbers import format_decimal

    return wide_groups(format_decimal(number, locale=locale()))
