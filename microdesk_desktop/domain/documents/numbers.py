"""Exact numbers of documents: quantities, prices, percents and rates as integers, and their decimal texts.

A quantity counts ten-thousandths, a unit price and an exchange rate millionths, a percent hundred-thousandths of a
percent, a VAT rate hundredths of a percent. Amounts are cents. These are the decimals that EN 16931 and the rules
BR-FR-DEC allow; a percent has more, because users copy them from spreadsheets.
"""

import re
from enum import IntEnum

_DECIMAL = re.compile(r"(-?)([0-9]{1,13})(?:\.([0-9]+))?", re.ASCII)


class Decimals(IntEnum):
    """The decimals that each kind of number is kept with."""

    AMOUNT = 2
    VAT_RATE = 2
    QUANTITY = 4
    PERCENT = 5
    PRICE = 6
    EXCHANGE = 6


def divided(numerator: int, denominator: int) -> int:
    """The quotient rounded half away from zero; the denominator is positive.

    The rule of EN 16931's official checks for line nets, allowances and VAT per rate. Python's `round` goes half to
    even and is a cent off in four percent of documents.
    """
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -quotient if numerator < 0 else quotient


def parse_decimal(text: str, decimals: Decimals) -> int:
    """The number that a text with a decimal point states. Raises ValueError for another form or for more decimals."""
    found = _DECIMAL.fullmatch(text.strip())
    fraction = found[3] or "" if found else ""
    if not found or fraction[decimals:].strip("0"):
        raise ValueError(f"no number of at most {decimals:d} decimals")
    number = int(found[2] + fraction[:decimals].ljust(decimals, "0"))
    return -number if found[1] else number


def decimal_text(number: int, decimals: Decimals, *, at_least: int = 0) -> str:
    """The number with a decimal point, without needless zeros beyond `at_least` decimals."""
    whole, fraction = divmod(abs(number), 10**decimals)
    digits = f"{fraction:0{decimals:d}}".rstrip("0").ljust(at_least, "0")
    return f"{'-' if number < 0 else ''}{whole}{'.' if digits else ''}{digits}"
