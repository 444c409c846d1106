"""The real window on the sample company, as a process that shows what it is told on its standard input.

python -m tests.support.window.shown

Each line of input is the key of a page, or a page and one of its methods that opens a form: `clients.add`. The answer
is a line once the window is at rest.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from microdesk_desktop.app import build_window
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo.run import new_vault, run_demo
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.gmail.letters import ADDRESS
from microdesk_desktop.sandbox.gmail.service import SandboxGmail

REST_MS = 50


def main() -> int:
    """Run until the input ends; returns the exit code."""
    set_language("fr")
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder, SandboxBank() as bank, SandboxGmail(ADDRESS) as gmail:
        session = new_vault(Path(folder))
        run_demo(session, bank, Path(folder), Job(), gmail=gmail)
        window = build_window(application, session.profile, language="fr", clock=session.clock)
        window.show()
        window.show_vault(session)
        notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, window)
        notifier.activated.connect(lambda: _obey(window))
        _answer_at_rest(window)
        return application.exec()


def _obey(window: Window) -> None:
    line = sys.stdin.readline()
    if not line:
        window.close()
        return
    assert window.workspace is not None
    for sheet in window.findChildren(SideSheet):
        sheet.close_sheet()
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    key, _, form = line.strip().partition(".")
    window.workspace.navigate(key)
    shell = window.centralWidget()
    assert isinstance(shell, Shell)
    if form:
        getattr(shell.current(), form)()
    _answer_at_rest(window)


def _answer_at_rest(window: Window) -> None:
    """Answer once nothing runs, at two looks in a row: a page may ask for more when it gets its first answer."""

    def look(calm: int) -> None:
        if calm == 2:
            sys.stdout.write("shown\n")
            sys.stdout.flush()
        else:
            QTimer.singleShot(REST_MS, lambda: look(calm + 1 if window.is_at_rest else 0))

    look(0)


if __name__ == "__main__":
    sys.exit(main())
