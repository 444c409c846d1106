"""Settings: a searchable list of panes at the left, the pane in sight at the right."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.page import Page, PageAction
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, UNBOUNDED
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.list import PaneList
from microdesk_desktop.pages.settings.mail import MailPane
from microdesk_desktop.pages.settings.pane import PAGE, Pane
from microdesk_desktop.pages.settings.panes import groups
from microdesk_desktop.pages.settings.privacy import PrivacyPane
from microdesk_desktop.pages.settings.security.backups import BackupsPane
from microdesk_desktop.pages.settings.security.passphrase import PassphrasePane
from microdesk_desktop.views.messages.actions import Goal

PANE_WIDTH = 760
LIST_WIDTH = 250
FOLD_BELOW = 740
"""Width of the page below which the list is a line above the pane, which needs about 460."""


class SettingsPage(Page):
    """Opens on the pane whose key it is given, else on the one that was last in sight."""

    key = PAGE
    icon = "settings"
    flags = (
        Changes.SETTINGS
        | Changes.COMPANY
        | Changes.CONNECTION
        | Changes.BANK
        | Changes.NETWORK
        | Changes.MAIL
        | Changes.MILEAGE
    )
    is_in_foot = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.set_subtitle(tr("Tout se règle ici et reste sur cet ordinateur. Chaque changement vaut tout de suite."))
        known = groups()
        self._kinds = {pane.key: pane for _, panes in known for pane in panes}
        self._is_folded = False
        self._built: dict[str, Pane] = {}
        self._holders: dict[str, Scroll] = {}
        self.list = PaneList(known)
        self.list.chosen.connect(self.open)
        self._stack = QStackedWidget()
        self._stack.setMaximumWidth(scaled(PANE_WIDTH))
        self.list.search_changed.connect(self._show_pane_unless)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(MIDDLE)
        self._line.addWidget(self.list)
        self._line.addWidget(self._stack, 1)
        self._line.addStretch()
        self.body.addLayout(self._line, 1)
        self.setFocusProxy(self.list.field)
        self.open(next(iter(self._kinds)))

    @staticmethod
    def title() -> str:
        return tr("Réglages")

    def activate(self, wanted: object = None) -> None:
        if wanted is Goal.CONNECT_MAIL:
            self.on_pane(MailPane, MailPane.connect_mail)
        elif isinstance(wanted, str) and wanted in self._kinds:
            self.list.clear_search()
            self.open(wanted)
            self._focus_entry()

    def place(self) -> object:
        return self.pane().key

    def pane(self) -> Pane:
        """The pane in sight."""
        return next(pane for pane in self._built.values() if self._holders[pane.key] is self._stack.currentWidget())

    def open(self, key: str, line: str = "") -> None:
        """Show a pane; with the key of one of its lines, scroll there and focus its control."""
        pane = self._pane(key)
        self._stack.setCurrentWidget(self._holders[key])
        self.list.check(key)
        control = pane.control_of(line)
        if control is not None:
            self._holders[key].ensureWidgetVisible(control)
            control.setFocus()

    def reload(self) -> None:
        for pane in self._built.values():
            pane.reload()

    def search_field(self) -> QWidget | None:
        return self.list.field

    def on_escape(self) -> bool:
        return self.list.clear_search()

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        opening = [
            PageAction(
                text=tr("Réglages : {pane}").format(pane=pane.title()),
                do=partial(_open, key=pane.key),
                icon="settings",
            )
            for _, panes in groups()
            for pane in panes
        ]
        return (
            PageAction(
                text=tr("Changer la phrase secrète…"),
                do=lambda page: page.on_pane(PassphrasePane, PassphrasePane.change_passphrase),
                icon="key-round",
            ),
            PageAction(
                text=tr("Voir ce qui est sorti de cet ordinateur…"),
                do=lambda page: page.on_pane(PrivacyPane, PrivacyPane.read_journal),
                icon="shield-check",
            ),
            PageAction(
                text=tr("Connecter une boîte mail…"),
                do=lambda page: page.on_pane(MailPane, MailPane.connect_mail),
                icon="mail",
            ),
            PageAction(
                text=tr("Sauvegarder le coffre ailleurs…"),
                do=lambda page: page.on_pane(BackupsPane, BackupsPane.choose_folder),
                icon="hard-drive",
            ),
            *opening,
        )

    def on_pane(self, kind: type[Pane], act: Callable[..., object]) -> None:
        """Open a pane, then start one of its actions."""
        self.open(kind.key)
        act(self._built[kind.key])

    def _pane(self, key: str) -> Pane:
        if key not in self._built:
            pane = self._built[key] = self._kinds[key](self.workspace)
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(pane)
            column.addStretch()
            self._holders[key] = Scroll(inside)
            self._stack.addWidget(self._holders[key])
            pane.reload()
        return self._built[key]

    def _focus_entry(self) -> None:
        entry = self.list.entry(self.pane().key)
        if entry is not None:
            entry.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_folded = self.width() < scaled(FOLD_BELOW)
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(below if self._is_folded else beside)
        self.list.setMaximumWidth(UNBOUNDED if self._is_folded else scaled(LIST_WIDTH))
        self.list.setMinimumWidth(0 if self._is_folded else scaled(LIST_WIDTH))
        self.list.set_folded(self._is_folded)

    def _show_pane_unless(self, is_searching: bool) -> None:
        """Give the place of the pane to what is found, where the list has none of its own."""
        self._stack.setVisible(not (is_searching and self._is_folded))


def _open(page: SettingsPage, key: str) -> None:
    page.open(key)
