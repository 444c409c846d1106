"""A read-only, scrollable plain text; Tab moves past it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from microdesk_desktop.gui.theme.apply import SEMIBOLD, font, scaled
from microdesk_desktop.gui.theme.tokens import BODY

LEAST_LINES = 10
_FRAME = 22
"""Padding and borders above and below the text, from the stylesheet."""


def long_text(text: str, name: str, *, lines: int = 0, has_headings: bool = False) -> QPlainTextEdit:
    """The text, with an accessible name.

    `lines` is the least height, so that no line is cut; `has_headings`: a line after an empty one heads a section.
    """
    made = _Text(text, lines)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setFont(font(BODY))
    made.setWordWrapMode(QTextOption.WrapMode.WordWrap)
    made.setAccessibleName(name)
    if has_headings:
        _Headings(made.document())
    return made


def lines_in_sight(lines: int) -> int:
    """So many lines of the usual text, fewer where it is larger: what stands below them stays in sight."""
    return max(min(lines, LEAST_LINES), lines * lines // scaled(lines))


class _Text(QPlainTextEdit):
    """The stylesheet's least height wins over `setMinimumHeight`, but not over the hint."""

    def __init__(self, text: str, lines: int) -> None:
        super().__init__(text)
        self._lines = lines

    def minimumSizeHint(self) -> QSize:
        usual = super().minimumSizeHint()
        wanted = self._lines * self.fontMetrics().lineSpacing() + _FRAME
        return QSize(usual.width(), max(usual.height(), wanted) if self._lines else usual.height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() if self._lines else super().sizeHint()


class _Headings(QSyntaxHighlighter):
    """Sets the first line and every line after an empty one in semibold."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._format = QTextCharFormat()
        self._format.setFontWeight(SEMIBOLD)

    def highlightBlock(self, text: str) -> None:
        before = self.currentBlock().previous()
        if text and not before.text():
            self.setFormat(0, len(text), self._format)
