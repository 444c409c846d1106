"""Messages are written, kept as one draft at the server, taken back, and sent once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel, QPushButton

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.compose.starts import COMPOSER, Start
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.domain.parties import Client, ClientKind, MailPreference
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.operations.records.edit import put_client
from tests.gui.pages.composer.conftest import ACCOUNT, Writing
from tests.support.choices import choose
from tests.support.geometry import faults
from tests.support.gui import unnamed

PAUL = Person("Paul Nova", "paul@nova.example")


def test_who_goes_on_after_a_question_goes_on_where_they_were(writing: Writing) -> None:
    page = writing.open(Start(to=(PAUL,), subject="Devis"))
    writing.write("Bonjour")
    writing.desk.press(page.form.text, Qt.Key.Key_Escape)
    answer = page.window().focusWidget()
    assert isinstance(answer, QPushButton)
    writing.desk.press(answer, Qt.Key.Key_Escape)
    writing.desk.qtbot.waitUntil(page.form.text.hasFocus)


def test_a_second_click_on_the_button_that_opened_a_message_does_not_send_it(writing: Writing) -> None:
    writing.desk.shell.navigate(COMPOSER, Start(to=(PAUL,), subject="Devis", text="Bonjour"))
    writing.desk.qtbot.waitUntil(lambda: bool(writing.page.form.composition.to))
    (send,) = (each for each in writing.page.findChildren(QPushButton) if each.objectName() == "send")
    writing.desk.qtbot.mouseClick(send, Qt.MouseButton.LeftButton)
    assert writing.page.message is not None
    writing.desk.qtbot.waitUntil(send.isEnabled)
    writing.desk.qtbot.mouseClick(send, Qt.MouseButton.LeftButton)
    writing.leave()
    assert len(writing.labelled("SENT")) == 1


def test_a_message_is_written_and_leaves_once_the_ten_seconds_are_over(writing):
    page = writing.open(Start(to=(PAUL,), subject="Devis 12", text="Bonjour,"))
    assert unnamed(page) == []
    assert faults(writing.desk.shell) == []
    assert page.form.text.hasFocus()
    writing.write("Madame. ")
    writing.send()
    assert writing.labelled("SENT") == []
    assert "« Devis 12 » part dans 10" in writing.desk.shell.banners.text_of("sending-1").replace("\u00a0", " ")
    writing.leave()
    (sent,) = writing.labelled("SENT")
    assert "To: Paul Nova <paul@nova.example>" in sent
    assert "Madame. Bonjour," in sent
    assert writing.labelled("DRAFT") == []
    assert writing.composer.messages == ()


def test_who_refused_offers_is_written_to_once_the_user_states_that_it_is_an_exchange(writing):
    client = Client(name="Paul Nova", kind=ClientKind.INDIVIDUAL, email=PAUL.address)
    client_id = put_client(writing.desk.session, client).id
    writing.desk.shell.workspace.announce(Changes.CLIENTS)
    page = writing.open(Start(to=(PAUL,), subject="Nos offres", text="Bonjour,"))
    writing.send()
    assert page.message.can_be_written
    assert "n’a pas accepté" in shown_question(writing, page)
    choose(writing.desk.session, client_id, MailPreference.BUSINESS)
    writing.desk.shell.workspace.announce(Changes.CLIENTS)
    writing.desk.rest()
    writing.send()
    assert "ne veut recevoir que ses documents" in shown_question(writing, page)
    assert unnamed(page) == []
    writing.click("C'est un échange courant")
    writing.leave()
    assert len(writing.labelled("SENT")) == 1


def shown_question(writing, page):
    writing.desk.qtbot.waitUntil(lambda: any(strip.isVisible() for strip in page.findChildren(Strip)))
    return " ".join(strip.accessibleName() for strip in page.findChildren(Strip) if not strip.isHidden())


def test_what_is_taken_back_is_written_on_and_leaves_in_its_last_state(writing):
    writing.open(Start(to=(PAUL,), subject="Devis", text="Le prix est de 100."))
    writing.send()
    writing.click("Annuler l'envoi")
    writing.leave()
    assert writing.labelled("SENT") == []
    writing.write("Correction. ")
    writing.send()
    writing.leave()
    (sent,) = writing.labelled("SENT")
    assert "Correction. Le prix" in sent


def test_there_is_one_draft_however_often_it_is_saved_and_none_once_it_was_sent(writing):
    writing.open(Start(to=(PAUL,), subject="Devis"))
    for text in ("un", "deux", "trois"):
        writing.write(f"{text} et ")
        writing.save()
        (draft,) = writing.labelled("DRAFT")
        assert text in draft
    writing.send()
    writing.leave()
    assert (len(writing.labelled("DRAFT")), len(writing.labelled("SENT"))) == (0, 1)


def test_a_draft_that_was_changed_elsewhere_is_not_written_over_unasked(writing):
    writing.open(Start(to=(PAUL,), subject="Devis"))
    writing.write("ici")
    writing.save()
    (mail,) = [each for each in writing.gmail.state.mails.values() if "DRAFT" in each.labels]
    writing.gmail.state.remove(mail)
    writing.gmail.state.drafts.clear()
    writing.write("encore ")
    writing.save()
    assert writing.labelled("DRAFT") == []
    writing.click("Garder ma version")
    (draft,) = writing.labelled("DRAFT")
    assert "encore" in draft


def test_a_forgotten_file_is_asked_about_once(writing):
    page = writing.open(Start(to=(PAUL,), subject="Devis", text="Le devis est ci-joint."))
    writing.send()
    assert writing.page is page
    assert writing.composer.messages[0].can_be_written
    writing.click("Envoyer ainsi")
    writing.leave()
    assert len(writing.labelled("SENT")) == 1


def test_an_entry_that_is_no_address_is_shown_and_nothing_leaves(writing):
    page = writing.open(Start(subject="Devis", text="Bonjour"))
    assert page.form.to.entry.hasFocus()
    writing.desk.qtbot.keyClicks(page.form.to.entry, "paul@nova.example, Jean")
    writing.send()
    assert writing.composer.messages[0].can_be_written
    assert page.form.to.entry.hasFocus()
    page.form.to.entry.clear()
    writing.send()
    assert writing.composer.messages[0].can_be_written


def test_closing_asks_what_becomes_of_what_was_written(writing):
    page = writing.open(Start(to=(PAUL,), subject="Devis"))
    writing.write("mot ")
    writing.desk.press(page.form.text, Qt.Key.Key_Escape)
    writing.click("Garder le brouillon")
    assert (len(writing.labelled("DRAFT")), writing.composer.messages) == (1, ())
    writing.open(Start(to=(PAUL,), subject="Autre"))
    writing.write("mot ")
    writing.save()
    writing.desk.press(writing.page.form.text, Qt.Key.Key_Escape)
    writing.click("Supprimer")
    (draft,) = writing.labelled("DRAFT")
    assert "Subject: Devis" in draft


def test_without_a_mailbox_the_page_leads_to_one_and_opens_the_message_then(writing):
    remove_account(writing.desk.session, ACCOUNT, Job())
    page = writing.open(Start(to=(PAUL,), subject="Devis"))
    assert writing.composer.messages == ()
    writing.click("Connecter une boîte…")
    assert writing.desk.shell.page_in_sight() == "settings"
    writing.connect()
    writing.desk.shell.back()
    writing.desk.rest()
    assert writing.page is page
    assert page.form.composition.subject == "Devis"


def test_a_message_whose_mailbox_was_removed_meanwhile_stays_and_leads_to_another(writing):
    page = writing.open(Start(to=(PAUL,), subject="Devis"))
    remove_account(writing.desk.session, ACCOUNT, Job())
    writing.desk.shell.workspace.announce(Changes.MAIL)
    writing.desk.rest()
    writing.write("Bonjour")
    writing.send()
    assert writing.page is page
    assert [each.composition.subject for each in writing.composer.messages] == ["Devis"]
    writing.click("Connecter une boîte…")
    assert writing.desk.shell.page_in_sight() == "settings"


def test_the_list_of_shortcuts_names_every_key_of_the_composer(writing):
    page = writing.open(Start(subject="Devis"))
    keys = {each.key().toString() for each in page.findChildren(QShortcut) if each.parent() is page}
    assert keys >= {"Ctrl+Return", "Ctrl+S", "Ctrl+J"}
    writing.desk.shell.navigate("settings", "shortcuts")
    words = " ".join(label.text() for label in writing.desk.shell.current().findChildren(QLabel))
    named = {key.replace("Return", "Entrée").replace("Enter", "Entrée") for key in keys}
    assert [key for key in named if f"{key} " not in words] == []
