"""The dashboard: figures that lead to what explains them, the months as a chart and as a table, the first steps."""

import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton

from microdesk_desktop.domain.calendar.periods import Period, PeriodKind
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.cash import Flow
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.first_steps import finish_first_step
from microdesk_desktop.pages.dashboard.first_steps import PLACES
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.views.dashboard.cash import CashQuery
from microdesk_desktop.views.dashboard.charts import ChartKind, chart_of
from microdesk_desktop.views.dashboard.figures import load_dashboard, with_usual
from microdesk_desktop.views.dashboard.outlook.forecast_rows import ForecastQuery
from microdesk_desktop.views.dashboard.outlook.owed import OwedKind
from microdesk_desktop.views.dashboard.words import sums_lines
from tests.support.clock import TODAY
from tests.support.geometry import faults
from tests.support.gui import button, unnamed

YEAR = year_of(TODAY)


@pytest.fixture
def page(desk):
    return desk.go_to("dashboard")


def figures(desk, chosen=YEAR):
    return desk.read(lambda reader: with_usual(reader, load_dashboard(reader, TODAY, chosen)))


def primaries(host):
    QApplication.processEvents()  # a layout shows what was just added to it at the next turn of the loop
    return [each for each in host.findChildren(QPushButton) if each.isVisible() and each.property("look") == "primary"]


def test_it_is_the_first_page_and_every_control_has_a_name(desk, page):
    assert PAGES[0].key == "dashboard"
    assert unnamed(page) == []
    assert primaries(page) == []


def test_the_cards_show_the_sums_of_the_view(desk, page):
    shown = figures(desk)
    for column, span in enumerate((month_of(TODAY), YEAR)):
        for flow in Flow:
            assert page.flows.figures[flow, column].text() == sums_lines(shown.spans[span][flow])
    assert page.standing.due.figure.text() == sums_lines([each.total for each in shown.due])


def test_a_chosen_period_fills_the_third_column(desk, page):
    days = Period(kind=PeriodKind.CHOSEN, since=date(2026, 9, 1), until=date(2026, 9, 30))
    page.flows.switcher.choose(days)
    desk.rest()
    september = Span(date(2026, 9, 1), date(2026, 9, 30))
    wanted = figures(desk, september).spans[september][Flow.RECEIVED]
    assert wanted
    assert page.flows.figures[Flow.RECEIVED, 2].text() == sums_lines(wanted)


def test_a_figure_leads_to_the_amounts_that_add_up_to_it_and_each_to_its_record(desk, page):
    desk.press(page.flows.figures[Flow.RECEIVED, 1], Qt.Key.Key_Space)
    lines = desk.shell.current()
    assert lines.key == "cash"
    (total,) = figures(desk).spans[YEAR][Flow.RECEIVED]
    rows = [lines.table.model.row(number) for number in range(lines.table.model.rowCount())]
    assert Money(sum(row.line.cents for row in rows), "EUR") == total
    assert lines.subtitle().startswith(sums_lines([total]))
    assert lines.place() == CashQuery(Flow.RECEIVED, YEAR)


def test_what_is_due_and_what_is_late_lead_to_the_invoices_that_make_them_up(desk, page):
    due = figures(desk).due
    totals, late = [each.total for each in due], [each.late for each in due]
    for figure, amounts in ((page.standing.due, totals), (page.standing.late, late)):
        desk.go_to("dashboard")
        desk.press(figure.figure, Qt.Key.Key_Space)
        invoices = desk.shell.current()
        assert invoices.key == "invoices"
        assert [Money(sum(row.remaining_cents for row in invoices.kept), "EUR")] == amounts


def test_each_chart_holds_every_month_for_a_screen_reader_and_its_table_shows_the_same(desk, page):
    shown = figures(desk)
    for kind, months in ((ChartKind.FLOWS, 12), (ChartKind.YEARS, 12), (ChartKind.FORECAST, 6)):
        page.chart.show_kind(kind)
        drawn, table = chart_of(kind, shown, "EUR"), page.chart.tables[kind].table.model
        rows = [table.row(number) for number in range(table.rowCount())]
        assert len(rows) == months
        for month in drawn.months:
            assert drawn.spoken(month) in page.chart.chart.accessibleDescription()
            assert month in rows
    flows = chart_of(ChartKind.FLOWS, shown, "EUR").months[-1]
    assert flows.cells[0] == shown.spans[month_of(TODAY)][Flow.RECEIVED][0].cents


