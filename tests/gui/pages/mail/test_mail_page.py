"""The page « Courrier » on the simulated Gmail: what it shows, and what reaches the server."""

import gc

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.conversations.listed import Listed, ListKey
from microdesk_desktop.domain.mail.types import Row
from microdesk_desktop.gui.table.delegate import BOX, PADDING
from microdesk_desktop.gui.theme.apply import roles, scaled
from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.pages.mail.controller import MailController
from microdesk_desktop.pages.mail.list import HERE
from microdesk_desktop.pages.mail.watch import MailWatch
from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.views.mail.conversations.words import who_text
from tests.support.gui import ambiguous_shortcuts, unnamed
from tests.support.mail.desk import ACCOUNT_ID, MailDesk, connect_gmail

INBOX = ["Rendez-vous", "Facture", "Devis"]


def select(desk: MailDesk, subject: str) -> None:
    desk.page.conversations.table.view.select_row(desk.subjects.index(subject))
    desk.rest()


def press(desk: MailDesk, key: Qt.Key) -> None:
    view = desk.page.conversations.table.view
    view.setFocus()
    desk.qtbot.keyClick(view, key)


def current(desk: MailDesk) -> str:
    row = desk.page.conversations.current_row()
    return row.subject if row is not None else ""


def search(desk: MailDesk, words: str) -> None:
    field = desk.page.conversations.search
    field.setFocus()
    desk.qtbot.keyClicks(field, words)
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.rest()


def test_the_inbox_is_shown_newest_first_with_its_unread_letters(mail_desk: MailDesk) -> None:
    page = mail_desk.page
    assert mail_desk.subjects == INBOX
    assert page.subtitle() == "1 non lu"
    assert [row.name for row in page.folders.rows[:2]] == ["Réception", "Brouillons"]


def test_what_the_user_sent_by_another_address_is_theirs_too(mail_desk: MailDesk) -> None:
    mail_desk.gmail.state.aliases.append("Contact@studio.example")
    mail_desk.gmail.deliver("Relance", sender="Studio <contact@studio.example>", labels=("INBOX",))
    mail_desk.page.refresh()
    mail_desk.wait(lambda: "Relance" in mail_desk.subjects)
    mail_desk.rest()
    (row,) = [row for row in mail_desk.page.conversations.table.rows_in_order() if row.subject == "Relance"]
    assert who_text(row, mail_desk.workspace.controller(MailController).own(ACCOUNT_ID)) == "moi"


def test_another_list_than_the_inbox_is_read_again_by_itself(mail_desk: MailDesk) -> None:
    page = mail_desk.page
    page.folders.chosen.emit("SENT")
    mail_desk.rest()
    assert mail_desk.subjects == []
    mail_desk.gmail.deliver("Écrit au téléphone", labels=("SENT",))
    page._look.timeout.emit()  # noqa: SLF001 - the time has come
    mail_desk.wait(lambda: mail_desk.subjects == ["Écrit au téléphone"])


def test_the_first_row_is_shown_once_a_key_selects_it(mail_desk: MailDesk) -> None:
    page = mail_desk.page
    search(mail_desk, "introuvable")
    page.conversations.search.clear()
    mail_desk.rest()
    assert page.conversations.table.view.currentIndex().row() == 0
    assert page.conversations.current_row() is None
    press(mail_desk, Qt.Key.Key_Home)
    mail_desk.rest()
    assert current(mail_desk) == "Rendez-vous"
    assert page.bar.isVisible()


def test_nothing_is_opened_nor_read_before_the_user_chooses(mail_desk: MailDesk) -> None:
    mail_desk.page.conversations.table.view.setFocus()
    mail_desk.gmail.deliver("Urgent")
    mail_desk.page.refresh()
    mail_desk.wait(lambda: mail_desk.subjects == ["Urgent", *INBOX])
    assert mail_desk.page.conversations.current_row() is None
    press(mail_desk, Qt.Key.Key_Return)
    row = mail_desk.page.conversations.current_row()
    assert row is not None
    assert row.subject == "Rendez-vous"


