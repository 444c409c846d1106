"""The files of a message: their names and sizes, how much goes in all, and the buttons that add and remove them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format.sizes import size
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.compose.compositions import AttachedFile
from microdesk_desktop.gui.theme.icons import Picture
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.widgets.wrapping import Wrapping


class FilesView(QWidget):
    """`removed` carries the file that the user takes out."""

    removed = Signal(object)

    def __init__(self, choose: Callable[[], object], choose_document: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Pièces jointes"))
        self._files: tuple[AttachedFile, ...] = ()
        self.add_button = buttons.plain(tr("Joindre un fichier…"), choose)
        self.add_button.setObjectName("attach")
        self.document_button = buttons.plain(tr("Joindre un document…"), choose_document)
        self.document_button.setObjectName("attach_document")
        self._total = labels.caption("", wraps=True)
        self._error = labels.error()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addLayout(self._rows)
        column.addWidget(self._total)
        column.addWidget(self._error)
        column.addWidget(Wrapping(self.add_button, self.document_button))
        self.show_files(())
        self.show_total("", "")

    def show_files(self, files: Sequence[AttachedFile]) -> None:
        """Show these files."""
        if tuple(files) == self._files:
            return
        self._files = tuple(files)
        empty_layout(self._rows)
        for file in self._files:
            self._rows.addWidget(_Row(file, partial(self.removed.emit, file)))

    def show_total(self, text: str, error: str) -> None:
        """Show how much goes in all, or that it is too much."""
        self._total.setText(text)
        self._total.setVisible(bool(text) and not error)
        self._error.setText(error)
        self._error.setVisible(bool(error))


class _Row(QFrame):
    """One file."""

    def __init__(self, file: AttachedFile, remove: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "line")
        name = visible(file.name)
        self.setAccessibleName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(SMALL, 0, TIGHT, 0)
        line.setSpacing(SMALL)
        line.addWidget(Picture("file"))
        line.addWidget(labels.by_others(labels.elided(name)), 1)
        line.addWidget(labels.caption(size(len(file.content))))
        line.addWidget(buttons.bare("x", tr("Retirer {name}").format(name=name), remove))
