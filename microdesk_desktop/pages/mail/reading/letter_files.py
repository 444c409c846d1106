"""The files of a letter: named with their size and a warning, saved on request, opened by nothing."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.format.sizes import size
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.reading.files import FileWarning, file_warning
from microdesk_desktop.domain.mail.reading.invoices import is_xml, may_be_invoice
from microdesk_desktop.gui.file_dialogs import choose_folder, choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.system.opening import open_folder
from microdesk_desktop.gui.theme.icons import Picture
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.answered import Answered
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.dialogs import confirm
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.reading.read_enclosed import save_enclosed
from microdesk_desktop.operations.mail.reading.save_files import WantedFile, save_file, save_files
from microdesk_desktop.pages.received.controller import ReceivedController
from microdesk_desktop.views.mail.reading.files import archived_text, dangerous, files_text, save_question, saved_text
from microdesk_desktop.views.mail.reading.letter import FileRow, file_warning_text


class LetterFiles(QWidget):
    """The files of one letter in an account, each with its button."""

    def __init__(self, workspace: Workspace, account_id: str, letter: str, files: Sequence[FileRow]) -> None:
        super().__init__()
        self._workspace = workspace
        self._account_id = account_id
        self._letter = letter
        self._files = files
        self._rows = {file.part: _FileLine(file, self._answers(file)) for file in files}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        head = Wrapping(labels.heading(files_text(files)), spacing=MIDDLE)
        if len(files) > 1:
            head.add(buttons.link(tr("Enregistrer tout…"), self.save_all))
        layout.addWidget(head)
        for row in self._rows.values():
            layout.addWidget(row)

    def name_archived(self, part: str, names: Sequence[str]) -> None:
        """Name what an archive of Outlook holds, below its row."""
        if part in self._rows and names:
            save = buttons.link(tr("Enregistrer ce qu'elle contient…"), partial(self.save_archived, part, names))
            self._rows[part].add(labels.caption(archived_text(names), wraps=True), save)

    def save_archived(self, part: str, names: Sequence[str]) -> None:
        """Ask for the folder that gets the files of an archive, after a warning where one may do harm."""
        files = [_archived_row(part, name) for name in names]
        title = tr("Enregistrer ce que contient l'archive")
        save = partial(self._save_archived, part)
        self._after_warning(files, lambda: choose_folder(self, title, save, last=self._workspace.last_folder))

    def receive(self, file: FileRow) -> None:
        """Make an expense of a supplier's invoice; it is read in memory, and no copy of it is saved."""
        received = self._workspace.controller(ReceivedController)
        received.receive_mailed(self._account_id, self._letter, file.part, file.name)

    def save(self, file: FileRow) -> None:
        """Ask where to save a file, after a warning where it may do harm."""
        self._after_warning([file], partial(self._choose_file, file))

    def save_all(self) -> None:
        """Ask for the folder that gets all files; what is there is not replaced."""
        self._after_warning(self._files, self._choose_folder)

    def _answers(self, file: FileRow) -> Sequence[QPushButton]:
        name = visible(file.name)
        save = buttons.plain(tr("Enregistrer…"), partial(self.save, file))
        save.setAccessibleName(tr("Enregistrer {name}").format(name=name))
        is_picture = file.kind.lower().startswith("image/")  # seldom a bill, and its own page takes one all the same
        if is_picture or not _may_be_received(file):
            return [save]
        receive = buttons.link(tr("Créer la dépense"), partial(self.receive, file))
        receive.setAccessibleName(tr("Créer une dépense avec {name}").format(name=name))
        return [receive, save]

    def _after_warning(self, files: Sequence[FileRow], then: Callable[[], object]) -> None:
        harmful = dangerous(files)
        if not harmful:
            then()
            return
        question, text = save_question(harmful)
        confirm(self, question, text, tr("Enregistrer quand même"), then, keep_text=tr("Ne pas enregistrer"))

    def _choose_file(self, file: FileRow) -> None:
        title = tr("Enregistrer {name}").format(name=file.name)
        choose_new_file(self, title, file.name, partial(self._save_as, file), last=self._workspace.last_folder)

    def _choose_folder(self) -> None:
        title = tr("Enregistrer toutes les pièces jointes")
        choose_folder(self, title, self._save_into, last=self._workspace.last_folder)

    def _save_as(self, file: FileRow, path: Path) -> None:
        account_id, letter, wanted = self._account_id, self._letter, _wanted(file)
        self._workspace.work(
            lambda session, job: [save_file(session, account_id, letter, wanted, path, job)],
            progress=tr("Enregistrement des pièces jointes…"),
            on_success=partial(_announce, self._workspace),
        )

    def _save_archived(self, part: str, folder: Path) -> None:
        account_id, letter = self._account_id, self._letter
        self._workspace.work(
            lambda session, job: save_enclosed(session, account_id, letter, part, folder, job),
            progress=tr("Enregistrement des pièces jointes…"),
            on_success=partial(_announce, self._workspace),
        )

    def _save_into(self, folder: Path) -> None:
        account_id, letter, wanted = self._account_id, self._letter, [_wanted(file) for file in self._files]
        self._workspace.work(
            lambda session, job: save_files(session, account_id, letter, wanted, folder, job),
            progress=tr("Enregistrement des pièces jointes…"),
            on_success=partial(_announce, self._workspace),
        )


def _may_be_received(file: FileRow) -> bool:
    """Whether a file may become an expense: an electronic invoice too, though a browser shows XML as a page."""
    is_harmless = file.warning is None or (file.warning is FileWarning.WEB_PAGE and is_xml(file.name))
    return is_harmless and may_be_invoice(file.name, file.kind)


def _archived_row(part: str, name: str) -> FileRow:
    return FileRow(part=part, name=name, kind="", size=0, warning=file_warning(name, ""))


class _FileLine(QFrame):
    """The name of a file, its size, and its buttons; below them the warning."""

    def __init__(self, file: FileRow, answers: Sequence[QPushButton]) -> None:
        super().__init__()
        self.setProperty("look", "line")
        self._texts = QVBoxLayout()
        self._texts.setSpacing(0)
        self._texts.addWidget(labels.by_others(labels.elided(file.name)))
        self._texts.addWidget(labels.caption(size(file.size)))
        if file.warning is not None:
            warning = labels.caption(file_warning_text(file.warning), wraps=True)
            labels.set_tone(warning, Tone.ATTENTION)
            self._texts.addWidget(warning)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        layout.setSpacing(MIDDLE)
        icon = Picture("file" if file.warning is None else "triangle-alert")
        layout.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(Answered(self._texts, *answers), 1)

    def add(self, *widgets: QWidget) -> None:
        """Add lines below the others."""
        self._texts.addSpacing(TIGHT)
        for widget in widgets:
            self._texts.addWidget(widget)


def _wanted(file: FileRow) -> WantedFile:
    return WantedFile(part=file.part, name=file.name, size=file.size)


def _announce(workspace: Workspace, paths: Sequence[Path]) -> None:
    names = [visible(path.name) for path in paths]
    workspace.notices.toast(
        lambda: Toast(
            text=saved_text(names),
            action=(tr("Ouvrir le dossier"), lambda: open_folder(paths[0].parent)),
        )
    )
