"""A name, a line about it, and the figure at their right."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import LEAD
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.buttons import Act
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.gui.widgets.paragraph import Paragraph


class NamedFigure(QWidget):
    """Pressing the figure calls `act`; `definition` is its tool tip."""

    def __init__(self, name: str, definition: str, act: Act, *, size: int = LEAD) -> None:
        super().__init__()
        self._name = name
        self._definition = definition
        self.setToolTip(definition)
        self.figure = Figure(act, size=size)
        self.detail = Paragraph(labels.caption("", wraps=True))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch()
        texts.addWidget(labels.heading(name))
        texts.addWidget(self.detail)
        texts.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(texts, 1)
        line.addWidget(self.figure)

    def fill(self, amounts: str, detail: str, spoken: str = "") -> None:
        """Show the amounts, one per line, and the line about them; `spoken` is how they are read aloud."""
        name = tr("{name} : {amounts}").format(name=self._name, amounts=spoken or amounts)
        self.figure.fill(amounts, name, " ".join(filter(None, (detail, self._definition))))
        self.detail.set_text(detail)
