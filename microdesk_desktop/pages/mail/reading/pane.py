"""The reading pane: a conversation with its letters, the newest open; what was shown is marked as read.

    page ──show_conversation(account, row)──▶ ReadingPane ──was_read──▶ page

Nothing of it outlives the widget: it is emptied with the page, at the latest when the vault is locked.
"""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Start, StartKind
from microdesk_desktop.domain.mail.types import Letter, Person, Row
from microdesk_desktop.gui.layout.scroll import Scroll, bring_into_sight
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.tokens import SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.strip import Strip, empty_layout
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.mail.reading.read_conversation import mark_as_read, read_conversation
from microdesk_desktop.pages.mail.reading.letter_card import LetterActions, LetterCard
from microdesk_desktop.pages.mail.reading.letter_printing import ask_and_print
from microdesk_desktop.views.mail.reading.letter_head import letters_text, subject_text
from microdesk_desktop.views.messages.errors import error_text

_READ_AFTER_MS = 1_000
"""A letter counts as read once it was in sight for so long: who walks through a list does not read each."""


class _Letters(Scroll):
    """The letters, which scroll by keys; `focused` carries whether they have the focus, which the card shows."""

    focused = Signal(bool)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class ReadingPane(QFrame):
    """Shows one conversation at a time.

    `was_read` has the account, the key of the conversation and the keys of the letters that are now read at the server.
    """

    was_read = Signal(str, str, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(tr("Conversation"))
        self._workspace = workspace
        self._account_id = ""
        self._row: Row | None = None
        self._drafts: frozenset[str] = frozenset()
        self._cards: dict[str, LetterCard] = {}
        self._seen: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_READ_AFTER_MS)
        self._timer.timeout.connect(self._mark_seen)
        self._subject = labels.by_others(labels.lead(""))
        self._count = labels.caption("")
        self._column = QWidget()
        self._letters = QVBoxLayout(self._column)
        self._letters.setContentsMargins(0, 0, 0, 0)
        self._letters.setSpacing(0)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(EmptyState("mail", tr("Choisissez une conversation pour la lire.")))
        self._stack.addWidget(self._conversation())
        self.show_nothing()

    def _conversation(self) -> QWidget:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(WIDE, WIDE, SMALL, SMALL)
        layout.setSpacing(SMALL)
        layout.addWidget(self._subject)
        layout.addWidget(self._count)
        scroll = _Letters(self._column)
        scroll.focused.connect(lambda is_focused: labels.restyle(self, "has_focus", is_focused))
        scroll.setAccessibleName(tr("Messages de la conversation"))
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(scroll)
        # A bar that came with a long text would make it narrower, and Qt lay it out twice.
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        layout.addWidget(scroll, 1)
        return inside

    @property
    def cards(self) -> Sequence[LetterCard]:
        """The letters, oldest first."""
        return tuple(self._cards.values())

    def show_nothing(self) -> None:
        """Show that no conversation is selected, and drop the former one."""
        self._forget()
        self._account_id, self._row = "", None
        self._show_head("", "")
        self._stack.setCurrentIndex(0)

    def show_conversation(self, account_id: str, row: Row) -> None:
        """Show the letters of a conversation of an account; for the one in sight, look for new ones."""
        # A new letter gives the row of an IMAP conversation another key.
        is_same = self._row is not None and self._row.key in (row.key, *row.letters)
        is_in_sight = is_same and account_id == self._account_id
        if not is_in_sight:
            self._forget()
        self._account_id, self._row = account_id, row
        if is_in_sight:
            self._load()
            return
        self._show_head(subject_text([row]), "")
        self._stack.setCurrentIndex(1)
        self._letters.addWidget(labels.muted(tr("Lecture de la conversation…")))
        self._letters.addStretch()
        self._load()

    def set_drafts(self, folders: Collection[str]) -> None:
        """Offer to go on with the letters of these folders, which are drafts."""
        self._drafts = frozenset(folders)
        for card in self.cards:
            card.set_draft(bool(card.letter.folders & self._drafts))

    def refresh(self) -> None:
        """Look for new letters of the conversation in sight; those that are open stay open."""
        if self._row is not None:
            self._load()

    def current(self) -> LetterCard | None:
        """The letter that an action without a choice concerns: with the focus, else the newest that is open."""
        focus = QApplication.focusWidget()
        holding = [card for card in self.cards if focus is not None and card.isAncestorOf(focus)]
        opened = [card for card in self.cards if card.is_open]
        return next(iter([*holding, *reversed(opened), *reversed(self.cards)]), None)

    def start(self, kind: StartKind) -> None:
        """Begin an answer to the current letter, or its forward; a draft is taken up instead."""
        card = self.current()
        if card is not None:
            self._start(StartKind.DRAFT if card.is_draft else kind, card.letter)

    def print_current(self) -> None:
        """Print the current letter."""
        card = self.current()
        if card is not None:
            card.print_out()

    def save_current(self) -> None:
        """Save the files of the current letter."""
        card = self.current()
        if card is not None:
            card.save_all()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._seen:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _forget(self) -> None:
        """Drop what is shown, and mark what was not in sight for long as nothing."""
        self._timer.stop()
        self._seen.clear()
        self._cards.clear()
        empty_layout(self._letters)

    def _load(self) -> None:
        assert self._row is not None, "there is a conversation to load"
        account_id, key = self._account_id, self._row.key  # not the row: nothing of it is kept by a job after a lock

        def is_wanted() -> bool:
            return self._row is not None and (self._account_id, self._row.key) == (account_id, key)

        # What is no longer wanted is not cancelled: that would end the connection, and the next letter wait for one.
        self._workspace.examine(
            lambda session, job: read_conversation(session, account_id, key, job),
            owner=self,
            lane=Lane.NET,
            on_success=lambda letters: self._show(letters) if is_wanted() else None,
            on_error=lambda error: self._show_error(error) if is_wanted() else None,
        )

    def _show(self, letters: tuple[Letter, ...]) -> None:
        known, self._cards = self._cards, {}
        if not known:
            empty_layout(self._letters)
        for card in [card for key, card in known.items() if key not in {letter.key for letter in letters}]:
            self._letters.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, letter in enumerate(letters):
            before = letters[place - 1] if place else None
            self._cards[letter.key] = known.get(letter.key) or self._new_card(letter, before, place)
            self._cards[letter.key].set_alone(len(letters) == 1)
        if not known:
            self._letters.addStretch()
        self._show_head(subject_text(letters), letters_text(len(letters)) if len(letters) > 1 else "")
        self._open_some(letters, known)

    def _open_some(self, letters: Sequence[Letter], known: Collection[str]) -> None:
        """Open the newest letter and those that are unread; of a conversation in sight those that are new."""
        for letter in letters:
            is_wanted = letter is letters[-1] or letter.unread
            if is_wanted and letter.key not in known:
                self._cards[letter.key].unfold()
        if not known and len(letters) > 1:
            newest = self._cards[letters[-1].key]
            newest.was_shown.connect(partial(bring_into_sight, newest))

    def _new_card(self, letter: Letter, before: Letter | None, place: int) -> LetterCard:
        actions = LetterActions(
            start=self._start, write_to=self._write_to, print_out=partial(ask_and_print, self, self._workspace)
        )
        card = LetterCard(self._workspace, self._account_id, letter, before, actions)
        card.set_draft(bool(letter.folders & self._drafts))
        card.was_shown.connect(partial(self._see, letter))
        self._letters.insertWidget(place, card)
        return card

    def _show_error(self, error: KnownError) -> None:
        if self._cards:
            self._workspace.report(error, self.refresh)
            return
        empty_layout(self._letters)
        self._letters.addWidget(Strip(error_text(error), Tone.DANGER, [(tr("Réessayer"), self._load)]))
        self._letters.addStretch()

    def _show_head(self, subject: str, count: str) -> None:
        self._subject.setText(subject)
        self._subject.setVisible(bool(subject))
        self._count.setText(count)
        self._count.setVisible(bool(count))

    def _see(self, letter: Letter) -> None:
        if letter.unread:
            self._seen.add(letter.key)
            if self.isVisible():
                self._timer.start()

    def _mark_seen(self) -> None:
        account_id, key, seen = self._account_id, self._row.key if self._row else None, frozenset(self._seen)
        self._seen.clear()
        if key is None or not seen:
            return
        self._workspace.examine(
            lambda session, job: mark_as_read(session, account_id, seen, job),
            owner=self,
            lane=Lane.NET,
            on_success=lambda _: self.was_read.emit(account_id, key, seen),
            on_error=lambda _: None,  # the letter stays unread, and is marked when it is shown again
        )

    def _start(self, kind: StartKind, letter: Letter) -> None:
        self._workspace.navigate(COMPOSER, Start(kind=kind, account_id=self._account_id, letter=letter))

    def _write_to(self, person: Person) -> None:
        self._workspace.navigate(COMPOSER, Start(account_id=self._account_id, to=(person,)))
