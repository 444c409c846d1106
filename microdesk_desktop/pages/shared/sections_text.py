"""A text in sections: a choice above it names them, and brings the chosen one to the top."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets.long_text import long_text
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.privacy.statement import PrivacyStatement


class SectionsText(QWidget):
    """The text of a statement with its contents; `lines` is its least height."""

    def __init__(self, lines: int = 12) -> None:
        super().__init__()
        self._lines = lines
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL)
        self.text: QPlainTextEdit | None = None
        self.starts: dict[str, int] = {}

    def show_statement(self, statement: PrivacyStatement) -> None:
        """Show a version from its beginning."""
        empty_layout(self._column)
        self.starts = _starts(statement)
        contents: Sequence[tuple[str, str]] = [
            ("", tr("Le début")),
            *((each.anchor, each.title) for each in statement.sections),
        ]
        self.contents = choice_field(tr("Aller à"), contents)
        self.contents.edited.connect(lambda: self.go_to(self.contents.value()))
        self.text = long_text(
            statement.text, tr("Déclaration de confidentialité"), lines=self._lines, has_headings=True
        )
        self._column.addWidget(self.contents)
        self._column.addWidget(self.text, 1)

    def go_to(self, anchor: str) -> None:
        """Bring a section to the top."""
        if self.text is None:
            return
        block = self.text.document().findBlockByNumber(self.starts.get(anchor, 0))
        self.text.verticalScrollBar().setValue(block.firstLineNumber())


def _starts(statement: PrivacyStatement) -> dict[str, int]:
    """The line of the text at which each section begins."""
    found, line = {}, 2
    for section in statement.sections:
        found[section.anchor] = line
        line += len(section.paragraphs) + 2
    return found
