"""The import page: any file, recognised, mapped, previewed, corrected in place, imported, and taken back.

drop, choose ─▶ ImportController ─▶ files ─▶ file view (questions, columns, rows) ─▶ « Importer 42 opérations »
                     ▲                                                                   │
                     └──────────── result, « Annuler l'import » ◀── operations.imports ◀─┘
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.history import PastImport, Standing
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.file_dialogs import choose_files
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.output.when_read import WhenRead
from microdesk_desktop.gui.page import Page, PageAction
from microdesk_desktop.gui.progress import DELAY_MS
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.drop_zone import DropZone
from microdesk_desktop.gui.widgets.strip import Strip, WorkStrip, empty_layout
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.imports.take_back import TakenBack, take_back
from microdesk_desktop.pages.imports.controller import ImportController, facts_of
from microdesk_desktop.pages.imports.file_list import FileList
from microdesk_desktop.pages.imports.file_view import FileView
from microdesk_desktop.pages.imports.history import History
from microdesk_desktop.pages.imports.questions import strips
from microdesk_desktop.pages.imports.state import state_text
from microdesk_desktop.views.exports.content import AnyContent
from microdesk_desktop.views.imports.accounts import load_account_titles
from microdesk_desktop.views.imports.history import load_imports, what_stands_on
from microdesk_desktop.views.imports.kinds import import_words
from microdesk_desktop.views.imports.standing import removal_text, standing_text
from microdesk_desktop.views.imports.summary import brought, missing_periods_text, result_text, taken_back_text
from microdesk_desktop.views.messages.steps import step_text

PAGE_OF: Mapping[ImportKind, str] = {
    ImportKind.STATEMENT: "bank",
    ImportKind.DOCUMENTS: "invoices",
    ImportKind.CLIENTS: "clients",
    ImportKind.RECEIPTS: "receipts",
    ImportKind.EXPENSES: "expenses",
}
"""The page that shows what was imported."""
SIDE_BY_SIDE_FROM = 1_200
"""Width of the page from which the list of the files stands beside the one in sight."""
Loaded = tuple[Sequence[PastImport], Mapping[int, str]]


class ImportPage(Page):
    """Past imports while no file is open, else the files and what importing them would do."""

    key = "imports"
    icon = "file-up"
    flags = Changes.BANK | Changes.CLIENTS | Changes.INVOICES | Changes.LEDGER
    opens_files = True
    behind = "settings"
    has_list = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.imports = workspace.controller(ImportController)
        self._titles: Mapping[int, str] = {}
        self._reading: Task[Loaded] | None = None
        self._wanted: ImportKind | None = None
        self._question: Strip | None = None
        self._wants_focus = False
        self.zone = _drop_zone(self.choose_files)
        self._when_read = WhenRead()
        self.history = History()
        self.history.add_output(OutputButton(self.export_list, self.print_list))
        self.history.removal_wanted.connect(self._ask_removal)
        self.list = FileList()
        self.list.chosen.connect(self.imports.choose)
        self.view = FileView(self.imports)
        self.work = WorkStrip(self._stop)
        self.work.hide()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(DELAY_MS)
        self._late.timeout.connect(self._show_work)
        self._close = self.add_action(buttons.plain(tr("Fermer"), self.close_files))
        self._keep = self.add_action(buttons.primary(tr("Importer"), self.keep))
        self._lay_out()
        self.imports.files_changed.connect(self._show)
        self.imports.file_changed.connect(self._show_changed)
        self._show()

    @staticmethod
    def title() -> str:
        return tr("Importer")

    def reload(self) -> None:
        self._reading = self.workspace.load(
            lambda reader: (load_imports(reader), load_account_titles(reader)),
            owner=self,
            on_success=self._take,
            instead_of=self._reading,
        )

    def activate(self, wanted: object = None) -> None:
        """With a kind: choose files of that kind."""
        if isinstance(wanted, ImportKind):
            self._wanted = wanted
            self.choose_files()

    @classmethod
    def list_title(cls) -> str:
        return tr("Imports précédents")

    def give_list(self, take: Callable[[AnyContent], object]) -> None:
        self._when_read.run(lambda: take(self.history.content()))

    def open_files(self, paths: Sequence[Path], kind: ImportKind | None) -> None:
        self.imports.open(paths, kind)

    def choose_files(self) -> None:
        """Ask for files, and open them."""
        choose_files(
            self,
            tr("Choisir des fichiers à importer"),
            self._open_chosen,
            last=self.workspace.last_folder,
        )

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Importer des fichiers…"), do=cls.choose_files, icon="file-up"),)

    def on_escape(self) -> bool:
        return self._drop_question() or self.view.close_columns()

    def close_files(self) -> None:
        """Leave the files, and show the past imports."""
        self._drop_question()
        self.imports.close_files()

    def keep(self) -> None:
        """Import what the files bring; with nothing left to import, leave them."""
        if self.imports.importable:
            self.imports.keep()
        else:
            self.close_files()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= scaled(SIDE_BY_SIDE_FROM)
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self.list.set_beside(is_wide)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.imports.is_watched = True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.imports.is_watched = False

    def _lay_out(self) -> None:
        start = QWidget()
        column = QVBoxLayout(start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        column.addWidget(self.zone)
        column.addWidget(self.history, 1)
        files = QWidget()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, files)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(MIDDLE)
        self._line.addWidget(self.list)
        self._line.addWidget(self.view, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(start)
        self._stack.addWidget(files)
        self._strips_shown: Sequence[Strip] = ()
        self._strips_key: object = None
        self._strips = QVBoxLayout()
        self._strips.setSpacing(SMALL)
        self._asked = QVBoxLayout()
        self.body.addWidget(self.work)
        self.body.addLayout(self._asked)
        self.body.addLayout(self._strips)
        self.body.addWidget(self._stack, 1)
        self.setFocusProxy(self.zone)

    def _open_chosen(self, paths: Sequence[Path]) -> None:
        self.imports.open(paths, self._wanted)
        self._wanted = None

    def _take(self, loaded: Loaded) -> None:
        imports, self._titles = loaded
        self.history.show_imports(imports)
        self.imports.forget_taken_back([each.id for each in imports])
        self._show()
        self._when_read.read()

    def _show(self) -> None:
        """Show the files as they stand; without any, the past imports."""
        files = self.imports.files
        self._wants_focus = self._wants_focus or bool(files) != bool(self._stack.currentIndex())
        self._stack.setCurrentIndex(1 if files else 0)
        self.setFocusProxy(self.view if files else self.zone)
        self.list.setVisible(len(files) > 1)
        self.list.show_files(files, self.imports.current)
        self._close.setVisible(bool(files))
        self._keep.setVisible(bool(files))
        self._show_subtitle()
        self._show_button()
        self._show_current()
        self._watch_work()
        self._place_focus()

    def _show_changed(self, id_: int) -> None:
        self.list.show_files(self.imports.files, self.imports.current)
        self._show_subtitle()
        self._show_button()
        if id_ == self.imports.current:
            self._show_current()
        self._watch_work()
        self._place_focus()

    def _place_focus(self) -> None:
        """Focus the first question, or the rows, of files that have just come, and after an answer."""
        file = self.imports.file(self.imports.current)
        if not self._wants_focus or not self.isVisible() or (file is not None and file.is_reading):
            return
        self._wants_focus = False
        asked = [strip for strip in self._strips_shown if strip.buttons]
        (asked[0].buttons[0] if asked else self).setFocus()

    def _show_subtitle(self) -> None:
        self.set_subtitle(state_text(self.imports))

    def _show_button(self) -> None:
        previews = [each.preview for each in self.imports.importable if each.preview]
        is_done = not previews and self.imports.result is not None
        self._keep.setText(tr("Terminer") if is_done else import_words(brought(previews)))
        self._keep.setEnabled(is_done or (bool(previews) and not self.imports.is_busy))
        self._close.setVisible(bool(self.imports.files) and not is_done)

    def _show_current(self) -> None:
        file = self.imports.file(self.imports.current)
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        result = self._result_strips()
        made = strips(file, self.imports, self._titles, self.view.toggle_columns, self.choose_files) if file else []
        self._put_strips([*result, *made])
        if file is not None:
            self.view.show_file(file, self._titles)
        else:
            self.view.clear()
        # What had the focus may be gone; Qt then gives it to the next control, which may be the one that locks.
        has_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._wants_focus = self._wants_focus or (had_focus and not has_focus)

    def _put_strips(self, made: Sequence[Strip]) -> None:
        """Show these strips; the same ones stay, with the focus in them."""
        key = (self.imports.current, id(self.imports.result), [each.key for each in made])
        if key == self._strips_key:
            for each in made:
                each.deleteLater()
            return
        self._strips_key = key
        focused = self.window().focusWidget()
        if focused is not None and any(each.isAncestorOf(focused) for each in self._strips_shown):
            self._wants_focus = True
        empty_layout(self._strips)
        self._strips_shown = made
        for each in made:
            self._strips.addWidget(each)

    def _result_strips(self) -> list[Strip]:
        result = self.imports.result
        if result is None:
            return []
        kinds = {each.kind for each in result.files if each.kind in PAGE_OF and each.import_id is not None}
        answers = [(tr("Annuler l'import…"), partial(self._ask_removals, result.import_ids))]
        if len(kinds) == 1 and (kind := next(iter(kinds))) is not None:
            answers.append((tr("Voir"), partial(self.workspace.navigate, PAGE_OF[kind])))
        missing = missing_periods_text(result.files)
        return [Strip(result_text(*facts_of(result)), Tone.POSITIVE, answers, detail=missing)]

    def _watch_work(self) -> None:
        """Show the work under way once it has lasted, and hide it when it has ended."""
        if self._progress() is None:
            self._late.stop()
            self.work.hide()
        elif not self.work.isVisible() and not self._late.isActive():
            self._late.start()
        elif self.work.isVisible():
            self._show_work()

    def _progress(self) -> tuple[int, int, str] | None:
        file = self.imports.file(self.imports.current)
        return self.imports.opening or (file.progress if file else None)

    def _show_work(self) -> None:
        progress = self._progress()
        if progress is not None:
            done, total, step = progress
            self.work.show_progress(step_text(step) or tr("Lecture du fichier…"), done, total)
            self.work.show()

    def _stop(self) -> None:
        file = self.imports.file(self.imports.current)
        self.imports.stop_opening()
        if file is not None and file.is_reading:
            self.imports.stop_reading(file.id)

    def _ask_removal(self, row: PastImport) -> None:
        self._ask_removals((row.id,), visible(row.name))

    def _ask_removals(self, ids: Sequence[int], name: str = "") -> None:
        """Show what stands on these imports, and take them back once the user agrees."""
        self.workspace.load(
            lambda reader: [what_stands_on(reader, each) for each in ids],
            owner=self,
            on_success=partial(self._show_question, tuple(ids), name),
        )

    def _show_question(self, ids: Sequence[int], name: str, standings: Sequence[Standing]) -> None:
        self._drop_question()
        question = tr("Annuler l'import de « {name} » ?").format(name=name) if name else tr("Annuler cet import ?")
        self._question = Strip(
            question,
            Tone.DANGER,
            [(tr("Annuler l'import"), partial(self._take_back, ids)), (tr("Ne rien changer"), self._drop_question)],
            detail=" ".join(filter(None, (removal_text(standings), standing_text(standings)))),
        )
        self._asked.addWidget(self._question)
        self._question.buttons[-1].setFocus()

    def _drop_question(self) -> bool:
        was_asked = self._question is not None
        self._question = None
        empty_layout(self._asked)
        return was_asked

    def _take_back(self, ids: Sequence[int]) -> None:
        self._drop_question()
        self.workspace.work(
            lambda session, _: take_back(session, *reversed(ids)),
            lane=Lane.WRITE,
            progress=tr("Retrait de l'import…"),
            on_success=partial(_show_taken_back, self.workspace),
        )


def _drop_zone(choose: Callable[[], object]) -> DropZone:
    return DropZone(
        tr("Déposez vos fichiers ici"),
        tr(
            "Relevés de banque, factures et devis, clients, recettes, dépenses, catalogue : CSV, Excel, LibreOffice, "
            "OFX, QIF, CAMT, CFONB, MT940, seuls ou dans une archive ZIP. Les factures de vos fournisseurs aussi, en "
            "PDF, XML ou image. Vous verrez tout avant d'importer."
        ),
        tr("Choisir des fichiers…"),
        choose,
    )


def _show_taken_back(workspace: Workspace, done: TakenBack) -> None:
    workspace.notices.toast(lambda: Toast(text=taken_back_text([past.name for past, _ in done.imports])))
