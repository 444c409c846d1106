"""The list: fluid whatever its length, driven by keys, faithful to the selected row."""

import time
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.table.delegate import PADDING
from microdesk_desktop.gui.table.model import CellKind, Column, RowsModel
from microdesk_desktop.gui.table.pages import PAGE, PAGES_ASKED, PAGES_KEPT, Pages
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.apply import roles
from microdesk_desktop.gui.widgets.empty import EmptyState

MANY = 100_000


@dataclass(frozen=True)
class Line:
    id: int
    label: str
    amount: str


COLUMNS = (
    Column[Line](header="Libellé", text=lambda row: row.label, detail=lambda row: f"n° {row.id}"),
    Column[Line](header="Montant", text=lambda row: row.amount, kind=CellKind.AMOUNT, tone=lambda row: Tone.POSITIVE),
    Column[Line](header="Statut", text=lambda row: "À traiter", kind=CellKind.CHIP, sample="À traiter"),
)


def lines(ids):
    return [Line(each, f"ligne {each}", "1,00 €") for each in ids]


def key(line):
    return line.id


class Worker:
    """Reads pages when the test asks for it; `asked` are the numbers that wait."""

    def __init__(self):
        self.history = []
        self.asked = {}

    def ask(self, number, take):
        self.history.append(number)
        self.asked[number] = take
        return _Reading(self, number)

    def answer(self):
        for number, take in self.asked.copy().items():
            del self.asked[number]
            take(lines(range(number * PAGE, min((number + 1) * PAGE, MANY))))


@dataclass
class _Reading:
    worker: Worker
    number: int

    def forget(self):
        self.worker.asked.pop(self.number, None)


@pytest.fixture
def worker():
    return Worker()


@pytest.fixture
def table(qtbot):
    made = Table("Lignes", COLUMNS, EmptyState("inbox", "Rien ici."))
    made.resize(600, 400)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize("count", [0, 1, 450])
def test_the_model_obeys_qt(qtmodeltester, worker, count):
    model = RowsModel(COLUMNS)
    model.set_rows(lines(range(count)), key)
    qtmodeltester.check(model)
    model.set_pages(Pages(count, worker.ask, {}), key)
    qtmodeltester.check(model)