@pytest.mark.parametrize("subject", ["Rendez-vous", "Facture"], ids=["current", "other"])
def test_the_first_click_in_a_list_opens_the_conversation(mail_desk: MailDesk, subject: str) -> None:
    view = mail_desk.page.conversations.table.view
    view.setFocus()
    place = view.visualRect(view.model().index(mail_desk.subjects.index(subject), 1)).center()
    mail_desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    mail_desk.wait(lambda: [card.letter.subject for card in mail_desk.page.reading.cards] == [subject])
    assert mail_desk.page.bar.isVisible()


def test_the_first_arrow_goes_to_the_newest_conversation(mail_desk: MailDesk) -> None:
    press(mail_desk, Qt.Key.Key_Down)
    mail_desk.wait(lambda: [card.letter.subject for card in mail_desk.page.reading.cards] == ["Rendez-vous"])
    press(mail_desk, Qt.Key.Key_Down)
    mail_desk.wait(lambda: [card.letter.subject for card in mail_desk.page.reading.cards] == ["Facture"])


def test_every_control_has_a_name_and_no_key_two_meanings(mail_desk: MailDesk) -> None:
    select(mail_desk, "Devis")
    assert unnamed(mail_desk.page) == []
    assert ambiguous_shortcuts(mail_desk.shell.window()) == set()


def test_the_bin_takes_a_conversation_at_once_and_gives_it_back(mail_desk: MailDesk) -> None:
    select(mail_desk, "Facture")
    press(mail_desk, Qt.Key.Key_Delete)
    assert mail_desk.subjects == ["Rendez-vous", "Devis"]
    mail_desk.wait(lambda: "TRASH" in mail_desk.labels_of("Facture"))
    mail_desk.rest()
    mail_desk.workspace.undo.undo()
    mail_desk.wait(lambda: mail_desk.subjects == INBOX)
    assert mail_desk.labels_of("Facture") == {"INBOX"}


def test_what_an_undo_brings_back_is_selected_again_and_not_opened(mail_desk: MailDesk) -> None:
    select(mail_desk, "Facture")
    press(mail_desk, Qt.Key.Key_Delete)
    mail_desk.rest()
    select(mail_desk, "Devis")
    mail_desk.workspace.undo.undo()
    mail_desk.wait(lambda: mail_desk.subjects == INBOX)
    mail_desk.wait(lambda: current(mail_desk) == "Facture")
    assert not mail_desk.page.reading.isAncestorOf(QApplication.focusWidget())
    mail_desk.workspace.undo.redo()
    mail_desk.wait(lambda: mail_desk.subjects == ["Rendez-vous", "Devis"])
    mail_desk.rest()
    mail_desk.gmail.deliver("Facture", sender="OVH <factures@ovh.example>", labels=("INBOX",))
    select(mail_desk, "Devis")
    mail_desk.page.refresh()
    mail_desk.wait(lambda: len(mail_desk.subjects) == 3)
    assert current(mail_desk) == "Devis", "the selection jumps no more"


def test_the_unread_count_follows_an_unread_conversation_to_the_bin_at_once(mail_desk: MailDesk) -> None:
    select(mail_desk, "Rendez-vous")
    mail_desk.gmail.faults.add(Fault(name="slow", status=400, body={}, only="/labels"))  # no count of the server
    assert mail_desk.page.subtitle() == "1 non lu"
    press(mail_desk, Qt.Key.Key_Delete)
    assert mail_desk.page.subtitle() == "Tout est lu"


