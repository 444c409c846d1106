"""Nothing typed is lost, nothing is overwritten in silence, and the newest state is shown last."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.operations.documents.drafts import change_draft, remove_draft, require_draft
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.editor.conflict import BANNER
from microdesk_desktop.pages.editor.refresh import Refresh
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.store.documents.drafts import load_drafts
from tests.gui.pages.editor.conftest import CONTROL, RETURN, Author
from tests.support.documents.issuing import NOVA, drafted
from tests.support.gui import button, held, unlocked

LINES = [{"label": f"Prestation {number}", "unit_price": "10.00"} for number in range(200)]


def stored(author, draft_id):
    return author.desk.read(lambda reader: require_draft(reader, draft_id))


def labels(draft):
    return [line.label for line in draft.lines]


def refreshed(page):
    """The list that every state goes into which the editor shows from now on."""
    found = []
    page.findChild(Refresh).shown.connect(found.append)
    return found


def test_what_was_kept_is_not_worked_out_again(author):
    page = author.begin(drafted(author.desk.session))
    page.lines.open_line(0)
    author.rest()
    shown = refreshed(page)
    author.keys("x")
    author.rest()
    assert stored(author, page.keeper.opened.id) == page.draft
    assert [each.draft for each in shown] == [page.draft]


def test_a_client_who_changes_elsewhere_changes_in_the_pages(author):
    page = author.begin()
    author.enter("nov")
    author.keys("Lot")
    author.rest()
    shown, workspace = refreshed(page), author.desk.shell.workspace

    def rename(name):
        put_client(author.desk.session, replace(Client(**NOVA), name=name), page.draft.client_id)
        workspace.announce(Changes.CLIENTS)

    rename("Nova et fils")
    author.rest()
    assert page.state.client == "Nova et fils"
    with held(author.desk.shell.window(), Lane.WRITE):
        author.keys("x")
        page.keeper.flush()
        author.desk.qtbot.waitUntil(lambda: shown[-1].draft == page.draft)
        rename("Nova et filles")  # while what was typed is not kept yet
    author.rest()
    assert page.state.client == "Nova et filles"


def test_what_was_typed_just_before_the_lock_is_in_the_vault(author, window, qtbot):
    author.begin()
    author.enter("nov")
    author.keys("Conception")
    window.lock()
    qtbot.waitSignal(window.locked, timeout=15_000).wait()
    shell = unlocked(window, qtbot)
    assert isinstance(shell, Shell)
    ((draft_id, _, _),) = shell.workspace.session.read(load_drafts)
    draft = shell.workspace.session.read(lambda reader: require_draft(reader, draft_id))
    assert labels(draft) == ["Conception"]


def test_another_language_goes_on_with_the_same_draft(author):
    author.begin()
    author.enter("nov")
    author.enter("Conception", "2", "", "10")
    window = author.desk.shell.window()
    window.set_language("en")
    author.desk.shell = window.centralWidget()
    author.rest()
    author.desk.rest()
    assert labels(author.page.draft) == ["Conception"]
    assert len(author.desk.read(load_drafts)) == 1


@pytest.mark.parametrize("answer", ["action", "refusal"])
def test_a_draft_that_changed_elsewhere_is_not_overwritten_in_silence(author, answer):
    draft_id = drafted(author.desk.session)
    page = author.begin(draft_id)
    author.key(Qt.Key.Key_Tab)
    change_draft(author.desk.session, draft_id, Draft(notes="ailleurs"))
    page.head.days["issue_date"].setFocus()
    author.keys("01/12/2026")
    author.rest()
    assert stored(author, draft_id).notes == "ailleurs"
    button(author.desk.shell, f"{BANNER}.{answer}").click()
    author.rest()
    author.desk.rest()
    kept = stored(author, draft_id)
    assert (kept.notes == "ailleurs") is (answer == "refusal")
    assert kept == page.draft


def test_what_is_typed_into_a_draft_that_is_gone_can_be_kept_as_a_new_one(author):
    draft_id = drafted(author.desk.session)
    page = author.begin(draft_id)
    remove_draft(author.desk.session, draft_id)
    page.head.days["issue_date"].setFocus()
    author.keys("01/12/2026")
    author.rest()
    button(author.desk.shell, f"{BANNER}.action").click()
    author.rest()
    ((new_id, _, _),) = author.desk.read(load_drafts)
    assert stored(author, new_id).issued_on == page.draft.issued_on


def test_a_draft_stands_above_the_list_and_is_removed_and_brought_back(author):
    draft_id = drafted(author.desk.session)
    author.desk.shell.workspace.announce(Changes.DOCUMENTS)
    invoices = author.desk.go_to("invoices")
    assert invoices.table.current_row().draft_id == draft_id
    author.picture("list")
    author.key(Qt.Key.Key_Delete)
    author.desk.rest()
    assert author.desk.read(load_drafts) == []
    author.key(Qt.Key.Key_Z, CONTROL)
    author.desk.rest()
    assert invoices.table.current_row().draft_id == draft_id
    author.key(RETURN)
    author.rest()
    assert author.page.draft == stored(author, draft_id)


def test_the_newest_state_is_shown_last(author):
    page = author.begin()
    author.enter("nov")
    author.keys("Lot")
    author.key(RETURN)
    author.key(RETURN)
    author.key(RETURN)
    with held(author.desk.shell.window(), Lane.READ):
        for digit in "12345":
            author.keys(digit)
    author.rest()
    author.desk.qtbot.waitUntil(lambda: page.pages.is_current)
    assert page.state.due.amount == "12\u00a0345,00\u00a0€"


@pytest.mark.parametrize(
    "text",
    [
        "<b>gras</b> & « guillemets »",
        "\u202eesrevni",
        "日本語 العربية 👩‍👩‍👧",
        "a" * 3_000,
        "#set page(fill: red) $x^2$",
        "\x00\x1b[31m",
    ],
)
def test_hostile_texts_are_kept_and_shown_as_they_are(author, text):
    page = author.begin()
    author.enter("nov")
    page.lines.open_line(0)
    page.lines.editor.label.setText(text)
    page.lines.editor.label.textEdited.emit(text)
    page.lines.editor.details.text.setPlainText(text)
    page.options.notes.setPlainText(text)
    author.rest()
    author.desk.qtbot.waitUntil(lambda: page.pages.is_current)
    kept = stored(author, page.keeper.opened.id)
    assert kept.lines == page.draft.lines


def test_two_hundred_lines_are_walked_typed_into_and_kept(author):
    draft_id = drafted(author.desk.session, lines=LINES)
    page = author.begin(draft_id)
    page.lines.open_line(198)
    author.enter("x", "2", "", "", "")
    assert page.lines.current == 199
    author.rest()
    kept = stored(author, draft_id)
    assert (len(kept.lines), kept.lines[198].label) == (200, "x")
    assert page.state.nets[198] == "20,00\u00a0€"


def test_tab_goes_through_the_lines_both_ways(author):
    page = Author(author.desk).begin(drafted(author.desk.session, lines=LINES[:3]))
    page.lines.open_line(0)
    for _ in range(5):
        author.key(Qt.Key.Key_Tab)
    assert (page.lines.current, page.lines.editor.label.hasFocus()) == (1, True)
    author.key(Qt.Key.Key_Backtab)
    assert (page.lines.current, page.lines.editor.discount.hasFocus()) == (0, True)
