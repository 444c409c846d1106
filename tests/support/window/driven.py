"""The real window as a process, driven over its standard input; it knows nothing personal by itself.

python -m tests.support.window.driven PROFILE

Each line of input is a command, answered by a line of output:
    type TEXT    type it into the unlock screen, and Enter; answered once the vault is open
    tour         show every page, select, scroll, press Enter, search, open the palette, copy a label
    lock         lock; answered once the vault is closed and the memory was overwritten
    wipe         erase everything; answered as a lock is
    grown        the containers of the package's modules and classes that hold more than before the tour
    live TEXT    how many objects of Python still hold the text, given in hexadecimal
"""

import ctypes
import os
import sys
import traceback
from collections import deque
from pathlib import Path
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QEventLoop, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from microdesk_desktop import app
from microdesk_desktop.gui.forms.text_fields import entry_of
from microdesk_desktop.gui.page import Page
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.pages.start.unlock import UnlockPage
from tests.support.measures.memory import live

PR_SET_DUMPABLE = 4
LONGEST_COMMAND = 1_000
CONTROL = Qt.KeyboardModifier.ControlModifier


class DrivenWindow(Window):
    """Obeys its standard input."""

    def start(self) -> None:
        super().start()
        # Without this only root may read the memory.
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._input.activated.connect(self._obey)
        self.opened.connect(lambda: QTimer.singleShot(2 * app.AFTER_OPENING_MS, lambda: answer("opened")))
        self.locked.connect(lambda: QTimer.singleShot(app.AFTER_OPENING_MS, self._answer_locked))

    def show_failure(self, error: Exception) -> None:
        """End at once: nobody looks at the report."""
        traceback.print_exception(error)
        os._exit(1)

    def _obey(self) -> None:
        """Read one command into a buffer that can be overwritten, as what is typed must leave no copy here."""
        line = bytearray(LONGEST_COMMAND)
        length = os.readv(0, [line])
        command = line[:4]
        if not length:
            self.close()
        elif command == b"type":
            unlock = self.currentWidget()
            assert isinstance(unlock, UnlockPage)
            entry = entry_of(unlock.field)
            for place in range(5, length - 1):
                QTest.keyClick(entry, line[place])
            QTest.keyClick(entry, Qt.Key.Key_Return)
        elif command == b"tour":
            self._tour()
        elif command == b"lock":
            self.lock()
        elif command == b"wipe":
            self.erase_everything()
        elif command == b"grow":
            after = sizes()
            answer(" ".join(name for name in after if after[name] > self._sizes.get(name, after[name])))
        else:
            answer(str(live(bytes.fromhex(line[5:length].decode()))))
        line[:] = bytes(LONGEST_COMMAND)

    def _tour(self) -> None:
        self._sizes = sizes()
        for page in PAGES:
            self.go_to(page.key)
            self._rest()
            for view in self._page().findChildren(QTableView):
                view.setFocus()
                for _ in range(3):
                    QTest.keyClick(view, Qt.Key.Key_Down)
                    self._rest()
                view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
                self._rest()
                for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
                    QTest.keyClick(view, key)
                    self._rest()
            self.grab()
        self.go_to("bank")
        self._rest()
        bank = self._page()
        assert isinstance(bank, BankPage)
        QTest.keyClicks(bank.search_field(), "VIR")
        self._rest()
        QTest.keyClick(self, Qt.Key.Key_K, CONTROL)
        self._rest()
        for typed in ("canari", " 10,00"):
            QTest.keyClicks(self._shell().command_palette.field, typed)
            self._rest()
        self.grab()
        row = bank.transactions.table.model.row(0)
        assert row is not None
        QApplication.clipboard().setText(row.label)
        answer("toured")

    def _shell(self) -> Shell:
        shell = self.currentWidget()
        assert isinstance(shell, Shell)
        return shell

    def _page(self) -> Page:
        return self._shell().current()

    def _rest(self) -> None:
        QCoreApplication.processEvents()
        while not self.is_at_rest:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 1_000)

    def _answer_locked(self) -> None:
        answer("locked, clipboard empty" if not QApplication.clipboard().text() else "locked, clipboard kept")


def sizes() -> dict[str, int]:
    """The lengths of the containers that modules and classes of the package hold, by name."""
    holders: list[Any] = [module for name, module in sys.modules.items() if name.startswith("microdesk_desktop.")]
    holders += [each for module in holders for each in vars(module).values() if isinstance(each, type)]
    return {
        f"{holder.__name__}.{name}": len(value)
        for holder in holders
        for name, value in vars(holder).items()
        if isinstance(value, dict | list | set | deque | WeakSet) and not name.startswith("__")
    }


def answer(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    app.Window = DrivenWindow  # type: ignore[attr-defined]
    sys.exit(app.open_window(Path(sys.argv[1]), "fr"))
