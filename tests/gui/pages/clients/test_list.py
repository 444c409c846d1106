"""The clients' list and its sheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.domain.parties import Client, ClientAddress, Contact
from microdesk_desktop.gui.forms.text_fields import entry_of
from microdesk_desktop.pages.clients.form import ClientForm
from microdesk_desktop.views.records.rows import load_client_rows
from tests.support.gui import button, drop, type_in, unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk):
    return desk.go_to("clients")


def names(desk):
    return [row.client.name for row in desk.read(load_client_rows)]


def test_a_client_is_added_and_the_addition_taken_back(desk, page):
    page.add()
    desk.qtbot.keyClicks(desk.shell.window().focusWidget(), "Imprimerie Moderne")
    desk.press(desk.shell.window().focusWidget(), Qt.Key.Key_Return)
    assert "Imprimerie Moderne" in names(desk)
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert "Imprimerie Moderne" not in names(desk)


def test_a_client_without_documents_is_removed_and_comes_back(desk, page):
    page.add()
    desk.qtbot.keyClicks(desk.shell.window().focusWidget(), "Aaa Moderne")
    desk.press(desk.shell.window().focusWidget(), Qt.Key.Key_Return)
    page.table.view.select_row(0)
    desk.press(page.table.view, Qt.Key.Key_Delete)
    assert "Aaa Moderne" not in names(desk)
    desk.press(page.table.view, Qt.Key.Key_Z, CONTROL)
    assert "Aaa Moderne" in names(desk)


def test_a_client_with_documents_stays_and_the_page_shows_why(desk, page):
    page.table.view.select_row(0)
    before = names(desk)
    desk.press(page.table.view, Qt.Key.Key_Delete)
    assert names(desk) == before
    assert desk.shell.banners.text_of("error")


def test_every_control_of_the_form_has_a_name(desk, page):
    page.table.view.select_row(0)
    desk.press(page.table.view, Qt.Key.Key_C)
    assert unnamed(desk.sheet()) == []


def test_what_is_typed_and_the_chips_narrow_the_list(desk, page):
    page.search_field().setText("bordeaux mirabelle")
    assert page.table.model.rowCount() == 1
    page.search_field().clear()
    page.chips.choose("owing")
    rows = [page.table.model.row(number) for number in range(page.table.model.rowCount())]
    assert rows
    assert all(row.owes for row in rows)


def test_a_file_of_clients_is_imported_from_a_drop(desk, page, tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text("name,kind\nBoulangerie Sud,company\n,company\n", encoding="utf-8")
    drop(desk.shell, path)
    desk.rest()
    desk.shell.current().keep()
    desk.rest()
    assert "Boulangerie Sud" in names(desk)


def test_an_empty_list_shows_what_to_do(empty_desk):
    page = empty_desk.go_to("clients")
    assert "Vos clients s’afficheront ici" in [label.text() for label in page.findChildren(QLabel)]
    assert button(page, "add").property("look") == "primary"


def test_the_form_takes_only_a_true_siren_or_the_siret_that_holds_it(qtbot):
    form = ClientForm()
    qtbot.addWidget(form)
    form.show()
    fields = form.texts
    type_in(qtbot, fields["name"], "Nova")
    type_in(qtbot, fields["siren"], "812 345 679")
    assert any("un chiffre est faux" in label.text() for label in form.findChildren(QLabel)), "while it is typed"
    assert not form.check()
    type_in(qtbot, fields["siren"], "732 829 320")
    assert form.check()
    assert form.client().siren == "732829320"
    type_in(qtbot, fields["siren"], "732 829 320 00074")
    assert form.client().siren == "732829320"
    type_in(qtbot, fields["vat_number"], "FR 45 732829320")
    assert not form.check()
    type_in(qtbot, fields["vat_number"], "CHE-123.456.788 TVA")
    assert form.check()


def test_an_identifier_that_another_tool_gave_does_not_refuse_the_correction_of_something_else(qtbot):
    form = ClientForm()
    qtbot.addWidget(form)
    form.fill(Client(name="Nova", vat_number="FR00000000000"))
    type_in(qtbot, form.texts["name"], "Nova SARL")
    assert form.check()
    assert form.client() == Client(name="Nova SARL", vat_number="FR00000000000")


def test_the_buttons_of_the_head_are_as_wide_as_their_words_with_and_without_a_line_under_the_title(page):
    for line in ("", "3 clients"):
        page.set_subtitle(line)
        for name in ("choose_files", "add"):
            assert button(page, name).width() == button(page, name).sizeHint().width()


def test_the_line_under_the_title_stays_one_line_and_is_whole_in_its_tool_tip(page):
    top = page.card.y()
    long = " · ".join(["Qonto •••• 0001 : 1 250,00 €"] * 12)
    page.set_subtitle(long)
    QApplication.processEvents()
    assert page.card.y() == top
    assert page.subtitle() == long
    assert any(long in label.toolTip() for label in page.findChildren(QLabel))


def test_the_form_holds_the_contact_the_country_and_the_further_addresses(desk, page):
    page.add()
    form = desk.sheet().form
    full = Client(
        name="Aaa Brasserie",
        contacts=(Contact(name="Paul Petit"), Contact(email="compta@aaa.example")),
        country="BE",
        addresses=(ClientAddress(lines=("8 quai des Chartrons, 33300 Bordeaux",)),),
    )
    form.fill(full)
    assert form.client() == full
    assert unnamed(desk.sheet()) == []
    country = entry_of(form.texts["country"])
    assert country.text() == "Belgique"
    country.setText("nulle part")
    assert not form.check()
    for typed in ("Suisse", "ch", "Switzerland"):
        country.setText(typed)
        assert form.client().country == "CH"
    form.texts["country"].set_value("")
    assert form.client().country == "FR"
