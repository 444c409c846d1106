"""The copies elsewhere that the program knows of: it made them, and can neither rotate nor erase them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.copies import forget_copy
from microdesk_desktop.pages.settings.pane import PAGE, Card
from microdesk_desktop.views.vault.security import CopyRow, KnownCopy, copy_rows, load_known_copies


class CopiesCard(QWidget):
    """One line for each copy, with where it is, and a button that takes it off the list."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._readings = Readings(workspace, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def reload(self) -> None:
        """Read the list again."""
        self._readings.load("copies", load_known_copies, self._look)

    def forget(self, row: CopyRow) -> None:
        """Take a copy off the list; its file stays."""
        self._workspace.perform(
            lambda session: forget_copy(session, row.id),
            message=lambda: tr("Retirée de la liste : {name}.").format(name=row.name),
            place=Place(page=PAGE, wanted="backups"),
            on_success=lambda _: self.reload(),
        )

    def _look(self, copies: Sequence[KnownCopy]) -> None:
        """Look for each file: a network disk may take a while to answer."""
        self._workspace.runner.run(
            lambda _: copy_rows(copies),
            lane=Lane.READ,
            on_success=self._show,
            on_error=self._workspace.report,
            owner=self,
        )

    def _show(self, rows: Sequence[CopyRow]) -> None:
        empty_layout(self._column)
        card = Card(tr("Copies connues ailleurs"))
        self._column.addWidget(card.frame)
        card.add(
            labels.muted(
                tr("Faites à votre demande, hors de portée de MicroDesk : un effacement ici ne les change pas.")
                if rows
                else tr("Aucune. MicroDesk note ici les sauvegardes et les exports que vous rangez ailleurs.")
            )
        )
        for row in rows:
            forget = buttons.plain(tr("Retirer de la liste"), partial(self.forget, row))
            forget.setObjectName(f"forget.{row.id}")
            forget.setAccessibleName(tr("Retirer de la liste : {name}").format(name=row.name))
            card.add_line(row.name, labels.by_others(labels.caption(row.detail, wraps=True)), forget)
