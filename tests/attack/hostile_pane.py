"""Hostile mails in the real reading pane: nothing is asked for, and no turn of the event loop takes long.

python -m tests.attack.hostile_pane [COUNT] [SEED]
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from microdesk_desktop.gui.runner import Runner
from microdesk_desktop.gui.theme.apply import Theme
from microdesk_desktop.gui.window.host import Host
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.mail.reading.pane import ReadingPane
from tests.support.mail.hostile_mails import hostile_mails
from tests.support.mail.letters import letter_box
from tests.support.mail.shown_letters import noted_names, pane_faults
from tests.support.vaults import new_vault

COUNT = 2_000
_LONGEST_MS = 60_000
"""Until a letter counts as never shown; its worker may have to be started anew on a busy machine."""


def main(words: list[str]) -> int:
    """Attack, and print how many were tried and how many gave way."""
    count, seed = int(words[0]) if words else COUNT, int(words[1]) if len(words) > 1 else 7
    application = QApplication(sys.argv[:1])
    Theme(application)
    given_way = 0
    with tempfile.TemporaryDirectory() as place:
        session = new_vault(Path(place, "profile")).session
        workspace = Workspace(session, Runner(), cast(Host, None))
        with letter_box(session) as box:
            pane = ReadingPane(workspace)
            pane.resize(560, 700)
            pane.show()
            for number, mail in enumerate(hostile_mails(count, seed)):
                asked: list[str] = []
                box.conversations = {str(number): [mail.raw]}
                try:
                    with noted_names(asked):
                        found = list(pane_faults(pane, mail, str(number), _wait))
                except TimeoutError:
                    found = [f"{mail.kind}: never shown"]
                found += [f"{mail.kind}: asked for {name}" for name in asked if not re.fullmatch(r"cid:\d+", name)]
                given_way += bool(found)
                for fault in found[:3]:
                    print(f"{number}: {fault}", flush=True)
        workspace.close()
        session.close()
    print(f"attacks tried {count}, given way {given_way}")
    return int(given_way > 0)


def _wait(is_done: Callable[[], bool]) -> None:
    """Run the event loop until it is."""
    end = QDeadlineTimer(_LONGEST_MS)
    while not is_done():
        if end.hasExpired():
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
