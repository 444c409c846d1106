"""The screen before the pages where the privacy statement changed since the user agreed to it, or was not agreed to.

open ─▶ agreed to ─▶ the pages
     └▶ what changed, the whole text ─▶ « Accepter » ─▶ the pages
                                     └▶ « Pas maintenant » ─▶ the pages, and no connection
"""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.domain.privacy.consents import ConsentWay
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.layout.centered_card import CenteredCard
from microdesk_desktop.gui.table.filter_bar import Chip, Chips
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.long_text import lines_in_sight, long_text
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.consents import accept_statement
from microdesk_desktop.pages.shared.sections_text import SectionsText
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.statement import (
    StatementState,
    asking_text,
    changes_since,
    load_privacy_statement,
)

WIDTH = 720
LINES = 14
CHANGES, TEXT = "changes", "text"


class RenewalPage(CenteredCard):
    """What changed and the whole text; `done` is called with whether the user wants to see their data at once."""

    def __init__(self, workspace: Workspace, state: StatementState, done: Callable[[bool], None]) -> None:
        super().__init__(WIDTH)
        self._workspace = workspace
        self._done = done
        self.error = labels.error()
        self.tabs: Chips | None = None
        self.text = SectionsText(lines=lines_in_sight(LINES))
        self.text.show_statement(load_privacy_statement())
        self.accept_button = buttons.primary(tr("Accepter"), self.accept)
        self.later = buttons.plain(tr("Pas maintenant"), lambda: done(False))
        self.data = buttons.plain(tr("Exporter ou effacer mes données…"), lambda: done(True))
        title = tr("La déclaration de confidentialité") if state.held is None else tr("Ce qui change pour vos données")
        self.body.addWidget(labels.title(title))
        self.body.addWidget(labels.body(asking_text(state)))
        self.body.addWidget(self._texts(changes_since(state)), 1)
        self.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(Wrapping(self.later, self.data), 1)
        foot.addWidget(self.accept_button)
        self.body.addLayout(foot)
        self.error.hide()
        self.setFocusProxy(self.tabs or self.text.contents)  # no button: Enter may still be down from the passphrase
        screen_reader.announce(self, f"{title} : {asking_text(state)}")

    def _texts(self, changes: str) -> QWidget:
        """The whole text, behind what changed where there is something to compare."""
        if not changes:
            return self.text
        self.tabs = tabs = Chips(
            tr("Ce qui est montré"), (Chip(key=CHANGES, text=tr("Ce qui change")), Chip(key=TEXT, text=tr("Texte")))
        )
        stack = QStackedWidget()
        for each in (
            long_text(changes, tr("Ce qui change"), lines=lines_in_sight(LINES), has_headings=True),
            self.text,
        ):
            stack.addWidget(each)
        tabs.chosen.connect(lambda tab: stack.setCurrentIndex(int(tab == TEXT)))
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(tabs)
        column.addWidget(stack, 1)
        return both

    def accept(self) -> None:
        """Agree to the version in force, and go on."""
        self.accept_button.setEnabled(False)
        self._workspace.perform(
            lambda session: accept_statement(session, language(), ConsentWay.WINDOW),
            owner=self,
            on_success=lambda _: self._done(False),
            on_error=self._refuse,
        )

    def _refuse(self, error: KnownError) -> None:
        self.accept_button.setEnabled(True)
        self.error.setText(error_text(error))
        self.error.show()
