"""Whole numbers."""

from babel.numbers import format_decimal

from microdesk_desktop.base.format.locales import locale, wide_groups


def count(number: int) -> str:
    """A whole number with its groups: « 12 408 »."""
    return wide_groups(format_decimal(number, locale=locale()))
