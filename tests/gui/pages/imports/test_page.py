"""The import page, as a user goes through it: drop, look, answer, correct, import, take back."""

import gc
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit

from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.pages.imports.controller import ImportController
from microdesk_desktop.views.records.rows import load_client_rows
from tests.support.gui import LONG_MS, button, drop, held, settled, unlocked, unnamed

STATEMENT = (
    "Date;Libellé;Montant;Notes internes\n20/11/2026;CB PAPETERIE DU PORT;-18,40;x\n21/11/2026;VIR RECU ARNAUD;95,00;\n"
)
UNCLEAR = "Date;Objet;Montant\n20/11/2026;Papeterie;18,40\n21/11/2026;Arnaud;95,00\n"
OFX = (
    "OFXHEADER:100\n<OFX><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30003<BRANCHID>00001<ACCTID>12345678901</BANKACCTFROM>"
    "<BANKTRANLIST><STMTTRN><DTPOSTED>{day}<TRNAMT>{amount}<FITID>{day}<NAME>VIR</STMTTRN></BANKTRANLIST>"
    "{ledger}</STMTRS></OFX>"
)
CLIENTS = "name,siren,Couleur\nBoulangerie Sud,732829320,bleu\n,404833048,vert\n"


@pytest.fixture
def write(tmp_path):
    def made(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return made


@pytest.fixture
def page(empty_desk):
    return empty_desk.go_to("imports")


def open_on(desk, key, *paths):
    """Drop files while the page `key` is in sight."""
    desk.go_to(key)
    drop(desk.shell, *paths)
    desk.rest()
    QApplication.processEvents()  # what was just made is laid out at the next turn of the loop
    return desk.shell.current()


def names(desk):
    return {row.client.name for row in desk.read(load_client_rows)}


def transactions(desk):
    return desk.read(lambda reader: reader.value("SELECT count(*) FROM bank_transaction"))


def strips(page):
    QApplication.processEvents()
    return [plain(each.accessibleName()) for each in page.findChildren(Strip) if each.isVisible()]


def plain(text):
    """The text with plain spaces and apostrophes, as the code has it."""
    return re.sub(r"[\u00a0\u202f]", " ", text).replace("’", "'")


def rows(page):
    model = page.view.rows.table.model
    return [model.row(number) for number in range(model.rowCount())]


def cell(page, row, field):
    fields = page.view.rows.fields
    return page.view.rows.table.model.index(row, page.view.rows.first_field + fields.index(field))


def editor(page):
    (found,) = [each for each in page.view.findChildren(QLineEdit) if each.isVisible()]
    return found


def answer(desk, page, text):
    (chosen,) = [each for strip in page.findChildren(Strip) for each in strip.buttons if plain(each.text()) == text]
    desk.qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    desk.rest()


def test_a_wrong_line_is_corrected_in_place_imported_and_taken_back(empty_desk, write, qtbot):
    desk = empty_desk
    page = open_on(desk, "clients", write("clients.csv", CLIENTS))
    assert page.view.rows.chips.current == RowOutcome.REFUSED
    assert button(page, "keep").text() == "Importer 1 client"
    qtbot.keyClick(page.view.rows.table.view, Qt.Key.Key_Home)
    qtbot.keyClick(page.view.rows.table.view, Qt.Key.Key_Return)
    assert editor(page).accessibleName() == "Nom", "Enter opens the cell that is at fault"
    qtbot.keyClicks(editor(page), "Studio Nord")
    qtbot.keyClick(editor(page), Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt closes the editor at the next turn of the loop
    desk.rest()
    assert [row.outcome for row in rows(page)] == [RowOutcome.ADDED], "the corrected line stays in sight"
    assert button(page, "keep").text() == "Importer 2 clients"
    qtbot.mouseClick(button(page, "keep"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert names(desk) == {"Boulangerie Sud", "Studio Nord"}
    assert strips(page) == ["Import terminé : 2 clients."]
    assert plain(page.subtitle()) == "L'import est fait. Vous pouvez encore l'annuler."
    answer(desk, page, "Annuler l'import…")
    assert names(desk) == {"Boulangerie Sud", "Studio Nord"}, "what stands on it is shown first"
    answer(desk, page, "Annuler l'import")
    assert names(desk) == set()
    assert strips(page) == []


def test_a_file_that_may_be_several_things_is_asked_about_and_answered_by_keyboard(empty_desk, write, qtbot):
    page = open_on(empty_desk, "settings", write("export.csv", UNCLEAR))
    assert strips(page) == ["Que contient « export.csv » ?"]
    assert not button(page, "keep").isEnabled()
    focused = QApplication.focusWidget()
    assert focused.text() == "Relevé de banque", "the first answer has the focus"
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    empty_desk.rest()
    assert button(page, "keep").text() == "Importer 2 opérations"
    assert transactions(empty_desk) == 0


@pytest.mark.parametrize(("key", "kind"), [("bank", ImportKind.STATEMENT), ("receipts", ImportKind.RECEIPTS)])
def test_a_file_that_may_be_several_things_is_of_the_kind_of_the_page_on_which_it_falls(empty_desk, write, key, kind):
    open_on(empty_desk, key, write("export.csv", UNCLEAR))
    (file,) = empty_desk.shell.workspace.controller(ImportController).files
    assert file.draft.kind is kind


def test_the_totals_and_the_unused_columns_are_shown(empty_desk, write):
    page = open_on(empty_desk, "clients", write("clients.csv", CLIENTS))
    assert "Couleur" in page.view.unused.text()
    page = open_on(empty_desk, "bank", write("releve.csv", STATEMENT))
    page.list.table.select(page.imports.files[-1].id)
    assert plain(page.view.rows.totals.text()) == "Entrées 95,00 € · Sorties 18,40 €"


def test_a_column_counts_as_used_however_its_field_was_found(empty_desk, write):
    text = "Operation date,Wording,Value,Way\n2026-11-16,Card,32.90,OUT\n2026-11-17,Transfer,500.00,IN\n"
    page = open_on(empty_desk, "bank", write("operations.csv", text))
    assert len(rows(page)) == 2
    assert page.view.unused.text() == ""


def test_the_reason_of_the_selected_line_is_shown_in_full(empty_desk, write):
    page = open_on(empty_desk, "clients", write("clients.csv", CLIENTS))
    assert page.view.rows.reason.isVisible()
    assert plain(page.view.rows.reason.text()) == "Ligne 3 : il manque : nom"
    page.view.rows.chips.choose(RowOutcome.ADDED)
    page.view.rows.table.view.select_row(0)
    assert not page.view.rows.reason.isVisible()


def test_a_period_that_no_statement_covers_is_shown_with_the_result(empty_desk, write):
    def statement(name, day, amount, closing):
        ledger = f"<LEDGERBAL><BALAMT>{closing}<DTASOF>{day}</LEDGERBAL>"
        return write(name, OFX.format(day=day, amount=amount, ledger=ledger))

    for path in (
        statement("septembre.ofx", "20260910", "10.00", "100.00"),
        statement("novembre.ofx", "20261110", "5.00", "205.00"),
    ):
        page = open_on(empty_desk, "bank", path)
        page.keep()
        empty_desk.rest()
        texts = [plain(label.text()) for label in page.findChildren(QLabel) if label.isVisible()]
        page.close_files()
    missing = (
        "les soldes des relevés diffèrent de 100,00 € de plus que leurs opérations : il manque sans doute un relevé."
    )
    assert [text.partition(", ")[2] for text in texts if text.startswith("Entre le ")] == [missing]
    assert sum("Il manque" in text for text in texts) == 0, "shown once"


def test_a_second_import_of_the_same_file_brings_nothing_and_the_page_shows_that(empty_desk, write, qtbot):
    path = write("releve.csv", STATEMENT)
    page = open_on(empty_desk, "bank", path)
    page.keep()
    empty_desk.rest()
    page.close_files()
    page = open_on(empty_desk, "bank", path)
    assert [row.outcome for row in rows(page)] == [RowOutcome.KNOWN] * 2
    assert any(text.startswith("Ce fichier a déjà été importé") for text in strips(page))
    assert not button(page, "keep").isEnabled()


def test_a_foreign_file_is_named_with_what_to_do_and_stops_no_other(empty_desk, write):
    page = open_on(empty_desk, "bank", write("facture.pdf", b"%PDF-1.4\n1 0 obj\n"), write("releve.csv", STATEMENT))
    (shown,) = strips(page)
    assert "PDF" in shown
    assert button(page, "keep").text() == "Importer 2 opérations"
    answer(empty_desk, page, "Retirer ce fichier")
    assert strips(page) == []


def test_a_past_import_is_taken_back_from_the_list_with_the_keyboard(empty_desk, write, qtbot):
    page = open_on(empty_desk, "bank", write("releve.csv", STATEMENT))
    page.keep()
    empty_desk.rest()
    page.close_files()
    table = page.history.table
    assert [table.model.row(number).name for number in range(table.model.rowCount())] == ["releve.csv"]
    empty_desk.press(table.view, Qt.Key.Key_Home)
    empty_desk.press(table.view, Qt.Key.Key_Delete)
    assert strips(page) == ["Annuler l'import de « releve.csv » ?"]
    assert QApplication.focusWidget().text() == "Ne rien changer"
    answer(empty_desk, page, "Annuler l'import")
    assert transactions(empty_desk) == 0
    assert table.model.rowCount() == 0


def test_ctrl_z_takes_the_import_back(empty_desk, write, qtbot):
    page = open_on(empty_desk, "bank", write("releve.csv", STATEMENT))
    page.keep()
    empty_desk.rest()
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    empty_desk.rest()
    assert transactions(empty_desk) == 0
    assert button(page, "keep").text() == "Importer 2 opérations", "the file can be imported again"


def test_reading_can_be_stopped_at_once_and_resumed(window, empty_desk, write, qtbot):
    page = empty_desk.go_to("bank")
    with held(window, Lane.READ):
        drop(empty_desk.shell, write("releve.csv", STATEMENT))
        page = empty_desk.shell.current()
        qtbot.waitUntil(page.work.isVisible)
        qtbot.mouseClick(page.work.stop_button, Qt.MouseButton.LeftButton)
        assert not page.work.isVisible()
    empty_desk.rest()
    assert page.zone.isVisible()


def test_the_files_and_the_corrections_outlive_a_change_of_language(window, empty_desk, write):
    page = open_on(empty_desk, "clients", write("clients.csv", CLIENTS))
    page.view.rows.corrected.emit(3, "name", "Studio Nord")
    empty_desk.rest()
    window.set_language("en")
    window.go_to("imports")
    page = window.currentWidget().current()
    assert button(page, "keep").text() == "Import 2 clients"


def test_the_columns_are_given_other_fields_and_the_rows_follow(empty_desk, write, qtbot):
    page = open_on(empty_desk, "clients", write("clients.csv", CLIENTS))
    page.view.toggle_columns()
    panel = page.view.mapping
    boxes = {each.accessibleName(): each for each in panel.boxes}
    assert boxes["Champ de la colonne Couleur"].value is None
    boxes["Champ de la colonne Couleur"].chosen.emit("city")
    empty_desk.rest()
    assert "city" in page.view.rows.fields
    assert page.view.mapping is panel, "what has the focus stays"
    assert page.on_escape()
    assert page.view.mapping is None


def test_every_control_has_a_name_in_each_state(window, empty_desk, write):
    page = open_on(empty_desk, "clients", write("clients.csv", CLIENTS), write("facture.pdf", b"%PDF-1.4\n"))
    page.view.toggle_columns()
    QApplication.processEvents()
    assert unnamed(window) == []


def test_an_import_button_asks_for_files_of_its_kind(empty_desk, write, qtbot):
    page = empty_desk.go_to("receipts")
    page.choose_files()
    assert empty_desk.shell.current().key == "imports"
    (dialog,) = [each for each in empty_desk.shell.findChildren(QFileDialog) if each.isVisible()]
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(write("export.csv", UNCLEAR)))
    dialog.accept()
    empty_desk.rest()
    (file,) = empty_desk.shell.workspace.controller(ImportController).files
    assert file.draft.kind is ImportKind.RECEIPTS


def test_a_table_of_unknown_columns_opens_them_and_is_imported_once_they_are_confirmed(empty_desk, write):
    text = "Jour;Intitulé;Mouvement\n20/11/2026;CB PAPETERIE;-18,40\n21/11/2026;VIR RECU ARNAUD;95,00\n"
    page = open_on(empty_desk, "bank", write("export.csv", text))
    assert page.view.mapping is not None
    assert not button(page, "keep").isEnabled()
    answer(empty_desk, page, "Oui, c'est juste")
    assert button(page, "keep").text() == "Importer 2 opérations"


def test_documents_whose_type_nothing_shows_are_asked_about(empty_desk, write):
    text = "Numéro;Client;Date;Total TTC\n2026-1;Nova;20/11/2026;480,00\n2026-2;Brun;21/11/2026;95,00\n"
    page = open_on(empty_desk, "invoices", write("liste.csv", text))
    assert strips(page) == ["Quels sont ces documents ?"]
    assert not button(page, "keep").isEnabled()
    answer(empty_desk, page, "Des devis")
    assert plain(page.view.rows.totals.text()) == "", "a quote is not due"
    assert button(page, "keep").text() == "Importer 2 documents"


def test_a_cell_of_a_good_line_is_corrected_too(empty_desk, write, qtbot):
    page = open_on(empty_desk, "clients", write("clients.csv", "name,city\nBoulangerie Sud,Bordo\n"))
    view = page.view.rows.table.view
    view.setCurrentIndex(cell(page, 0, "city"))
    empty_desk.press(view, Qt.Key.Key_F2)
    editor(page).selectAll()
    qtbot.keyClicks(editor(page), "Bordeaux")
    qtbot.keyClick(editor(page), Qt.Key.Key_Return)
    QApplication.processEvents()
    empty_desk.rest()
    page.keep()
    empty_desk.rest()
    assert [row.client.city for row in empty_desk.read(load_client_rows)] == ["Bordeaux"]


def test_a_corrected_line_of_a_statement_stays_in_its_place_and_can_be_corrected_again(empty_desk, write, qtbot):
    text = "Date;Libellé;Montant\n20/11/2026;CB PAPETERIE;-18,40\n21/11/2026;VIR RECU ARNAUD;douze\n"
    page = open_on(empty_desk, "bank", write("releve.csv", text))
    view = page.view.rows.table.view
    for before, typed, total in (("douze", "12", "Entrées 12,00 €"), ("12", "1200", "Entrées 1 200,00 €")):
        view.setCurrentIndex(cell(page, 0, "amount"))
        empty_desk.press(view, Qt.Key.Key_Return)
        assert editor(page).text() == before
        editor(page).selectAll()
        qtbot.keyClicks(editor(page), typed)
        qtbot.keyClick(editor(page), Qt.Key.Key_Return)
        QApplication.processEvents()
        empty_desk.rest()
        assert [(row.key, row.outcome) for row in rows(page)] == [(3, RowOutcome.ADDED)]
        assert plain(page.view.rows.totals.text()).startswith(total)


def test_every_line_of_a_statement_has_its_number(empty_desk, write):
    page = open_on(empty_desk, "bank", write("releve.csv", STATEMENT))
    assert [row.key for row in rows(page)] == [2, 3]


def test_a_disconnect_leaves_no_statement_open(empty_desk, write):
    page = open_on(empty_desk, "bank", write("releve.csv", STATEMENT), write("clients.csv", CLIENTS))
    empty_desk.go_to("bank").disconnect_bank()
    empty_desk.rest()
    (dialog,) = empty_desk.shell.findChildren(QDialog)
    dialog.accept()
    empty_desk.rest()
    page = empty_desk.go_to("imports")  # built anew
    assert [file.draft.name for file in page.imports.files] == ["clients.csv"]
    page.close_files()
    assert rows(page) == []


def test_a_lock_leaves_no_file_in_memory(window, write, qtbot):
    drop(unlocked(window, qtbot), write("releve.csv", STATEMENT))
    settled(window, qtbot)
    assert any(isinstance(each, Draft) for each in gc.get_objects())
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    qtbot.waitUntil(lambda: gc.collect() >= 0 and not any(isinstance(each, Draft) for each in gc.get_objects()))


def test_a_result_that_the_page_does_not_show_is_announced_with_its_undo(window, empty_desk, write):
    page = open_on(empty_desk, "bank", write("releve.csv", STATEMENT))
    with held(window, Lane.WRITE):
        page.keep()
        empty_desk.shell.navigate("clients")
    empty_desk.rest()
    assert plain(empty_desk.shell.toast.text.text()) == "Import terminé : 2 opérations."
    button(empty_desk.shell.toast, "toast.action").click()
    empty_desk.rest()
    assert transactions(empty_desk) == 0
