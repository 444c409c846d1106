"""Conversion of column values to the types of dataclass fields: days, moments, enumerations, booleans, reasons, VAT."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from microdesk_desktop.base.caches import impersonal_cache, personal_cache
from microdesk_desktop.domain.records.expense_vat import ExpenseVat
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.store.expense_vat import load_vat
from microdesk_desktop.store.reasons import load_reasons

Row = TypeVar("Row")
Convert = Callable[[Any], Any]

# Cached: the rows of a query have few distinct days.
day = personal_cache(maxsize=4096)(date.fromisoformat)


def row_maker(cls: type[Row], fields: Sequence[str]) -> Callable[[Sequence[Any]], Row]:
    """A function that makes a `cls` of values in the order of these fields, each converted to its field's type."""
    converters = _converters(cls, tuple(fields))  # type: ignore[arg-type]  # a class is hashable

    def make(values: Sequence[Any]) -> Row:
        row = list(values)
        for place, convert in converters:
            value = row[place]
            if value is not None:
                row[place] = convert(value)
        return cls(**dict(zip(fields, row, strict=True)))

    return make


# Cached: reading the types of a class takes as long as reading twenty rows, and a page reads many lists of a few rows.
@impersonal_cache(maxsize=256)
def _converters(cls: type, fields: Sequence[str]) -> Sequence[tuple[int, Convert]]:
    """The places of the fields that are converted, and how."""
    types = get_type_hints(cls)
    found = ((place, _converter(types[field])) for place, field in enumerate(fields))
    return [(place, convert) for place, convert in found if convert is not None]


def _converter(wanted: Any) -> Convert | None:
    """How to convert a column to this type; None when SQLite's value has it already."""
    if get_origin(wanted) is UnionType:
        wanted = next(each for each in get_args(wanted) if each is not type(None))
    if wanted == tuple[Reason, ...]:
        return load_reasons
    if wanted == tuple[ExpenseVat, ...]:
        return load_vat
    if wanted == tuple[str, ...]:
        return lambda text: tuple(text.splitlines())
    known: dict[Any, Convert] = {date: day, datetime: datetime.fromisoformat, bool: bool}
    if wanted in known:
        return known[wanted]
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return {member.value: member for member in wanted}.__getitem__
    return None
