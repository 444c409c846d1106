"""One category of data: whose, why, on which basis, until when, who receives it; and where it is changed."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.views.privacy.inventory.rows import InventoryRow


class ChosenCard(QFrame):
    """The category that is selected in the list, in full; `open_place` leads to where it is read and changed."""

    def __init__(self, open_place: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(tr("Donnée choisie"))
        self._name = labels.heading("")
        self._name.setWordWrap(True)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(SMALL)
        self._open = buttons.plain("", open_place)
        self._open.setObjectName("place")
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(SMALL)
        column.addWidget(self._name)
        column.addLayout(self._facts)
        column.addWidget(self._open)

    def show_row(self, row: InventoryRow | None) -> None:
        """Show a category, or nothing."""
        self.setVisible(row is not None)
        if row is None:
            return
        self._name.setText(row.name)
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for name, value in _facts(row):
            self._facts.addWidget(_fact(name, value))
        self._open.setVisible(row.place is not None)
        if row.place is not None:
            self._open.setText(row.place.action)
            self._open.setAccessibleName(f"{row.place.action} : {row.name}")


def _facts(row: InventoryRow) -> list[tuple[str, str]]:
    """What the list does not show, and what it cuts or leaves out where it is narrow."""
    facts = [
        (tr("Finalité"), row.purpose),
        (tr("Base légale"), row.basis),
        (tr("Conservation"), row.retention),
        (tr("Destinataires"), row.recipients),
        (tr("Origine"), row.sources),
    ]
    return [(name, value) for name, value in facts if value]


def _fact(name: str, value: str) -> QFrame:
    """A value below its name: beside it, a sentence of the law would be a column of single words."""
    made = QFrame()
    made.setAccessibleName(f"{name} : {value}")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(TIGHT // 2)
    column.addWidget(labels.caption(name))
    column.addWidget(labels.body(value))
    return made
