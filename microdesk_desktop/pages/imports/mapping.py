"""The columns of a table and the field that each one holds, with the writing of amounts and days.

Each change is read at once on the real rows, which stay in sight below.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.tables import ImportKind, TableColumn, TableMapping
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.inputs import ChoiceBox, choice_field
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.imports.fields import (
    decimal_choices,
    field_label,
    fields_of,
    joined_fields,
    order_choices,
    sign_choices,
)

T = TypeVar("T")
MOST_COLUMNS = 100
"""Columns that can be mapped by hand: a table with more is no export of a tool or bank, and each has a menu."""
LEAST_ROWS_HEIGHT = 132
"""Three columns in sight, however low the window."""
LEAST_SETTING = 150
"""The width of a choice such as « D'après le fichier »."""
HEADER_LINES = 30
"""Lines that may be chosen as the header: banks write up to twenty lines about the account above it."""
_SAMPLES = 3
_WITH_SIGN = frozenset((ImportKind.STATEMENT, ImportKind.EXPENSES))


class MappingPanel(QWidget):
    """Shows a mapping; `changed` carries the one that the user made of it."""

    changed = Signal(object)

    def __init__(self, kind: ImportKind, columns: Sequence[TableColumn], mapping: TableMapping) -> None:
        super().__init__()
        self._mapping = mapping
        self._kind = kind
        self._columns = columns[:MOST_COLUMNS]
        self.boxes: list[ChoiceBox] = []
        settings = Tiles(*self._settings(), least=LEAST_SETTING, at_top=True)
        settings.setContentsMargins(0, 0, SMALL, 0)  # in line with the fields below
        settings.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, SMALL, 0)
        self._grid.setHorizontalSpacing(MIDDLE)
        self._grid.setVerticalSpacing(SMALL)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        for number, column in enumerate(self._columns):
            self._add_column(number, column)
        self._grid.setRowStretch(len(self._columns), 1)
        scroll, rows = Scroll(inside), inside.sizeHint().height()
        scroll.setMaximumHeight(rows)
        scroll.setMinimumHeight(min(rows, scaled(LEAST_ROWS_HEIGHT)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        layout.setSpacing(MIDDLE)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)  # what is left is for the rows below
        layout.addWidget(settings)
        layout.addWidget(scroll, 1)

    def fits(self, columns: Sequence[TableColumn], mapping: TableMapping | None) -> bool:
        """Whether the panel shows these columns and this mapping: else it must be built anew."""
        names = [(each.position, each.name) for each in columns[:MOST_COLUMNS]]
        return names == [(each.position, each.name) for each in self._columns] and mapping == self._mapping

    def _settings(self) -> Iterator[QWidget]:
        now = self._mapping
        header = choice_field(tr("Ligne d'en-tête"), _header_choices())
        yield self._setting(header, now.header_line, lambda mapping, value: replace(mapping, header_line=value))
        if self._kind in _WITH_SIGN:
            sign = choice_field(tr("Signe des montants"), sign_choices())
            yield self._setting(sign, now.sign, lambda mapping, value: replace(mapping, sign=value))
        decimal = choice_field(tr("Décimales"), decimal_choices())
        yield self._setting(decimal, now.decimal, lambda mapping, value: replace(mapping, decimal=value))
        order = choice_field(tr("Dates"), order_choices())
        yield self._setting(order, now.date_order, lambda mapping, value: replace(mapping, date_order=value))

    def _setting(self, field: Field[T], value: T, put: Callable[[TableMapping, T], TableMapping]) -> QWidget:
        field.set_value(value)
        field.edited.connect(lambda: self._change(put(self._mapping, field.value())))
        return field

    def _add_column(self, number: int, column: TableColumn) -> None:
        name = visible(column.name) or tr("colonne {number}").format(number=column.position + 1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(labels.elided(name))
        texts.addWidget(labels.elided(_samples(column), is_caption=True))
        box = ChoiceBox(_field_choices(self._kind), self._mapping.fields.get(column.position))
        box.setObjectName(f"field.{column.position}")
        box.setAccessibleName(tr("Champ de la colonne {name}").format(name=name))
        box.chosen.connect(partial(self._assign, column.position))
        self.boxes.append(box)
        self._grid.addLayout(texts, number, 0)
        self._grid.addWidget(box, number, 1, Qt.AlignmentFlag.AlignVCenter)

    def _assign(self, position: int, field: str | None) -> None:
        """Give a column its field, which the column that had it before loses, unless both may be joined."""
        fields = {
            place: name
            for place, name in self._mapping.fields.items()
            if place != position and (name != field or name in joined_fields(self._kind))
        }
        if field is not None:
            fields[position] = field
        self._change(replace(self._mapping, fields=dict(sorted(fields.items()))))

    def _change(self, mapping: TableMapping) -> None:
        if mapping != self._mapping:
            self._mapping = mapping
            self.changed.emit(mapping)


def _header_choices() -> Sequence[tuple[int | None, str]]:
    return (
        (None, tr("D'après le fichier")),
        (0, tr("Aucune")),
        *((line, tr("Ligne {line}").format(line=line)) for line in range(1, HEADER_LINES + 1)),
    )


def _field_choices(kind: ImportKind) -> Sequence[tuple[str | None, str]]:
    return ((None, tr("Ne pas importer")), *((field, field_label(field)) for field in fields_of(kind)))


def _samples(column: TableColumn) -> str:
    return " · ".join(visible(each) for each in column.samples[:_SAMPLES] if each.strip())
