"""A document is written, kept, undone and issued by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.layout.scroll import bring_into_sight
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.operations.documents.drafts import new_draft, require_draft
from microdesk_desktop.pages.shared.new_draft import NewDraft
from microdesk_desktop.store.documents.drafts import load_drafts
from tests.gui.pages.editor.conftest import CONTROL, RETURN
from tests.support.documents.issuing import issued
from tests.support.gui import held, unnamed

SHIFT = Qt.KeyboardModifier.ShiftModifier


def kept(author):
    """The draft that is open, as the vault holds it."""
    author.rest()
    draft_id = author.page.keeper.opened.id
    return author.desk.read(lambda reader: require_draft(reader, draft_id))


def written(author):
    """A draft of two lines for Nova SARL."""
    page = author.begin()
    author.enter("nov")
    author.enter("Conception", "3", "j", "350", "")
    author.enter("Forfait", "", "", "200", "10 %")
    return page


def test_an_invoice_goes_from_an_empty_list_to_its_number_by_keyboard_alone(author):
    author.desk.go_to("invoices")
    author.key(Qt.Key.Key_N)
    author.rest()
    author.enter("nov")
    author.enter("Conception", "3", "j", "350", "")
    author.enter("Forfait", "", "", "200", "10 %")
    author.key(RETURN)  # in a blank line: done
    author.rest()
    page = author.page
    assert page.state.due.amount == "1\u00a0230,00\u00a0€"
    assert not page.state.findings
    author.picture("ready")
    author.key(RETURN, CONTROL)
    author.picture("sheet")
    author.key(RETURN)
    author.rest()
    assert author.desk.shell.current().key == "invoice"
    assert "F-2026-0001" in author.desk.shell.toast.text.text()
    author.picture("issued")


def test_the_last_invoice_of_a_list_is_issued_again_with_three_keys(author):
    issued(author.desk.session)
    invoices = author.desk.go_to("invoices")
    assert invoices.table.view.hasFocus()
    author.key(Qt.Key.Key_D)
    author.rest()
    author.key(RETURN, CONTROL)
    author.key(RETURN)
    author.rest()
    assert "F-2026-0002" in author.desk.shell.toast.text.text()
    assert author.strokes == 3


def test_numbers_are_typed_with_a_comma_or_a_point_and_kept_exactly(author):
    author.begin()
    author.enter("nov")
    author.enter("Lot", "2,5", "", "0.333333", "")
    author.rest()
    (line,) = kept(author).lines
    assert (line.quantity, line.unit_price) == (25_000, 333_333)


def test_what_cannot_be_read_is_named_kept_as_typed_and_stands_against_the_issue(author):
    page = author.begin()
    author.enter("nov")
    author.enter("Lot", "2,,5", "", "10")
    author.rest()
    assert [(each.field, each.line) for each in page.state.blocking] == [("quantity", 1)]
    author.key(RETURN, CONTROL)
    assert QApplication.focusWidget() is page.lines.editor.quantity
    assert dict(kept(author).typed) == {"lines.1.quantity": "2,,5"}
    draft_id = page.keeper.opened.id
    author.begin()
    author.begin(draft_id)
    page.lines.open_line(0)
    assert page.lines.editor.quantity.text() == "2,,5"


def test_ctrl_z_takes_back_a_field_at_a_time_and_ctrl_shift_z_brings_it_again(author):
    page = written(author)
    author.rest()
    author.key(Qt.Key.Key_Z, CONTROL)
    author.rest()
    assert [each.discount for each in page.draft.lines] == [None, None]
    author.key(Qt.Key.Key_Z, CONTROL)
    author.rest()
    assert [each.unit_price for each in page.draft.lines] == [350_000_000, 0]
    for _ in range(2):
        author.key(Qt.Key.Key_Z, CONTROL | SHIFT)
        author.rest()
    assert page.draft.lines[1].discount is not None
    assert kept(author) == page.draft


def test_undo_shows_in_the_field_that_has_the_focus(author):
    page = author.begin()
    author.enter("nov")
    page.head.days["issue_date"].setFocus()
    author.keys("01/12/2026")
    author.rest()
    author.key(Qt.Key.Key_Z, CONTROL)
    author.rest()
    assert page.head.days["issue_date"].entry.text() == ""
    assert kept(author).issued_on is None


def test_a_draft_that_names_its_client_shows_the_name(author):
    author.begin()
    draft_id = new_draft(author.desk.session, {"client": "Atelier Brun", "notes": "Merci"}).id
    page = author.begin(draft_id)
    assert page.head.client.text() == "Atelier Brun"
    assert page.options.notes.isVisible()


def test_after_the_issue_nothing_of_the_draft_is_undone(author):
    written(author)
    author.rest()
    author.key(RETURN, CONTROL)
    author.key(RETURN)
    author.rest()
    author.desk.press(author.desk.shell.sidebar, Qt.Key.Key_Z, CONTROL)
    assert author.desk.shell.workspace.notices.banners == ()
    assert author.desk.shell.current().key == "invoice"


def test_a_date_before_the_last_issue_leads_to_its_field(author):
    issued(author.desk.session)
    page = written(author)
    page.head.days["issue_date"].setFocus()
    author.keys("01/01/2026")
    author.rest()
    author.key(RETURN, CONTROL)
    assert page.head.days["issue_date"].entry.hasFocus()
    assert [each.field for each in page.state.blocking] == ["issue_date"]


def test_the_sheet_shows_what_was_typed_last(author):
    page = written(author)
    page.lines.open_line(0)
    page.lines.editor.focus_field("unit_price")
    with held(author.desk.shell.window(), Lane.READ):
        author.keys("400")
        author.key(RETURN, CONTROL)
    author.rest()
    assert "1\u00a0380,00\u00a0€" in [label.text() for label in author.desk.sheet().findChildren(QLabel)]


def test_lines_are_moved_duplicated_and_removed_and_it_is_undone(author):
    page = written(author)
    page.lines.open_line(1)
    labels = lambda: [line.label for line in kept(author).lines]  # noqa: E731
    author.key(Qt.Key.Key_Up, CONTROL)
    assert labels() == ["Forfait", "Conception"]
    author.key(Qt.Key.Key_D, CONTROL)
    assert labels() == ["Forfait", "Forfait", "Conception"]
    author.key(Qt.Key.Key_Delete, CONTROL)
    assert labels() == ["Forfait", "Conception"]
    for _ in range(3):
        author.key(Qt.Key.Key_Z, CONTROL)
        author.rest()
    assert labels() == ["Conception", "Forfait"]


def test_rows_of_a_spreadsheet_become_lines(author):
    author.begin()
    author.enter("nov")
    QGuiApplication.clipboard().setText("Pose\t2\th\t45,50\t91,00\nDépose\t30\n\n")
    author.key(Qt.Key.Key_V, CONTROL)
    lines = kept(author).lines
    assert [(each.label, each.quantity, each.unit, each.unit_price) for each in lines] == [
        ("Pose", 20_000, "HUR", 45_500_000),
        ("Dépose", 10_000, "C62", 30_000_000),
    ]


def test_a_quote_has_a_day_until_which_it_is_valid(author):
    page = author.begin(NewDraft(type=DocumentType.QUOTE))
    author.enter("nov")
    page.head.days["valid_until"].setFocus()
    author.enter("45")
    author.rest()
    assert (kept(author).valid_until - author.desk.shell.workspace.clock.today()).days == 45


def test_a_new_client_is_kept_from_the_editor_and_taken(author):
    page = author.begin()
    author.enter("Zoe Blanc")
    sheet = author.desk.sheet()
    assert unnamed(sheet) == []
    sheet.submit()
    author.rest()
    assert page.head.client.text() == "Zoe Blanc"
    assert page.draft.client_id is not None


def test_what_refuses_the_issue_is_scrolled_into_sight(author):
    """The field of a client who is missing may be above what a small window shows."""
    page = author.begin()
    author.desk.shell.window().resize(900, 480)
    author.keys("Atelier")
    page.head.client_chosen.emit("")
    page.lines.focus_line(None, "label")
    author.enter("Maquette")
    page.lines.editor.open_details()
    page.options.set_open(True)
    page.options.entries["subject"].setFocus()
    author.rest()
    bring_into_sight(page.options.entries["subject"])
    assert page.head.client.visibleRegion().isEmpty()
    page.issue()
    author.rest()
    assert page.head.client.hasFocus()
    assert page.head.client.visibleRegion().boundingRect() == page.head.client.rect()


def test_a_draft_into_which_nothing_was_typed_is_not_kept(author):
    author.begin()
    author.desk.go_to("invoices")
    assert author.desk.read(load_drafts) == []


def test_every_control_has_a_name(author):
    page = author.begin()
    author.picture("new")
    author.keys("no")
    author.picture("client")
    author.key(RETURN)
    page.lines.editor.open_details()
    page.options.set_open(True)
    author.picture("open")
    author.rest()
    assert unnamed(page) == []