def test_a_search_in_the_whole_mailbox_marks_no_folder(mail_desk: MailDesk) -> None:
    page = mail_desk.page
    search(mail_desk, "facture")
    assert not page.folders.currentIndex().isValid()
    assert page.conversations.folder.text().startswith("Toute la boîte")
    page.conversations.scope.choose(HERE)
    mail_desk.rest()
    assert page.folders.currentIndex().row() == 0
    page.conversations.search.clear()
    mail_desk.rest()
    assert page.folders.currentIndex().row() == 0
    assert page.conversations.folder.text().startswith("Réception")


def test_what_the_server_refuses_comes_back_with_a_sentence(mail_desk: MailDesk) -> None:
    select(mail_desk, "Facture")
    mail_desk.gmail.faults.add(
        Fault(name="no", status=400, body={"error": {"code": 400, "message": "no"}}, only="/modify")
    )
    press(mail_desk, Qt.Key.Key_E)
    assert mail_desk.subjects == ["Rendez-vous", "Devis"]
    mail_desk.wait(lambda: mail_desk.subjects == INBOX)
    assert mail_desk.labels_of("Facture") == {"INBOX"}
    assert mail_desk.shell.banners.text_of("error")


def test_marks_reach_the_server_and_the_row(mail_desk: MailDesk) -> None:
    select(mail_desk, "Rendez-vous")
    press(mail_desk, Qt.Key.Key_S)
    press(mail_desk, Qt.Key.Key_U)
    mail_desk.wait(lambda: mail_desk.labels_of("Rendez-vous") == {"INBOX", "STARRED"})
    row = mail_desk.page.conversations.current_row()
    assert row is not None
    assert (row.unread, row.starred) == (False, True)


def test_the_unread_counts_follow_what_is_read_at_once(mail_desk: MailDesk) -> None:
    page = mail_desk.page
    select(mail_desk, "Rendez-vous")
    press(mail_desk, Qt.Key.Key_Return)
    mail_desk.wait(lambda: (row := page.conversations.current_row()) is not None and not row.unread)
    assert (page.subtitle(), page.folders.rows[0].folder.unread) == ("Tout est lu", 0)
    press(mail_desk, Qt.Key.Key_U)
    assert (page.subtitle(), page.folders.rows[0].folder.unread) == ("1 non lu", 1)


def test_folders_that_were_asked_for_before_a_change_are_asked_for_again(mail_desk: MailDesk) -> None:
    mail = mail_desk.workspace.controller(MailController)
    mail_desk.rest()
    with mail_desk.qtbot.waitSignals([mail.folders_changed, mail.folders_changed], timeout=15_000):
        mail.load_folders(ACCOUNT_ID)
        mail.load_folders(ACCOUNT_ID)
        mail.load_folders(ACCOUNT_ID, is_stale=True)


def test_the_dot_of_an_unread_row_gives_its_place_to_the_check_box(mail_desk: MailDesk) -> None:
    table = mail_desk.page.conversations.table
    viewport, middle = table.view.viewport(), scaled(BOX) // 2
    height = table.view.rowHeight(0)
    dot, other = QPoint(PADDING + middle, height // 2), QPoint(PADDING + middle, height + height // 2)
    assert table.view.columnWidth(0) == PADDING + scaled(BOX)
    assert viewport.grab().toImage().pixelColor(dot) == QColor(roles().ink(Tone.POSITIVE))
    mail_desk.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=other)
    assert [row.subject for row in mail_desk.page.conversations.wanted_rows()] == ["Facture"]
    assert viewport.grab().toImage().pixelColor(dot) == QColor(roles().panel), "an empty box"


def test_the_search_is_as_wide_as_the_list(mail_desk: MailDesk) -> None:
    mail_desk.shell.window().resize(1_440, 900)
    QApplication.processEvents()
    listed = mail_desk.page.conversations
    assert listed.search.width() > 0.9 * listed.width()


def test_an_archived_conversation_leaves_the_inbox_alone(mail_desk: MailDesk) -> None:
    select(mail_desk, "Facture")
    press(mail_desk, Qt.Key.Key_E)
    mail_desk.wait(lambda: mail_desk.labels_of("Facture") == set())
    assert mail_desk.subjects == ["Rendez-vous", "Devis"]


