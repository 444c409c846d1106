"""The foot of the sidebar: whose vault it is, when it locks, the lock, and the pages that belong to the program."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QEnterEvent, QIcon
from PySide6.QtWidgets import QBoxLayout, QPushButton, QToolTip, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.accessible_roles import LINK, mark
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.apply import SEMIBOLD, font
from microdesk_desktop.gui.theme.icons import icon, icon_size
from microdesk_desktop.gui.theme.tokens import CAPTION, SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.labels import restyle

INDENT = 10


class Foot(QWidget):
    """The name of the business and the state of the vault, above the links."""

    def __init__(self, lock: Callable[[], object]) -> None:
        super().__init__()
        self._links: dict[str, FootLink] = {}
        self._name = labels.elided("")
        self._countdown = labels.elided("", is_caption=True)
        self.set_minutes_left(None)
        self._leave_offline: Callable[[], object] = lambda: None
        self.offline_link = FootLink(tr("Hors ligne : se reconnecter"), "unplug", "")
        self.offline_link.clicked.connect(lambda: self._leave_offline())
        self.offline_link.hide()
        self._lock = buttons.bare("lock", tr("Verrouiller (Ctrl+L)"), lock)
        self._texts = QWidget()
        texts = QVBoxLayout(self._texts)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._countdown)
        self._state = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._state.addWidget(self._texts, 1)
        self._state.addWidget(self._lock)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(TIGHT)
        self._line.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(SMALL)
        self._column.addWidget(rule())
        self._column.addLayout(self._state)
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.addWidget(self.offline_link)
        self._above.addStretch()
        self._column.addLayout(self._above)
        self._column.addLayout(self._line)

    def add_link(self, key: str, text: str, icon_name: str, shortcut: str, act: Callable[[], object]) -> None:
        """Add a page, or a place inside one."""
        link = self._links[key] = FootLink(text, icon_name, shortcut)
        link.clicked.connect(lambda: act())
        self._line.insertWidget(len(self._links) - 1, link)

    def set_offline(self, leave: Callable[[], object] | None) -> None:
        """Show that nothing may leave this computer, with the link that calls `leave`; hide it for None."""
        self._leave_offline = leave or (lambda: None)
        self.offline_link.setVisible(leave is not None)

    def set_company(self, name: str) -> None:
        """Show whose vault it is."""
        self._name.setText(name)

    def set_minutes_left(self, minutes: int | None) -> None:
        """Show in how many minutes the vault locks unless the user acts; None before that is known."""
        if minutes is None:
            self._countdown.setText(tr("Coffre chiffré"))
        else:
            text = ntr("Verrou dans {count} min", "Verrou dans {count} min", minutes)
            self._countdown.setText(text.format(count=minutes))

    def check(self, key: str) -> None:
        """Mark the place that is in sight; none of them where the key is another's."""
        for each, link in self._links.items():
            link.set_current(each == key)

    def link(self, key: str) -> "FootLink":
        """The link with this key."""
        return self._links[key]

    def set_narrow(self, narrow: bool) -> None:
        """Show icons below one another, or texts beside one another."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        indent = 0 if narrow else INDENT
        self._texts.setVisible(not narrow)
        self._line.setDirection(direction)
        self._above.setDirection(direction)
        self._state.setContentsMargins(indent, 0, 0, 0)
        for links in (self._above, self._line):
            links.setContentsMargins(max(0, indent - TIGHT), 0, 0, 0)
        self._column.setContentsMargins(0, 0, 0, TIGHT)
        for link in (self.offline_link, *self._links.values()):
            link.set_narrow(narrow)


class FootLink(QPushButton):
    """A small link; in a narrow sidebar its icon, whose name appears at once beside it."""

    def __init__(self, text: str, icon_name: str, shortcut: str) -> None:
        super().__init__(text)
        self._words = text
        self._icon_name = icon_name
        self._is_narrow = False
        self.setObjectName(f"foot.{icon_name}")
        self.setProperty("look", "foot")
        mark(self, LINK)
        self.setAutoDefault(False)
        self.setIconSize(icon_size())
        self.setFont(font(CAPTION, SEMIBOLD))
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({shortcut})" if shortcut else text)

    def set_current(self, current: bool) -> None:
        """Mark the place that is in sight."""
        self.setAccessibleDescription(tr("Page affichée") if current else "")
        restyle(self, "current", current)

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon or the text."""
        self._is_narrow = narrow
        self.setText("" if narrow else self._words)
        self.setIcon(icon(self._icon_name) if narrow else QIcon())
        restyle(self, "narrow", narrow)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self._is_narrow:
            QToolTip.showText(self.mapToGlobal(QPoint(self.width(), 0)), self.toolTip(), self, self.rect())
