"""Nothing is sent twice or lost in silence: undo, lock, exit, lost answers, refusals, and a program that ended."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import AccountKind
from microdesk_desktop.domain.mail.compose.starts import Start
from microdesk_desktop.domain.mail.types import Person, Sent
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.mail.provider import MailKind
from microdesk_desktop.mail.registry import KINDS
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.compose.deliver import begin_attempt
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.sandbox.faults import Fault, Wire
from microdesk_desktop.sandbox.gmail.problems import fault
from tests.gui.pages.composer.conftest import ACCOUNT, plain
from tests.support.gui import PASSPHRASE, held, settled

PAUL = Person("Paul Nova", "paul@nova.example")
SEND = "/drafts/send"
DEVIS = Start(to=(PAUL,), subject="Devis", text="Bonjour")


def lock(writing):
    with writing.desk.qtbot.waitSignal(writing.window.locked, timeout=15_000):
        writing.window.lock()


def test_a_lock_sends_what_waits_and_keeps_what_was_written_as_a_draft(writing):
    writing.open(Start(to=(PAUL,), subject="En attente", text="Bonjour"))
    writing.send()
    writing.open(Start(to=(PAUL,), subject="En cours"))
    writing.write("des mots ")
    lock(writing)
    (sent,) = writing.labelled("SENT")
    (draft,) = writing.labelled("DRAFT")
    assert "Subject: En attente" in sent
    assert "Subject: En cours" in draft


def question(writing):
    """The small dialog in sight."""
    (dialog,) = [each for each in writing.window.findChildren(QDialog) if each.isVisible()]
    return dialog


def asked(writing):
    """The words of the small dialog."""
    return plain(" ".join(each.text() for each in question(writing).findChildren(QLabel)))


def answer(writing, words):
    (button,) = [each for each in question(writing).findChildren(QPushButton) if plain(each.text()) == words]
    button.click()


def lock_by_key(writing):
    writing.window.activateWindow()
    writing.desk.qtbot.waitUntil(writing.window.isActiveWindow)
    writing.desk.qtbot.keyClick(writing.page.form.text, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_locking_by_hand_waits_for_the_draft(writing):
    writing.open(DEVIS)
    writing.write("un mot ")
    with writing.desk.qtbot.waitSignal(writing.window.locked, timeout=15_000):
        lock_by_key(writing)
    (draft,) = writing.labelled("DRAFT")
    assert "un mot" in draft


def test_locking_by_hand_says_what_no_server_has_before_it_is_lost(writing):
    writing.open(DEVIS)
    writing.write("un mot ")
    writing.gmail.faults.add(*[fault(400, "invalidArgument", only="/drafts") for _ in range(9)])
    lock_by_key(writing)
    writing.desk.rest()
    assert "rien n'en est gardé" in asked(writing)
    answer(writing, "Revenir")
    writing.desk.rest()
    assert "un mot" in writing.page.form.composition.text
    lock_by_key(writing)
    with writing.desk.qtbot.waitSignal(writing.window.locked, timeout=15_000):
        answer(writing, "Verrouiller sans attendre")


def remove_account(writing):
    """Ask to remove the account in its pane."""
    writing.desk.go_to("settings").open("mail")
    writing.desk.rest()
    writing.click("Retirer…")


@pytest.mark.parametrize(("words", "label"), [("Envoyer", "SENT"), ("En brouillon", "DRAFT")])
def test_a_message_that_waits_is_named_before_its_account_is_removed(writing, words, label):
    writing.open(DEVIS)
    writing.send()
    remove_account(writing)
    assert "« Devis »" in asked(writing)
    answer(writing, words)
    writing.desk.rest()
    assert len(writing.labelled(label)) == 1
    assert len(list_accounts(writing.desk.session)) == 1, "not without the question"
    answer(writing, "Retirer la boîte")
    writing.desk.rest()
    assert list_accounts(writing.desk.session) == []
    assert writing.composer.messages == ()
    assert len([*writing.labelled("SENT"), *writing.labelled("DRAFT")]) == 1


def test_the_removal_of_an_account_names_what_has_no_draft(writing):
    writing.open(DEVIS)
    writing.write("un mot ")
    writing.gmail.faults.add(*[fault(400, "invalidArgument", only="/drafts") for _ in range(9)])
    writing.save()
    remove_account(writing)
    assert "« Devis » n'est pas parmi vos brouillons" in asked(writing)


def test_a_message_that_was_refused_and_is_saved_does_not_hold_the_removal(writing):
    writing.open(DEVIS)
    writing.write("un mot ")
    writing.save()
    writing.gmail.faults.add(fault(400, "invalidArgument", only=SEND))
    writing.send()
    writing.leave()
    remove_account(writing)
    answer(writing, "Retirer la boîte")
    writing.desk.rest()
    assert list_accounts(writing.desk.session) == []


def test_the_window_asks_before_it_closes_on_a_message_that_waits_and_then_sends_it(writing):
    writing.open(DEVIS)
    writing.send()
    writing.window.quit()
    assert writing.window.isVisible()
    (dialog,) = [each for each in writing.window.findChildren(QDialog) if each.isVisible()]
    (send,) = [each for each in dialog.findChildren(QPushButton) if each.text() == "Envoyer et quitter"]
    send.click()
    writing.desk.qtbot.waitUntil(lambda: not writing.window.isVisible())
    assert len(writing.labelled("SENT")) == 1


def test_the_window_closes_once_the_draft_is_at_the_server(writing):
    writing.open(DEVIS)
    writing.write("Madame, ")
    writing.window.quit()
    writing.desk.qtbot.waitUntil(lambda: not writing.window.isVisible())
    (draft,) = writing.labelled("DRAFT")
    assert "Madame," in draft


def test_a_message_that_is_refused_stays_with_the_reason_and_leaves_at_the_next_attempt(writing):
    writing.open(DEVIS)
    writing.send()
    writing.gmail.faults.add(fault(400, "invalidArgument", only=SEND))
    writing.leave()
    text = plain(writing.desk.shell.banners.text_of("message-1"))
    assert text.startswith("Votre message n'est pas parti.")
    writing.click("Revenir au message")
    assert "Bonjour" in writing.page.form.composition.text
    writing.send()
    writing.leave()
    assert len(writing.labelled("SENT")) == 1


def test_a_message_whose_answer_was_lost_is_looked_up_and_not_sent_again(writing):
    writing.open(DEVIS)
    writing.send()
    writing.gmail.faults.add(Fault(name="cut", wire=Wire.TRUNCATED, only=SEND))
    writing.gmail.faults.add(*[fault(500, "backendError", only="/drafts/r") for _ in range(4)])
    writing.leave()
    writing.click("Revenir au message")
    assert not writing.page.form.isEnabled()
    writing.click("Vérifier")
    assert len(writing.labelled("SENT")) == 1
    assert writing.composer.messages == ()


def test_a_former_attempt_whose_end_nobody_saw_is_named_once(writing, clock):
    begin_attempt(writing.desk.session, ACCOUNT)
    lock(writing)
    for found in (1, 0):
        session = unlock(writing.window.profile, PASSPHRASE, clock=clock, keyring=lambda: writing.keyring)
        writing.window.show_vault(session)
        settled(writing.window, writing.desk.qtbot)
        banners = writing.window.workspace.notices.banners
        named = [each for each in banners if "pendant l'envoi" in plain(each.text)]
        assert len(named) == found
        lock(writing)


def test_the_note_of_an_attempt_goes_with_its_outcome(writing):
    writing.open(DEVIS)
    writing.send()
    assert writing.desk.session.read(lambda reader: reader.value("SELECT count(*) FROM mail_attempt")) == 1
    writing.leave()
    assert writing.desk.session.read(lambda reader: reader.value("SELECT count(*) FROM mail_attempt")) == 0


def test_another_composer_stays_open_while_one_waits_and_is_sent(writing):
    writing.open(DEVIS)
    writing.send()
    page = writing.open(Start(to=(PAUL,), subject="Autre"))
    writing.write("je continue ")
    writing.leave()
    assert writing.page is page
    assert "je continue" in page.form.composition.text
    assert len(writing.composer.messages) == 1
    assert page.form.text.hasFocus()


def test_leaving_the_page_keeps_the_message_and_leads_back_to_it(writing):
    page = writing.open(DEVIS)
    writing.write("un mot ")
    writing.desk.go_to("invoices")
    assert len(writing.labelled("DRAFT")) == 1
    writing.click("Y revenir")
    assert writing.page is page
    assert "un mot" in page.form.composition.text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_change_of_language_shows_the_message_as_it_is_written(writing, language):
    writing.open(DEVIS)
    writing.write("un mot ")
    writing.window.set_language(language)
    writing.desk.shell = writing.window.currentWidget()
    writing.desk.rest()
    assert "un mot" in writing.page.form.composition.text
    writing.desk.press(writing.page.form.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_a_message_that_is_given_up_while_it_is_saved_leaves_no_draft(writing):
    writing.open(DEVIS)
    writing.write("un mot ")
    (message,) = writing.composer.messages
    with held(writing.window, Lane.NET):
        writing.composer.saver.save(message)
        writing.composer.close(message, keeps_draft=False)
    writing.desk.rest()
    assert writing.labelled("DRAFT") == []


def test_an_idle_lock_warns_of_what_no_server_has(writing):
    writing.open(DEVIS)
    writing.write("un mot ")
    writing.window.idle.ticked.emit(2)
    assert writing.desk.shell.banners.text_of("lock") is None, "it goes to the drafts at the lock"
    writing.gmail.faults.add(fault(400, "invalidArgument", only="/drafts"))
    writing.save()
    writing.window.idle.ticked.emit(2)
    assert "se verrouille dans 2" in plain(writing.desk.shell.banners.text_of("lock"))
    writing.save()
    writing.window.idle.ticked.emit(2)
    assert writing.desk.shell.banners.text_of("lock") is None
    assert len(writing.labelled("DRAFT")) == 1


class Refusing(GmailMailbox):
    """A mailbox whose server takes a message, and not for Paul."""

    def send(self, message: bytes, draft: str | None, conversation: str | None, job: Job) -> Sent:
        return replace(super().send(message, draft, conversation, job), refused=(PAUL.address,))


def test_those_whom_the_server_refused_are_named_and_can_be_written_to_again(writing, monkeypatch):
    monkeypatch.setitem(KINDS, AccountKind.GMAIL, lambda: MailKind(open=Refusing))
    noted = []

    def note(_, dispatch):
        noted.append(dispatch)
        return ChangeResult(changes=Changes.NOTHING)

    writing.open(Start(to=(PAUL, Person("", "lea@x.example")), subject="Devis", text="Bonjour", note=note))
    writing.send()
    writing.leave()
    assert PAUL.address in writing.desk.shell.banners.text_of("message-1")
    writing.click("Corriger les adresses…")
    composition = writing.page.form.composition
    assert [each.address for each in composition.to] == [PAUL.address]
    assert (composition.subject, "Bonjour" in composition.text) == ("Devis", True)
    writing.send()
    writing.leave()
    assert len(noted) == 1, "the document was sent once"
