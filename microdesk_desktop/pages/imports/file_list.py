"""The opened files, when there are several: each with what it is and what it brings."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import UNBOUNDED
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.pages.imports.controller import OpenedFile
from microdesk_desktop.views.imports.kinds import listed_things
from microdesk_desktop.views.imports.summary import counts_text

WIDTH = 216


class FileList(QFrame):
    """`chosen` carries the id of the file that the user selects."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        columns = (
            Column[OpenedFile](
                header=tr("Fichiers"),
                text=lambda row: visible(row.draft.name),
                detail=file_state,
                tone=lambda row: Tone.DANGER if row.refusal else Tone.PLAIN,
            ),
        )
        self.table: Table[OpenedFile] = Table(tr("Fichiers"), columns, EmptyState("inbox", tr("Aucun fichier")))
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.table)
        self.table.selected.connect(self._choose)
        self._is_filling = False

    def set_beside(self, beside: bool) -> None:
        """Take a column beside the file, or a few lines above it."""
        self.setFixedWidth(scaled(WIDTH) if beside else UNBOUNDED)
        self.setMinimumWidth(self.maximumWidth() if beside else 0)
        self.setMaximumHeight(UNBOUNDED if beside else self.minimumSizeHint().height())

    def show_files(self, files: Sequence[OpenedFile], current: int | None) -> None:
        """Show the files, the current one selected."""
        self._is_filling = True
        self.table.set_rows(files, key=lambda row: row.id)
        self.table.select(current)
        self._is_filling = False

    def _choose(self, id_: object) -> None:
        if id_ is not None and not self._is_filling:
            self.chosen.emit(id_)


def file_state(file: OpenedFile) -> str:
    """What the file brings, or why it brings nothing."""
    if file.is_reading:
        return tr("Lecture…")
    if file.refusal:
        return tr("Refusé")
    if file.is_stopped:
        return tr("Lecture arrêtée")
    if file.preview is None or not file.can_be_kept:
        return tr("Une question vous attend")
    if file.kept is not None:
        return tr("Importé : {counts}").format(counts=counts_text(file.kept.counts))
    assert file.draft.kind is not None, "it can be kept"
    return listed_things({file.draft.kind: file.preview.brings}) or tr("Rien de nouveau")
