"""The bar over the foot of a list while rows are checked: how many, and what can be done with all of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL
from microdesk_desktop.gui.widgets import buttons, labels

BarAction = tuple[str, Callable[[], object]]


class FloatingBar(QFrame):
    """Stands at the middle of the foot of `host`; `close_wanted` comes from its cross."""

    close_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("look", "toast")
        self.setAccessibleName(tr("Lignes cochées"))
        self._count = labels.heading("")
        self._actions: list[QPushButton] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        self._line.setSpacing(MIDDLE)
        self._line.addWidget(self._count)
        self._line.addWidget(buttons.bare("x", tr("Ne plus rien cocher"), self.close_wanted.emit))
        host.installEventFilter(self)
        self.hide()

    def show_selection(self, count: str, actions: Sequence[BarAction]) -> None:
        """Show how many rows are checked and what can be done; hidden while the count is empty."""
        self._count.setText(count)
        if [button.text() for button in self._actions] != [text for text, _ in actions]:
            self._set_actions(actions)
        self.setVisible(bool(count))
        self._arrange()
        self.raise_()

    def buttons(self) -> Sequence[QPushButton]:
        """The buttons of the actions, in their order."""
        return tuple(self._actions)

    def _set_actions(self, actions: Sequence[BarAction]) -> None:
        for button in self._actions:
            self._line.removeWidget(button)
            button.deleteLater()
        self._actions = [buttons.link(text, act) for text, act in actions]
        for place, button in enumerate(self._actions, 1):
            self._line.insertWidget(place, button)
            button.show()

    def _arrange(self) -> None:
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - ROOMY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False
