"""The real window on a vault with a mailbox, as a process driven over its standard input.

python -m tests.support.window.mailing FOLDER

FOLDER is that of a `mail_world`. Each line of input is the name of an act and its words, separated by tabs; it is
answered by a line with the name of the act, and what there is to report.
"""

import ctypes
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton

from microdesk_desktop import app
from microdesk_desktop.domain.mail.compose.starts import StartKind
from microdesk_desktop.gui.forms.text_fields import entry_of
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.composer import outbox
from microdesk_desktop.pages.composer.controller import Composer
from microdesk_desktop.pages.composer.page import ComposerPage
from microdesk_desktop.pages.mail.page import MailPage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from tests.support.measures.memory import live
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE
from tests.support.window.driven import LONGEST_COMMAND, PR_SET_DUMPABLE

PATIENCE_MS = 60_000


class MailingWindow(Window):
    """Obeys its standard input, once its vault is open."""

    def begin(self) -> None:
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # its open files are read from outside
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._obey)
        self.locked.connect(lambda: QTimer.singleShot(app.AFTER_OPENING_MS, lambda: _answer("lock")))

    def show_failure(self, error: Exception) -> None:
        """End at once: nobody looks at the report."""
        traceback.print_exception(error)
        os._exit(1)

    def _obey(self) -> None:
        line = os.read(0, LONGEST_COMMAND).decode().strip()
        if not line:
            self.close()
            return
        name, *words = line.split("\t")
        report = getattr(self, f"do_{name}")(*words)
        if name != "lock":
            _answer(name if report is None else f"{name}\t{report}")

    def do_list(self) -> None:
        self.go_to("mail")
        self._until(lambda: self._mail.conversations.table.model.rowCount() > 1)

    def do_open(self) -> None:
        self._mail.conversations.table.view.select_row(0)
        self._mail.selection.open()
        self._until(lambda: bool(self._mail.reading.cards) and self._is_text_shown())
        self._until(self._is_marked)
        self.grab()

    def do_search(self, words: str) -> None:
        field = self._mail.conversations.search
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self._rest()
        field.clear()
        self._until(lambda: self._mail.conversations.table.model.rowCount() > 1)

    def do_save(self, folder: str) -> None:
        self.do_open()
        self._mail.reading.cards[-1].save_all()
        self._choose(folder)

    def do_write(self, person: str, subject: str, text: str, file: str) -> None:
        self._mail.reading.start(StartKind.ANSWER)
        self._until(lambda: self._composer.message is not None and self._composer.message.composition is not None)
        form = self._composer.form
        entry_of(form.to).clear()
        QTest.keyClicks(entry_of(form.to), person)
        (line,) = (each for each in form.findChildren(QLineEdit) if each.accessibleName() == "Objet")
        line.clear()
        QTest.keyClicks(line, subject)
        QTest.keyClicks(form.text, text)
        form.files.add_button.click()
        self._choose(file)
        self._until(lambda: bool(form.composition.files))
        self._composer.save()
        self._until(lambda: self._composer.message is not None and self._composer.message.saved_at is not None)

    def do_send(self) -> None:
        assert self.workspace is not None
        composer = self.workspace.controller(Composer)
        self._composer.send()
        self._until(lambda: not composer.messages)

    def do_bin(self) -> None:
        self.do_list()
        self._mail.conversations.table.view.select_row(0)
        self._until(lambda: self._mail.conversations.current_row() is not None)
        number = self._mail.conversations.table.model.rowCount()
        self._mail.bar.bin.click()
        self._until(lambda: self._mail.conversations.table.model.rowCount() < number)

    def do_remove(self) -> None:
        assert self.workspace is not None
        session = self.workspace.session
        (account,) = list_accounts(session)
        self.workspace.navigate("settings", "mail")
        self._until(lambda: self.findChild(QPushButton, f"remove.{account.address}") is not None)
        remove = self.findChild(QPushButton, f"remove.{account.address}")
        assert isinstance(remove, QPushButton)
        QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
        (question,) = (each for each in self.findChildren(QDialog) if each.isVisible())
        (agree,) = (each for each in question.findChildren(QPushButton) if each.text() == "Retirer la boîte")
        QTest.mouseClick(agree, Qt.MouseButton.LeftButton)
        self._until(lambda: not list_accounts(session))

    def do_lock(self) -> None:
        self.lock()

    def do_live(self, *texts: str) -> str:
        """How many objects of Python still hold one of these texts, which are given in hexadecimal."""
        return str(live(*map(bytes.fromhex, texts)))

    @property
    def _mail(self) -> MailPage:
        page = self._shell.current()
        assert isinstance(page, MailPage)
        return page

    @property
    def _composer(self) -> ComposerPage:
        page = self._shell.current()
        assert isinstance(page, ComposerPage)
        return page

    @property
    def _shell(self) -> Shell:
        shell = self.currentWidget()
        assert isinstance(shell, Shell)
        return shell

    def _is_text_shown(self) -> bool:
        text = self._mail.reading.cards[-1].text
        return text is not None and bool(text.toPlainText())

    def _is_marked(self) -> bool:
        row = self._mail.conversations.current_row()
        return row is not None and not row.unread

    def _choose(self, path: str) -> None:
        """Name a file or folder in the dialog that is open, and accept it."""
        self._until(lambda: bool(self.findChildren(QFileDialog)))
        dialog = self.findChildren(QFileDialog)[-1]
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.setText(path)
        button = next(each for each in dialog.findChildren(QPushButton) if each.isDefault())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._rest()

    def _rest(self) -> None:
        self._until(lambda: self.is_at_rest)

    def _until(self, condition: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(PATIENCE_MS)
        QCoreApplication.processEvents()
        while not (condition() and self.is_at_rest):
            assert not deadline.hasExpired(), traceback.format_stack()[-3]
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)


def _answer(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: Path) -> int:
    """Show the vault until the input ends; returns the exit code."""
    app.Window = MailingWindow  # type: ignore[attr-defined]
    outbox.UNDO_S = 1  # the wait itself holds nothing that the rest of the session does not
    keyring = StrictKeyring(folder / "keyring")
    session = unlock(folder / "profile", PASSPHRASE, keyring=lambda: keyring)
    application = app.new_application()
    window = app.build_window(application, session.profile, language="fr", clock=session.clock)
    assert isinstance(window, MailingWindow)

    def begin() -> None:
        window.show_vault(session)
        window.begin()

    return app._run(application, window, begin)  # noqa: SLF001 - as the window of the product runs


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
