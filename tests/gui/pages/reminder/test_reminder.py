"""The page that writes a reminder: read, changed, copied, saved, noted as sent; nothing leaves by itself."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone, Way
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.store.documents.follow_up import load_entered_rates, load_reminders
from microdesk_desktop.views.documents.reminders.letter import load_steps
from microdesk_desktop.views.records.rows import load_invoice_rows
from tests.support.geometry import faults
from tests.support.gui import button, type_in, unnamed


def late_row(desk):
    today = desk.shell.workspace.clock.today()
    rows = desk.read(lambda reader: load_invoice_rows(reader, today))
    return next(row for row in rows if row.state is DocumentState.LATE)


def opened(desk, key, wanted):
    desk.shell.navigate(key, wanted)
    desk.rest()
    return desk.shell.current()


@pytest.fixture
def row(desk):
    return late_row(desk)


@pytest.fixture
def page(desk, row):
    """The reminder of a late invoice, opened with R from its page."""
    invoice = opened(desk, "invoice", row.id)
    desk.press(invoice, Qt.Key.Key_R)
    return desk.shell.current()


def texts(host):
    return [label.text().replace("\u00a0", " ") for label in host.findChildren(QLabel) if label.isVisible()]


def choose_tone(desk, page, words):
    (found,) = [each for each in page.findChildren(QPushButton) if each.text() == words and each.isVisible()]
    desk.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    desk.rest()


def test_the_page_is_whole_and_named_and_its_text_is_about_the_invoice(desk, page, row):
    assert page.key == "reminder"
    assert row.number in page.text.letter().subject
    assert row.number in page.text.letter().body
    assert unnamed(page) == []
    assert faults(desk.shell) == []


def test_the_longest_text_is_in_sight_as_a_whole(desk, page):
    """The page scrolls, not a field inside it."""
    choose_tone(desk, page, "Mise en demeure")
    body = page.text.body
    desk.qtbot.waitUntil(lambda: body.verticalScrollBar().maximum() == 0)
    body.setPlainText("\n".join(["Madame, Monsieur,"] * 60))
    desk.qtbot.waitUntil(lambda: body.verticalScrollBar().maximum() == 0)


def test_another_tone_writes_another_text_which_can_be_undone(desk, page):
    courteous = page.text.letter().body
    choose_tone(desk, page, "Mise en demeure")
    assert "mets en demeure" in page.text.letter().body
    page.text.body.undo()
    assert page.text.letter().body == courteous


def test_what_the_user_wrote_is_copied_and_kept_as_it_was_sent(desk, page, row):
    page.text.body.setPlainText("Bonjour Jeanne, as-tu vu ma facture ?")
    page.copy()
    assert QGuiApplication.clipboard().text().endswith("as-tu vu ma facture ?")
    desk.qtbot.mouseClick(button(page, "sent"), Qt.MouseButton.LeftButton)
    form = desk.sheet().form
    form.way.set_value(Way.POST)
    assert unnamed(desk.sheet()) == []
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    ((_, kept),) = desk.read(lambda reader: load_reminders(reader, row.id))
    assert (kept.tone, kept.way) == (ReminderTone.COURTEOUS, Way.POST)
    assert kept.body.endswith("as-tu vu ma facture ?")
    invoice = desk.shell.current()
    assert invoice.key == "invoice"
    assert "Suivi" in texts(invoice)
    desk.qtbot.mouseClick(button(invoice, "see_reminder"), Qt.MouseButton.LeftButton)
    assert desk.sheet().findChild(QPlainTextEdit).toPlainText() == kept.body
    assert unnamed(desk.sheet()) == []
    desk.sheet().close_sheet()
    opened(desk, "reminder", row.id)
    assert "Déjà envoyées" in texts(desk.shell.current())
    assert "Malgré mon message" in desk.shell.current().text.letter().body


def test_the_page_beside_the_text_shows_what_is_typed(desk, page):
    desk.qtbot.waitUntil(lambda: len(page.pages.images) == 1)
    (before,), letter = page.pages.images, page.text.letter()
    page.text.body.setPlainText("Bonjour Jeanne, as-tu vu ma facture ?")
    desk.rest()
    desk.qtbot.waitUntil(lambda: page.pages.is_current)
    (typed,) = page.pages.images
    assert typed != before
    page.text.show_letter(letter)
    desk.rest()
    desk.qtbot.waitUntil(lambda: page.pages.is_current)
    assert page.pages.images == [before]


def test_a_small_window_shows_the_text_or_the_page(desk, page):
    desk.shell.window().resize(800, 700)
    desk.rest()
    assert page.text.isVisible()
    assert not page.pages.isVisible()
    desk.qtbot.mouseClick(button(page, "toggle_pages"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert not page.text.isVisible()
    desk.qtbot.waitUntil(lambda: len(page.pages.images) == 1)
    assert unnamed(page) == []
    assert faults(desk.shell) == []
    assert page.on_escape()
    assert page.text.isVisible()


def test_a_rate_that_is_not_known_is_asked_for_and_counts_at_once(desk, page):
    assert any("n’est pas connu" in text for text in texts(page.interest))
    type_in(desk.qtbot, page.interest.legal, "2,50")
    desk.qtbot.mouseClick(button(page, "keep_rate"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert len(desk.read(load_entered_rates)) == 1
    assert not any("n’est pas connu" in text for text in texts(page.interest))


def test_a_letter_that_nobody_changed_has_its_tables_and_a_changed_one_what_was_typed(desk, page, tmp_path):
    text, pdf = tmp_path / "relance.txt", tmp_path / "relance.pdf"
    page.write(pdf)
    desk.rest()
    (saved,) = PdfReader(pdf).pages
    assert "Reste dû" in saved.extract_text()
    page.text.body.setPlainText("Bonjour Jeanne, as-tu vu ma facture ?")
    for path in (text, pdf):
        page.write(path)
        desk.rest()
    assert text.read_text("utf-8").startswith("Votre facture")
    (saved,) = PdfReader(pdf).pages
    assert "as-tu vu ma facture" in saved.extract_text()


def test_a_character_that_no_font_has_is_named_and_nothing_is_saved(desk, page, tmp_path):
    page.text.body.setPlainText("Bonjour \U00013000")
    page.write(tmp_path / "relance.pdf")
    desk.rest()
    assert not (tmp_path / "relance.pdf").exists()
    assert any("\U00013000 ne peut pas être imprimé" in text for text in texts(desk.shell.window()))


def test_what_is_no_longer_late_has_no_reminder(desk, page, row):
    invoices = desk.go_to("invoices")
    invoices.table.select(row.id)
    desk.rest()
    desk.press(invoices.table.view, Qt.Key.Key_P)
    desk.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    opened(desk, "reminder", row.id)
    assert any("pas de relance à écrire" in text for text in texts(desk.shell.current()))


def test_the_days_of_reminders_are_changed_in_rising_order(desk, page):
    page.change_days()
    form = desk.sheet().form
    assert unnamed(desk.sheet()) == []
    for tone, days in zip(ReminderTone, ("3", "3", "20"), strict=True):
        type_in(desk.qtbot, form.fields[tone], days)
    desk.sheet().submit()
    desk.rest()
    assert desk.read(load_steps)[ReminderTone.COURTEOUS] == 7
    type_in(desk.qtbot, form.fields[ReminderTone.FIRM], "10")
    desk.sheet().submit()
    desk.rest()
    assert [*desk.read(load_steps).values()] == [3, 10, 20]
