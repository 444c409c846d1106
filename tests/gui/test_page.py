"""What pages are given: changes reach those that show them, each with its way back."""

import pytest
from PySide6.QtCore import Qt

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.workspace import ERROR_KEY
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.pages.shell.shell import Shell
from tests.support.gui import button, settled


class Counting(Page):
    """A page that remembers how often it was asked to read."""

    icon = "users"
    reads = 0

    @staticmethod
    def title() -> str:
        return "Essai"

    def reload(self) -> None:
        self.reads += 1


class Clients(Counting):
    key = "one"
    flags = Changes.CLIENTS


class Bank(Counting):
    key = "two"
    flags = Changes.BANK


@pytest.fixture
def pages(window, shell, qtbot):
    """A shell with two pages of ours on the open vault, the first in sight."""
    settled(window, qtbot)
    made = Shell(shell.workspace, (Clients, Bank), window.lock)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.navigate("two")
    made.navigate("one")
    return made


def names(shell) -> list[str]:
    return [name for (name,) in shell.workspace.session.read(lambda reader: reader.all("SELECT name FROM client"))]


def test_a_page_reads_when_shown_and_when_what_it_shows_changes(pages, window):
    one = pages.current()
    assert one.reads == 1
    window.workspace.announce(Changes.LEDGER)
    assert one.reads == 1
    window.workspace.announce(Changes.CLIENTS | Changes.BANK)
    assert one.reads == 2
    pages.navigate("two")
    assert pages.current().reads == 2
    pages.navigate("one")
    assert pages.current().reads == 2


def test_a_change_is_announced_and_can_be_undone_by_key(pages, window, qtbot):
    one = pages.current()
    pages.workspace.perform(
        lambda session: put_client(session, Client(name="Atelier Brun")), owner=one, message=lambda: "Client ajouté."
    )
    qtbot.waitUntil(lambda: pages.toast.text.text() == "Client ajouté.")
    assert names(pages) == ["Atelier Brun"]
    assert one.reads == 2
    qtbot.keyClick(pages, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: one.reads == 3)
    assert names(pages) == []


def test_a_known_error_is_shown_in_its_sentence(pages, qtbot):
    def refuse(session):
        raise KnownError(ErrorCode.NOTHING_TO_DO)

    pages.workspace.perform(refuse, owner=pages.current(), message=lambda: "Jamais dit.")
    qtbot.waitUntil(lambda: bool(pages.banners.text_of(ERROR_KEY)))
    assert pages.workspace.notices.current_toast is None


def test_long_work_shows_its_step_and_can_be_stopped(pages, qtbot):
    ended, stopped = [], []

    def work(session, job):
        job.on_cancel(lambda: stopped.append(True))
        job.progress(1, 10, "fetch")
        job.wait(60)

    pages.workspace.work(work, progress="Travail…", on_success=ended.append, on_end=lambda: ended.append("end"))
    qtbot.waitUntil(
        lambda: any(each.text.startswith("Lecture des opérations") for each in pages.workspace.notices.banners)
    )
    (working,) = pages.workspace.notices.banners
    button(pages.banners, f"{working.key}.action").click()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["end"]
    assert stopped
    assert not pages.banners.isVisible()


def test_missing_keys_lead_to_the_settings(window, shell, qtbot):
    window.workspace.report(KnownError(ErrorCode.CREDENTIALS_MISSING))
    button(shell.banners, "error.action").click()
    assert shell.current().key == "settings"


def test_work_that_failed_can_be_tried_again_by_its_button(pages, qtbot):
    tries = []

    def work(session, job):
        tries.append(True)
        if len(tries) == 1:
            raise KnownError(ErrorCode.OFFLINE)

    done = []
    pages.workspace.work(work, on_success=done.append)
    qtbot.waitUntil(lambda: bool(pages.banners.text_of(ERROR_KEY)))
    button(pages.banners, "error.action").click()
    qtbot.waitUntil(lambda: bool(done))
    assert len(tries) == 2
