"""The rules: written, tried on the history, changed, removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.lessons import LessonKind
from microdesk_desktop.domain.settle.rules import RuleAction
from microdesk_desktop.operations.bank.decide import ignore
from microdesk_desktop.reconcile.learning import payer_words
from microdesk_desktop.reconcile.rules import is_distinctive
from microdesk_desktop.views.bank.lessons import load_lesson_rows
from microdesk_desktop.views.bank.rows import load_transactions
from microdesk_desktop.views.bank.rules import load_rule_rows
from tests.support.gui import button, type_in, unnamed


@pytest.fixture
def page(desk):
    return desk.go_to("rules")


def rules(desk):
    return [row.rule for row in desk.read(load_rule_rows)]


def statuses(desk, words):
    def read(reader):
        return load_transactions(reader, [id_ for (id_,) in reader.all("SELECT id FROM bank_transaction")])

    return {row.status for row in desk.read(read) if words in row.label}


def write(desk, page, words="COTISATION MENSUELLE"):
    page.add()
    form = desk.sheet().form
    type_in(desk.qtbot, form.words, words)
    return form


def test_a_rule_is_tried_on_the_history_before_it_is_kept(desk, page):
    form = write(desk, page)
    desk.qtbot.mouseClick(button(desk.sheet(), "test"), Qt.MouseButton.LeftButton)
    desk.rest()
    shown = [label.text() for label in form.findChildren(QLabel) if "opérations connues correspondent" in label.text()]
    assert len(shown) == 1
    assert shown[0].startswith("2 ")
    assert "COTISATION MENSUELLE COMPTE PRO" in shown[0]
    assert rules(desk) == []
    assert unnamed(desk.sheet()) == []


def test_a_new_rule_is_applied_at_once(desk, page):
    form = write(desk, page)
    type_in(desk.qtbot, form.category, "Frais bancaires")
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [(rule.words, rule.action) for rule in rules(desk)] == [("COTISATION MENSUELLE", RuleAction.EXPENSE)]
    assert statuses(desk, "COTISATION MENSUELLE") == {Status.ATTRIBUTED}


def test_changing_a_rule_can_be_taken_back(desk, page):
    write(desk, page)
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    page.table.view.select_row(0)
    desk.press(page.table.view, Qt.Key.Key_Return)
    type_in(desk.qtbot, desk.sheet().form.words, "COTISATION")
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [rule.words for rule in rules(desk)] == ["COTISATION"]
    desk.press(page.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [rule.words for rule in rules(desk)] == ["COTISATION MENSUELLE"]


def test_a_removed_rule_leaves_what_it_attributed_and_comes_back(desk, page):
    write(desk, page)
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    page.table.view.select_row(0)
    desk.press(page.table.view, Qt.Key.Key_Delete)
    assert rules(desk) == []
    assert statuses(desk, "COTISATION MENSUELLE") == {Status.ATTRIBUTED}
    desk.press(page.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(rules(desk)) == 1


def test_what_a_decision_taught_is_listed_and_forgotten_by_delete(desk):
    (row, *_) = [
        row
        for row in desk.read(
            lambda reader: load_transactions(reader, [id_ for (id_,) in reader.all("SELECT id FROM bank_transaction")])
        )
        if row.status is Status.TODO and "COTISATION MENSUELLE" not in row.label and row.amount_cents < 0
        and payer_words(row.label) and is_distinctive(payer_words(row.label))
    ]  # fmt: skip
    desk.shell.workspace.perform(lambda session: ignore(session, row.id))
    desk.rest()
    page = desk.go_to("rules")
    assert [each.lesson.kind for each in desk.read(load_lesson_rows)] == [LessonKind.PRIVATE]
    page.table.view.select_row(0)
    desk.press(page.table.view, Qt.Key.Key_Delete)
    assert desk.read(load_lesson_rows) == []
    desk.press(page.table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.read(load_lesson_rows)) == 1


def test_too_short_words_are_refused(desk, page):
    write(desk, page, "CB")
    desk.sheet().submit()
    desk.rest()
    assert rules(desk) == []
    assert desk.sheet().isVisible()


def test_an_empty_list_shows_how_rules_come(empty_desk):
    page = empty_desk.go_to("rules")
    assert "Une règle range pour vous ce qui revient" in [label.text() for label in page.findChildren(QLabel)]
