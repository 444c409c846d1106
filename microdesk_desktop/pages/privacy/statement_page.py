"""« Déclaration de confidentialité »: its text, what a version changed, and what the user agreed to."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.privacy.consents import ConsentWay
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.output.button import OutputButton
from microdesk_desktop.gui.page import Page, PageAction
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.long_text import long_text
from microdesk_desktop.gui.widgets.strip import Strip, empty_layout
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.consents import accept_statement, withdraw_statement
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.shared.sections_text import SectionsText
from microdesk_desktop.views.exports.content import AnyContent, ListContent, rows_in_memory
from microdesk_desktop.views.exports.lists.consents import consent_columns
from microdesk_desktop.views.privacy.consents import ConsentRow, load_consent_rows, moment_words
from microdesk_desktop.views.privacy.statement import (
    StatementState,
    agreed_text,
    asking_text,
    changes_text,
    load_privacy_statement,
    load_statement_state,
    privacy_versions,
)

TEXT, CHANGES, CONSENTS = "text", "changes", "consents"
TABS = (TEXT, CHANGES, CONSENTS)


class StatementPage(Page):
    """The statement; one button agrees, and in its place, one takes that back."""

    key = "statement"
    icon = "shield-check"
    behind = "privacy"
    flags = Changes.CONSENTS
    has_list = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.withdraw_button = self.add_action(buttons.plain(tr("Retirer mon accord"), self.withdraw))
        self.accept_button = self.add_action(buttons.primary(tr("Accepter"), self.accept))
        self.withdraw_button.hide()
        self.accept_button.hide()
        self._asking = QVBoxLayout()
        self.tabs = Chips(
            tr("Ce qui est montré"),
            (
                Chip(key=TEXT, text=tr("Texte")),
                Chip(key=CHANGES, text=tr("Ce qui change")),
                Chip(key=CONSENTS, text=tr("Accords")),
            ),
        )
        self.versions = choice_field(tr("Version"), [(each, _day(each)) for each in privacy_versions()])
        self.versions.edited.connect(self._show_version)
        self.text = SectionsText(beside=self.versions)
        self.consents = consents_table()
        self.changes = QWidget()
        self._changes_column = QVBoxLayout(self.changes)
        self._changes_column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        for tab in (self.text, self.changes, _in_card(self.consents)):
            self._stack.addWidget(tab)
        self.tabs.chosen.connect(lambda tab: self._stack.setCurrentIndex(TABS.index(tab)))
        self.body.addLayout(self._asking)
        line = QHBoxLayout()
        line.addWidget(self.tabs, 1)
        line.addWidget(OutputButton(self.export_list, self.print_list), alignment=Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.body.addWidget(self._stack, 1)
        self.setFocusProxy(self.tabs)
        self._show_version()

    @staticmethod
    def title() -> str:
        return tr("Déclaration de confidentialité")

    @classmethod
    def list_title(cls) -> str:
        return tr("Registre des accords")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        return (PageAction(text=tr("Lire la déclaration de confidentialité"), do=_focus, icon="shield-check"),)

    def reload(self) -> None:
        self.workspace.load(load_statement_state, owner=self, on_success=self._show_state)
        self.workspace.load(load_consent_rows, owner=self, on_success=self._show_consents)

    def accept(self) -> None:
        """Agree to the version in force."""
        self._answer(
            lambda session: accept_statement(session, language(), ConsentWay.WINDOW),
            lambda: tr("Votre accord est noté."),
        )

    def withdraw(self) -> None:
        """Take the agreement back."""
        self._answer(
            lambda session: withdraw_statement(session, ConsentWay.WINDOW),
            lambda: tr("Votre accord est retiré. Tout reste utilisable ici ; aucune connexion ne s'ouvre plus."),
        )

    def give_list(self, take: Callable[[AnyContent], object]) -> None:
        rows = self.consents.rows_in_order()
        chunks = rows_in_memory(rows)
        take(ListContent(title=self.list_title(), columns=consent_columns(), total=len(rows), chunks=chunks))

    def commands(self) -> Sequence[Command]:
        return (*super().commands(), *self._answers())

    def _answers(self) -> Sequence[Command]:
        accept = Command(text=tr("Accepter la déclaration"), act=self.accept, icon="check")
        withdraw = Command(text=tr("Retirer mon accord"), act=self.withdraw, icon="x")
        known = ((self.accept_button, accept), (self.withdraw_button, withdraw))
        return [command for button, command in known if button.isVisibleTo(self)]

    def _answer(self, act: Callable[[Session], ChangeResult], message: Callable[[], str]) -> None:
        self.workspace.perform(act, owner=self, message=message, place=Place(page=self.key))

    def _show_state(self, state: StatementState) -> None:
        self.set_subtitle(agreed_text(state.held))
        self.accept_button.setVisible(state.asks)
        self.withdraw_button.setVisible(state.held is not None)
        empty_layout(self._asking)
        if state.asks:
            self._asking.addWidget(Strip(asking_text(state), Tone.PROPOSAL))

    def _show_consents(self, rows: Sequence[ConsentRow]) -> None:
        self.consents.set_rows(rows, lambda row: row.id)

    def _show_version(self) -> None:
        version = self.versions.value()
        self.text.show_statement(load_privacy_statement(version))
        empty_layout(self._changes_column)
        text = changes_text(version) or tr("C'est la première version.")
        self._changes_column.addWidget(long_text(text, tr("Ce qui change"), lines=12, has_headings=True), 1)


def consents_table() -> Table[ConsentRow]:
    """Who agreed to what, when, how, and when it was taken back."""
    columns = (
        Column[ConsentRow](header=tr("Accord"), text=lambda row: row.what, detail=lambda row: row.text, share=2),
        Column[ConsentRow](header=tr("Qui"), text=lambda row: row.who),
        Column[ConsentRow](
            header=tr("Donné"),
            text=lambda row: moment_words(row.given_at),
            detail=lambda row: row.way,
            sample="\n".join((tr("À la création du coffre"), tr("Par courriel") + ", " + "n" * 9)),
            gives_way=1,
        ),
        Column[ConsentRow](
            header=tr("Empreinte du texte"),
            text=lambda row: row.digest or "—",
            kind=CellKind.MUTED,
            sample="0" * 12,
            gives_way=2,
        ),
        Column[ConsentRow](
            header=tr("État"),
            text=_state_words,
            kind=CellKind.CHIP,
            tone=lambda row: Tone.NEUTRAL if row.withdrawn_at else Tone.POSITIVE,
            sample=tr("Retiré le {day}").format(day="23/11/2026"),
        ),
    )
    empty = EmptyState("shield-check", tr("Aucun accord"), tr("Ce que vous acceptez est noté ici, avec sa preuve."))
    return Table(tr("Registre des accords"), columns, empty)


def _state_words(row: ConsentRow) -> str:
    if row.withdrawn_at is None:
        return tr("En vigueur")
    return tr("Retiré le {day}").format(day=dates.typed_day(row.withdrawn_at.astimezone().date()))


def _day(version: str) -> str:
    return dates.long_day(date.fromisoformat(version))


def _focus(page: StatementPage) -> None:
    page.tabs.choose(TEXT)


def _in_card(table: QWidget) -> QWidget:
    frame, column = card(padding=1, spacing=0)
    column.addWidget(table)
    return frame
