"""The rows of one file: those to correct first, filtered by outcome, each wrong cell corrected in place."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.layout.beside import Beside
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.views.imports.fields import field_label
from microdesk_desktop.views.imports.kinds import outcome_filter, outcome_tone
from microdesk_desktop.views.imports.rows import (
    AMOUNTS,
    DAYS,
    ShownRow,
    ShownRows,
    cell_text,
    cell_to_correct,
    is_at_fault,
    outcome_text,
    reason_text,
)
from microdesk_desktop.views.imports.summary import totals_text

ALL = "all"


class RowsTable(QWidget):
    """`corrected` carries the line, the field and the text that the user wrote in place of a cell."""

    corrected = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.fields: Sequence[str] = ()
        self._kind: ImportKind | None = None
        self._has_lines = True
        self._is_filling = False
        self._rows: Sequence[ShownRow] = ()
        self._shown: Sequence[int] = ()
        self.chips = Chips(tr("Lignes à montrer"), _chips(0, dict.fromkeys(RowOutcome, 1), ALL))
        self.chips.chosen.connect(lambda _: self._filter())
        self.totals = labels.muted("", wraps=False)
        self.table: Table[ShownRow] | None = None
        self.reason = labels.muted("")
        self.reason.setContentsMargins(WIDE, SMALL, WIDE, 0)
        self.reason.hide()
        self.totals.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setContentsMargins(MIDDLE, SMALL, MIDDLE, SMALL)
        head.addWidget(Beside(self.chips, self.totals, spacing=MIDDLE))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addLayout(head)
        self._layout.addWidget(rule())
        self._layout.addWidget(self.reason)

    def show_rows(self, kind: ImportKind, preview: Preview, rows: ShownRows, *, keeps_order: bool) -> None:
        """Show the rows of a preview; `keeps_order`: the same rows, read again after a correction of one of them."""
        fields: Sequence[str] = rows.fields
        if keeps_order and set(fields) <= set(self.fields):
            fields = self.fields  # what a line no longer needs to be corrected stays in sight
        has_lines = rows.has_lines or (keeps_order and self._has_lines)
        as_before = (self._kind, self.fields, self._has_lines)
        is_other = self.table is None or as_before != (kind, fields, has_lines)
        self._kind, self.fields, self._has_lines, self._rows = kind, fields, has_lines, rows.rows
        if is_other:
            self._build(fields)
        self.totals.setText(totals_text(preview.totals))
        by_key = {row.key: row for row in self._rows} if keeps_order and not is_other else {}
        is_same = bool(by_key) and all(key in by_key for key in self._shown)
        self._choose_chip(preview, self.chips.current if is_same else _first_chip(preview))
        if is_same and self.table is not None and self.table.model.rowCount() == len(self._shown):
            self.table.renew_rows([by_key[key] for key in self._shown])
            self._show_reason()
        else:
            self._filter()

    def _choose_chip(self, preview: Preview, chip: str) -> None:
        self._is_filling = True
        self.chips.set_chips(_chips(len(self._rows), preview.counts, chip))
        self.chips.choose(chip)
        self._is_filling = False

    def clear(self) -> None:
        """Keep no row."""
        self._rows, self._shown = (), ()
        self.totals.setText("")
        if self.table is not None:
            self.table.set_rows((), key=lambda row: row.key)
        self._show_reason()

    def correct_current(self) -> None:
        """Open the editor of the cell that is at fault in the selected row, else of its first cell."""
        row = self.table.current_row() if self.table is not None else None
        if row is None or self.table is None:
            return
        editable = [field for field in self.fields if cell_to_correct(row, field) is not None]
        if editable:
            field = next((each for each in editable if is_at_fault(row, each)), editable[0])
            self.table.edit_cell(row.key, self.first_field + self.fields.index(field))

    @property
    def first_field(self) -> int:
        """The number of the first column that holds a field."""
        return 2 if self._has_lines else 1

    def _build(self, fields: Sequence[str]) -> None:
        focused = self.window().focusWidget()
        had_focus = focused is self or (self.table is not None and self.table.isAncestorOf(focused or self))
        if self.table is not None:
            self._layout.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = Table(tr("Lignes du fichier"), _columns(fields, has_lines=self._has_lines), _no_row())
        self.table.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.edited.connect(self._take_correction)
        self.table.activated.connect(lambda _: self.correct_current())
        self.table.selected.connect(lambda _: self._show_reason())
        self.setFocusProxy(self.table)
        self._layout.insertWidget(self._layout.indexOf(self.reason), self.table, 1)
        if had_focus:
            self.table.setFocus()

    def _filter(self) -> None:
        if self.table is None or self._is_filling:
            return
        chip = self.chips.current
        kept = self._rows if chip == ALL else [row for row in self._rows if row.outcome == chip]
        self._shown = [row.key for row in kept]
        self.table.set_rows(kept, key=lambda row: row.key)
        if chip == RowOutcome.REFUSED and kept and not self.table.has_selection:
            self.table.view.select_row(0)
        self._show_reason()

    def _show_reason(self) -> None:
        """Write in full why the selected row is refused, or what of it is left out: its column cuts it."""
        row = self.table.current_row() if self.table is not None else None
        reason = reason_text(row) if row is not None else ""
        text = tr("Ligne {line} : {reason}").format(line=_line(row), reason=reason) if row and row.key > 0 else reason
        self.reason.setText(text if reason else "")
        self.reason.setVisible(bool(reason))

    def _take_correction(self, line: object, column: int, text: str) -> None:
        assert isinstance(line, int)
        self.corrected.emit(line, self.fields[column - self.first_field], text)


def _first_chip(preview: Preview) -> str:
    """The rows to correct when there are some, else every row."""
    return RowOutcome.REFUSED if preview.counts.get(RowOutcome.REFUSED) else ALL


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


_SAMPLES = {
    **dict.fromkeys(("number", "reference", "invoice"), "FAC-2026-00000"),
    **dict.fromkeys(("siren", "vat_number", "id"), "40483304800012"),
    "phone": "05 56 00 00 00",
    **dict.fromkeys(("currency", "country", "postal_code"), "33000"),
}
"""Fields of about the same length in every row."""
_BY_URGENCY = (
    RowOutcome.REFUSED,
    RowOutcome.DOUBTFUL,
    RowOutcome.ADDED,
    RowOutcome.COMPLETED,
    RowOutcome.KNOWN,
)


def _columns(fields: Sequence[str], *, has_lines: bool) -> Sequence[Column[ShownRow]]:
    line: Column[ShownRow] = Column(header=tr("Ligne"), text=_line, kind=CellKind.NUMBER, sample="100 000", gives_way=1)
    outcome: Column[ShownRow] = Column(
        header=tr("Résultat"),
        text=outcome_text,
        detail=reason_text,
        tone=lambda row: outcome_tone(row.outcome),
        share=2,
    )
    return (*((line,) if has_lines else ()), outcome, *(_field_column(field) for field in fields))


def _field_column(field: str) -> Column[ShownRow]:
    return Column(
        header=field_label(field),
        text=partial(_cell, field),
        kind=CellKind.AMOUNT if field in AMOUNTS else CellKind.TEXT,
        sample="28/08/2026" if field in DAYS else _SAMPLES.get(field, ""),
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
