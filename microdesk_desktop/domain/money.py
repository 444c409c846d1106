"""Sums of money, and amounts between text and integer cents.

Parsing is strict: an amount with two readings is rejected with its row.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.pieces import Remembered

EUR = "EUR"

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\t"), " ")
_LOOKALIKES = str.maketrans({**_SPACES, ord("\u2212"): "-", ord("\u2013"): "-", ord("\u2019"): "'"})
_CURRENCY = re.compile(r"^(?:€|EUR) ?| ?(?:€|EUR|euros?)$", re.IGNORECASE)
_WHOLE = r"[1-9][0-9]{{0,2}}(?:([ '{other}])[0-9]{{3}})(?:\2[0-9]{{3}})*|[0-9]*"
_GROUPED = rf"(?=[0-9]|\{{point}}[0-9])({_WHOLE})(?:\{{point}}([0-9]+))?"
_SHAPES = {
    ",": re.compile(_GROUPED.format(other=".", point=",")),
    ".": re.compile(_GROUPED.format(other=",", point=".")),
}
_PLAIN_GROUPED = r"[-+]?(?:[1-9][0-9]{{0,2}}[ {other}\u00a0\u202f][0-9]{{3}}|[0-9]{{1,13}})[{point}][0-9]{{2}}"
_PLAIN = {",": _PLAIN_GROUPED.format(other=".", point=","), ".": _PLAIN_GROUPED.format(other=",", point=".")}
_PLAIN_AMOUNT = {point: re.compile(pattern) for point, pattern in _PLAIN.items()}
_PLAIN_LINES = {point: re.compile(rf"(?:{pattern}\n)*") for point, pattern in _PLAIN.items()}
_NO_DIGITS = " .,\u00a0\u202f"
_MAX_DIGITS = 13
_DIGITS_OF_GROUP = 3
"""Digits between two separators of thousands."""
_LONGEST = 200
"""Characters of an amount: thirteen digits, with spaces around them that some programs pad columns with."""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in one currency: signed cents, and the currency's ISO 4217 code."""

    cents: int
    currency: str


def total_by_currency(sums: Iterable[Money]) -> tuple[Money, ...]:
    """The total per currency, euros first, then by code; a total of zero is left out."""
    totals: defaultdict[str, int] = defaultdict(int)
    for each in sums:
        totals[each.currency] += each.cents
    return sums_of(totals)


def sums_of(cents: Mapping[str, int]) -> tuple[Money, ...]:
    """The sums of these cents by currency, euros first, then by code; a sum of zero is left out."""
    ordered = sorted(cents, key=lambda currency: (currency != EUR, currency))
    return tuple(Money(cents[currency], currency) for currency in ordered if cents[currency])


def format_decimal(cents: int) -> str:
    """The amount with two digits and a dot, as JSON and the exports write it: "-14.39"."""
    whole, fraction = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{fraction:02}"


def parse_cents(text: str, decimal: str | None = None) -> int:
    """Parse an amount as people, banks and spreadsheets write it, into cents.

    `decimal` is the separator known for the whole file; without it « 1.234 » has two readings and is rejected.
    Raises ValueError whose text is a row problem's code: amount_unreadable, amount_ambiguous,
    amount_too_precise (more than two decimals that are not zero) or amount_too_large.
    """
    negative, whole, fraction = _split(text, decimal)
    if fraction[2:].strip("0"):
        raise ValueError("amount_too_precise")
    return _cents(negative, whole + fraction[:2].ljust(2, "0"))


def parse_price(text: str, decimal: str | None = None) -> int:
    """The price of one unit as people write it, in millionths. `decimal` and errors are those of `parse_cents`."""
    negative, whole, fraction = _split(text, decimal)
    if fraction[6:].strip("0"):
        raise ValueError("amount_too_precise")
    return _cents(negative, whole + fraction[:6].ljust(6, "0"))