def test_a_page_that_was_read_before_does_not_bring_back_what_leaves(mail_desk: MailDesk) -> None:
    mail, inbox = mail_desk.workspace.controller(MailController), ListKey(account_id=ACCOUNT_ID, folder="INBOX")
    select(mail_desk, "Facture")
    row = mail_desk.page.conversations.current_row()
    assert row is not None
    mail.hold_back(ACCOUNT_ID, [row.key], lambda key: key == inbox)
    for shown in (["Rendez-vous", "Devis"], INBOX):
        with mail_desk.qtbot.waitSignal(mail.list_read, timeout=15_000):
            mail.refresh(inbox)
            if shown != INBOX:
                mail.let_back(ACCOUNT_ID, [row.key])  # the action has ended, the page was asked for before
        assert mail_desk.subjects == shown


def test_checked_conversations_are_filed_together(mail_desk: MailDesk) -> None:
    table = mail_desk.page.conversations.table
    table.checks.set([row.key for row in table.rows_in_order()[:2]], is_checked=True)
    press(mail_desk, Qt.Key.Key_E)
    mail_desk.wait(lambda: mail_desk.labels_of("Facture") == set())
    assert mail_desk.subjects == ["Devis"]
    assert not table.checks


def test_new_mail_comes_on_top_while_the_selected_row_stays(mail_desk: MailDesk) -> None:
    select(mail_desk, "Facture")
    mail_desk.gmail.deliver("Urgent")
    mail_desk.page.refresh()
    mail_desk.wait(lambda: mail_desk.subjects == ["Urgent", *INBOX])
    row = mail_desk.page.conversations.current_row()
    assert row is not None
    assert row.subject == "Facture"


def test_further_pages_come_while_one_scrolls(mail_desk: MailDesk) -> None:
    for number in range(70):
        mail_desk.gmail.deliver(f"Lettre {number}", labels=("INBOX",))
    mail_desk.page.refresh()
    mail_desk.wait(lambda: len(mail_desk.subjects) >= 50)
    bar = mail_desk.page.conversations.table.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    mail_desk.wait(lambda: len(mail_desk.subjects) == 73)
    assert len(set(mail_desk.subjects)) == 73
    assert mail_desk.subjects[-1] == "Devis"


def test_a_search_asks_the_server_and_an_empty_field_leads_back(mail_desk: MailDesk) -> None:
    mail_desk.gmail.deliver("Facture ancienne", labels=())
    search(mail_desk, "facture")
    assert mail_desk.subjects == ["Facture ancienne", "Facture"]
    mail_desk.page.conversations.scope.choose(HERE)
    mail_desk.wait(lambda: mail_desk.subjects == ["Facture"])
    mail_desk.page.conversations.search.clear()
    mail_desk.wait(lambda: mail_desk.subjects == INBOX)


def test_a_label_is_made_put_on_and_removed(mail_desk: MailDesk) -> None:
    mail_desk.page.create_folder()
    sheet = next(each for each in mail_desk.shell.window().findChildren(Sheet) if each.isVisible())
    sheet.form.name.set_value("Clients")
    sheet.form.colour.set_value("#16a766")
    sheet.submit()
    mail_desk.rest()
    label = next(each for each in mail_desk.gmail.state.labels.values() if each.name == "Clients")
    assert label.color == {"backgroundColor": "#16a766", "textColor": "#ffffff"}
    mail_desk.page.folders.choose("INBOX")
    mail_desk.page.folders.chosen.emit("INBOX")
    mail_desk.wait(lambda: mail_desk.subjects == INBOX)
    select(mail_desk, "Devis")
    for wanted in ({"INBOX", label.id}, {"INBOX"}):
        menu = mail_desk.page.bar.move_to.menu()
        menu.aboutToShow.emit()
        next(action for action in menu.actions() if action.text() == "Clients").trigger()
        mail_desk.wait(lambda wanted=wanted: mail_desk.labels_of("Devis") == wanted)
        mail_desk.rest()


