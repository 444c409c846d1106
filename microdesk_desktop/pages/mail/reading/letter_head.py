"""The head of one letter of a conversation."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.types import Letter
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.menu_button import MoreButton
from microdesk_desktop.views.mail.reading.letter_head import (
    address_text,
    changed_subject,
    recipients_text,
    sender_name,
    sender_text,
    when_text,
)


class LetterHead(QWidget):
    """From whom, to whom, when; a click anywhere on it folds or unfolds the letter, where that is of use."""

    def __init__(self, letter: Letter, before: Letter | None, toggle: Callable[[], object]) -> None:
        super().__init__()
        self._letter = letter
        self._toggle = toggle
        self.fold_button = buttons.bare("chevron-right", "", toggle)
        self.more = MoreButton(tr("Autres actions sur ce message"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        subject = changed_subject(letter, before)
        if subject:
            texts.addWidget(labels.by_others(labels.heading(subject)))
        line = QHBoxLayout()
        line.setSpacing(MIDDLE)
        line.addWidget(labels.by_others(labels.elided(sender_name(letter))), 1)
        self._when = labels.caption(when_text(letter))
        line.addWidget(self._when)
        texts.addLayout(line)
        self._preview = labels.by_others(labels.elided(letter.preview, is_caption=True))
        texts.addWidget(self._preview)
        self._details = QWidget()
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(0)
        for text in filter(None, (address_text(letter), recipients_text(letter))):
            details.addWidget(labels.by_others(labels.elided(text, is_caption=True)))
        texts.addWidget(self._details)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.fold_button, alignment=top)
        layout.addLayout(texts, 1)
        layout.addWidget(self.more, alignment=top)
        self.set_foldable(True)
        self.set_open(False)

    def set_draft(self, is_draft: bool) -> None:
        """Show whether the letter is a draft, that nobody has received."""
        self._when.setText(when_text(self._letter, is_draft=is_draft))
        labels.restyle(self._when, "tone", Tone.ATTENTION.value if is_draft else None)

    def set_foldable(self, is_foldable: bool) -> None:
        """Show the button that folds the letter."""
        self.fold_button.setVisible(is_foldable)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_foldable else Qt.CursorShape.ArrowCursor)

    def set_open(self, is_open: bool) -> None:
        """Show whether the letter is unfolded."""
        person = sender_text(self._letter)
        text = tr("Replier le message de {person}") if is_open else tr("Déplier le message de {person}")
        self.fold_button.setIcon(icon("chevron-down" if is_open else "chevron-right"))
        self.fold_button.setAccessibleName(text.format(person=person))
        self.fold_button.setToolTip(tr("Replier") if is_open else tr("Déplier"))
        self.more.setVisible(is_open)
        self._details.setVisible(is_open)
        self._preview.setVisible(not is_open and bool(self._letter.preview))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.fold_button.isHidden():
            self._toggle()
