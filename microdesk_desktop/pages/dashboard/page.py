"""The home page: what came in, what was spent, what is due and what the accounts hold; at first, what to do first."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.periods import PeriodKind, period_of
from microdesk_desktop.domain.spans import Span, span_of
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets.scroll import Scroll
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.dashboard.flows_card import FlowsCard
from microdesk_desktop.pages.dashboard.standing_card import StandingCard
from microdesk_desktop.views.dashboard.figures import Dashboard, load_dashboard


class DashboardPage(Page):
    """Figures that lead to the lists which explain them."""

    key = "dashboard"
    icon = "layout-dashboard"
    flags = (
        Changes.INVOICES
        | Changes.MATCHES
        | Changes.LEDGER
        | Changes.BANK
        | Changes.CLIENTS
        | Changes.CONNECTION
        | Changes.SETTINGS
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._reading: Task[Dashboard] | None = None
        today = workspace.clock.today()
        self.flows = FlowsCard(partial(workspace.navigate, "cash"), today)
        self.flows.switcher.set_period(period_of(PeriodKind.LAST_MONTH, today))
        self.flows.switcher.changed.connect(lambda _: self.reload())
        self.standing = StandingCard(
            partial(workspace.navigate, "invoices"),
            partial(workspace.navigate, "invoices"),
            partial(workspace.navigate, "bank"),
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        figures = QHBoxLayout()
        figures.setSpacing(MIDDLE)
        figures.addWidget(self.flows, 3)
        figures.addWidget(self.standing, 2)
        column.addLayout(figures)
        column.addStretch()
        self.body.addWidget(Scroll(inside), 1)

    @staticmethod
    def title() -> str:
        return tr("Tableau de bord")

    def reload(self) -> None:
        if self._reading is not None:
            self._reading.forget()
        today = self.workspace.clock.today()
        chosen = span_of(self.flows.switcher.period, today)
        self._reading = self.workspace.load(
            lambda reader: load_dashboard(reader, today, chosen),
            owner=self,
            on_success=lambda shown: self._show(shown, chosen),
        )

    def _show(self, shown: Dashboard, chosen: Span) -> None:
        self.flows.show_figures(shown, chosen)
        self.standing.show_figures(shown)
