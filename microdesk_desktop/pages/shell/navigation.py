"""Fills the sidebar with the pages, their badges and whose vault it is, and keeps its form as the user chose it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.sidebar.navigation import Sidebar
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.network_switches import go_online
from microdesk_desktop.views.vault.company import company_name
from microdesk_desktop.views.waiting.queue import count_by_page
from microdesk_desktop.views.waiting.registry import FLAGS

SETTINGS, TODO = "settings", "todo"
COLLAPSE_BELOW = 1_100
"""Width of the window below which the sidebar is narrow, unless the user has widened it."""
WIDE_FROM = 800
"""Width below which it is always narrow: a page keeps more than half of the window."""
Navigate = Callable[[str, object], object]


class Navigation(QObject):
    """The entries of the sidebar follow what the vault holds and what the settings ask for.

    `width_changed` comes when the user has changed the width by hand.
    """

    width_changed = Signal()

    def __init__(
        self, workspace: Workspace, sidebar: Sidebar, kinds: Mapping[str, type[Page]], navigate: Navigate
    ) -> None:
        super().__init__(sidebar)
        self._workspace = workspace
        self._sidebar = sidebar
        self._kinds = kinds
        self._navigate = navigate
        self._is_short_of_room = False
        self._can_widen = True
        self._readings = Readings(workspace, self)
        self._add_entries()
        self._add_links()
        sidebar.set_collapsed(workspace.host.preferences.settings.collapsed)
        sidebar.chosen.connect(lambda key: navigate(key, None))
        sidebar.width_toggled.connect(self.toggle_width)
        sidebar.section_toggled.connect(self._remember_section)

    def entry_of(self, page: Page) -> str:
        """The key of the entry under which a page stands: its own, or that of the page in front of it."""
        key = page.front if page.front in self._kinds else page.key
        while (behind := self._kinds[key].behind) in self._kinds:
            key = behind
        return key

    def mark(self, page: Page) -> None:
        """Mark the place that is in sight."""
        self._sidebar.check(self.entry_of(page))

    def go_to_number(self, number: int) -> None:
        """Go to the page of the entry at this place of the sidebar, from 1."""
        keys = self._sidebar.keys
        if number <= len(keys):
            self._navigate(keys[number - 1], None)

    def read(self, changes: Changes) -> None:
        """Read the badges, what is in use, and whose vault it is, as far as these changes concern them."""
        today = self._workspace.clock.today()
        if changes & FLAGS:
            self._readings.load("badges", lambda reader: count_by_page(reader, today), self._show_badges)
        for key, kind in self._kinds.items():
            if kind.in_use and (kind.flags | Changes.SETTINGS) & changes:
                self._readings.load(f"in use: {key}", kind.in_use, partial(self._offer, key))
        if changes & Changes.NETWORK:
            is_offline = self._workspace.session.gate.switches.is_offline
            self._sidebar.foot.set_offline(partial(self._workspace.perform, go_online) if is_offline else None)
        if changes & (Changes.SETTINGS | Changes.COMPANY):
            self._readings.load("company", company_name, self._sidebar.foot.set_company)

    def fit(self, width: int) -> None:
        """Make the sidebar as wide as the user chose, where a window of this width leaves the page enough."""
        self._is_short_of_room = width < scaled(COLLAPSE_BELOW)
        self._can_widen = width >= scaled(WIDE_FROM)
        chosen = self._workspace.host.preferences.settings.sidebar
        wants_narrow = chosen == "narrow" if chosen else self._is_short_of_room
        self._sidebar.set_can_widen(self._can_widen)
        self._sidebar.set_narrow(wants_narrow or not self._can_widen)

    def toggle_width(self) -> None:
        """Change the width by hand; where it is what the window's width gives anyway, that decides again."""
        if not self._can_widen:
            return
        is_narrow = not self._sidebar.is_narrow
        chosen = "narrow" if is_narrow else "wide"
        self._remember(sidebar="" if is_narrow == self._is_short_of_room else chosen)
        self._sidebar.set_narrow(is_narrow)
        self.width_changed.emit()

    def _add_entries(self) -> None:
        section = None
        for key, kind in self._kinds.items():
            if kind.is_in_foot or kind.behind in self._kinds:
                continue
            if kind.section() != section:
                section = kind.section()
                self._sidebar.add_section(section)
            self._sidebar.add_entry(key, kind.title(), kind.icon)
            self._sidebar.set_offered(key, kind.in_use is None)

    def _add_links(self) -> None:
        foot = self._sidebar.foot
        for key, kind in self._kinds.items():
            if kind.is_in_foot:
                keys = "Ctrl+," if key == SETTINGS else ""
                foot.add_link(key, kind.title(), kind.icon, keys, partial(self._navigate, key, None))

    def _show_badges(self, counts: Mapping[str, int]) -> None:
        """Show what waits on each page, and its sum on the page that lists it all."""
        for key in self._sidebar.all_keys:
            self._sidebar.set_badge(key, sum(counts.values()) if key == TODO else counts.get(key, 0))

    def _offer(self, key: str, is_in_use: bool) -> None:
        """Show the entry of an optional page that is in use, or that the user asked for in the settings."""
        self._sidebar.set_offered(key, is_in_use or key in self._workspace.host.preferences.settings.modules)

    def _remember_section(self, keys: Sequence[str], is_collapsed: bool) -> None:
        others = [key for key in self._workspace.host.preferences.settings.collapsed if key not in keys]
        self._remember(collapsed=(*others, *keys) if is_collapsed else tuple(others))

    def _remember(self, **settings: object) -> None:
        try:
            self._workspace.host.preferences.change(**settings)
        except KnownError as error:
            self._workspace.report(error)
