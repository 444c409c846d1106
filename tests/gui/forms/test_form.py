"""Fields: what people type becomes values, and errors stand where they are."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.gui.forms import inputs, text_fields
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Form, Invalid
from microdesk_desktop.gui.forms.path_field import path_field

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _french():
    set_language("fr")


def typed(field, text):
    entry = field.focusProxy()
    entry.setText(text)
    entry.textEdited.emit(text)
    entry.editingFinished.emit()
    return field


@pytest.mark.parametrize(
    ("text", "cents", "shown"),
    [
        ("1 250,00", 125_000, "1 250,00"),
        ("1250.5", 125_050, "1 250,50"),
        ("1\u202f250 €", 125_000, "1 250,00"),
        ("0,01", 1, "0,01"),
    ],
)
def test_amounts_are_read_and_laid_out(qtbot, text, cents, shown):
    field = typed(inputs.amount_field("Montant"), text)
    qtbot.addWidget(field)
    assert field.value() == cents
    assert field.focusProxy().text().replace("\u00a0", " ") == shown


@pytest.mark.parametrize("text", ["", "abc", "1.234", "1,005", "-3", "0"])
def test_a_doubtful_amount_is_refused(qtbot, text):
    field = typed(inputs.amount_field("Montant"), text)
    qtbot.addWidget(field)
    with pytest.raises(Invalid):
        field.value()


@pytest.mark.parametrize("text", ["23/11/2026", "23/11", "23.11.26", "2026-11-23"])
def test_days_are_read_as_people_write_them(qtbot, text):
    field = typed(inputs.day_field("Date", TODAY), text)
    qtbot.addWidget(field)
    assert field.value() == TODAY
    assert field.focusProxy().text() == "23/11/2026"


def test_arrows_change_the_day(qtbot):
    field = inputs.day_field("Date", TODAY)
    qtbot.addWidget(field)
    field.set_value(date(2026, 12, 31))
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Up)
    assert field.value() == date(2027, 1, 1)


def test_a_wrong_day_is_refused_in_words(qtbot):
    field = typed(inputs.day_field("Date", TODAY), "31/02/2026")
    qtbot.addWidget(field)
    with pytest.raises(Invalid, match="23/11/2026"):
        field.value()


def test_a_form_focuses_its_first_wrong_field_and_announces_the_error(qtbot):
    form, name, amount = Form(), text_fields.text_field("Nom", required=True), inputs.amount_field("Montant")
    form.add(name)
    form.add(amount)
    qtbot.addWidget(form)
    form.show()
    assert not form.check()
    entry = QAccessible.queryAccessibleInterface(name.focusProxy())
    assert entry.text(QAccessible.Text.Name) == "Nom"
    assert entry.text(QAccessible.Text.Description) == "À remplir."
    typed(name, "Nova")
    typed(amount, "3")
    assert form.check()


@pytest.mark.parametrize(
    ("field", "description"),
    [
        (lambda: text_fields.text_field("Nom", required=True), "Obligatoire."),
        (
            lambda: text_fields.passphrase_field("Phrase secrète", required=True, hint="Cinq mots."),
            "Obligatoire. Cinq mots.",
        ),
        (lambda: inputs.amount_field("Montant"), "Obligatoire."),
        (lambda: inputs.day_field("Date", TODAY), "Obligatoire."),
        (lambda: text_fields.text_field("Ville", hint="Vide si inconnue."), "Vide si inconnue."),
        (lambda: inputs.amount_field("Déjà payé", may_be_zero=True), ""),
        (lambda: inputs.optional_day_field("Échéance", TODAY), ""),
    ],
)
def test_a_screen_reader_learns_that_a_field_is_required(qtbot, field, description):
    made = field()
    qtbot.addWidget(made)
    assert made.focusProxy().accessibleDescription() == description
    made.show_error("Illisible.")
    assert made.focusProxy().accessibleDescription() == "Illisible."


def test_a_choice_gives_its_value(qtbot):
    field = inputs.choice_field("Moyen", [("transfer", "Virement"), ("card", "Carte")])
    qtbot.addWidget(field)
    field.set_value("card")
    assert field.value() == "card"


def test_a_secret_is_hidden_until_asked_and_keeps_its_spaces(qtbot):
    field = text_fields.passphrase_field("Phrase secrète")
    qtbot.addWidget(field)
    entry = field.focusProxy()
    field.set_value(" deux  espaces ")
    assert field.value() == " deux  espaces "
    assert entry.echoMode() is QLineEdit.EchoMode.Password


def test_a_day_and_an_amount_may_be_left_out_where_they_may(qtbot):
    day, amount = inputs.optional_day_field("Échéance", TODAY), inputs.amount_field("TVA", may_be_zero=True)
    for field, empty, text, value in ((day, None, "23/11", TODAY), (amount, 0, "0,00", 0)):
        qtbot.addWidget(field)
        assert typed(field, "").value() == empty
        assert typed(field, text).value() == value
        assert not typed(field, "-3").check()


def test_a_field_of_lines_gives_each_line_once_cleaned(qtbot):
    field = text_fields.lines_field("Autres adresses")
    qtbot.addWidget(field)
    field.focusProxy().setPlainText(" a@b.example \n\n8 quai\u202e des Chartrons\n")
    assert field.value() == ("a@b.example", "8 quai des Chartrons")
    field.set_value(("un", "deux"))
    assert field.value() == ("un", "deux")


def test_a_check_box_answers_to_the_left_button_on_it(qtbot):
    box = CheckBox("Je l'accepte.")
    qtbot.addWidget(box)
    box.show()
    at = QPoint(box.width() - 3, box.height() // 2)
    qtbot.mouseClick(box, Qt.MouseButton.RightButton, pos=at)
    qtbot.mousePress(box, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseRelease(box, Qt.MouseButton.LeftButton, pos=at + QPoint(500, 0))
    assert not box.is_checked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=at)
    assert box.is_checked()


def test_the_folder_of_nobody_is_refused_in_words(qtbot):
    field = path_field("Clé privée")
    qtbot.addWidget(field)
    field.focusProxy().setText("~personne_de_ce_nom/cle.pem")
    assert not field.check()
    assert "n’existe pas" in field.focusProxy().accessibleDescription()


def test_a_text_that_is_longer_than_its_field_shows_its_beginning(qtbot):
    field = text_fields.text_field("Libellé")
    qtbot.addWidget(field)
    field.resize(120, 60)
    field.set_value("Audit d'accessibilité, avec le rapport et deux heures de restitution")
    assert text_fields.entry_of(field).cursorPosition() == 0
