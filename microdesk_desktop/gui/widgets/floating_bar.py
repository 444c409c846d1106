"""The bar over the foot of a list while rows are checked: how many, and what can be done with all of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import MIDDLE, ROOMY, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.wrapping import Wrapping

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
        self._parts = Wrapping(self._count, spacing=MIDDLE)
        cross = buttons.bare("x", tr("Ne plus rien cocher"), self.close_wanted.emit)
        cross.setIcon(icon("x", "panel"))  # the bar is dark in a light theme, and light in a dark one
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(MIDDLE, SMALL, SMALL, SMALL)
        self._line.setSpacing(MIDDLE)
        self._line.addWidget(self._parts, 1)
        self._line.addWidget(cross, alignment=Qt.AlignmentFlag.AlignTop)
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
            self._parts.remove(button)
            button.deleteLater()
        self._actions = [buttons.link(text, act) for text, act in actions]
        for button in self._actions:
            self._parts.add(button)

    def _arrange(self) -> None:
        """Stand at the foot of the host, in one line or in several, within its width."""
        self._line.activate()
        self.resize(min(self.sizeHint().width(), self._host.width() - 2 * MIDDLE), self.height())
        self._line.activate()  # the number of lines follows from the width
        self.resize(self.width(), self.sizeHint().height())
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - ROOMY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False
