"""A read-only, scrollable plain text; Tab moves past it."""

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from microdesk_desktop.gui.theme.apply import font
from microdesk_desktop.gui.theme.tokens import BODY


def long_text(text: str, name: str) -> QPlainTextEdit:
    """The text, with an accessible name."""
    made = QPlainTextEdit(text)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setFont(font(BODY))
    made.setWordWrapMode(QTextOption.WrapMode.WordWrap)
    made.setAccessibleName(name)
    return made
