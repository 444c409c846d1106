"""A list with its panel at the right; where the window is narrow the panel becomes a sheet over the list."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons

DOCK_FROM = 1_000
WIDTH = 292


class SidePanel(QFrame):
    """A card whose content scrolls; `body` is its column, `foot` stays at the bottom."""

    close_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(name)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(WIDE + 2, WIDE, WIDE + 2, MIDDLE)
        self.body.setSpacing(SMALL)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(WIDE + 2, 0, WIDE + 2, WIDE)
        self._close = buttons.bare("x", tr("Fermer le volet"), self.close_wanted.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(SMALL)
        layout.addWidget(self._close, alignment=Qt.AlignmentFlag.AlignRight)
        layout.addWidget(Scroll(inside), 1)
        layout.addLayout(self.foot)

    def set_floating(self, floats: bool) -> None:
        """Show the close button, when the panel is a sheet."""
        self._close.setVisible(floats)


class SideBySide(QWidget):
    """The list at the left and the panel at the right, docked or over the list."""

    def __init__(self, main: QWidget, panel: SidePanel) -> None:
        super().__init__()
        self._page: QWidget = self
        self._main = main
        self._panel = panel
        self._has_panel = True
        self._is_docked = True
        self._is_open = False
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(MIDDLE)
        self._layout.addWidget(main, 1)
        self._layout.addWidget(panel)
        panel.close_wanted.connect(self.close_panel)
        panel.setFixedWidth(scaled(WIDTH))
        panel.set_floating(False)

    @property
    def is_panel_in_sight(self) -> bool:
        """Whether the panel is visible."""
        return self._has_panel and (self._is_docked or self._is_open)

    def set_has_panel(self, wanted: bool) -> None:
        """Show the list alone while there is nothing that a panel could show."""
        if wanted is not self._has_panel:
            self._has_panel = wanted
            self._arrange()

    def open_panel(self) -> None:
        """Show the panel; as a sheet it takes the height of the page."""
        self._is_open = True
        self._arrange()

    def close_panel(self) -> bool:
        """Close the sheet; False when the panel is docked or closed."""
        was_sheet = self._is_open and not self._is_docked
        self._is_open = False
        self._arrange()
        if was_sheet:
            self._main.setFocus()
        return was_sheet

    def _arrange(self) -> None:
        docks = self.window().width() >= scaled(DOCK_FROM)
        if docks is not self._is_docked:
            self._is_docked = docks
            self._panel.set_floating(not docks)
            if docks:
                self._layout.addWidget(self._panel)
            else:
                self._layout.removeWidget(self._panel)
                self._watch_page()
                self._panel.setParent(self._page)
        self._panel.setVisible(self.is_panel_in_sight)
        if not docks:
            page, width = self._page, self._panel.width()
            self._panel.setGeometry(QRect(page.width() - width, 0, width, page.height()))
            self._panel.raise_()

    def _watch_page(self) -> None:
        """Find the page, outside of what scrolls in it: a sheet has its height, also while the list is higher."""
        self._page.removeEventFilter(self)
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        self._page = (area.parentWidget() if area is not None else self.parentWidget()) or self
        self._page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._page and not self._is_docked:
            self._arrange()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._arrange()
        return super().event(event)
