"""The sidebar: search and act on top, the pages in sections that collapse, and a foot with the state of the vault."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.sidebar.entry import ICON, Entry, SectionHeading
from microdesk_desktop.gui.sidebar.foot import Foot
from microdesk_desktop.gui.theme.apply import REGULAR, font, roles, scaled
from microdesk_desktop.gui.theme.icons import icon, icon_size
from microdesk_desktop.gui.theme.tokens import BODY, CAPTION, MIDDLE, SMALL, TIGHT, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.labels import restyle

WIDTH, NARROW_WIDTH = 212, 64
"""With its texts, which grow with the text size; and as icons alone, which do not."""


class Sidebar(QFrame):
    """`chosen` carries the key of a page, `width_toggled` that the user wants the other width.

    `section_toggled` carries the keys of the entries of a section, and whether it is collapsed now.
    """

    chosen = Signal(str)
    width_toggled = Signal()
    section_toggled = Signal(list, bool)

    def __init__(self, search: Callable[[], object], lock: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "sidebar")
        self.setAccessibleName(tr("Navigation"))
        self._entries: dict[str, Entry] = {}
        self._sections: list[_Section] = []
        self._is_narrow = False
        self.foot = Foot(lock)
        self._search = SearchButton(search)
        self._toggle = buttons.bare("panel-left", tr("Réduire la barre latérale (Ctrl+B)"), self.width_toggled.emit)
        self._toggle.setObjectName("toggle_sidebar")
        self._brand = QWidget()
        self._brand_space = QSpacerItem(0, 0)
        self._column = QVBoxLayout()
        self._lay_out()
        self.set_narrow(False)

    def add_section(self, text: str) -> None:
        """Start a section for the entries that follow; without a text it has no heading, and does not collapse."""
        section = _Section(text)
        if section.heading is not None:
            section.heading.clicked.connect(lambda: self._toggle_section(section))
            self._column.addWidget(section.heading)
            self._column.addWidget(section.rule)
        self._sections.append(section)

    def add_entry(self, key: str, text: str, icon_name: str) -> None:
        """Add a page to the last section."""
        entry = Entry(text, icon_name)
        entry.setObjectName(f"entry.{key}")
        entry.clicked.connect(lambda: self.chosen.emit(key))
        self._entries[key] = entry
        self._sections[-1].keys.append(key)
        self._column.addWidget(entry)

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the entries that are offered, from top to bottom, in a collapsed section too."""
        return [key for section in self._sections for key in section.keys if key not in section.hidden]

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, the hidden ones too."""
        return tuple(self._entries.values())

    @property
    def all_keys(self) -> Sequence[str]:
        """The keys of all entries, the hidden ones too."""
        return tuple(self._entries)

    def check(self, key: str) -> None:
        """Mark the page that is in sight, by its entry or its link at the foot."""
        for each, entry in self._entries.items():
            entry.set_current(each == key)
        self.foot.check(key)
        self._arrange()

    def focus(self, key: str) -> None:
        """Focus a page's entry, when the page has no widget that takes the focus."""
        entry = self._entries.get(key)
        if entry is not None:
            entry.setFocus()

    def set_badge(self, key: str, count: int) -> None:
        """Set the number in a page's badge; 0 hides it."""
        self._entries[key].set_badge(count)
        self._arrange()

    def set_offered(self, key: str, offered: bool) -> None:
        """Show or hide the entry of a page that may not be in use."""
        section = next(each for each in self._sections if key in each.keys)
        if offered:
            section.hidden.discard(key)
        else:
            section.hidden.add(key)
        self._arrange()
        self._number()

    def set_collapsed(self, keys: Sequence[str]) -> None:
        """Collapse the sections that hold one of these entries, show the others."""
        for section in self._sections:
            section.is_collapsed = section.heading is not None and any(key in keys for key in section.keys)
        self._arrange()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or icons and texts."""
        self._is_narrow = narrow
        self.setFixedWidth(NARROW_WIDTH - ICON + scaled(ICON) if narrow else scaled(WIDTH))
        words = tr("Élargir la barre latérale (Ctrl+B)") if narrow else tr("Réduire la barre latérale (Ctrl+B)")
        self._toggle.setAccessibleName(words)
        self._toggle.setToolTip(words)
        wide = QSizePolicy.Policy.Expanding if narrow else QSizePolicy.Policy.Preferred
        self._toggle.setSizePolicy(wide, QSizePolicy.Policy.Fixed)  # its icon stands above the others
        self._brand_space.changeSize(0, 0, QSizePolicy.Policy.Fixed if narrow else QSizePolicy.Policy.Expanding)
        self._brand.setVisible(not narrow)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if narrow else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._scroll.setVerticalScrollBarPolicy(bar)  # a bar would take a sixth of the icons' width
        self._search.set_narrow(narrow)
        self.foot.set_narrow(narrow)
        for entry in self._entries.values():
            entry.set_narrow(narrow)
        self._arrange()

    def set_can_widen(self, can_widen: bool) -> None:
        """Show the button that changes the width, where the window is wide enough for both."""
        self._toggle.setVisible(can_widen)

    @property
    def is_narrow(self) -> bool:
        """Whether icons alone are shown."""
        return self._is_narrow

    def _toggle_section(self, section: "_Section") -> None:
        section.is_collapsed = not section.is_collapsed
        self._arrange()
        self.section_toggled.emit(section.keys, section.is_collapsed)

    def _arrange(self) -> None:
        """Show what the sections, their state and the width let be shown; the page in sight always has its entry."""
        for section in self._sections:
            offered = [self._entries[key] for key in section.keys if key not in section.hidden]
            is_collapsed = section.is_collapsed and not self._is_narrow
            for key in section.keys:
                entry = self._entries[key]
                entry.setVisible(entry in offered and (not is_collapsed or entry.is_current))
            if section.heading is not None:
                count = sum(entry.count for entry in offered if not entry.is_current)
                section.heading.set_collapsed(section.is_collapsed, count)
                section.heading.setVisible(bool(offered) and not self._is_narrow)
                section.rule.setVisible(bool(offered) and self._is_narrow)

    def _number(self) -> None:
        """Give the first nine entries the digits."""
        for number, key in enumerate(self.keys, 1):
            self._entries[key].set_shortcut(f"Ctrl+{number}" if number <= 9 else "")

    def _lay_out(self) -> None:
        brand = QHBoxLayout(self._brand)
        brand.setContentsMargins(10, 0, 0, 0)
        brand.setSpacing(0)
        for label in labels.brand():
            brand.addWidget(label)
        top = QHBoxLayout()
        top.addWidget(self._brand)
        top.setSpacing(0)
        top.addItem(self._brand_space)
        top.addWidget(self._toggle)
        self._column.setSpacing(0)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(MIDDLE, WIDE, MIDDLE, SMALL)
        layout.setSpacing(MIDDLE)
        layout.addLayout(top)
        layout.addWidget(self._search)
        layout.addLayout(self._column)
        layout.addStretch()
        layout.addWidget(self.foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        self._scroll = Scroll(inside)
        outer.addWidget(self._scroll)


class _Section:
    """The entries of one group; `hidden` names those that are not in use."""

    def __init__(self, text: str) -> None:
        self.keys: list[str] = []
        self.hidden: set[str] = set()
        self.is_collapsed = False
        self.heading = SectionHeading(text) if text else None
        self.rule = rule()


class SearchButton(QPushButton):
    """Looks like a field, and opens the palette, where one types."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("search_and_act")
        self.setProperty("look", "search")
        self.setFont(font(BODY, REGULAR))
        self.setAutoDefault(False)
        self.setAccessibleName(tr("Rechercher, agir (Ctrl+K)"))
        self.setToolTip(tr("Rechercher, agir (Ctrl+K)"))
        self.clicked.connect(lambda: act())

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, or the words and the keys."""
        self.setText("" if narrow else tr("Rechercher, agir…"))
        self.setIcon(icon("search") if narrow else QIcon())
        self.setIconSize(icon_size(ICON))
        restyle(self, "narrow", narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text():
            return
        painter = QPainter(self)
        painter.setFont(font(CAPTION, REGULAR))
        painter.setPen(roles().text_muted)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, -MIDDLE + TIGHT, 0), side, "Ctrl+K")
        painter.end()
