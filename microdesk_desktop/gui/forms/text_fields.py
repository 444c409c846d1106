"""Single-line fields: text, and a secret that is masked unless the user shows it."""

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line, well_formed
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.theme.apply import font
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import BODY, TIGHT
from microdesk_desktop.gui.widgets import buttons

T = TypeVar("T")
LONGEST_TEXT = 500


def text_field(label: str, *, required: bool = False, hint: str = "", placeholder: str = "") -> Field[str]:
    """One line of text with single spaces, without what pasted text may hide: controls, direction marks."""
    entry = new_line_edit(placeholder)

    def read() -> str:
        text = one_line(entry.text())
        if required and not text:
            raise Invalid(tr("À remplir."))
        return text

    return connect_edited(Field(label, entry, read=read, write=entry.setText, hint=hint), entry)


def passphrase_field(label: str, *, hint: str = "", required: bool = False) -> Field[str]:
    """A masked secret with a button that shows it; spaces are kept."""
    entry = new_line_edit()

    def read() -> str:
        if required and not entry.text().strip():
            raise Invalid(tr("À remplir."))
        return well_formed(entry.text())

    entry.setEchoMode(QLineEdit.EchoMode.Password)
    entry.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(TIGHT)
    layout.addWidget(entry)
    layout.addWidget(_eye(entry))
    return connect_edited(Field(label, holder, read=read, write=entry.setText, focus=entry, hint=hint), entry)


def on_enter(field: Field[str], act: buttons.Act) -> None:
    """Call `act` when Enter is pressed in the field."""
    entry_of(field).returnPressed.connect(lambda: act())


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


def _eye(entry: QLineEdit) -> QPushButton:
    def show_or_hide() -> None:
        hides = entry.echoMode() is QLineEdit.EchoMode.Normal
        entry.setEchoMode(QLineEdit.EchoMode.Password if hides else QLineEdit.EchoMode.Normal)
        eye.setIcon(icon("eye" if hides else "eye-off"))
        name = tr("Afficher la phrase secrète") if hides else tr("Masquer la phrase secrète")
        eye.setAccessibleName(name)
        eye.setToolTip(name)

    eye = buttons.bare("eye", tr("Afficher la phrase secrète"), show_or_hide)
    return eye