def test_only_what_is_shown_is_read(table, worker):
    table.set_pages(Pages(MANY, worker.ask, {0: lines(range(PAGE))}), key, None)
    table.grab()
    assert worker.history == []
    table.view.verticalScrollBar().setValue(table.view.verticalScrollBar().maximum())
    table.grab()
    assert worker.history == [(MANY - 1) // PAGE]


def test_a_text_of_any_length_is_painted_in_the_same_time(table):
    def seconds(size):
        # Other texts each time: a text is cut to its column once.
        table.set_rows([Line(each, f"{size} {each} " + "é " * size, "1,00 €") for each in range(20)], key)
        start = time.process_time()
        table.grab()
        return time.process_time() - start

    seconds(1_000)
    assert seconds(300_000) < 3 * seconds(1_001) + 0.1


def test_the_next_screen_is_read_before_it_is_shown(table, worker):
    table.set_pages(Pages(MANY, worker.ask, {0: lines(range(PAGE))}), key, 0)
    bar = table.view.verticalScrollBar()
    for number in range(1, 40):
        bar.setValue(bar.value() + table.view.rowHeight(0))
        assert not any(table.model.is_awaited(each) for each in table.in_sight), number
        worker.answer()
    top = MANY // 2 // PAGE * PAGE
    bar.setValue(top * table.view.rowHeight(0))
    table.grab()
    worker.answer()
    bar.setValue(bar.value() - table.view.rowHeight(0) // 2)
    assert list(worker.asked) == [top // PAGE - 1]


def test_what_a_drag_of_the_scroll_bar_left_behind_is_not_read(worker):
    pages = Pages(MANY, worker.ask, {})
    for number in range(PAGES_ASKED + 2):
        pages.page_of(number * PAGE)
    assert list(worker.asked) == list(range(2, PAGES_ASKED + 2))


def test_what_scrolled_away_long_ago_is_forgotten(worker):
    pages = Pages(MANY, worker.ask, {})
    for number in range(PAGES_KEPT + 1):
        pages.page_of(number * PAGE)
        worker.answer()
    assert not pages.has(0)
    assert pages.has(PAGE)


def test_rows_that_arrive_for_a_former_list_are_not_shown(table, worker):
    table.set_pages(Pages(MANY, worker.ask, {}), key, 0)
    late = worker.asked[0]
    table.set_rows([Line(7, "autre", "2,00 €")], key)
    assert worker.asked == {}
    late(lines(range(PAGE)))
    assert table.model.row(0).label == "autre"
    assert table.current_id() == 7


def test_an_awaited_row_is_painted_as_a_quiet_bar_and_heard_as_one(table, worker):
    table.set_pages(Pages(MANY, worker.ask, {}), key, None)
    blank, role = table.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole
    assert table.model.data(blank, role) == "Chargement…"
    painted, line = table.view.viewport().grab().toImage(), QColor(roles().line)
    middle = table.view.rowHeight(0) // 2
    assert painted.pixelColor(PADDING + 2, middle) == line
    worker.answer()
    assert table.model.data(blank, role) == "ligne 0, n° 0"


def test_a_number_stands_at_the_right_below_its_header(qtbot):
    number = Column[Line](header="Documents", text=lambda row: "7", kind=CellKind.NUMBER, sample="Documents")
    table = Table("Clients", (COLUMNS[0], number), EmptyState("users", "Rien."))
    qtbot.addWidget(table)
    table.resize(600, 200)
    with qtbot.waitExposed(table):
        table.show()
    table.set_rows(lines([1]), key)
    left, width, height = table.view.columnViewportPosition(1), table.view.columnWidth(1), table.view.rowHeight(0)
    painted = table.view.viewport().grab().toImage()
    ground = painted.pixelColor(left + 1, height // 2)
    inside, right = range(4, height - 4), left + width - PADDING
    ink = [x for x in range(left, left + width) if any(painted.pixelColor(x, y) != ground for y in inside)]
    assert right - width // 4 < min(ink)
    assert max(ink) <= right
    assert table.model.is_right(1)


def test_the_selected_row_is_known_once_it_arrives(table, worker):
    heard = []
    table.selected.connect(heard.append)
    table.row_arrived.connect(lambda: heard.append("arrived"))
    table.set_pages(Pages(MANY, worker.ask, {}), key, 3)
    assert (table.is_awaiting, table.current_row()) == (True, None)
    worker.answer()
    assert heard == [None, "arrived"]
    assert (table.is_awaiting, table.current_id()) == (False, 3)


def test_the_selected_row_is_still_known_when_its_page_was_forgotten(table, worker):
    pages = Pages(MANY, worker.ask, {0: lines(range(PAGE))})
    table.set_pages(pages, key, 3)
    for number in range(1, PAGES_KEPT + 2):
        pages.page_of(number * PAGE)
        worker.answer()
    assert (table.is_awaiting, table.current_id()) == (True, 3)


def test_the_selection_stays_on_its_row_and_else_on_its_place(table):
    heard = []
    table.set_rows(lines((1, 2, 3, 4)), key)
    table.select(3)
    table.selected.connect(heard.append)
    table.set_rows(lines((9, 1, 2, 3, 4)), key)
    assert table.current_id() == 3
    table.set_rows(lines((9, 1, 2, 4)), key)
    assert table.current_id() == 4
    table.set_rows(lines(()), key)
    assert table.current_id() is None
    assert heard[-1] is None


def test_the_next_row_is_selected_when_several_go_at_once(table):
    table.set_rows(lines((1, 2, 3, 4, 5)), key)
    table.select(3)
    table.set_rows(lines((1, 4, 5)), key)
    assert table.current_id() == 4
    table.select(5)
    table.set_rows(lines((1,)), key)
    assert table.current_id() == 1


def test_keys_go_everywhere(table, qtbot):
    activated = []
    table.activated.connect(activated.append)
    table.set_rows(lines(range(MANY)), key)
    table.view.setFocus()
    for pressed, expected in (
        (Qt.Key.Key_End, MANY - 1),
        (Qt.Key.Key_Up, MANY - 2),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Down, 1),
    ):
        qtbot.keyClick(table.view, pressed)
        assert table.current_id() == expected
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert activated == [1]


def test_an_amount_is_never_cut(table, qtbot):
    long = "+123 456 789 012,34 €"
    table.set_rows([Line(1, "x" * 500, long)], key)
    table.grab()
    column = table.view.fontMetrics().horizontalAdvance(long)
    qtbot.waitUntil(lambda: table.view.columnWidth(1) > column)


def test_a_row_that_left_the_vault_meanwhile_is_blank(table, worker):
    table.set_pages(Pages(2, worker.ask, {0: [Line(1, "seule", "1,00 €"), None]}), key, None)
    table.grab()
    assert table.model.data(table.model.index(1, 0)) is None


def test_an_empty_list_shows_what_to_do(table):
    table.set_rows(lines(()), key)
    assert not table.view.isVisible()
    table.set_rows(lines((1,)), key)
    assert table.view.isVisible()


def test_a_screen_reader_hears_both_lines(table):
    table.set_rows(lines((1,)), key)
    interface = QAccessible.queryAccessibleInterface(table.view)
    assert interface.text(QAccessible.Text.Name) == "Lignes"
    assert table.model.data(table.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "ligne 1, n° 1"


def test_the_selected_row_stays_in_sight_when_the_list_gets_lower(table):
    table.set_rows(lines(range(100)), key)
    view = table.view
    view.select_row(99)
    table.resize(600, 250)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).bottomLeft())
    view.select_row(40)
    view.scrollToTop()
    table.resize(600, 200)
    assert view.verticalScrollBar().value() == 0, "a row that was out of sight does not move the list"
