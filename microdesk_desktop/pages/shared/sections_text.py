"""A text in sections: a choice above it names them, and brings the chosen one to the top."""

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets.long_text import long_text
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.privacy.statement import PrivacyStatement, with_bullets

LEAST_FIELD = 260


class SectionsText(QWidget):
    """The text of a statement with its contents; `lines` is its least height, `beside` a field before the contents."""

    def __init__(self, lines: int = 12, beside: QWidget | None = None) -> None:
        super().__init__()
        self._lines = lines
        self.text: QPlainTextEdit | None = None
        self.starts: dict[str, int] = {}
        place = QWidget()
        self._contents, self._text = _column(place), QVBoxLayout()
        column = _column(self)
        column.setSpacing(SMALL)
        column.addWidget(Tiles(beside, place, least=LEAST_FIELD) if beside is not None else place)
        column.addLayout(self._text, 1)

    def show_statement(self, statement: PrivacyStatement) -> None:
        """Show a version from its beginning."""
        empty_layout(self._contents)
        empty_layout(self._text)
        self.starts = _starts(statement)
        titles = [(each.anchor, each.title) for each in statement.sections]
        self.contents = choice_field(tr("Aller à"), [("", tr("Le début")), *titles])
        self.contents.edited.connect(lambda: self.go_to(self.contents.value()))
        name = tr("Déclaration de confidentialité")
        self.text = long_text(with_bullets(statement.text), name, lines=self._lines, has_headings=True)
        self._contents.addWidget(self.contents)
        self._text.addWidget(self.text)

    def go_to(self, anchor: str) -> None:
        """Bring a section to the top."""
        if self.text is not None:
            block = self.text.document().findBlockByNumber(self.starts.get(anchor, 0))
            self.text.verticalScrollBar().setValue(block.firstLineNumber())


def _column(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    return made


def _starts(statement: PrivacyStatement) -> dict[str, int]:
    """The line of the text at which each section begins."""
    found, line = {}, 2
    for section in statement.sections:
        found[section.anchor] = line
        line += len(section.paragraphs) + 2
    return found
