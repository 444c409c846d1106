"""The rows of one file: those to correct first, filtered by outcome, each wrong cell corrected in place."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.domain.imports.types import ImportKind, RowOutcome
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.cards import rule
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.views.imports.fields import field_label
from microdesk_desktop.views.imports.kinds import outcome_filter, outcome_tone
from microdesk_desktop.views.imports.rows import (
    AMOUNTS,
    DAYS,
    ShownRow,
    cell_text,
    cell_to_correct,
    is_at_fault,
    outcome_text,
    reason_text,
    shown_fields,
)
from microdesk_desktop.views.imports.summary import totals_text

ALL = "all"
_FIRST = 2
"""The number of the first column that holds a field: after the line and the outcome."""


class RowsTable(QWidget):
    """`corrected` carries the line, the field and the text that the user wrote in place of a cell."""

    corrected = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.fields: Sequence[str] = ()
        self._kind: ImportKind | None = None
        self._rows: Sequence[ShownRow] = ()
        self._shown: Sequence[int] = ()
        self.chips = Chips(tr("Lignes à montrer"), _chips(0, dict.fromkeys(RowOutcome, 1), ALL))
        self.chips.chosen.connect(lambda _: self._filter())
        self.totals = labels.muted("", wraps=False)
        self.table: Table[ShownRow] | None = None
        head = QHBoxLayout()
        head.setContentsMargins(MIDDLE, SMALL, MIDDLE, SMALL)
        head.addWidget(self.chips, 1)
        head.addWidget(self.totals)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addLayout(head)
        self._layout.addWidget(rule())

    def show_rows(self, kind: ImportKind, preview: Preview, rows: Sequence[ShownRow], *, keeps_order: bool) -> None:
        """Show the rows of a preview; `keeps_order`: the same rows, read again after a correction of one of them."""
        fields = shown_fields(kind, preview)
        if keeps_order and set(fields) <= set(self.fields):
            fields = self.fields  # what a line no longer needs to be corrected stays in sight
        is_other = self.table is None or kind is not self._kind or fields != self.fields
        self._kind, self.fields, self._rows = kind, fields, rows
        if is_other:
            self._build(kind, fields)
        self.totals.setText(totals_text(preview.totals))
        by_key = {row.key: row for row in rows}
        is_same = keeps_order and not is_other and all(key in by_key for key in self._shown)
        kept = self.chips.current if is_same else ALL
        self.chips.set_chips(_chips(len(rows), preview.counts, kept))
        if is_same and self.table is not None and self.table.model.rowCount() == len(self._shown):
            self.table.renew_rows([by_key[key] for key in self._shown])
        else:
            self._filter()

    def show_first_fault(self) -> None:
        """Filter by the rows to correct when there are some, else show every row."""
        has_faults = any(row.outcome is RowOutcome.REFUSED for row in self._rows[:1])
        self.chips.choose(RowOutcome.REFUSED if has_faults else ALL)

    def correct_current(self) -> None:
        """Open the editor of the cell that is at fault in the selected row, else of its first cell."""
        row = self.table.current_row() if self.table is not None else None
        if row is None or self.table is None:
            return
        editable = [field for field in self.fields if cell_to_correct(row, field) is not None]
        if editable:
            field = next((each for each in editable if is_at_fault(row, each)), editable[0])
            self.table.edit_cell(row.key, _FIRST + self.fields.index(field))

    def _build(self, kind: ImportKind, fields: Sequence[str]) -> None:
        if self.table is not None:
            self._layout.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = Table(tr("Lignes du fichier"), _columns(kind, fields), _no_row())
        self.table.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.edited.connect(self._take_correction)
        self.table.activated.connect(lambda _: self.correct_current())
        self.setFocusProxy(self.table)
        self._layout.addWidget(self.table, 1)

    def _filter(self) -> None:
        if self.table is None:
            return
        chip = self.chips.current
        kept = self._rows if chip == ALL else [row for row in self._rows if row.outcome == chip]
        self._shown = [row.key for row in kept]
        self.table.set_rows(kept, key=lambda row: row.key)

    def _take_correction(self, line: object, column: int, text: str) -> None:
        assert isinstance(line, int)
        self.corrected.emit(line, self.fields[column - _FIRST], text)


def _chips(total: int, numbers: Mapping[RowOutcome, int], kept: str) -> Sequence[Chip]:
    """« Tout », then the outcomes that some row has, and the one that is chosen even if no row has it any more."""
    outcomes = [outcome for outcome in _BY_URGENCY if numbers.get(outcome) or outcome == kept]
    return (
        Chip(key=ALL, text=tr("Tout"), count=total),
        *(
            Chip(
                key=outcome,
                text=outcome_filter(outcome),
                tone=outcome_tone(outcome),
                count=numbers.get(outcome, 0),
            )
            for outcome in outcomes
        ),
    )


_BY_URGENCY = (
    RowOutcome.REFUSED,
    RowOutcome.DOUBTFUL,
    RowOutcome.ADDED,
    RowOutcome.COMPLETED,
    RowOutcome.KNOWN,
)


def _columns(kind: ImportKind, fields: Sequence[str]) -> Sequence[Column[ShownRow]]:
    line: Column[ShownRow] = Column(header=tr("Ligne"), text=_line, kind=CellKind.MUTED, sample="100 000")
    outcome: Column[ShownRow] = Column(
        header=tr("Résultat"),
        text=outcome_text,
        detail=reason_text,
        tone=lambda row: outcome_tone(row.outcome),
        share=3,
    )
    return (line, outcome, *(_field_column(kind, field) for field in fields))


def _field_column(kind: ImportKind, field: str) -> Column[ShownRow]:
    return Column(
        header=field_label(kind, field),
        text=partial(_cell, field),
        kind=CellKind.AMOUNT if field in AMOUNTS else CellKind.TEXT,
        sample="28/08/2026" if field in DAYS else "",
        share=3 if field in ("label", "name", "client", "supplier") else 2,
        tone=partial(_tone, field),
        edit=partial(_to_correct, field),
    )


def _line(row: ShownRow) -> str:
    return counts.count(row.key) if row.key > 0 else ""


def _cell(field: str, row: ShownRow) -> str:
    return cell_text(row, field)


def _to_correct(field: str, row: ShownRow) -> str | None:
    return cell_to_correct(row, field)


def _tone(field: str, row: ShownRow) -> Tone:
    return Tone.DANGER if is_at_fault(row, field) else Tone.PLAIN


def _no_row() -> EmptyState:
    return EmptyState("inbox", tr("Aucune ligne"), tr("Le fichier ne contient aucune ligne à importer."))
