"""The past imports, each of which can be taken back as a whole once the page has shown what stands on it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.imports.history import PastImport
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.views.exports.content import AnyContent, ListContent, rows_in_memory
from microdesk_desktop.views.exports.lists.others import import_columns
from microdesk_desktop.views.imports.kinds import kind_name
from microdesk_desktop.views.imports.summary import counts_text, source_name


class History(QFrame):
    """A list of past imports; `removal_wanted` carries the one that the user wants to take back."""

    removal_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._button = buttons.plain(tr("Annuler l'import…"), self._ask)
        self._button.setObjectName("take_back")
        self._button.setEnabled(False)
        empty = EmptyState(
            "inbox",
            tr("Aucun import pour l'instant"),
            tr("Chaque fichier importé s'affichera ici, et pourra être retiré d'un bloc."),
        )
        self.table: Table[PastImport] = Table(tr("Imports précédents"), _columns(), empty)
        self.table.activated.connect(lambda _: self._ask())
        self.table.selected.connect(lambda chosen: self._button.setEnabled(chosen is not None))
        bind(self.table.view, {"Del": self._ask, "Backspace": self._ask}, Qt.ShortcutContext.WidgetShortcut)
        self.setFocusProxy(self.table)
        self._lay_out()

    def show_imports(self, imports: Sequence[PastImport]) -> None:
        """Show the entries of the journal, the latest first."""
        self.table.set_rows(imports, key=lambda row: row.id)
        self._button.setVisible(bool(imports))
        self._button.setEnabled(self.table.current_row() is not None)

    def add_output(self, button: QWidget) -> None:
        """Put the button that exports and prints the list beside its name."""
        self._head.insertWidget(self._head.count() - 1, button)

    def content(self) -> AnyContent:
        """The list as it is exported and printed."""
        rows = self.table.rows_in_order()
        return ListContent(
            title=tr("Imports précédents"), columns=import_columns(), total=len(rows), chunks=rows_in_memory(rows)
        )

    def _lay_out(self) -> None:
        self._head = head = QHBoxLayout()
        head.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        head.setSpacing(SMALL)
        head.addWidget(labels.heading(tr("Imports précédents")), 1)
        head.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)

    def _ask(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.removal_wanted.emit(row)


def _columns() -> Sequence[Column[PastImport]]:
    return (
        Column(
            header=tr("Fichier"),
            text=lambda row: visible(row.name),
            detail=lambda row: source_name(row.source),
            share=3,
        ),
        Column(header=tr("Contenu"), text=lambda row: kind_name(row.kind), share=2, gives_way=1),
        Column(header=tr("Résultat"), text=_result, kind=CellKind.MUTED, share=3),
        Column(
            header=tr("Importé le"),
            text=lambda row: dates.moment(row.imported_at),
            kind=CellKind.MUTED,
            sample="28/08/2026 20:08",
            gives_way=2,
        ),
    )


def _result(row: PastImport) -> str:
    return counts_text(
        {
            RowOutcome.ADDED: row.added,
            RowOutcome.COMPLETED: row.completed,
            RowOutcome.KNOWN: row.known,
            RowOutcome.REFUSED: row.refused,
        }
    )