def test_a_lost_server_leaves_the_list_and_is_reached_again(mail_desk: MailDesk) -> None:
    watch = mail_desk.workspace.controller(MailWatch)
    mail_desk.gmail.stop()
    mail_desk.page.refresh()
    mail_desk.wait(lambda: watch.problem(ACCOUNT_ID) is not None)
    assert mail_desk.subjects == INBOX
    assert mail_desk.page.subtitle() == "Hors connexion"
    assert watch.is_retrying(ACCOUNT_ID)
    assert "réessaie" in mail_desk.shell.banners.text_of("mail state")


def test_in_a_narrow_window_enter_opens_the_conversation_and_escape_returns(mail_desk: MailDesk) -> None:
    mail_desk.shell.window().resize(760, 600)
    QApplication.processEvents()
    page = mail_desk.page
    select(mail_desk, "Facture")
    assert (page.panes.count, page.reading.isVisible()) == (1, False)
    press(mail_desk, Qt.Key.Key_Return)
    mail_desk.rest()
    assert (page.conversations.isVisible(), page.reading.isVisible()) == (False, True)
    assert page.on_escape()
    assert (page.conversations.isVisible(), page.reading.isVisible()) == (True, False)


def test_the_lock_leaves_no_row_in_memory(mail_desk: MailDesk) -> None:
    select(mail_desk, "Facture")
    window = mail_desk.shell.window()
    mail_desk.shell = mail_desk.workspace = None  # type: ignore[assignment]
    with mail_desk.qtbot.waitSignal(window.locked, timeout=15_000):
        window.lock()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [each for each in gc.get_objects() if isinstance(each, Row | Listed)] == []


def test_the_mail_of_a_removed_account_leaves_the_page_and_the_memory(mail_desk: MailDesk) -> None:
    select(mail_desk, "Facture")
    mail_desk.workspace.work(lambda session, job: remove_account(session, ACCOUNT_ID, job))
    mail_desk.wait(lambda: mail_desk.subjects == [])
    mail_desk.rest()
    assert mail_desk.workspace.controller(MailController).folders(ACCOUNT_ID) is None
    gc.collect()
    assert [each for each in gc.get_objects() if isinstance(each, Row | Listed)] == []


def test_each_account_has_its_own_list_and_unread_letters(mail_desk: MailDesk) -> None:
    with SandboxGmail("merle@gmail.example") as other:
        other.deliver("Autre boîte")
        connect_gmail(mail_desk.workspace.session, other, "44ee55ff66008899")
        mail_desk.workspace.announce(Changes.MAIL)
        mail_desk.rest()
        texts = [action.text() for action in mail_desk.page.accounts.menu().actions()]
        assert texts == ["jeanne@gmail.example\t1 non lu", "merle@gmail.example\t1 non lu"]
        mail_desk.page.accounts.menu().actions()[1].trigger()
        mail_desk.wait(lambda: mail_desk.subjects == ["Autre boîte"])
        mail_desk.page.accounts.menu().actions()[0].trigger()
        mail_desk.wait(lambda: mail_desk.subjects == INBOX)


def test_a_letter_in_spam_is_moved_to_the_inbox(mail_desk: MailDesk) -> None:
    mail_desk.gmail.deliver("Pris pour un indésirable", labels=("SPAM",))
    mail_desk.page.folders.chosen.emit("SPAM")
    mail_desk.wait(lambda: mail_desk.subjects == ["Pris pour un indésirable"])
    select(mail_desk, "Pris pour un indésirable")
    menu = mail_desk.page.bar.move_to.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Réception").trigger()
    mail_desk.wait(lambda: mail_desk.labels_of("Pris pour un indésirable") == {"INBOX"})
    assert mail_desk.subjects == []
