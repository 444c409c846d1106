"""The notes and the files of a document or a draft, with all that can be done to them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.documents.beside import Holder
from microdesk_desktop.domain.records.vouchers import VoucherFacts
from microdesk_desktop.gui.file_dialogs import choose_files, choose_new_file
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.file_drop import FileDrop
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.beside.attachments import (
    attach_files,
    remove_attachment,
    save_attachment_copy,
)
from microdesk_desktop.operations.documents.beside.notes import add_note, remove_note
from microdesk_desktop.pages.documents.sheet.cards import AttachmentsView, NotesView
from microdesk_desktop.pages.records.voucher_files import SUFFIXES
from microdesk_desktop.views.documents.detail import BesideShown


class BesideView(QWidget):
    """Notes above files, which can be dropped there; in a card each, unless they stand in one already.

    `place` is where undoing a change leads.
    """

    def __init__(self, workspace: Workspace, place: Callable[[], Place], *, has_cards: bool = True) -> None:
        super().__init__()
        self._workspace = workspace
        self._place = place
        self._holder = Holder()
        self.notes = NotesView()
        self.notes.added.connect(self._add_note)
        self.notes.removed.connect(self._remove_note)
        self.files = AttachmentsView()
        self.files.files_wanted.connect(self.choose)
        self.files.copy_wanted.connect(self._save_copy)
        self.files.removal_wanted.connect(self._remove_file)
        self._lay_out(_carded if has_cards else _plain)

    def show_beside(self, holder: Holder, shown: BesideShown) -> None:
        """Show what a document or a draft has beside it."""
        self._holder = holder
        self.notes.show_notes(shown.notes)
        self.files.show_files(shown.attachments)

    def choose(self) -> None:
        """Ask for files to attach."""
        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(SUFFIXES))
        filters = tr("Images et PDF ({patterns})").format(patterns=patterns)
        last = self._workspace.last_folder
        choose_files(self, tr("Joindre un fichier"), self.attach, last=last, filters=filters)

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files."""
        holder, count = self._holder, len(paths)
        words = ntr("{count} fichier joint.", "{count} fichiers joints.", count).format(count=count)
        self._workspace.perform(
            lambda session: attach_files(session, holder, paths), message=lambda: words, place=self._place()
        )

    def _add_note(self, text: str) -> None:
        holder = self._holder
        self._workspace.perform(
            lambda session: add_note(session, holder, text),
            message=lambda: tr("Note ajoutée."),
            place=self._place(),
        )

    def _remove_note(self, note_id: int) -> None:
        self._workspace.perform(
            partial(remove_note, note_id=note_id), message=lambda: tr("Note supprimée."), place=self._place()
        )

    def _remove_file(self, file: VoucherFacts) -> None:
        self._workspace.perform(
            lambda session: remove_attachment(session, file.id),
            message=lambda: tr("{name} n'est plus joint.").format(name=file.name),
            place=self._place(),
        )

    def _save_copy(self, file: VoucherFacts) -> None:
        def save(path: Path) -> None:
            words = tr("{name} est enregistré, sans chiffrement.").format(name=path.name)
            self._workspace.work(
                lambda session, _: save_attachment_copy(session, file.id, path),
                lane=Lane.WRITE,
                on_success=lambda _: self._workspace.notices.toast(lambda: Toast(text=words)),
            )

        title = tr("Enregistrer une copie en clair de {name}").format(name=file.name)
        choose_new_file(self, title, file.name, save, last=self._workspace.last_folder)

    def _lay_out(self, framed: Callable[[str, QWidget], QWidget]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        files = framed(tr("Fichiers joints"), self.files)
        column.addWidget(framed(tr("Notes internes"), self.notes))
        column.addWidget(files)
        FileDrop(files, SUFFIXES, lambda _: True, lambda paths, _: self.attach(paths))


def _carded(title: str, widget: QWidget) -> QWidget:
    made, column = card()
    column.addWidget(labels.heading(title))
    column.addWidget(widget)
    return made


def _plain(title: str, widget: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SMALL)
    column.addWidget(labels.heading(title))
    column.addWidget(widget)
    return made
