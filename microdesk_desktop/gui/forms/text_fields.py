"""Single-line fields: text, and a secret that is masked unless the user shows it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line, well_formed
from microdesk_desktop.gui.forms.caps_lock import CapsLockNote
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.theme.apply import font, scaled
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import BODY, TIGHT
from microdesk_desktop.gui.widgets import buttons

T = TypeVar("T")
LONGEST_TEXT = 500
SEEN_WHOLE = 40
"""Characters that a field shows which is as wide as a sheet."""
# The padding and borders of a field of several lines, from the stylesheet.
LINES_FRAME = 22
# As many as one takes in at a glance.
PROPOSED_WORDS = 12


def text_field(label: str, *, required: bool = False, hint: str = "", placeholder: str = "") -> Field[str]:
    """One line of text with single spaces, without what pasted text may hide: controls, direction marks."""
    entry = new_line_edit(placeholder)

    def read() -> str:
        text = one_line(entry.text())
        if required and not text:
            raise Invalid(tr("À remplir."))
        return text

    def write(text: str) -> None:
        entry.setText(text)
        if len(text) > SEEN_WHOLE:
            entry.home(False)  # its beginning is what one knows it by

    field = Field(label, entry, read=read, write=write, hint=hint, required=required)
    return connect_edited(field, entry)


def lines_field(label: str, *, hint: str = "", rows: int = 2) -> Field[tuple[str, ...]]:
    """Several values, one on each line, without empty lines; Tab leaves the field."""
    entry = QPlainTextEdit()
    entry.setFont(font(BODY))
    entry.setTabChangesFocus(True)
    entry.setFixedHeight(entry.fontMetrics().lineSpacing() * rows + scaled(LINES_FRAME))

    def read() -> tuple[str, ...]:
        lines = (one_line(line)[:LONGEST_TEXT] for line in entry.toPlainText().splitlines())
        return tuple(filter(None, lines))

    field = Field(label, entry, read=read, write=lambda values: entry.setPlainText("\n".join(values)), hint=hint)
    entry.textChanged.connect(field.edited.emit)
    return field


def passphrase_field(label: str, *, hint: str = "", required: bool = False) -> Field[str]:
    """A masked secret with a button that shows it, and a note while capitals are locked; spaces are kept."""
    show, hide = tr("Afficher la phrase secrète"), tr("Masquer la phrase secrète")
    return _masked_field(label, hint, show, hide, required=required)


def key_field(label: str) -> Field[str]:
    """The same for a key of a service, which has to be given."""
    return _masked_field(label, "", tr("Afficher la clé"), tr("Masquer la clé"), required=True)


def password_field(label: str, *, hint: str = "") -> Field[str]:
    """The same for the password of a service, which has to be given."""
    return _masked_field(label, hint, tr("Afficher le mot de passe"), tr("Masquer le mot de passe"), required=True)


def _masked_field(label: str, hint: str, show: str, hide: str, *, required: bool) -> Field[str]:
    entry = new_line_edit()

    def read() -> str:
        if required and not entry.text().strip():
            raise Invalid(tr("À remplir."))
        return well_formed(entry.text())

    entry.setEchoMode(QLineEdit.EchoMode.Password)
    entry.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    holder = QWidget()
    layout = QGridLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(TIGHT)
    layout.addWidget(entry, 0, 0)
    layout.addWidget(_eye(entry, show, hide), 0, 1)
    layout.addWidget(CapsLockNote(entry).label, 1, 0, 1, 2)
    field = Field(label, holder, read=read, write=entry.setText, focus=entry, hint=hint, required=required)
    return connect_edited(field, entry)


def on_enter(field: Field[str], act: buttons.Act) -> None:
    """Call `act` when Enter is pressed in the field."""
    entry_of(field).returnPressed.connect(lambda: act())


def complete(field: Field[str], words: Sequence[str]) -> None:
    """Propose, while the user types, those of the words that hold what is typed."""
    entry = entry_of(field)
    completer = QCompleter(list(words), entry)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(PROPOSED_WORDS)
    entry.setCompleter(completer)


def entry_of(field: Field[Any]) -> QLineEdit:
    """The line edit of the field."""
    entry = field.focusProxy()
    assert isinstance(entry, QLineEdit)
    return entry


def new_line_edit(placeholder: str = "") -> QLineEdit:
    """A line edit in the interface's typeface, without label."""
    made = QLineEdit()
    made.setFont(font(BODY))
    made.setMaxLength(LONGEST_TEXT)
    made.setPlaceholderText(placeholder)
    return made


def connect_edited(field: Field[T], entry: QLineEdit) -> Field[T]:
    """Emit the field's `edited` at every change the user makes in its line edit; returns the field."""
    entry.textEdited.connect(lambda _: field.edited.emit())
    return field


def _eye(entry: QLineEdit, show: str, hide: str) -> QPushButton:
    def show_or_hide() -> None:
        hides = entry.echoMode() is QLineEdit.EchoMode.Normal
        entry.setEchoMode(QLineEdit.EchoMode.Password if hides else QLineEdit.EchoMode.Normal)
        eye.setIcon(icon("eye" if hides else "eye-off"))
        name = show if hides else hide
        eye.setAccessibleName(name)
        eye.setToolTip(name)

    eye = buttons.bare("eye", show, show_or_hide)
    return eye
