"""Expenses that come again, on the page of the expenses: shown, confirmed, muted, ended."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.rhythms import Rhythm, RhythmState
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.operations.records.rhythms import decide_series
from microdesk_desktop.pages.records.expenses.expected_sheet import ExpectedSheet, RhythmForm
from microdesk_desktop.views.expenses.expected import ExpenseSeries, by_expense, decided_text
from microdesk_desktop.views.records.rows import RecordRow
from microdesk_desktop.views.records.words import record_party


class SeriesActions:
    """`series` are those that go on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.series: Sequence[ExpenseSeries] = ()
        self._of_expense: Mapping[int, ExpenseSeries] = {}
        self._is_read = False
        self._wanted: int | None = None
        self._is_wanted = False

    def show(self, series: Sequence[ExpenseSeries]) -> None:
        """Take what was read."""
        self.series = series
        self._of_expense = by_expense(series)
        self._is_read = True

    def open_wanted(self) -> None:
        """Open the sheet that was asked for before all was read."""
        if self._is_wanted:
            self._is_wanted = False
            self.open(self._wanted)

    def of(self, expense_id: int) -> ExpenseSeries | None:
        """The series of an expense."""
        return self._of_expense.get(expense_id)

    def open_once_read(self, expense_id: int | None) -> None:
        """Open the sheet, at the series of an expense, now or once it is read."""
        self._is_wanted, self._wanted = True, expense_id
        if self._is_read:
            self.open_wanted()

    def open(self, expense_id: int | None = None) -> None:
        """Show what is expected."""
        if can_open_sheet(self._page):
            ExpectedSheet(self._page, self.series, self._decide, expense_id)

    def ask_rhythm(self, row: RecordRow) -> None:
        """Ask how often an expense comes again, and expect the next one."""
        known = self.of(row.id)
        form = RhythmForm(known.rhythm if known else Rhythm.MONTHLY)

        def save() -> None:
            rhythm = form.rhythm.value()
            sheet.close_sheet()
            self._put(row.id, record_party(row.record), rhythm, RhythmState.CONFIRMED)

        sheet = Sheet(self._page, tr("Dépense régulière"), form, tr("Attendre la prochaine"), save)

    def _decide(self, series: ExpenseSeries, state: RhythmState) -> None:
        self._put(series.last.id, series.last.supplier, series.rhythm, state)

    def _put(self, expense_id: int, supplier: str, rhythm: Rhythm, state: RhythmState) -> None:
        self._page.workspace.perform(
            lambda session: decide_series(session, expense_id, rhythm, state),
            message=lambda: decided_text(supplier, state),
            place=Place(page=self._page.key, wanted=expense_id),
        )
