"""Hostile mails in the real reading pane: shown, or shown as text, and the window goes on all the while."""

import re

from pytestqt.qtbot import QtBot

from microdesk_desktop.pages.mail.reading.pane import ReadingPane
from microdesk_desktop.pages.shell.shell import Shell
from tests.support.mail.hostile_mails import hostile_mails
from tests.support.mail.letters import letter_box
from tests.support.mail.shown_letters import noted_names, pane_faults

COUNT = 42
"""Two of each kind; `make attack` shows thousands."""


def test_every_hostile_mail_is_shown_while_the_window_goes_on(shell: Shell, qtbot: QtBot) -> None:
    shell.workspace.session.mail_reader.start()
    pane = ReadingPane(shell.workspace)
    pane.setParent(shell)
    pane.resize(560, 700)
    pane.show()
    asked: list[str] = []
    found: list[str] = []
    with letter_box(shell.workspace.session) as box, noted_names(asked):
        for number, mail in enumerate(hostile_mails(COUNT, seed=3)):
            box.conversations[str(number)] = [mail.raw]
            found += pane_faults(pane, mail, str(number), qtbot.waitUntil)
    assert found == []
    assert [name for name in asked if not re.fullmatch(r"cid:\d+", name)] == []
