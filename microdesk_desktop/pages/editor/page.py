"""The editor of a draft: the form at the left, the very pages at the right, kept as they are typed.

    field ──▶ another draft ──┬─▶ DraftKeeper ──▶ vault
                              └─▶ Refresh ──▶ totals, findings, pages

The draft is one immutable value; the fields show it, and each change makes another one.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.beside import Holder
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.layout.scroll import Scroll, bring_into_sight
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.pages_view import PagesView
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.drafts import OpenDraft
from microdesk_desktop.pages.documents.sheet.beside import BesideView
from microdesk_desktop.pages.editor.choices import Choices
from microdesk_desktop.pages.editor.conflict import ask_which
from microdesk_desktop.pages.editor.findings import FindingsView
from microdesk_desktop.pages.editor.head_form import HeadForm, NewClient
from microdesk_desktop.pages.editor.issuing import Issuing
from microdesk_desktop.pages.editor.keeper import DraftKeeper
from microdesk_desktop.pages.editor.lines import LinesTable
from microdesk_desktop.pages.editor.more import more_commands
from microdesk_desktop.pages.editor.options import Options
from microdesk_desktop.pages.editor.refresh import Refresh, Shown
from microdesk_desktop.pages.editor.totals import TotalsView
from microdesk_desktop.pages.shared.new_draft import EDITOR, NewDraft
from microdesk_desktop.views.documents.detail import load_beside_shown
from microdesk_desktop.views.documents.editor.head import line_texts, with_field, with_lines
from microdesk_desktop.views.documents.editor.reading import (
    load_editable_draft,
)
from microdesk_desktop.views.documents.editor.state import (
    CLIENT,
    COMPANY,
    LINES,
    VAT_REGIME,
    EditorState,
    Finding,
)
from microdesk_desktop.views.documents.editor.words import field_names, number_text, type_words

BESIDE_FROM = 1_000
"""Width of the window from which the pages stand beside the form."""
FORM_SHARE, PAGES_SHARE = 58, 42
LEAST_HEIGHT = 240
"""Of the form: a line with its fields; below that the page scrolls."""
REST_MS = 1_500
"""A pause after which what is typed next is undone by itself."""


class EditorPage(Page):
    """One draft; `activate` is given its id, an OpenDraft, or a NewDraft."""

    key = EDITOR
    icon = "pencil"
    behind = "invoices"
    shows_one = True
    flags = Changes.DOCUMENTS | Changes.CLIENTS | Changes.COMPANY | Changes.INVOICES

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.keeper = workspace.controller(DraftKeeper)
        self.draft = Draft()
        self.state: EditorState | None = None
        self._shown: Draft | None = None
        self._is_stale = True  # something that the state depends on, besides the draft, may have changed
        self._today = workspace.clock.today()
        self._begun_with: NewDraft | None = None
        self._change: Hashable = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._end_change)
        self._readings = Readings(workspace, self)
        self._refresh = Refresh(workspace, self)
        self._refresh.shown.connect(self._show_refreshed)
        self.head = HeadForm()
        self.lines = LinesTable(lambda _: ())
        self.beside = BesideView(workspace, lambda: Place(page=EDITOR, wanted=self.keeper.opened), has_cards=False)
        self.beside.hide()
        self.totals = TotalsView()
        self.options = Options()
        self.findings = FindingsView()
        self.pages = PagesView(workspace.runner)
        self._choices = Choices(workspace, self.head, self.lines, self.options)
        self._issuing = Issuing(workspace, self)
        self._wants_issue = False
        self._toggle = self.add_action(buttons.plain(tr("Aperçu"), self.toggle_pages))
        self._issue = self.add_action(buttons.primary(tr("Émettre…"), self.issue))
        self._issue.setToolTip(tr("Ctrl+Entrée"))
        self._missing = labels.muted("")
        self._missing.hide()
        self.set_more(more_commands(workspace, self._worked_on))
        self._shows_pages = False
        self._connect()
        self._lay_out()
        self.setFocusProxy(self.head)
        bind(self, {"Ctrl+Return": self.issue, "Ctrl+Enter": self.issue, "F6": self.toggle_pages})

    @staticmethod
    def title() -> str:
        return tr("Brouillon")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, NewDraft):
            self._begin(wanted)
        elif isinstance(wanted, OpenDraft):
            self._open(wanted)
        elif isinstance(wanted, int) and wanted != self.keeper.opened.id:
            self._open(OpenDraft(id=wanted))

    def place(self) -> object:
        return self._begun_with or self.keeper.opened

    def reload(self) -> None:
        today = self.workspace.clock.today()
        if not self.keeper.is_announcing or today != self._today:
            self._today, self._is_stale = today, True
            self._refresh.forget_turnover()
        self._read_draft()

    def on_escape(self) -> bool:
        if self._shows_pages and not self._is_wide():
            self.toggle_pages()
            return True
        return False

    def toggle_pages(self) -> None:
        """Show the pages in place of the form, or the form again, where there is no room for both."""
        self._shows_pages = not self._shows_pages
        self._arrange()
        (self.pages if self._shows_pages and not self._is_wide() else self.head).setFocus()

    def issue(self) -> None:
        """Ask to issue the draft as it is shown; what stands against it is focused instead."""
        self.keeper.flush()
        state = self.state
        self._wants_issue = state is None or self._shown != self.draft
        if state is None or self._wants_issue:
            return  # once the state of what was typed last is shown
        if state.blocking:
            self.go_to(state.blocking[0])
        else:
            self._issuing.ask(self.keeper.opened, self.draft.type, state)

    def go_to(self, finding: Finding) -> None:
        """Focus the field that a finding is about, and scroll it into sight."""
        if self._shows_pages and not self._is_wide():
            self.toggle_pages()
        if finding.field in (COMPANY, VAT_REGIME):
            self.workspace.navigate("settings", finding.field)
        elif finding.field == CLIENT:
            self._go_to_client()
        elif finding.line is not None or finding.field == LINES:
            self.lines.focus_line(finding.line, finding.field if finding.line is not None else "label")
        elif not self.options.focus_field(finding.field) and finding.field in self.head.days:
            self.head.days[finding.field].setFocus()
        call_later(self, 0, self._show_focused)  # once what was opened is laid out

    def _show_focused(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            bring_into_sight(focused)

    def _worked_on(self) -> DraftLine | None:
        """The line that is worked on; None for a blank one, which is no part of the draft."""
        place = self.lines.current
        return self.draft.lines[place] if 0 <= place < len(self.draft.lines) else None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeper.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z in a field undoes what the page did, as elsewhere; what is typed is kept before."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            self.keeper.flush()
            self._end_change()
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _begin(self, wanted: NewDraft) -> None:
        self.keeper.open(OpenDraft())
        self._begun_with = wanted
        self.beside.hide()
        self._show_missing(False)
        self._show_draft(wanted.draft())
        self.head.setFocus() if wanted.client_id is None else self.lines.open_line(0)

    def _open(self, opened: OpenDraft) -> None:
        self.keeper.open(opened)
        self._begun_with = None
        self._is_stale = True
        self.lines.close_line()
        self._read_draft()

    def _read_draft(self) -> None:
        opened = self.keeper.opened
        self.beside.setVisible(opened.id is not None)
        if opened.id is not None:
            draft_id = opened.id
            self._readings.load("draft", lambda reader: load_editable_draft(reader, draft_id), self._show_read)
            holder = Holder(draft_id=draft_id)
            show = partial(self.beside.show_beside, holder)
            self._readings.load("beside", lambda reader: load_beside_shown(reader, holder), show)
        elif self.keeper.opened.stored is None:
            self._refresh.want(self.draft)

    def _show_read(self, draft: Draft | None) -> None:
        """Show what the vault holds, unless something is typed that it does not hold yet."""
        if self.keeper.is_busy:
            return  # it is read again once that is kept
        is_stale, self._is_stale = self._is_stale, False
        self._show_missing(draft is None)
        if draft is None:
            return
        self.keeper.opened.stored = draft
        self._begun_with = None
        if draft != self.draft:
            self._show_draft(draft)
        elif is_stale:
            self._refresh.want(draft)

    def _show_missing(self, is_missing: bool) -> None:
        self._missing.setVisible(is_missing)
        self._missing.setText(tr("Ce brouillon n'existe plus.") if is_missing else "")
        self._issue.setEnabled(not is_missing)
        self._form.setEnabled(not is_missing)

    def _show_draft(self, draft: Draft) -> None:
        self.draft = draft
        self._end_change()
        self._show_type()
        self._choices.read_deposits(self.draft.client_id)
        self._show_head(is_typing=False)
        self.lines.set_lines(line_texts(draft))
        self._refresh.want(draft)

    def _show_type(self) -> None:
        """Name the type of the draft, and stand behind the list that has its type."""
        self.set_title(tr("{document} · brouillon").format(document=type_words()[self.draft.type]))
        self.set_front("invoices" if self.draft.type.is_settled_by_money else "quotes")

    def _show_head(self, *, is_typing: bool = True) -> None:
        self.head.show_draft(self.draft, self._choices.client_name(self.draft), self._today, is_typing=is_typing)
        self.options.show_draft(self.draft, self._today, is_typing=is_typing)

    def _show_refreshed(self, shown: Shown) -> None:
        if shown.draft != self.draft:
            return  # another draft was opened meanwhile; its own state follows
        self.state, self._shown = shown.state, shown.draft
        self.lines.show_state(shown.state)
        self.totals.show_state(shown.state)
        self.findings.show_state(shown.state)
        self.head.show_usual(shown.state.usual)
        self.pages.set_pages(shown.pages)
        if self.lines.current >= 0 and len(shown.pages) > 1:
            self.pages.show_part(self.lines.current / max(1, len(self.draft.lines)))
        self.set_subtitle(number_text(shown.state.next_number))
        if self._wants_issue:
            self.issue()

    def _alter(self, draft: Draft, key: Hashable, name: str) -> None:
        """Take another draft: keep it, show what it amounts to, and let it be undone with what has the same key."""
        if draft == self.draft:
            return
        if key != self._change:
            self._change = key
            self.keeper.note_change(self.draft, lambda: field_names()[name])
        self._rest.start()
        self.draft = draft
        self._begun_with = None
        self.keeper.keep(draft)
        self._refresh.want(draft)

    def _end_change(self) -> None:
        self._change = None

    def _on_head_edited(self, name: str, text: str) -> None:
        self._alter(with_field(self.draft, name, text, self._today), name, name)
        self._show_head()

    def _on_option(self, name: str, change: Callable[[Draft], Draft]) -> None:
        self._alter(change(self.draft), (name, change), name)
        self._show_type()
        self._show_head()

    def _on_lines_edited(self, key: Hashable) -> None:
        self._alter(with_lines(self.draft, self.lines.lines), ("line", key), "line")

    def _on_client(self, chosen: object) -> None:
        if isinstance(chosen, NewClient):
            self._issuing.add_client(str(chosen), self._take_client)
        elif isinstance(chosen, int):
            self._take_client(chosen)
            self._go_on("client")
        else:
            name = str(chosen).strip()
            client_id = self._choices.id_of(name)
            named = replace(self.draft, client_id=client_id, client="" if client_id is not None else name, buyer=None)
            self._alter(named, "client", "client")
            self._choices.read_deposits(client_id)

    def _take_client(self, client_id: int) -> None:
        self._alter(replace(self.draft, client_id=client_id, client="", buyer=None), ("client", client_id), "client")
        self.head.client.setText(self._choices.client_name(self.draft))
        self._choices.read_deposits(self.draft.client_id)

    def _go_on(self, name: str) -> None:
        """Go to the field after this one: from the client to the days, then to the lines."""
        order = [each for each, field in self.head.days.items() if not field.isHidden()]
        following = order[order.index(name) + 1 :] if name in order else order
        if name == "client" or not following:
            self.lines.open_line(max(self.lines.current, 0))
        else:
            self.head.days[following[0]].setFocus()

    def _go_to_client(self) -> None:
        if self.draft.client_id is not None:
            self._issuing.correct_client(self.draft.client_id)
        else:
            self.head.client.setFocus()
            bring_into_sight(self.head.client)  # before its list, which opens below it
            self.head.client.show_list()

    def _on_refused(self, error: KnownError) -> None:
        ask_which(self.workspace, self.draft, error, self.reload)

    def _is_wide(self) -> bool:
        return self.window().width() >= scaled(BESIDE_FROM)

    def _arrange(self) -> None:
        is_wide = self._is_wide()
        self._toggle.setVisible(not is_wide)
        self._toggle.setText(tr("Formulaire") if self._shows_pages else tr("Aperçu"))
        self._form.setVisible(is_wide or not self._shows_pages)
        self.pages.setVisible(is_wide or self._shows_pages)

    def _connect(self) -> None:
        self.head.edited.connect(self._on_head_edited)
        self.options.edited.connect(self._on_head_edited)
        self.options.changed.connect(self._on_option)
        self.head.client_chosen.connect(self._on_client)
        self.head.went_on.connect(self._go_on)
        self.lines.edited.connect(self._on_lines_edited)
        self.lines.left.connect(self._issue.setFocus)
        self.findings.wanted.connect(self.go_to)
        self.keeper.refused.connect(self._on_refused)
        self._choices.clients_read.connect(self._show_head)
        for entry in (self.head.client, *(day.entry for day in self.head.days.values())):
            entry.installEventFilter(self)
        for typed in (*self.lines.editor.entries.values(), *self.options.inputs, self.lines.editor.details.text):
            typed.installEventFilter(self)

    def _lay_out(self) -> None:
        frame, column = card(WIDE, WIDE)
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, SMALL, 0)  # the bar that scrolls stands beside the fields
        fields.setSpacing(WIDE)
        for widget in (self.head, self.lines, self.totals, self.options, self.beside):
            fields.addWidget(widget)
        fields.addStretch()
        column.addWidget(Scroll(inside))
        frame.setMinimumHeight(scaled(LEAST_HEIGHT))
        self._form = QWidget()
        left = QVBoxLayout(self._form)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(MIDDLE)
        left.addWidget(frame, 1)
        left.addWidget(self.findings)
        both = QHBoxLayout()
        both.setSpacing(MIDDLE)
        both.addWidget(self._form, FORM_SHARE)
        both.addWidget(self.pages, PAGES_SHARE)
        self.body.addWidget(self._missing)
        self.body.addLayout(both, 1)


def _is_undo(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()).toString() in ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y")