def round_cents(text: str, decimal: str | None = None) -> int:
    """`parse_cents` of a computed amount: four or more decimals are rounded half away from zero.

    Three decimals that are not zero stay amount_too_precise: they may be thousands.
    """
    negative, whole, fraction = _split(text, decimal)
    if len(fraction) <= _DIGITS_OF_GROUP:
        return parse_cents(text, decimal)
    return _cents(negative, str(int(whole + fraction[:2]) + (fraction[2] >= "5")))


def detect_decimal(texts: Iterable[str]) -> str | None:
    """The decimal separator that most unambiguous amounts have; None without one, or when both are equally frequent."""
    found = Counter(point for text in texts if (point := _only_reading(text)))
    commas, dots = found[","], found["."]
    return None if commas == dots else "," if commas > dots else "."


def parse_column(texts: Sequence[str], decimal: str | None) -> list[int] | None:
    """`parse_cents` of many amounts at once, ten times faster, when all are of the form « -1 234,56 ».

    None when one of them is not: each must then be parsed by itself.
    """
    if decimal is None:
        return None
    lines = "\n".join(texts) + "\n"
    if not _PLAIN_LINES[decimal].fullmatch(lines):
        return None
    column = list(map(int, _digits(lines).split()))
    return column if len(column) == len(texts) else None


def cents_reader(decimal: str | None) -> Callable[[str], int]:
    """`parse_cents` with a cache for the amounts of one file."""
    plain = _PLAIN_AMOUNT[decimal or ","]

    def read(text: str) -> int:
        digits = text[:-3] + text[-2:]
        is_short = len(text) <= _MAX_DIGITS + 3
        if is_short and text[-3:-2] == decimal and digits.isdecimal():
            return int(digits)  # « 1234.56 », as nearly all amounts of a camt file
        return int(_digits(text)) if plain.fullmatch(text) else parse_cents(text, decimal)

    return Remembered(read).__getitem__


def _digits(plain: str) -> str:
    for char in _NO_DIGITS:
        plain = plain.replace(char, "")
    return plain


def _split(text: str, decimal: str | None) -> tuple[bool, str, str]:
    """Whether the amount is negative, and its digits before and after the decimal separator.

    Raises ValueError("amount_unreadable"), ("amount_ambiguous") or ("amount_too_large").
    """
    if len(text) > _LONGEST:
        raise ValueError("amount_unreadable")
    negative, digits = _split_sign(text)
    readings = {reading for point in decimal or ",." if (reading := _read(digits, point))}
    if len(readings) != 1:
        raise ValueError("amount_ambiguous" if readings else "amount_unreadable")
    whole, fraction = readings.pop()
    whole = whole.lstrip("0")  # some banks fill their amounts with zeros
    if len(whole) > _MAX_DIGITS:
        raise ValueError("amount_too_large")
    return negative, whole, fraction


def _cents(negative: bool, digits: str) -> int:
    return -int(digits) if negative else int(digits)


def _split_sign(text: str) -> tuple[bool, str]:
    """Whether the amount is negative, and its digits without sign, currency and a spreadsheet's ="…"."""
    text = text.strip()
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    text = text.translate(_LOOKALIKES).strip()
    text = _CURRENCY.sub("", text, count=1)
    if text.startswith("(") and text.endswith(")"):
        return True, _CURRENCY.sub("", text[1:-1].strip(), count=1)
    if text.endswith("-"):
        return True, _CURRENCY.sub("", text[:-1].rstrip(), count=1)
    sign = text[:1]
    if sign in ("-", "+"):
        text = _CURRENCY.sub("", text[1:].lstrip(), count=1)
    return sign == "-", text


def _read(digits: str, point: str) -> tuple[str, str] | None:
    """The digits before and after the decimal separator `point`; None when the text has another shape."""
    match = _SHAPES[point].fullmatch(digits)
    if match is None:
        return None
    return re.sub("[^0-9]", "", match[1]), match[3] or ""


def _only_reading(text: str) -> str | None:
    """The decimal separator of an amount that can be read with one only, else None."""
    if len(text) > _LONGEST:
        return None
    _, digits = _split_sign(text)
    readings = {point: reading for point in ",." if (reading := _read(digits, point))}
    return next(iter(readings)) if len(readings) == 1 else None
