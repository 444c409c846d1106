"""The page of a document that was issued here: what comes next, its pages, its chain, notes, files and copies."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.records.vouchers import count_pages
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.chain.convert import convert
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.drafts import require_draft
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.documents.seal.copies import FileKind, paper_copy
from microdesk_desktop.operations.documents.seal.files import file_of
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.documents.collected import CollectedSheet
from microdesk_desktop.pages.documents.outputs import paint_copy
from microdesk_desktop.pages.documents.page import BESIDE_FROM
from microdesk_desktop.store.documents.chain import count_copies, find_issued
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.views.documents.steps import Step
from tests.support.documents.issuing import COMPANY, drafted, issued
from tests.support.gui import button, type_in, unnamed

DAYS = [{"label": "Atelier", "quantity": "5", "unit": "DAY", "unit_price": "400.00"}]
PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n"


@pytest.fixture
def office(desk):
    """The window of a company that may issue documents."""
    put_company(desk.session, COMPANY)
    return desk


def opened(desk, number):
    desk.shell.workspace.announce(Changes.DOCUMENTS | Changes.INVOICES | Changes.CLIENTS)
    desk.shell.navigate("invoice", desk.read(lambda reader: find_issued(reader, number)))
    desk.rest()
    return desk.shell.current()


def texts(host):
    QApplication.processEvents()  # a layout shows what was just added to it at the next turn of the loop
    labels = host.findChildren(QLabel)
    return [label.text().replace("\u00a0", " ").replace("\u202f", " ") for label in labels if label.isVisible()]


def drafts(desk):
    return [desk.read(partial(require_draft, draft_id=id_)) for id_, _, _ in desk.read(load_drafts)]


def press(desk, page, name):
    desk.qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)
    desk.rest()


def test_enter_on_a_quote_drafts_its_invoice_and_opens_it(office):
    page = opened(office, issued(office.session, type="quote", lines=DAYS))
    assert page.window().focusWidget().objectName() == "invoice"
    assert unnamed(page) == []
    office.press(page.window().focusWidget(), Qt.Key.Key_Return)
    (draft,) = drafts(office)
    assert (draft.type, draft.lines[0].quantity) == (DocumentType.INVOICE, 50_000)
    assert office.shell.current().key == "editor"


@pytest.mark.parametrize(
    ("form", "named"),
    [({"type": "quote"}, "invoice"), ({"type": "proforma"}, "invoice"), ({"type": "credit_note"}, "more")],
)
def test_what_was_just_issued_opens_with_the_focus_in_sight(office, form, named):
    """The page is built for it, so that the focus waits for what is read."""
    if form["type"] == "credit_note":
        number = issue(office.session, credit(office.session, issued(office.session, lines=DAYS)).id).number
    else:
        number = issued(office.session, lines=DAYS, **form)
    opened(office, number)
    focused = office.shell.window().focusWidget()
    assert (focused.objectName(), focused.isVisible()) == (named, True)


def test_a_quote_is_accepted_on_a_day_in_a_word_and_it_is_undone(office):
    number = issued(office.session, type="quote", lines=DAYS)
    page = opened(office, number)
    office.press(page, Qt.Key.Key_A)
    type_in(office.qtbot, office.sheet().form.remark, "par courriel")
    office.sheet().submit()
    office.rest()
    assert page.row.state is DocumentState.ACCEPTED
    assert any("Accepté le" in text and "par courriel" in text for text in texts(page.sheet.chain))
    office.shell.workspace.undo.undo()
    office.rest()
    assert page.row.state is DocumentState.ISSUED


def test_a_deposit_is_asked_for_in_a_sheet_which_shows_what_refuses_it(office):
    page = opened(office, issued(office.session, type="quote", lines=DAYS))
    page.steps.do(Step.DEPOSIT)
    office.rest()
    sheet = office.sheet()
    type_in(office.qtbot, sheet.form.percent, "150")
    sheet.submit()
    office.rest()
    assert "reste" in sheet.refusal.text()
    type_in(office.qtbot, sheet.form.percent, "40")
    sheet.submit()
    office.rest()
    (draft,) = drafts(office)
    assert (draft.type, draft.lines[0].unit_price) == (DocumentType.DEPOSIT, 800_000_000)


def test_a_part_is_chosen_line_by_line(office):
    page = opened(office, issued(office.session, type="quote", lines=DAYS))
    page.steps.do(Step.PART)
    office.rest()
    form = office.sheet().form
    office.sheet().submit()
    assert "Indiquez" in form.percent.findChildren(QLabel)[-1].text()
    type_in(office.qtbot, form.quantities[0], "1,5")
    office.sheet().submit()
    office.rest()
    assert drafts(office)[0].lines[0].quantity == 15_000


def test_an_amount_of_a_quote_is_invoiced_and_two_answers_are_refused(office):
    page = opened(office, issued(office.session, type="quote", lines=DAYS))
    page.steps.do(Step.PART)
    office.rest()
    form = office.sheet().form
    type_in(office.qtbot, form.quantities[0], "1")
    type_in(office.qtbot, form.amount, "1000")
    office.sheet().submit()
    assert "un seul des trois" in form.percent.findChildren(QLabel)[-1].text().replace("\u00a0", " ")
    form.quantities[0].set_value(None)
    office.sheet().submit()
    office.rest()
    (draft,) = drafts(office)
    assert (draft.takes_amount, draft.lines[0].unit_price) == (True, 1_000 * 10**6)


def test_the_sidebar_marks_the_list_that_has_the_document(office):
    def marked():
        return [each.accessibleName().split(",")[0] for each in office.shell.sidebar.entries if each.is_current]

    quote, invoice = issued(office.session, type="quote", lines=DAYS), issued(office.session)
    opened(office, quote)
    assert marked() == ["Devis"]
    opened(office, invoice)
    assert marked() == ["Factures"]
    office.shell.navigate("editor", drafted(office.session, type="quote"))
    office.rest()
    assert marked() == ["Devis"]


def test_a_quote_of_another_tool_is_invoiced_from_its_page(office):
    client_id = put_client(office.session, Client(name="Nova SARL")).id
    quote = ImportedDocument(
        number="D-12",
        type=DocumentType.QUOTE,
        issued_on=date(2026, 3, 3),
        due_on=None,
        client="Nova SARL",
        excl_tax_cents=1_000_00,
        tax_cents=0,
        incl_tax_cents=1_000_00,
        paid_cents=0,
    )
    id_ = office.session.write(lambda writer: save_document(writer, quote, client_id))
    office.shell.navigate("invoice", id_)
    office.rest()
    page = office.shell.current()
    assert "Reste à facturer : 1 000,00 €" in texts(page.sheet.chain)
    press(office, page, "invoice")
    (draft,) = drafts(office)
    assert (draft.refers_to, draft.lines[0].unit_price) == (("D-12",), 1_000 * 10**6)


def test_the_chain_leads_to_each_document_and_shows_what_remains(office):
    quote = issued(office.session, type="quote", lines=DAYS)
    deposit = issue(office.session, convert(office.session, quote, DocumentType.DEPOSIT).id).number
    page = opened(office, quote)
    assert "Reste à facturer : 2 000,00 €, acomptes de 600,00 € à déduire" in texts(page.sheet.chain)
    press(office, page.sheet.chain, "thread_entry")
    assert office.shell.current().place() == office.read(lambda reader: find_issued(reader, deposit))
    assert deposit in texts(office.shell.current())


def test_the_pages_stand_beside_the_cards_or_in_their_place(office):
    page = opened(office, issued(office.session, lines=DAYS))
    office.qtbot.waitUntil(lambda: page.pages.accessibleDescription().startswith("1") and page.pages.is_current)
    window = page.window()
    window.resize(BESIDE_FROM - 100, 700)
    office.rest()
    assert not page.pages.isVisible()
    office.press(page, Qt.Key.Key_F6)
    assert page.pages.isVisible()
    assert not page.sheet.isVisible()
    office.press(page, Qt.Key.Key_Escape)
    assert page.sheet.isVisible()


def test_a_note_is_added_and_removed_and_a_file_attached(office, tmp_path):
    page = opened(office, issued(office.session, lines=DAYS))
    field = page.sheet.beside.notes.findChild(QPlainTextEdit)
    office.qtbot.keyClicks(field, "Appeler lundi")
    press(office, page.sheet, "add_note")
    assert "Appeler lundi" in texts(page.sheet.beside.notes)
    press(office, page.sheet, "remove_note")
    assert "Appeler lundi" not in texts(page.sheet.beside.notes)
    (tmp_path / "bon.pdf").write_bytes(PDF)
    page.sheet.beside.attach([tmp_path / "bon.pdf"])
    office.rest()
    assert "bon.pdf" in texts(page.sheet.beside.files)
    press(office, page.sheet, "remove_attachment")
    assert "bon.pdf" not in texts(page.sheet.beside.files)


def test_a_saved_pdf_is_the_sealed_one_and_is_counted(office, tmp_path):
    number = issued(office.session, lines=DAYS)
    page = opened(office, number)
    for kind, name in ((FileKind.PDF, "f.pdf"), (FileKind.UBL, "f.xml")):
        page.output.write(number, kind, tmp_path / name)
        office.rest()
    assert (tmp_path / "f.pdf").read_bytes() == file_of(office.session, number, "pdf")
    assert number.encode() in (tmp_path / "f.xml").read_bytes()
    assert office.read(lambda reader: count_copies(reader, number)) == 1


def test_a_seal_that_no_longer_holds_is_announced(office):
    number = issued(office.session, lines=DAYS)
    page = opened(office, number)
    assert "intact" in texts(page.sheet)
    office.session.write(lambda writer: writer.run("DROP TRIGGER issued_file_stays"))
    office.session.write(lambda writer: writer.run("UPDATE issued_file SET content = x'00' WHERE name = 'pdf'"))
    page.reload()
    office.rest()
    assert any("n’est plus tel" in text for text in texts(page.sheet))


def test_a_note_on_a_draft_goes_over_to_the_document_that_is_issued_of_it(office):
    draft_id = drafted(office.session, lines=DAYS)
    office.shell.navigate("editor", draft_id)
    office.rest()
    editor = office.shell.current()
    office.qtbot.keyClicks(editor.beside.notes.field, "Relancer lundi")
    press(office, editor.beside, "add_note")
    page = opened(office, issue(office.session, draft_id).number)
    assert "Relancer lundi" in texts(page.sheet.beside.notes)


def test_a_copy_on_paper_is_counted_and_the_second_one_is_marked(office, tmp_path):
    number = issued(office.session, lines=DAYS)
    page = opened(office, number)
    for name in ("first.pdf", "second.pdf"):
        printer = QPrinter()
        printer.setOutputFileName(str(tmp_path / name))
        page.output.print_on(number, printer)
        office.rest()
    original = file_of(office.session, number, "pdf")
    assert (tmp_path / "first.pdf").read_bytes() == original
    assert (tmp_path / "second.pdf").read_bytes() != original
    assert "DUPLICATA" in paper_copy(office.session, number).mark


def test_every_page_is_painted_on_the_printer(office, tmp_path):
    lines = [{"label": f"Ligne {number}", "unit_price": "10.00"} for number in range(60)]
    number = issued(office.session, lines=lines)
    copy = paper_copy(office.session, number)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    paint_copy(copy, printer, Job())
    assert count_pages((tmp_path / "painted.pdf").read_bytes()) == len(copy.pages) > 1


def paid(desk, number, cents):
    document_id = desk.read(lambda reader: find_issued(reader, number))
    pay(desk.session, document_id, NewPayment(on=desk.session.clock.today(), method=Method.CHEQUE, cents=cents))


def status_action(page):
    menu = page.findChild(QPushButton, "more").menu()
    return next((each for each in menu.actions() if "Encaissée" in each.text()), None)


def test_the_status_of_what_came_in_is_shown_with_when_it_is_due_saved_once_and_saved_again(office, tmp_path):
    number = issued(office.session, lines=DAYS)
    page = opened(office, number)
    assert status_action(page) is None
    paid(office, number, 500_00)
    opened(office, number)
    status_action(page).trigger()
    (sheet,) = office.shell.findChildren(CollectedSheet)
    shown = texts(sheet)
    assert "500,00 €" in shown
    assert any(text.startswith("Facultatif : la TVA de ce document") for text in shown)
    assert unnamed(sheet) == []
    sheet.close_sheet()
    page.output.write_status(number, tmp_path / "first.xml")
    office.rest()
    assert status_action(page).text().startswith("Dernier statut")
    page.output.write_status(number, tmp_path / "second.xml", again=True)
    office.rest()
    assert (tmp_path / "first.xml").read_bytes() == (tmp_path / "second.xml").read_bytes()
    paid(office, number, 100_00)
    opened(office, number)
    assert status_action(page).text().startswith("Statut")
