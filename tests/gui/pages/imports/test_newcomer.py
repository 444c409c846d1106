"""A new user brings in what other tools and banks gave them: each file is dropped, looked at and imported."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.pages.imports.page import ImportPage
from microdesk_desktop.views.messages.errors import error_text
from tests.support.gui import button, drop
from tests.support.imports.newcomer import held, load_files

FILES = load_files()
GOOD = [each for each in FILES if not each.refused]
WRONG = [each for each in FILES if each.refused]


def name(file):
    return f"{file.path.parent.name}/{file.path.name}"


@pytest.fixture
def page(empty_desk) -> ImportPage:
    return empty_desk.go_to("imports")


def dropped(desk, page, file):
    """The file as the page shows it, dropped while another page is in sight."""
    desk.go_to("clients")
    drop(desk.shell, file.path)
    desk.rest()
    assert desk.shell.current() is page
    (opened,) = page.imports.files
    return opened


def asked(page):
    """The buttons of the questions in sight, by their words."""
    QApplication.processEvents()
    strips = [each for each in page.findChildren(Strip) if each.isVisible()]
    return {button.text().replace("’", "'"): button for strip in strips for button in strip.buttons}


def keep(desk, page, answers):
    """Answer the questions as the user would, and import what is shown."""
    for answer in answers:
        assert not page.imports.importable, "nothing is imported before the question is answered"
        desk.qtbot.mouseClick(asked(page)[answer], Qt.MouseButton.LeftButton)
        desk.rest()
    desk.qtbot.mouseClick(button(page, "keep"), Qt.MouseButton.LeftButton)
    desk.rest()


@pytest.mark.parametrize("file", GOOD, ids=name)
def test_a_file_of_another_tool_or_bank_is_recognised_previewed_and_imported_as_a_person_reads_it(
    empty_desk, page, file
):
    opened = dropped(empty_desk, page, file)
    assert opened.refusal is None, error_text(opened.refusal)
    assert opened.draft.kind == file.kind
    counts = {str(outcome): count for outcome, count in opened.preview.counts.items() if count}
    assert counts == file.rows
    assert {str(each.kind): each.sum.cents for each in opened.preview.totals} == file.totals
    keep(empty_desk, page, file.answers)
    today = empty_desk.shell.workspace.clock.today()
    assert empty_desk.read(lambda reader: held(reader, file.kind, today)) == sorted(file.holds)


@pytest.mark.parametrize("file", WRONG, ids=name)
def test_a_wrong_file_is_refused_for_what_it_is_with_what_to_do(empty_desk, page, file):
    opened = dropped(empty_desk, page, file)
    assert opened.refusal is not None
    assert file.refused in error_text(opened.refusal)
    assert not page.imports.importable


def test_every_sample_file_has_its_expectation():
    known = {each.path for each in FILES}
    folder = FILES[0].path.parents[1]
    assert known == {path for path in folder.glob("*/*") if path.is_file()}
