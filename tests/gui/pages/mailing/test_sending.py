"""« Envoyer » on a document and on a reminder, from the button to the composer, with what stands against it."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone, Sending, Way
from microdesk_desktop.domain.parties import Contact, MailPreference
from microdesk_desktop.pages.composer.controller import Composer
from microdesk_desktop.pages.mail_accounts.sheet import MailSheet
from microdesk_desktop.store.documents.chain import count_copies
from microdesk_desktop.store.documents.follow_up import load_follow_ups, load_reminders
from tests.support.documents.issuing import issued
from tests.support.geometry import faults
from tests.support.gui import button, unnamed

PAUL = Contact(name="Paul Roy", role="Comptabilité", email="paul@nova.example")


def opened(desk, page, wanted):
    desk.shell.navigate(page, wanted)
    desk.rest()
    return desk.shell.current()


def press_send(desk, document_id):
    page = opened(desk, "invoice", document_id)
    desk.press(page, Qt.Key.Key_E)
    return page


def texts(host):
    return " ".join(label.text() for label in host.findChildren(QLabel) if label.isVisible())


def composed(desk):
    """What stands in the composer in sight."""
    desk.rest()
    page = desk.shell.current()
    assert page.key == "composer"
    desk.qtbot.waitUntil(lambda: bool(page.form.composition.subject))
    return page.form.composition


def send_now(desk):
    """Press Ctrl+Return in the composer, and let the message leave without the time to take it back."""
    page = desk.shell.current()
    desk.press(page.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.shell.workspace.controller(Composer).outbox.finish()
    desk.rest()


def test_without_a_mailbox_the_pdf_can_be_saved_and_one_can_be_connected(office, document_id):
    press_send(office, document_id(issued(office.session)))
    sheet = office.sheet()
    assert (unnamed(sheet), list(faults(sheet))) == ([], [])
    assert button(sheet, "way_out").hasFocus()
    assert button(sheet, "other_way").text().startswith("Enregistrer le PDF")
    office.qtbot.mouseClick(button(sheet, "way_out"), Qt.MouseButton.LeftButton)
    office.rest()
    assert isinstance(office.sheet(), MailSheet)


def test_a_client_who_wants_no_mail_is_not_written_to(office, mailbox, document_id, change_client):
    number = issued(office.session)
    client_id = change_client(number, email="contact@nova.example", preference=MailPreference.NONE)
    press_send(office, document_id(number))
    assert "ne souhaite pas recevoir de courriel" in texts(office.sheet())
    office.qtbot.mouseClick(button(office.sheet(), "way_out"), Qt.MouseButton.LeftButton)
    office.rest()
    assert (office.shell.current().key, office.shell.current().place()) == ("client", client_id)


def test_whom_to_write_to_is_asked_and_the_composer_begins_with_everything(office, mailbox, document_id, change_client):
    number = issued(office.session, subject="Refonte du site")
    change_client(number, email="contact@nova.example", contacts=(PAUL,))
    press_send(office, document_id(number))
    assert office.sheet().form.person.value().address == PAUL.email, "accounting comes first for an invoice"
    assert (unnamed(office.sheet()), list(faults(office.sheet()))) == ([], [])
    office.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    found = composed(office)
    assert [(each.name, each.address) for each in found.to] == [(PAUL.name, PAUL.email)]
    assert number in found.subject
    assert "1" in found.text
    assert [(each.name, each.content[:5]) for each in found.files] == [(f"{number}.pdf", b"%PDF-")]


def test_what_was_sent_is_noted_and_shown_on_the_document(office, mailbox, document_id, change_client):
    number = issued(office.session)
    change_client(number, email="contact@nova.example")
    press_send(office, document_id(number))
    composed(office)
    send_now(office)
    (sent,) = [mail for mail in mailbox.state.mails.values() if "SENT" in mail.labels]
    assert sent.message["To"] == "Nova SARL <contact@nova.example>"
    assert [part.get_filename() for part in sent.message.iter_attachments()] == [f"{number}.pdf"]
    assert office.read(load_follow_ups)[document_id(number)].sending == Sending(
        on=office.shell.workspace.clock.today(), way=Way.MAIL, account=mailbox.state.address
    )
    assert office.read(lambda reader: count_copies(reader, number)) == 1
    assert mailbox.state.address in texts(opened(office, "invoice", document_id(number)))


def test_a_reminder_goes_with_its_letter_and_the_invoice(office, mailbox, document_id, change_client):
    today = office.shell.workspace.clock.today()
    number = issued(office.session, issue_date=(today - timedelta(days=90)).isoformat())
    change_client(number, email="contact@nova.example")
    page = opened(office, "reminder", document_id(number))
    page.text.body.setPlainText("Un mot de ma main.")
    office.qtbot.mouseClick(button(page, "send"), Qt.MouseButton.LeftButton)
    found = composed(office)
    assert "Un mot de ma main." in found.text
    assert [each.name for each in found.files] == [f"relance-{number}.pdf", f"{number}.pdf"]
    send_now(office)
    ((_, kept),) = office.read(lambda reader: load_reminders(reader, document_id(number)))
    assert (kept.tone, kept.way, kept.account) == (ReminderTone.COURTEOUS, Way.MAIL, mailbox.state.address)
    assert kept.body.endswith("Un mot de ma main.")


def test_a_client_is_written_to_from_its_page(office, mailbox, document_id, change_client):
    client_id = change_client(issued(office.session), email="contact@nova.example")
    page = opened(office, "client", client_id)
    office.press(page, Qt.Key.Key_E)
    composer = office.shell.current()
    assert composer.key == "composer"
    office.qtbot.waitUntil(lambda: bool(composer.form.composition.to))
    assert [each.address for each in composer.form.composition.to] == ["contact@nova.example"]
