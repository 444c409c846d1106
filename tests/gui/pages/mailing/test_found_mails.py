"""Mail of a client and of a document on their pages: found at the server on a click, forgotten out of sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.gui.widgets.inline_link import InlineLink
from tests.support.documents.issuing import issued
from tests.support.gui import button, unnamed


def opened(desk, page, wanted):
    desk.shell.navigate(page, wanted)
    desk.rest()
    return desk.shell.current()


def searched(desk, card):
    desk.qtbot.mouseClick(button(card, "search_mail"), Qt.MouseButton.LeftButton)
    desk.rest()
    QApplication.processEvents()  # a layout shows what was just added to it at the next turn of the loop
    return [each.accessibleName() for each in card.findChildren(InlineLink) if each.isVisible()]


def texts(card):
    return [each.text() for each in card.findChildren(QLabel)]


def test_the_mail_of_a_client_is_found_and_leads_to_the_mailbox(office, mailbox, document_id, change_client):
    client_id = change_client(issued(office.session), email="compta@nova.example")
    mailbox.deliver("Question sur le devis", sender="Nova SARL <compta@nova.example>")
    mailbox.deliver("Autre chose", sender="Autre <rien@autre.example>")
    page = opened(office, "client", client_id)
    (link,) = searched(office, page.mails)
    assert "Question sur le devis" in link
    assert "Nova SARL" in link
    assert unnamed(page) == []
    office.qtbot.mouseClick(page.mails.findChild(InlineLink), Qt.MouseButton.LeftButton)
    office.rest()
    mail = office.shell.current()
    assert mail.key == "mail"
    office.qtbot.waitUntil(lambda: mail.place() is not None and mail.place().conversation is not None)
    assert mail.place().shown.words == '"compta@nova.example"'


def test_what_was_found_is_forgotten_once_the_page_is_out_of_sight(office, mailbox, document_id, change_client):
    client_id = change_client(issued(office.session), email="compta@nova.example")
    mailbox.deliver("Confidence", sender="Nova SARL <compta@nova.example>")
    page = opened(office, "client", client_id)
    assert searched(office, page.mails)
    opened(office, "invoices", None)
    office.qtbot.waitUntil(lambda: not page.mails.findChildren(InlineLink))
    assert not [each for each in texts(page.mails) if "Confidence" in each]


def test_the_mail_that_names_a_document_is_found_on_its_page(office, mailbox, document_id):
    number = issued(office.session)
    mailbox.deliver(f"Votre facture {number}")
    mailbox.deliver("Sans rapport")
    page = opened(office, "invoice", document_id(number))
    (link,) = searched(office, page.sheet.mails)
    assert number in link


def test_nothing_found_and_a_mailbox_that_does_not_answer_are_two_answers(office, mailbox, document_id):
    page = opened(office, "invoice", document_id(issued(office.session)))
    assert searched(office, page.sheet.mails) == []
    assert "Aucun message trouvé." in texts(page.sheet.mails)
    mailbox.stop()
    assert searched(office, page.sheet.mails) == []
    assert "Aucun message trouvé." not in texts(page.sheet.mails)
    assert any("jeanne@gmail.example" in each for each in texts(page.sheet.mails))


def test_without_a_mailbox_nothing_is_offered(office, document_id):
    page = opened(office, "invoice", document_id(issued(office.session)))
    assert not page.sheet.mails.isVisible()
