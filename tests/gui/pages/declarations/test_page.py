"""Declarations in the window: found in the calendar, copied, marked after one question, their day corrected."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.declarations.mark_form import MarkForm
from microdesk_desktop.store.books.declarations import load_declared
from microdesk_desktop.views.waiting.queue import load_queue
from tests.support.gui import type_in, unnamed

PLAIN = {0xA0: " ", 0x202F: " ", 0x2019: "'"}


@pytest.fixture
def page(empty_desk):
    """The calendar on 21 November 2026, with 9,130.46 euros of August."""
    put_company(empty_desk.session, {"created_on": "2024-03-01"})
    receipt = Receipt(
        on=date(2026, 8, 10), client="Nova", label="Conseil", amount_cents=9_130_46, activity=Activity.BNC
    )
    put_record(empty_desk.session, receipt)
    empty_desk.shell.workspace.announce(Changes.COMPANY | Changes.LEDGER)
    empty_desk.rest()
    return empty_desk.go_to("declarations")


def opened(desk, wanted):
    """The page of a duty, as Enter on its row opens it."""
    desk.shell.navigate("declarations", wanted)
    desk.rest()
    desk.press(desk.shell.current().table.view, Qt.Key.Key_Return)
    return desk.shell.current()


def texts(page):
    return " ".join(label.text() for label in page.findChildren(QLabel)).translate(PLAIN)


def copy_buttons(page):
    return [button for button in page.findChildren(QPushButton) if button.text() == "Copier"]


def mark(desk, page, day=""):
    page.mark_button.click()
    sheet = desk.sheet()
    form = sheet.findChild(MarkForm)
    if day:
        type_in(desk.qtbot, form.on, day)
    desk.press(form.on.focusProxy(), Qt.Key.Key_Return)


def declared(desk):
    return {name: each.on for name, each in desk.read(lambda reader: load_declared(reader, DutyKind.TURNOVER)).items()}


def test_the_period_to_declare_stands_first_and_opens_by_enter(empty_desk, page):
    assert page.rows[0].key == "turnover:2026-T3"
    chips = [button.text().rstrip("\u00a0 0123456789") for button in page.chips.findChildren(QPushButton)]
    assert chips == ["Toutes", "En retard", "À faire", "À venir", "Faites", "Antérieures"]
    opened_page = opened(empty_desk, "turnover:2026-T3")
    assert opened_page.key == "declaration"
    shown = texts(opened_page)
    assert "9 130 € × 25,6 % = 2 337,28 €, arrondi à l'euro" in shown
    assert "En retard" in shown
    assert unnamed(opened_page) == []


def test_the_turnover_is_copied_as_the_form_takes_it(empty_desk, page):
    opened_page = opened(empty_desk, "turnover:2026-T3")
    (button,) = copy_buttons(opened_page)
    assert button.accessibleName().translate(PLAIN) == "Copier 9 130 €, Autres prestations de services (BNC)"
    button.setFocus()
    empty_desk.press(button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "9130"


def test_a_period_is_marked_after_one_question_and_its_day_can_be_corrected(empty_desk, page):
    opened_page = opened(empty_desk, "turnover:2026-T3")
    mark(empty_desk, opened_page, "31/10/2026")
    assert declared(empty_desk) == {"2026-T3": date(2026, 10, 31)}
    assert not opened_page.mark_button.isVisible()
    assert "ces chiffres restent ceux que vous avez déclarés" in texts(opened_page)
    (correct,) = opened_page.findChild(QPushButton, "more").menu().actions()
    correct.trigger()
    form = empty_desk.sheet().findChild(MarkForm)
    type_in(empty_desk.qtbot, form.on, "30/10/2026")
    empty_desk.press(form.on.focusProxy(), Qt.Key.Key_Return)
    assert declared(empty_desk) == {"2026-T3": date(2026, 10, 30)}


def test_a_day_before_the_end_of_the_period_is_refused_in_the_sheet(empty_desk, page):
    opened_page = opened(empty_desk, "turnover:2026-T3")
    mark(empty_desk, opened_page, "30/09/2026")
    assert empty_desk.sheet().refusal.isVisible()
    assert declared(empty_desk) == {}


def test_a_period_that_is_not_over_is_shown_and_cannot_be_marked(empty_desk, page):
    opened_page = opened(empty_desk, "turnover:2026-T4")
    assert not opened_page.mark_button.isVisible()
    assert "La période n'est pas finie" in texts(opened_page)


def test_what_is_to_be_declared_waits_until_it_is_marked(empty_desk, page):
    def waiting():
        today = empty_desk.shell.workspace.clock.today()
        return [item.wanted for item in empty_desk.read(lambda reader: load_queue(reader, today, "declarations")).items]

    assert waiting() == ["turnover:2026-T3", "local_tax:2026"]
    mark(empty_desk, opened(empty_desk, "turnover:2026-T3"))
    opened(empty_desk, "local_tax:2026").mark_button.click()
    empty_desk.rest()
    assert waiting() == []


def test_a_figure_opens_the_lines_of_the_book_that_it_adds_up(empty_desk, page):
    opened_page = opened(empty_desk, "turnover:2026-T3")
    (figure,) = opened_page.findChildren(Figure)
    empty_desk.press(figure, Qt.Key.Key_Space)
    books = empty_desk.shell.current()
    assert (books.key, books.place()[:2]) == ("books", ("receipts", Span(date(2026, 7, 1), date(2026, 9, 30))))
    assert [row.line.amount_cents for row in books.list.register.rows] == [9_130_46]


def test_what_names_no_activity_is_stated_above_the_figures_and_opens_its_lines(empty_desk, page):
    put_company(empty_desk.session, {"other_activities": (Activity.SALES,)})
    put_record(empty_desk.session, Receipt(on=date(2026, 9, 1), client="Arnaud", label="Vente", amount_cents=75_00))
    empty_desk.shell.workspace.announce(Changes.COMPANY | Changes.LEDGER)
    empty_desk.rest()
    opened_page = opened(empty_desk, "turnover:2026-T3")
    assert "75,00 € encaissés sans activité" in texts(opened_page)
    (link,) = [
        button for button in opened_page.findChildren(QPushButton) if button.text() == "Voir ces lignes du livre"
    ]
    link.click()
    empty_desk.rest()
    assert empty_desk.shell.current().place()[:3] == ("receipts", Span(date(2026, 7, 1), date(2026, 9, 30)), None)


def test_a_year_that_the_books_do_not_hold_promises_no_exemption(empty_desk, page):
    shown = texts(opened(empty_desk, "local_tax:2026"))
    assert "Vos livres n'ont rien en 2024. Si vous y avez encaissé 5 000 € au plus" in shown
