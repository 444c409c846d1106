"""The columns and bands of a book on the screen."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.books.totals import vat_of
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.table.bands import Band, Sections
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.views.books.register import Register, RegisterRow
from microdesk_desktop.views.books.register_words import (
    activity_short,
    method_text,
    nature_text,
    period_detail,
    period_name,
    state_detail,
    state_text,
)

_VALIDATED, _CORRECTS = "✓", "±"
"""Marks of a line that no longer changes, and of one that corrects such a line."""


class Shape(NamedTuple):
    """What decides on the columns: VAT and activities have some only where the lines have them."""

    book: Book
    has_vat: bool = False
    has_activities: bool = False


def shape_of(register: Register) -> Shape:
    """The shape that shows these lines."""
    has_activities = register.book is Book.RECEIPTS and len(register.activities) > 1
    return Shape(register.book, register.has_vat, has_activities)


def book_columns(shape: Shape, today: date) -> Sequence[Column[RegisterRow]]:
    """The columns that the law asks for; HT, VAT and what was paid where there is VAT."""
    is_receipts = shape.book is Book.RECEIPTS
    return (
        Column(
            header="",
            text=_mark,
            kind=CellKind.MARK,
            tone=lambda row: Tone.ATTENTION if row.line.is_correction else Tone.POSITIVE,
            sample=_VALIDATED,
            spoken=lambda row: state_text(row.line),
            hint=lambda row: state_detail(row.line),
        ),
        Column(
            header=tr("Date"),
            text=lambda row: dates.short_day(row.line.on),
            detail=lambda row: dates.year_unless(row.line.on, today),
            kind=CellKind.MUTED,
            sample="28/08",
            spoken=lambda row: dates.long_day(row.line.on),
            sort_key=lambda row: row.line.on,
        ),
        Column(
            header=tr("Client") if is_receipts else tr("Fournisseur"),
            text=lambda row: row.line.party or tr("À indiquer"),
            kind=CellKind.WHO,
            detail=lambda row: nature_text(row.line),
            share=3,
            sort_key=lambda row: fold(row.line.party),
        ),
        _text_column(tr("Référence"), lambda row: row.line.reference, "F-2026-0000", 2),
        *([_activity_column()] if shape.has_activities else []),
        _text_column(tr("Règlement"), lambda row: method_text(row.line), tr("Prélèvement"), 3),
        *([_amount_column(tr("HT"), lambda row: row.line.amount_cents)] if shape.has_vat else []),
        *([_amount_column(tr("TVA"), lambda row: vat_of(row.line), gives_way=1)] if shape.has_vat else []),
        _amount_column(tr("Payé") if shape.has_vat else tr("Montant"), lambda row: row.line.gross_cents)
        if shape.has_vat
        else _amount_column(tr("Montant"), lambda row: row.line.amount_cents),
    )


def period_sections() -> Sections[RegisterRow]:
    """A section for each declaration period, with its totals by activity."""

    def band(rows: Sequence[RegisterRow]) -> Band:
        period = rows[0].period
        return Band(text=period_name(period), detail=period_detail([row.line for row in rows], period))

    return Sections(key=lambda row: row.period, band=band)


def _text_column(header: str, text: Callable[[RegisterRow], str], sample: str, gives_way: int) -> Column[RegisterRow]:
    return Column(
        header=header,
        text=text,
        kind=CellKind.MUTED,
        sample=sample,
        sort_key=lambda row: fold(text(row)),
        gives_way=gives_way,
    )


def _activity_column() -> Column[RegisterRow]:
    return _text_column(tr("Activité"), lambda row: activity_short(row.line.activity), tr("Libérale (Cipav)"), 4)


def _amount_column(header: str, cents: Callable[[RegisterRow], int], *, gives_way: int = 0) -> Column[RegisterRow]:
    return Column(
        header=header,
        text=lambda row: money.amount(cents(row), row.line.currency),
        kind=CellKind.AMOUNT,
        sort_key=cents,
        gives_way=gives_way,
    )


def _mark(row: RegisterRow) -> str:
    if row.line.is_correction:
        return _CORRECTS
    return "" if row.line.entry is None else _VALIDATED
