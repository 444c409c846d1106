"""The page of one document: its state and what comes next, its very pages, its chain, and what is kept beside it.

width ≥ BESIDE_FROM:  cards │ pages        narrower:  cards, or pages (F6)
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.beside import Holder
from microdesk_desktop.domain.documents.recurring.series import Repeated
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.pages_view import PagesView
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.dialogs import can_open_sheet
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.chain.load import is_continuable, load_chain
from microdesk_desktop.operations.documents.issued_pages import issued_pages
from microdesk_desktop.operations.documents.lifecycle.collected import CollectedState, load_collected
from microdesk_desktop.operations.documents.seal.copies import FileKind
from microdesk_desktop.pages.documents.collected import CollectedSheet
from microdesk_desktop.pages.documents.edits import DocumentActions, list_of
from microdesk_desktop.pages.documents.next_action import icon_of, next_of, second_of, words_of
from microdesk_desktop.pages.documents.outputs import DocumentOutput, save_words, status_words
from microdesk_desktop.pages.documents.panel import KEYS, STEP_KEYS
from microdesk_desktop.pages.documents.sheet.fact_sheet import FactSheet, ShownDocument
from microdesk_desktop.pages.documents.steps import DocumentSteps, words_with_number
from microdesk_desktop.pages.shared.record_page import RecordPage
from microdesk_desktop.views.documents.detail import Detail, load_beside_shown, load_detail
from microdesk_desktop.views.documents.editor.words import type_words
from microdesk_desktop.views.documents.mails.searches import load_document_searches
from microdesk_desktop.views.documents.steps import Step, offered_steps, step_words
from microdesk_desktop.views.documents.thread import Thread, thread_of
from microdesk_desktop.views.records.document_actions import DocumentAction, action_words, offered_actions
from microdesk_desktop.views.records.documents import load_document_page
from microdesk_desktop.views.records.rows import InvoiceRow

BESIDE_FROM = 1_000
"""The width of the page from which the pages of the document stand beside its cards."""
CARDS_SHARE, PAGES_SHARE = 55, 45
PAGES_KEY = "F6"


class InvoicePage(RecordPage[ShownDocument]):
    """One invoice, credit note or quote; `activate` is given its id."""

    key = "invoice"
    icon = "file-text"
    behind = "invoices"
    flags = Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS | Changes.DOCUMENTS | Changes.MAIL

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.row: InvoiceRow | None = None
        self._detail: Detail | None = None
        self._thread: Thread | None = None
        self._collected: CollectedState | None = None
        self._setting: Task[Sequence[bytes]] | None = None
        self._shows_pages = False
        self._is_opening = False
        """Whether the document that was asked for is still being read, and has the focus once it is shown."""
        self._next: Step | DocumentAction | None = None
        self._second: Step | DocumentAction | None = None
        self.edits = DocumentActions(workspace, self, lambda: self.row, page=self.key, removed=self._leave)
        self.steps = DocumentSteps(workspace, self, lambda: self.row, page=self.key)
        self.output = workspace.controller(DocumentOutput)
        self._toggle = self.add_action(buttons.plain(tr("Voir le document"), self.toggle_pages))
        self._toggle.setToolTip(PAGES_KEY)
        self._plain = self.add_action(buttons.plain("", lambda: self._go_on(self._second)))
        self._primary = self.add_action(buttons.primary("", lambda: self._go_on(self._next)))
        self.sheet = FactSheet(workspace, self.key)
        self.pages = PagesView(workspace.runner)
        self.body.addWidget(self._lay_out(), 1)
        self.setFocusProxy(self._primary)
        self._bind_keys()
        self.show_record(None)

    @staticmethod
    def title() -> str:
        return tr("Facture")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    @staticmethod
    def missing_text() -> str:
        return tr("Ce document n'existe plus.")

    @staticmethod
    def read(reader: Any, record_id: int, today: date) -> ShownDocument | None:
        page = load_document_page(reader, record_id, today)
        if page is None:
            return None
        beside = load_beside_shown(reader, Holder(document_id=record_id))
        detail = load_detail(reader, record_id)
        number = page.row.number
        thread = thread_of(reader, load_chain(reader, number, today), today) if is_continuable(reader, number) else None
        collected = load_collected(reader, number) if detail else None
        return ShownDocument(
            page=page,
            beside=beside,
            detail=detail,
            thread=thread,
            collected=collected,
            searches=load_document_searches(reader, page.row),
        )

    def activate(self, wanted: object = None) -> None:
        self._is_opening = True
        super().activate(wanted)
        self._focus_next()

    def commands(self) -> Sequence[Command]:
        row = self.row
        if row is None:
            return ()
        edits = [
            Command(
                text=f"{row.number} : {action_words(each, row).lower()}", act=partial(self._do, each), icon="file-text"
            )
            for each in offered_actions(row)
        ]
        steps = [
            Command(text=words_with_number(row, each), act=partial(self.steps.do, each), icon=icon_of(each))
            for each in offered_steps(row, self._thread)
        ]
        return [*edits, *steps]

    def on_escape(self) -> bool:
        if self._shows_pages and not self._is_wide():
            self.toggle_pages()
            return True
        return False

    def toggle_pages(self) -> None:
        """Show the pages in place of the cards, or the cards again, where there is no room for both."""
        if self._detail is None:
            return
        self._shows_pages = not self._shows_pages
        self._arrange()
        (self.pages if self._shows_pages and not self._is_wide() else self._primary).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def show_record(self, found: ShownDocument | None) -> None:
        had_focus = any(each.hasFocus() for each in (self._primary, self._plain, self.more))
        before, self._detail = self._detail, found.detail if found else None
        self._thread = found.thread if found else None
        self._collected = found.collected if found else None
        self.row = row = found.page.row if found else None
        self.sheet.setVisible(found is not None)
        self._show_actions(row)
        self._arrange()
        if row is not None:
            self.set_front(list_of(row))
        if found is None or row is None:
            self.set_title(self.title())
            self.set_subtitle("")
        else:
            kind = type_words()[row.type]
            self.set_title(row.number)
            self.set_subtitle(" · ".join(filter(None, (kind, row.client, row.subject))))
            self.sheet.show_document(found)
        if (before.number if before else "") != (self._detail.number if self._detail else ""):
            self.cards.verticalScrollBar().setValue(0)
            self._set_pages()
        if had_focus or self._plain.hasFocus() or self._is_opening:
            self._is_opening = found is None
            self._focus_next()

    def _set_pages(self) -> None:
        """Have the pages of the document set, which takes a moment."""
        if self._setting is not None:
            self._setting.forget()
        detail = self._detail
        self.pages.set_pages(())
        if detail is not None:
            self._setting = self.workspace.examine(
                lambda session, _: issued_pages(session, detail.number),
                owner=self,
                on_success=self.pages.set_pages,
                on_error=self.workspace.report,
            )

    def _show_actions(self, row: InvoiceRow | None) -> None:
        actions = offered_actions(row) if row else ()
        steps = offered_steps(row, self._thread) if row else ()
        self._next = next_of(actions, steps)
        self._second = second_of(actions, steps)
        for button, wanted in ((self._primary, self._next), (self._plain, self._second)):
            button.setVisible(wanted is not None)
            if wanted is not None:
                button.setText(words_of(wanted, row))
                button.setObjectName(wanted.value)
        self.set_more(self._more_commands(row) if row else ())

    def _more_commands(self, row: InvoiceRow) -> Sequence[Command]:
        shown = (self._next, self._second)
        steps = [
            Command(text=step_words(each), act=partial(self.steps.do, each), icon=icon_of(each))
            for each in offered_steps(row, self._thread)
            if each not in shown
        ]
        edits = [
            Command(text=action_words(each, row), act=partial(self.edits.do, each), icon=icon_of(each))
            for each in offered_actions(row)
            if each not in shown
        ]
        client = Command(
            text=tr("Voir le client"), act=lambda: self.workspace.navigate("client", row.client_id), icon="users"
        )
        return (*steps, *self._repeating(row), *self._file_commands(row), client, *edits)

    def _repeating(self, row: InvoiceRow) -> Sequence[Command]:
        if row.type is not DocumentType.INVOICE or self._detail is None:
            return ()
        wanted = Repeated(number=row.number)
        return (
            Command(
                text=tr("La répéter…"), act=lambda: self.workspace.navigate("recurring", wanted), icon="refresh-cw"
            ),
        )

    def _file_commands(self, row: InvoiceRow) -> Sequence[Command]:
        if self._detail is None:
            return ()
        kinds = [FileKind.PDF, FileKind.DUPLICATE]
        kinds += [FileKind.CII, FileKind.UBL] if self._detail.has_einvoice else []
        saving = [
            Command(text=save_words(kind), act=partial(self.output.save, row.number, kind), icon="download")
            for kind in kinds
        ]
        printing = Command(text=tr("Imprimer…"), act=self.print_shown, icon="printer")
        return (*saving, *self._status_commands(), printing)

    def _status_commands(self) -> Sequence[Command]:
        state = self._collected
        if state is None or not state.has_any:
            return ()
        return (Command(text=status_words(state), act=self.ask_status, icon="download"),)

    def ask_status(self) -> None:
        """Show what the status « Encaissée » of the document states, and offer to save it."""
        state = self._collected
        if state is not None and can_open_sheet(self):
            CollectedSheet(self, state, partial(self.output.save_status, state))

    def save_pdf(self) -> None:
        """Ask for a file, and save the PDF into it."""
        if self._detail is not None:
            self.output.save(self._detail.number, FileKind.PDF)

    def print_shown(self) -> None:
        """Ask for a printer, and print the document."""
        if self._detail is not None:
            self.output.print_out(self._detail.number)

    def _go_on(self, wanted: Step | DocumentAction | None) -> None:
        if isinstance(wanted, Step):
            self.steps.do(wanted)
        elif wanted is not None:
            self.edits.do(wanted)

    def _do(self, action: DocumentAction) -> None:
        if self.row is not None and action in offered_actions(self.row):
            self.edits.do(action)

    def _take(self, step: Step) -> None:
        if self.row is not None and step in offered_steps(self.row, self._thread):
            self.steps.do(step)

    def _leave(self, row: InvoiceRow) -> None:
        self.leave_to(list_of(row))

    def _focus_next(self) -> None:
        """Focus what Enter does next; a document from which nothing goes on has its menu alone."""
        shown = (each for each in (self._primary, self._plain) if each.isVisibleTo(self))
        next(shown, self.more).setFocus()

    def _bind_keys(self) -> None:
        bind(self, {key: partial(self._do, action) for action, keys in KEYS.items() for key in keys})
        bind(self, {key: partial(self._take, step) for step, keys in STEP_KEYS.items() for key in keys})
        bind(self, {"D": partial(self._take, Step.DUPLICATE)})
        bind(self, {PAGES_KEY: self.toggle_pages, "Ctrl+S": self.save_pdf})

    def _is_wide(self) -> bool:
        return self.width() >= scaled(BESIDE_FROM)

    def _arrange(self) -> None:
        """Show cards and pages side by side, or one of them where there is no room for both."""
        has_pages, is_wide = self._detail is not None, self._is_wide()
        self._pages_frame.setVisible(has_pages and (is_wide or self._shows_pages))
        self.cards.setVisible(is_wide or not has_pages or not self._shows_pages)
        self._toggle.setVisible(has_pages and not is_wide)
        self._toggle.setText(tr("Voir la fiche") if self._shows_pages else tr("Voir le document"))

    def _lay_out(self) -> QWidget:
        self.cards = Scroll(self.sheet)
        self._pages_frame = QWidget()
        pages = QVBoxLayout(self._pages_frame)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(TIGHT)
        pages.addWidget(self.pages, 1)
        pages.addWidget(
            labels.caption(tr("Le contenu scellé, dans votre présentation d'aujourd'hui. Le PDF fait foi."), wraps=True)
        )
        content = QWidget()
        line = QHBoxLayout(content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(MIDDLE)
        line.addWidget(self.cards, CARDS_SHARE)
        line.addWidget(self._pages_frame, PAGES_SHARE)
        return content
