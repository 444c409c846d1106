"""The page « Courrier » while the user has closed the network of its mailbox: calm, still, and back at once."""

from PySide6.QtWidgets import QLabel, QPushButton

from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.operations.privacy.network_switches import close_groups, go_offline, open_everything
from microdesk_desktop.pages.mail.watch import MailWatch
from microdesk_desktop.store.privacy.network.journal import count_events
from tests.support.mail.desk import ACCOUNT_ID, MailDesk

CALM = "Hors ligne par votre choix"


def buttons_of(desk: MailDesk) -> list[QPushButton]:
    return desk.page.findChildren(QPushButton)


def lines(desk: MailDesk) -> int:
    return desk.workspace.session.read(count_events)


def test_closing_ends_the_wait_for_mail_without_an_error_and_opening_begins_it_again(mail_desk: MailDesk) -> None:
    watch, shown = mail_desk.workspace.controller(MailWatch), mail_desk.subjects
    mail_desk.workspace.perform(lambda session: close_groups(session, [NetworkGroup.GMAIL]))
    mail_desk.wait(lambda: watch.problem(ACCOUNT_ID) is not None)
    mail_desk.rest()
    before = lines(mail_desk)
    assert not watch.is_retrying(ACCOUNT_ID)
    assert mail_desk.page.subtitle() == CALM
    assert mail_desk.subjects == shown, "what was read stays in sight"
    mail_desk.page.refresh()
    mail_desk.rest()
    assert lines(mail_desk) == before
    assert not watch.is_retrying(ACCOUNT_ID)
    mail_desk.gmail.deliver("Après la pause", sender="Léa <lea@nova.example>", labels=("INBOX",))
    mail_desk.workspace.perform(open_everything)
    mail_desk.wait(lambda: "Après la pause" in mail_desk.subjects)
    assert watch.problem(ACCOUNT_ID) is None


def test_a_folder_that_was_never_read_says_that_it_is_the_users_choice_and_is_read_once_opened(
    mail_desk: MailDesk,
) -> None:
    mail_desk.gmail.deliver("Envoyée hier", labels=("SENT",))
    mail_desk.workspace.perform(go_offline)
    mail_desk.rest()
    mail_desk.page.folders.chosen.emit("SENT")
    mail_desk.rest()
    assert CALM in [label.text() for label in mail_desk.page.findChildren(QLabel) if label.isVisible()]
    reopen = next(each for each in buttons_of(mail_desk) if each.text() == "Rouvrir" and each.isVisible())
    reopen.click()
    mail_desk.wait(lambda: mail_desk.subjects == ["Envoyée hier"])
