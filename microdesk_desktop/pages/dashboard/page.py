"""The home page: what came in, was spent, is due and is in the accounts, the ceilings; at first, the first steps."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.periods import PeriodKind, period_of
from microdesk_desktop.domain.calendar.spans import Span, span_of, year_of
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.gui.layout.page_scroll import PageScroll
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.page import Page, PageAction
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.first_steps import finish_first_step
from microdesk_desktop.pages.dashboard.aside_card import AsideCard
from microdesk_desktop.pages.dashboard.chart_card import ChartCard
from microdesk_desktop.pages.dashboard.first_steps import PLACES, FirstSteps, StartScreen
from microdesk_desktop.pages.dashboard.flows_card import FlowsCard
from microdesk_desktop.pages.dashboard.standing_card import StandingCard
from microdesk_desktop.pages.dashboard.thresholds_card import ThresholdsCard
from microdesk_desktop.views.dashboard.charts import Query
from microdesk_desktop.views.dashboard.figures import Dashboard, load_dashboard, with_usual
from microdesk_desktop.views.dashboard.first_steps import step_words
from microdesk_desktop.views.dashboard.outlook.forecast_rows import ForecastQuery

_ASIDE = QBoxLayout.Direction.LeftToRight
SIDE_BY_SIDE = 800
"""Width from which the cards stand beside one another: five amounts of some thousand euros and their names fit."""
_PARTS = (3, 2)
"""Of the upper cards."""


class DashboardPage(Page):
    """Figures that lead to what explains them; the first steps in their place while the vault is empty."""

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
        | Changes.COMPANY
        | Changes.RECURRING
        | Changes.DECLARATIONS
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._reading: Task[Dashboard] | None = None
        self._reading_usual: Task[Dashboard] | None = None
        today, explain = workspace.clock.today(), self._explain
        self.flows = FlowsCard(explain, partial(workspace.navigate, "declarations"), today)
        self.flows.switcher.set_period(period_of(PeriodKind.LAST_MONTH, today))
        self.flows.switcher.changed.connect(lambda _: self.reload())
        self.standing = StandingCard(workspace.navigate)
        self.thresholds = ThresholdsCard(
            lambda: workspace.navigate("books", (Book.RECEIPTS.value, year_of(today), None))
        )
        self.aside = AsideCard(workspace.navigate)
        self.chart = ChartCard(workspace, explain)
        self.steps = FirstSteps(is_slim=True)
        self.start = StartScreen(workspace.host.open_example)
        for steps in (self.steps, self.start.steps):
            steps.wanted.connect(lambda step: workspace.navigate(*PLACES[step]))
            steps.dismissed.connect(self.dismiss)
        self._import = self.add_action(buttons.plain(tr("Importer…"), partial(workspace.navigate, "imports")))
        self._import.hide()
        self._upper, self._columns, self._below = QBoxLayout(_ASIDE), (QVBoxLayout(), QVBoxLayout()), QVBoxLayout()
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self.scrolling = PageScroll(self._laid_out())
        self._stack.addWidget(self.scrolling)
        self._stack.addWidget(Scroll(self.start))
        self.body.addWidget(self._stack, 1)

    @staticmethod
    def title() -> str:
        return tr("Tableau de bord")

    @classmethod
    def page_actions(cls) -> Sequence[PageAction]:
        text = tr("Essayer avec une entreprise d'exemple")
        return (PageAction(text=text, do=lambda page: page.start.example.click(), icon="sparkles"),)

    def reload(self) -> None:
        today = self.workspace.clock.today()
        chosen = span_of(self.flows.switcher.period, today)
        self._reading = self.workspace.load(
            lambda reader: load_dashboard(reader, today, chosen),
            owner=self,
            on_success=lambda shown: self._show(shown, chosen),
            instead_of=self._reading,
        )

    def _explain(self, query: Query) -> None:
        """Open the amounts that a figure adds up."""
        self.workspace.navigate("forecast" if isinstance(query, ForecastQuery) else "cash", query)

    def dismiss(self, step: FirstStep) -> None:
        """Propose this step no more."""
        self.workspace.perform(
            lambda session: finish_first_step(session, step),
            message=lambda: tr("« {step} » ne sera plus proposé.").format(step=step_words(step).title),
        )

    def _show(self, shown: Dashboard, chosen: Span) -> None:
        is_start = shown.checklist.is_new and not shown.checklist.is_done
        self._stack.setCurrentIndex(2 if is_start else 1)
        self._import.setVisible(not is_start)
        self.start.steps.show_steps(shown.checklist)
        self.steps.show_steps(shown.checklist)
        self.steps.setVisible(not shown.checklist.is_done)
        if is_start:
            self.set_subtitle(tr("Vos chiffres s'afficheront ici, dès les premières données."))
            return
        self.set_subtitle(tr("Situation au {day}").format(day=dates.long_day(shown.today)))
        self.flows.show_figures(shown, chosen)
        self._fit()
        self.standing.show_figures(shown)
        self.aside.show_aside(shown.aside)
        self.thresholds.show_thresholds(shown.thresholds, shown.outlooks)
        self.chart.show_figures(shown)
        self._reading_usual = self.workspace.load(
            lambda reader: with_usual(reader, shown),
            owner=self,
            on_success=self.chart.show_figures,
            instead_of=self._reading_usual,
        )

    def _laid_out(self) -> QWidget:
        """Two columns, or one above the other where there is no room, and the chart below them."""
        self._upper.setSpacing(MIDDLE)
        for part, column, cards in zip(
            _PARTS, self._columns, ((self.flows, self.thresholds), (self.standing, self.aside, self.steps)), strict=True
        ):
            column.setSpacing(MIDDLE)
            for card in cards:
                column.addWidget(card)
            column.setStretchFactor(cards[-1], 1)
            self._upper.addLayout(column, part)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(MIDDLE)
        whole.addLayout(self._upper)
        whole.addLayout(self._below)
        whole.addWidget(self.chart, 1)
        return inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put the cards beside one another where the window is wide enough, and no amount would be cut."""
        below = QBoxLayout.Direction.TopToBottom
        is_wide = self.width() >= scaled(SIDE_BY_SIDE)
        room = self.scrolling.viewport().width() * _PARTS[0] // sum(_PARTS) - MIDDLE
        are_beside = is_wide and self.flows.sizeHint().width() <= room
        self._upper.setDirection(_ASIDE if are_beside else below)
        place = self._columns[0] if are_beside else self._below
        if place.indexOf(self.thresholds) < 0:  # below what is owed where there is one column
            place.addWidget(self.thresholds, 1)
