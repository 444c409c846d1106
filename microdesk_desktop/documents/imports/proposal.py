"""Propose which column of an unknown table of records holds what, by the names of the columns and by their cells."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.documents.imports import checks
from microdesk_desktop.documents.imports.checks import RejectedRow
from microdesk_desktop.documents.imports.false_names import without_false_names
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.documents.imports.mapping import map_columns
from microdesk_desktop.documents.imports.words import (
    METHOD_WORDS,
    STATUS_WORDS,
    TYPE_WORDS,
    find_word,
    is_yes,
)
from microdesk_desktop.domain.calendar.dates import DateOrder, find_order, parse_day
from microdesk_desktop.domain.money import detect_decimal, parse_cents
from microdesk_desktop.domain.tables import ImportKind, TableMapping

_LETTER = re.compile(r"[^\W\d_]")
_POSTAL_CODE = re.compile(r"\d{5}")
_PHONE = re.compile(r"(?:\+|0)[\d .\-()]{8,}")
_NUMBER = re.compile(r"\A(?=\D*+\d)[\w./#-]++")
_FEWEST_SUMS = 2
"""Rows whose total is the sum of two other columns: one alone may be so by chance."""
_MOST_COLUMNS = 40
"""Columns among which sums are looked for: each three of them are compared."""


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of a column that are not blank, what they all are, and the cents of every row (None where blank)."""

    filled: tuple[str, ...]
    is_date: bool
    cents: tuple[int | None, ...]

    def all_are(self, test: Callable[[str], object]) -> bool:
        return bool(self.filled) and all(map(test, self.filled))

    @property
    def is_text(self) -> bool:
        """Whether most cells have letters, and the column is neither days nor amounts nor yes and no."""
        if self.all_are(lambda text: is_yes(text) is not None):
            return False
        lettered = sum(bool(_LETTER.search(text)) for text in self.filled)
        return not self.is_date and not self.cents and 2 * lettered > len(self.filled)

    @property
    def is_identifier(self) -> bool:
        """Whether each cell has a digit, no space, and is in this column once."""
        return self.all_are(_NUMBER.fullmatch) and len(set(self.filled)) == len(self.filled) and not self.is_date


def propose_mapping(kind: ImportKind, names: Sequence[str], samples: Sequence[Sequence[str]]) -> TableMapping:
    """The mapping that a user would most likely choose; fields that nothing suggests are left out.

    `names` are the cells of the header as written, () for a table without one. `samples` are rows of the table, each as
    wide as the header. Names go first where the cells do not contradict them.
    """
    named = map_columns(kind, [column_name(name) for name in names])
    named = without_false_names(named, list(zip(*samples, strict=True)))
    columns = _read(samples)
    fields = {place: field for place, field in named.fields.items() if _may_hold(kind, field, place, columns)}
    for field, place in _by_content(kind, columns, fields):
        if field not in fields.values() and place not in fields:
            fields[place] = field
    return replace(named, fields=dict(sorted(fields.items())))


def _read(samples: Sequence[Sequence[str]]) -> list[_Column]:
    across = list(zip(*samples, strict=True))
    days = [_are_days(texts) for texts in across]
    decimal = detect_decimal(text for texts, is_day in zip(across, days, strict=True) for text in texts if not is_day)
    return [_column(texts, is_day, decimal) for texts, is_day in zip(across, days, strict=True)]


def _column(texts: Sequence[str], is_date: bool, decimal: str | None) -> _Column:
    filled = tuple(text.strip() for text in texts if text.strip())
    return _Column(filled, is_date, () if is_date else _amounts(texts, filled, decimal))


