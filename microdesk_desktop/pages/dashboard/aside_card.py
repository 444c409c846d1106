"""What to put aside: contributions, income tax and VAT, each with its period; each opens its declaration."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from microdesk_desktop.base.format import money
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.tokens import BODY, LEAD, MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.paragraph import Paragraph
from microdesk_desktop.pages.dashboard.named_figure import NamedFigure
from microdesk_desktop.views.dashboard.outlook.owed import Aside, OwedKind
from microdesk_desktop.views.dashboard.outlook.owed_words import (
    aside_amount,
    aside_definition,
    aside_name,
    owed_detail,
    owed_name,
    unknown_line,
)


class AsideCard(QFrame):
    """The sum, then each kind that is owed at all, then what is not known."""

    def __init__(self, navigate: Callable[..., object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._navigate = navigate
        self._keys: dict[OwedKind, str | None] = {}
        self.total = NamedFigure(aside_name(), aside_definition(), lambda: navigate("declarations"), size=LEAD)
        self.parts = {kind: self._part(kind) for kind in OwedKind}
        self.unknown = Paragraph(labels.caption("", wraps=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MIDDLE, WIDE, MIDDLE)
        column.setSpacing(SMALL)
        column.addWidget(self.total)
        column.addWidget(rule())
        for part in self.parts.values():
            column.addWidget(part)
        column.addWidget(self.unknown)
        column.addStretch(1)

    def show_aside(self, aside: Aside) -> None:
        """Show what is owed now."""
        self.total.fill(money.amount(aside.cents, EUR), "")
        for kind, part in self.parts.items():
            owed = aside.of(kind)
            part.setVisible(bool(owed))
            self._keys[kind] = owed[0].key if len(owed) == 1 else None
            part.fill(aside_amount(owed), owed_detail(owed) if owed else "")
        self.unknown.set_text(unknown_line(aside))

    def _part(self, kind: OwedKind) -> NamedFigure:
        return NamedFigure(owed_name(kind), "", lambda: self._open(kind), size=BODY)

    def _open(self, kind: OwedKind) -> None:
        key = self._keys.get(kind)
        self._navigate("declaration", key) if key else self._navigate("declarations")