def test_arrows_point_at_a_month_and_enter_explains_it(desk, page):
    chart, months = page.chart.chart, list(figures(desk).months)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        desk.press(chart, key)
    assert "Octobre 2026" in page.chart.reading.text()
    desk.press(chart, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.shell.current().place() == CashQuery(Flow.SPENT, months[-2])


def test_enter_on_a_month_of_a_table_explains_it(desk, page):
    for kind in ChartKind:
        desk.go_to("dashboard")
        page.chart.show_kind(kind)
        table = page.chart.tables[kind].table
        first = table.model.row(0)
        table.activated.emit(table.model.id_at(0))
        desk.rest()
        assert desk.shell.current().place() == first.opens[0]


def test_a_click_on_a_bar_explains_its_month_and_flow(desk, page):
    chart, months = page.chart.chart, list(figures(desk).months)
    box = chart.getViewBox()
    spot = chart.mapFromScene(box.mapViewToScene(QPointF(len(months) - 2.2, 1)))
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.rest()
    assert desk.shell.current().place() == CashQuery(Flow.RECEIVED, months[-2])


def test_a_change_made_elsewhere_is_shown_on_return(desk, page):
    before = page.flows.figures[Flow.RECEIVED, 0].text()
    desk.go_to("clients")
    receipt = Receipt(on=TODAY, client="Mme Arnaud", label="Cartes", amount_cents=1)
    desk.shell.workspace.perform(lambda session: put_record(session, receipt))
    desk.rest()
    desk.go_to("dashboard")
    assert page.flows.figures[Flow.RECEIVED, 0].text() != before


@pytest.mark.parametrize("width", [683, 800, 1024, 1366])
def test_amounts_of_millions_are_never_cut_and_each_stands_beside_its_name(desk, page, width):
    desk.shell.window().resize(width, 700)
    receipt = Receipt(on=TODAY, client="Mme Arnaud", label="Vente du fonds", amount_cents=1_234_567_890_12)
    desk.shell.workspace.perform(lambda session: put_record(session, receipt))
    desk.rest()
    for _ in range(4):
        QApplication.processEvents()
    assert faults(page) == []
    big, small = page.flows.figures[Flow.RECEIVED, 1], page.flows.figures[Flow.SPENT, 1]
    assert big.text().startswith("1\u00a0234\u00a05")
    assert big.y() < small.y()


def test_an_empty_vault_shows_the_first_steps_with_one_primary_button(empty_desk):
    page = empty_desk.go_to("dashboard")
    assert [each.objectName() for each in primaries(page)] == [FirstStep.RECORDS]
    assert unnamed(page) == []
    assert page.chart.chart is None, "there is nothing to draw"


def test_every_step_leads_to_a_page(empty_desk):
    assert set(PLACES) == set(FirstStep)
    assert {key for key, _ in PLACES.values()} <= {page.key for page in PAGES}
    page = empty_desk.go_to("dashboard")
    button(page, FirstStep.COMPANY).click()
    empty_desk.rest()
    assert empty_desk.shell.current().key == "settings"


def test_a_dismissed_step_goes_and_comes_back_when_taken_back(empty_desk):
    page = empty_desk.go_to("dashboard")
    button(page, f"{FirstStep.RECORDS}.dismiss").click()
    empty_desk.rest()
    assert [each.objectName() for each in primaries(page)] == [FirstStep.STATEMENT]
    empty_desk.press(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [each.objectName() for each in primaries(page)] == [FirstStep.RECORDS]


def test_what_the_vault_shows_to_be_done_is_ticked_and_the_rest_stays_beside_the_figures(desk, page):
    assert dict(figures(desk).checklist.steps) == {
        FirstStep.RECORDS: True,
        FirstStep.STATEMENT: True,
        FirstStep.COMPANY: False,
        FirstStep.RECOVERY_KEY: False,
        FirstStep.MAIL: False,
    }
    assert button(page.steps, FirstStep.COMPANY).isVisible()
    desk.shell.workspace.perform(lambda session: finish_first_step(session, FirstStep.RECOVERY_KEY))
    desk.rest()
    assert dict(figures(desk).checklist.steps)[FirstStep.RECOVERY_KEY], "put away is done, not hidden"
    button(page.steps, f"{FirstStep.COMPANY}.dismiss").click()
    desk.rest()
    assert not page.steps.isVisible()


def test_the_ceilings_are_shown_in_words_with_whole_amounts_and_named_bars(desk, page):
    before = [bar.value() for bar in page.thresholds.findChildren(QProgressBar)]
    assert len(before) == 2
    receipt = Receipt(on=TODAY, client="Nova", label="Conseil", amount_cents=4_125_001)
    desk.shell.workspace.perform(lambda session: put_record(session, receipt))
    desk.rest()
    QApplication.processEvents()  # as in `primaries`
    bars = [bar for bar in page.thresholds.findChildren(QProgressBar) if bar.isVisible()]
    assert [bar.value() for bar in bars] > before
    texts = [each.text() for each in page.thresholds.findChildren(QLabel) if each.isVisible()]
    (ended,) = (bar for bar in bars if bar.value() == 100)
    assert "21 novembre 2026" in ended.accessibleDescription()
    assert any("21 novembre 2026" in text for text in texts), texts
    assert faults(page) == []


def test_a_gauge_opens_the_receipts_book_of_its_year(desk, page):
    (figure, *_) = (each for each in page.thresholds.findChildren(Figure) if each.isVisible())
    desk.press(figure, Qt.Key.Key_Space)
    assert (desk.shell.current().key, desk.shell.current().place()[:3]) == ("books", ("receipts", YEAR, None))


def test_what_to_put_aside_opens_its_declaration_and_what_is_left_the_list_of_them(desk, page):
    aside = figures(desk).aside
    assert page.aside.total.figure.text() == sums_lines([Money(aside.cents, "EUR")])
    part = page.aside.parts[OwedKind.CONTRIBUTIONS]
    (owed,) = aside.of(OwedKind.CONTRIBUTIONS)
    assert part.figure.text() == sums_lines([Money(owed.cents, "EUR")])
    desk.press(part.figure, Qt.Key.Key_Space)
    assert (desk.shell.current().key, desk.shell.current().place()) == ("declaration", owed.key)
    desk.go_to("dashboard")
    desk.press(page.flows.left[1], Qt.Key.Key_Space)
    assert desk.shell.current().key == "declarations"


def test_a_month_of_the_forecast_opens_its_amounts_and_each_its_document(desk, page):
    page.chart.show_kind(ChartKind.FORECAST)
    chart = page.chart.chart
    desk.press(chart, Qt.Key.Key_Return)
    opened = desk.shell.current()
    assert (opened.key, opened.place()) == ("forecast", ForecastQuery(Flow.RECEIVED, month_of(TODAY)))
    drawn = chart_of(ChartKind.FORECAST, figures(desk), "EUR").months[0]
    assert sum(row.expected.amount.cents for row in opened.kept) == drawn.cells[0] + drawn.cells[1]


def test_the_figures_of_a_year_before_are_shown_once_there_are_any_and_open_their_amounts(desk, page):
    before = page.flows.before[Flow.RECEIVED, 1]
    assert not before.isVisible()
    for day, cents in ((date(2025, 11, 21), 700_00), (date(2025, 11, 22), 90_00)):
        receipt = Receipt(on=day, client="Mme Arnaud", label="Cartes", amount_cents=cents)
        desk.shell.workspace.perform(lambda session, receipt=receipt: put_record(session, receipt))
    desk.rest()
    assert before.isVisible()
    assert before.text() == sums_lines([Money(700_00, "EUR")])
    assert sums_lines([Money(790_00, "EUR")]) in before.accessibleDescription()
    desk.press(before, Qt.Key.Key_Space)
    assert desk.shell.current().place() == CashQuery(Flow.RECEIVED, Span(date(2025, 1, 1), date(2025, 11, 21)))


def test_the_chart_is_loaded_with_the_first_figures_and_not_before():
    loaded = "import sys, microdesk_desktop.pages.registry; sys.exit(bool({'pyqtgraph', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
