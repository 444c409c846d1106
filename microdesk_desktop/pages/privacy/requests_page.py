"""« Demandes »: what people ask about their own data, by when it must be answered, and the register of the answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.privacy.requests import RequestKind
from microdesk_desktop.gui.layout.side_panel import SideBySide
from microdesk_desktop.gui.page import PageAction
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.undo import Change, Place
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.requests import (
    add_request,
    answer_request,
    extend_request,
    remove_request,
)
from microdesk_desktop.pages.clients.erase import ask_erase
from microdesk_desktop.pages.privacy.person_copy import choose_copy
from microdesk_desktop.pages.privacy.request_letter import ask_letter
from microdesk_desktop.pages.privacy.requests_columns import TONES, requests_columns
from microdesk_desktop.pages.privacy.requests_forms import AnswerForm, DelayForm, RequestForm
from microdesk_desktop.pages.privacy.requests_panel import ANSWER_KEY, DO_KEY, LETTER_KEY, RequestPanel, can_do
from microdesk_desktop.pages.records.expenses.erase_supplier import ask_erase_supplier
from microdesk_desktop.pages.shared.list_page import ListPage
from microdesk_desktop.pages.shared.row_index import RowIndex
from microdesk_desktop.views.exports.content import ListColumn
from microdesk_desktop.views.exports.lists.requests import request_columns
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.requests.rows import RequestRow, load_client_choices, load_request_rows
from microdesk_desktop.views.privacy.requests.words import kind_words, state_words

ALL = "all"
Clients = Sequence[tuple[int, str]]
NEW = "new"
"""Wanted with the id of a client: a form for a request of theirs."""


class RequestsPage(ListPage[RequestRow]):
    """The requests, those without an answer first; `activate` is given a number, or NEW with a client's id."""

    key = "person_requests"
    icon = "users"
    behind = "privacy"
    flags = Changes.REQUESTS | Changes.CLIENTS

    def __init__(self, workspace: Workspace) -> None:
        self.panel = RequestPanel()
        self._clients: Clients = ()
        super().__init__(workspace)
        self._split = SideBySide(self.card, self.panel)
        self.body.addWidget(self._split, 1)
        self.add_action(buttons.primary(tr("Inscrire une demande"), self.add))
        self.table.activated.connect(lambda _: self.write_letter())
        self.table.selected.connect(lambda _: self._show_selected())
        keys = {DO_KEY: self.do, LETTER_KEY: self.write_letter, ANSWER_KEY: self.answer}
        bind(self, {**keys, "Del": self.remove, "Backspace": self.remove})
        self._connect()

    @staticmethod
    def title() -> str:
        return tr("Demandes sur les données")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Inscrire une demande RGPD"), do=cls.add_when_read, icon="plus"),)

    def reload(self) -> None:
        index_of, today = self.index_of, self.workspace.clock.today()

        def load(reader: Any) -> tuple[RowIndex[RequestRow], Clients]:
            return index_of(load_request_rows(reader, today)), load_client_choices(reader)

        self.read(load, self._show)

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, tuple) and wanted and wanted[0] == NEW:
            super().activate(None)
            self._when_read.run(lambda: self.add(wanted[1]))
        else:
            super().activate(wanted)

    def add_when_read(self) -> None:
        """Open an empty form once the clients are read."""
        self._when_read.run(self.add)

    def add(self, client_id: int | None = None) -> None:
        """Open the form of a new request."""
        if not can_open_sheet(self):
            return
        form = RequestForm(self.workspace.clock.today(), self._clients, client_id)

        def save() -> None:
            request = form.request()
            self._change(sheet, lambda session: add_request(session, request), lambda: tr("La demande est inscrite."))

        sheet = Sheet(self, tr("Nouvelle demande"), form, tr("Inscrire"), save)

    def do(self) -> None:
        """What the request asks for: a copy, the client's form, an erasure."""
        row = self.table.current_row()
        if row is None or not can_do(row):
            return
        request = row.request
        if request.kind.gives_copy:
            choose_copy(self, self.workspace, request)
        elif request.client_id is None:
            ask_erase_supplier(self, self.workspace, request.person)
        elif request.kind is RequestKind.ERASURE:
            ask_erase(self, self.workspace, request.client_id)
        else:
            self.workspace.navigate("client", request.client_id)

    def write_letter(self) -> None:
        """Ask which letter, and prepare it."""
        row = self.table.current_row()
        if row is not None and row.name:
            ask_letter(self, self.workspace, row)

    def answer(self) -> None:
        """Note that the request was answered."""
        self._ask_answer(tr("Noter la réponse"), is_refusal=False)

    def refuse(self) -> None:
        """Note that the request is refused."""
        self._ask_answer(tr("Noter un refus"), is_refusal=True)

    def _ask_answer(self, title: str, *, is_refusal: bool) -> None:
        row = self.table.current_row()
        if row is None or row.request.answer is not None or not can_open_sheet(self):
            return
        form = AnswerForm(self.workspace.clock.today(), is_refusal=is_refusal)

        def save() -> None:
            answer = form.answer()
            self._change(
                sheet,
                lambda session: answer_request(session, row.id, answer),
                lambda: tr("La réponse est notée."),
                row,
            )

        sheet = Sheet(self, title, form, tr("Noter"), save)

    def extend(self) -> None:
        """Note that the person was informed that the answer takes longer."""
        row = self.table.current_row()
        if row is None or not can_open_sheet(self):
            return
        form = DelayForm(self.workspace.clock.today())

        def save() -> None:
            delay, on = form.delay.value(), form.on.value()
            self._change(
                sheet,
                lambda session: extend_request(session, row.id, delay, on),
                lambda: tr("Le délai est noté."),
                row,
            )

        sheet = Sheet(self, tr("Prolonger de deux mois"), form, tr("Noter"), save)

    def remove(self) -> None:
        """Remove the selected request, which was registered by mistake."""
        row = self.table.current_row()
        if row is not None:
            self.workspace.perform(
                lambda session: remove_request(session, row.id),
                message=lambda: tr("La demande est retirée du registre."),
                place=Place(page=self.key, wanted=row.id),
            )

    def on_escape(self) -> bool:
        return self._split.close_panel()

    def columns(self) -> Sequence[Column[RequestRow]]:
        return requests_columns()

    def export_columns(self) -> Sequence[ListColumn[RequestRow]]:
        return request_columns()

    @staticmethod
    def search_text(row: RequestRow) -> str:
        return f"{row.id} {row.name} {kind_words()[row.request.kind]}"

    @staticmethod
    def day_of(row: RequestRow) -> date:
        return row.request.received_on

    def chips_name(self) -> str:
        return tr("Demandes à montrer")

    def chips_for(self, counts: Mapping[str, int]) -> Sequence[Chip]:
        states = (
            Chip(
                key=state.value,
                text=words,
                tone=TONES[state],
                count=counts[state.value],
                is_shown=bool(counts[state.value]),
            )
            for state, words in state_words().items()
        )
        return (Chip(key=ALL, text=tr("Toutes"), count=counts[ALL]), *states)

    @staticmethod
    def chips_of(row: RequestRow) -> Sequence[str]:
        return (ALL, row.state.value)

    def filter_rows(self) -> None:
        super().filter_rows()
        self._split.set_has_panel(bool(self.rows))
        if self.table.model.rowCount() and not self.table.has_selection:
            self.table.view.select_row(0)
        self._show_selected()

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "users",
            tr("Personne ne vous a rien demandé"),
            tr(
                "Quand une personne veut voir, corriger ou effacer ses données, inscrivez sa demande ici : MicroDesk "
                "compte le mois que la loi vous laisse, prépare la copie et la lettre, et garde la preuve de votre "
                "réponse."
            ),
        )

    def no_match_state(self) -> EmptyState:
        return EmptyState("search", tr("Aucune demande ne correspond"), tr("Essayez un nom ou un droit."))

    def _show(self, loaded: tuple[RowIndex[RequestRow], Clients]) -> None:
        index, self._clients = loaded
        waiting = sum(row.request.answer is None for row in index.rows)
        text = ntr("{count} demande attend votre réponse", "{count} demandes attendent votre réponse", waiting)
        self.set_subtitle(
            text.format(count=waiting) if waiting else tr("Droits d'accès, de rectification, d'effacement…")
        )
        self.show_index(index)

    def _show_selected(self) -> None:
        self.panel.show_request(self.table.current_row())

    def _change(self, sheet: Sheet, change: Change, message: Any, row: RequestRow | None = None) -> None:
        sheet.hold()
        self.workspace.perform(
            change,
            owner=sheet,
            message=message,
            place=Place(page=self.key, wanted=row.id if row is not None else None),
            on_success=lambda _: sheet.close_sheet(),
            on_error=lambda error: sheet.refuse(error_text(error)),
        )

    def _connect(self) -> None:
        wanted = (
            (self.panel.do_wanted, self.do),
            (self.panel.letter_wanted, self.write_letter),
            (self.panel.answer_wanted, self.answer),
            (self.panel.extension_wanted, self.extend),
            (self.panel.refusal_wanted, self.refuse),
            (self.panel.removal_wanted, self.remove),
        )
        for signal, act in wanted:
            signal.connect(partial(_run, act))


def _run(act: Any) -> None:
    act()