def _are_days(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    order = find_order(filled).applied
    return bool(filled) and all(_is_day(text, order) for text in filled)


def _is_day(text: str, order: DateOrder) -> bool:
    try:
        parse_day(text, order)
    except ValueError:
        return False
    return True


def _amounts(texts: Sequence[str], filled: Sequence[str], decimal: str | None) -> tuple[int | None, ...]:
    """The cents of the cells; () where one is no amount, or none has decimals: whole numbers may be anything."""
    if not any("," in text or "." in text for text in filled):
        return ()
    try:
        return tuple(parse_cents(text, decimal) if text.strip() else None for text in texts)
    except ValueError:
        return ()


def _may_hold(kind: ImportKind, field: str, place: int, columns: Sequence[_Column]) -> bool:
    """Whether the form of the cells, as days, amounts or texts, does not contradict the field."""
    if place >= len(columns) or not columns[place].filled:
        return True
    column = columns[place]
    if field in FIELDS[kind].dates:
        return column.is_date
    if field in FIELDS[kind].amounts:
        return not (column.is_date or column.is_text)
    return field not in _RANKED[kind].texts or not (column.is_date or column.cents)


def _by_content(kind: ImportKind, columns: Sequence[_Column], taken: Mapping[int, str]) -> Iterable[tuple[str, int]]:
    """Fields with the column that their cells show, the surest first; those of the kind alone."""
    found = [*_by_form(columns), *_by_sums(kind, columns), *_by_rank(kind, columns, taken)]
    return [(field, place) for field, place in found if field in FIELDS[kind].names]


def _by_form(columns: Sequence[_Column]) -> Iterable[tuple[str, int]]:
    """Columns whose every cell has the form of one field."""
    for field, test in _FORMS.items():
        yield from ((field, place) for place, column in enumerate(columns) if column.all_are(test))


def _is_valid(check: Callable[[str], object]) -> Callable[[str], bool]:
    def passes(text: str) -> bool:
        try:
            return bool(check(text))
        except RejectedRow:
            return False

    return passes


_FORMS: Mapping[str, Callable[[str], object]] = {
    "email": _is_valid(checks.emails),
    "vat_number": _is_valid(lambda text: checks.vat_number(text, "") if text[:1].isalpha() else ""),
    "siren": _is_valid(checks.siren),
    "postal_code": _POSTAL_CODE.fullmatch,
    "phone": _PHONE.fullmatch,
    "currency": _is_valid(lambda text: checks.currency(text) if len(text) == 3 else ""),
    "status": lambda text: find_word(text, STATUS_WORDS),
    "type": lambda text: find_word(text, TYPE_WORDS),
    "method": lambda text: find_word(text, METHOD_WORDS),
}


def _by_sums(kind: ImportKind, columns: Sequence[_Column]) -> Iterable[tuple[str, int]]:
    """Three columns of which every row adds two up to the third: net, tax and total."""
    names = {
        ImportKind.DOCUMENTS: ("total_excl_tax", "total_tax", "total_incl_tax"),
        ImportKind.RECEIPTS: ("amount_excl_tax", "tax", "amount"),
        ImportKind.EXPENSES: ("amount_excl_tax", "tax", "amount"),
    }.get(kind)
    amounts = [place for place, column in enumerate(columns[:_MOST_COLUMNS]) if column.cents]
    for net, tax, total in permutations(amounts, 3) if names else ():
        parts = columns[net].cents, columns[tax].cents, columns[total].cents
        if (parts[0][0] or 0) + (parts[1][0] or 0) != (parts[2][0] or 0):
            continue  # seen in the first row: there are tens of thousands of triples
        rows = zip(*parts, strict=True)
        cents = [(one or 0, two or 0, three or 0) for one, two, three in rows]
        adds_up = all(one + two == three for one, two, three in cents)
        if adds_up and sum(abs(one) > abs(two) > 0 for one, two, _ in cents) >= _FEWEST_SUMS:
            return list(zip(names or (), (net, tax, total), strict=True))
    return ()


def _by_rank(kind: ImportKind, columns: Sequence[_Column], taken: Mapping[int, str]) -> Iterable[tuple[str, int]]:
    """What is left, in the order in which lists have it: first day, first identifier, first amount, texts."""
    free = [place for place, column in enumerate(columns) if place not in taken and column.filled]
    fields = _RANKED[kind]
    groups = (
        (fields.days, [place for place in free if columns[place].is_date]),
        (fields.identifiers, [place for place in free if columns[place].is_identifier]),
        (fields.amounts, [place for place in free if columns[place].cents]),
        (fields.texts, [place for place in free if columns[place].is_text and not columns[place].is_identifier]),
    )
    present = set(taken.values())
    for wanted, places in groups:
        missing = [field for field in wanted if field not in present]
        yield from zip(missing, places, strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    """The fields that lists of a kind have, by the form of their cells, in the usual order of their columns."""

    days: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


_RANKED: Mapping[ImportKind, _Ranked] = {
    ImportKind.CLIENTS: _Ranked(texts=("name", "address", "city")),
    ImportKind.CATALOGUE: _Ranked(identifiers=("reference",), amounts=("unit_price",), texts=("label", "unit")),
    ImportKind.DOCUMENTS: _Ranked(
        days=("issue_date", "due_date"),
        identifiers=("number",),
        amounts=("total_incl_tax",),
        texts=("client", "subject"),
    ),
    ImportKind.RECEIPTS: _Ranked(
        days=("date",), identifiers=("reference",), amounts=("amount",), texts=("client", "label")
    ),
    ImportKind.EXPENSES: _Ranked(
        days=("date",), identifiers=("reference",), amounts=("amount",), texts=("supplier", "label", "category")
    ),
}
