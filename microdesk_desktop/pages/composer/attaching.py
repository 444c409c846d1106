"""Files that are attached to the message in sight: chosen, dropped, or the PDF of an issued document."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.compose.compositions import AttachedFile
from microdesk_desktop.gui.file_dialogs import choose_files
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.window.dialogs import can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.follow_up.dispatch import document_file
from microdesk_desktop.operations.mail.compose.files import read_files, read_start_file
from microdesk_desktop.pages.composer.document_sheet import DocumentSheet
from microdesk_desktop.views.mail.composer.documents import Attachable, load_attachable


class Attaching:
    """`take` is given what was read, while the page lives; `can_attach` is asked before anything is chosen."""

    def __init__(
        self,
        workspace: Workspace,
        page: QWidget,
        can_attach: Callable[[], bool],
        take: Callable[[Sequence[AttachedFile]], object],
    ) -> None:
        self._workspace = workspace
        self._page = page
        self._can_attach = can_attach
        self._take = take

    def choose_files(self) -> None:
        """Ask for files to attach."""
        if self._can_attach():
            choose_files(self._page, tr("Joindre un fichier"), self.attach, last=self._workspace.last_folder)

    def choose_document(self) -> None:
        """Ask for a document whose PDF is attached."""
        if self._can_attach():
            self._workspace.load(load_attachable, owner=self._page, on_success=self._choose_among)

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach these files, which are read into memory."""
        self._workspace.examine(
            lambda _, job: read_files(paths, job), owner=self._page, on_success=self._take_files, lane=Lane.READ
        )

    def _choose_among(self, documents: Sequence[Attachable]) -> None:
        if can_open_sheet(self._page):
            DocumentSheet(self._page, documents, self._attach_document)

    def _attach_document(self, number: str) -> None:
        file = document_file(number)
        self._workspace.work(
            lambda session, job: read_start_file(session, file, job),
            lane=Lane.WRITE,
            owner=self._page,
            on_success=lambda read: self._take_files((read,)),
        )

    def _take_files(self, files: Sequence[AttachedFile]) -> None:
        if self._can_attach():
            self._take(files)
