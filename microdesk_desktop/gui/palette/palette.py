"""Command palette (Ctrl+K): every action of every page, and every record by its name, number, amount or day.

field ──typed──▶ actions, at once ─┐
          └────▶ RecordSearch ─────┴──▶ list ──Enter──▶ the action, or the record at its place
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.palette.entries import PaletteList
from microdesk_desktop.gui.palette.search import RecordSearch
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.apply import font, scaled
from microdesk_desktop.gui.theme.tokens import FIGURE, SMALL
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.window.commands import Command, matching
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.search.hits import RecordHit, RecordKind

WIDTH, TOP = 640, 72
# Longer than any label that somebody pastes; each word is looked for in every record.
LONGEST = 200
_ICONS = {
    RecordKind.CLIENT: "users",
    RecordKind.DOCUMENT: "file-text",
    RecordKind.RECEIPT: "coins",
    RecordKind.EXPENSE: "wallet",
    RecordKind.CATALOGUE_ITEM: "tag",
    RecordKind.TRANSACTION: "landmark",
}
_MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class CommandPalette(QFrame):
    """Filters as the user types; Enter runs what is selected, Esc or a click elsewhere closes.

    Actions are listed first and at once, so that records which arrive later never take the place of what is selected.
    Enter on a list that is still being found waits for what was typed last.
    """

    def __init__(self, front: QWidget, workspace: Workspace) -> None:
        super().__init__(front)
        self._front, self._workspace = front, workspace
        self._search = workspace.controller(RecordSearch)
        self._commands: Sequence[Command] = ()
        self._records: Sequence[Command] = ()
        self._is_finding = self._is_held = self._has_moved = False
        self._before: QWidget | None = None
        self.setProperty("look", "popup")
        self.setAccessibleName(tr("Rechercher, agir"))
        self.field = QLineEdit()
        self.field.setFont(font(FIGURE))
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(tr("Un client, un numéro, un montant, une date, une action…"))
        screen_reader.name(
            self.field, tr("Rechercher, agir"), tr("Les flèches choisissent, Entrée ouvre, Échap ferme.")
        )
        self.field.textChanged.connect(self._take_typed)
        self.field.installEventFilter(self)
        self.list = PaletteList()
        self.list.chosen.connect(self._run)
        self._nothing = labels.muted(tr("Rien ne correspond. Essayez un nom, un numéro, un montant ou une date."))
        self._nothing.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        layout.setSpacing(SMALL)
        for part in (self.field, self.list, self._nothing):
            layout.addWidget(part)
        self.hide()

    def open_with(self, commands: Sequence[Command]) -> None:
        """Open with these actions; the texts of the records are read meanwhile."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._commands = commands
        self._search.prepare()
        self.field.clear()
        self._take_typed("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def place(self) -> None:
        """Set position and size: centred, as tall as what it shows, within the window."""
        room = self._front.rect()
        width = min(scaled(WIDTH), room.width() - 4 * SMALL)
        below = self.list.wanted_height if self.list.count() else self._nothing.heightForWidth(width - 2 * SMALL)
        height = self.field.sizeHint().height() + 3 * SMALL + below + 2 * self.list.frameWidth() + 2
        self.setGeometry((room.width() - width) // 2, TOP, width, min(height, room.height() - 2 * TOP))

    def _take_typed(self, typed: str) -> None:
        self._is_held = self._has_moved = False
        self._search.forget()
        self._is_finding = bool(typed.strip())
        if self._is_finding:
            self._search.find(typed, owner=self, on_success=self._take_records)
        else:
            self._records = ()
        self._show()

    def _take_records(self, hits: Sequence[RecordHit]) -> None:
        self._is_finding = False
        self._records = [self._command_of(hit) for hit in hits]
        self._show()
        if self._is_held:
            self._run()

    def _show(self) -> None:
        """Show what answers: the actions, then the records; what was chosen last while nothing is typed.

        The first entry is selected, unless the user has gone to another one which is still there.
        """
        typed, selected = self.field.text(), self.list.current if self._has_moved else None
        if typed.strip():
            entries = [*matching(self._commands, typed), *self._records]
        else:
            recent = self._recent()
            entries = [*recent, *(each for each in self._commands if each not in recent)]
        place = next((place for place, each in enumerate(entries) if selected and each.key == selected.key), 0)
        self.list.show_entries(entries, place)
        self.list.setVisible(bool(entries))
        self._nothing.setVisible(not entries and not self._is_finding)
        self.place()
        if not self._is_finding:
            self.list.announce()

    def _recent(self) -> list[Command]:
        """What was chosen last and can be chosen now."""
        actions = {command.text: command for command in self._commands}
        return [
            self._command_of(each) if isinstance(each, RecordHit) else actions[each]
            for each in self._search.recent
            if isinstance(each, RecordHit) or each in actions
        ]

    def _command_of(self, hit: RecordHit) -> Command:
        return Command(
            text=hit.title,
            act=partial(self._workspace.navigate, hit.page, hit.id),
            icon=_ICONS[hit.kind],
            detail=hit.detail,
            amount=hit.amount,
            record=hit,
        )

    def _run(self) -> None:
        """Run what is selected, once it answers what was typed last."""
        entry = self.list.current
        if self._is_finding and (entry is None or entry.record is not None):
            self._is_held = True
        elif entry is not None:
            self.close_palette()
            self._search.remember(entry.record or entry.text)
            call_later(self, 0, lambda: entry.act())

    def close_palette(self) -> None:
        """Hide, let what was asked for go unanswered, and keep nothing of it."""
        self._is_held = False
        self._search.forget()
        self._commands = self._records = ()  # the former act on pages, which live as long as they are named here
        self.list.clear()
        with QSignalBlocker(self.field):
            self.field.clear()
        # Hiding what has the focus would hand it to the first control of the page, or to another one.
        before, self._before = self._before, None
        if self.field.hasFocus() and before is not None and isValid(before):
            before.setFocus()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        menu = Qt.FocusReason.PopupFocusReason  # of the field itself, to paste with
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != menu:
            self.close_palette()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _MOVES:
            self._has_moved = True
            self.list.move_by(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True
