"""Pictures of every screen, to be looked at: `python -m tests.tools.screenshots FOLDER [--sizes 1360x860 1024x700]`.

The real window on the sample company, in light and dark, French and English, at 100 and 150 %. Each scale is a
process of its own, because Qt reads it once.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from microdesk_desktop.app import build_window
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo import new_vault, run_demo
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.records.vouchers import add_vouchers
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.clients.page import ClientPage
from microdesk_desktop.pages.connect.sheet import ConnectSheet
from microdesk_desktop.pages.documents.page import InvoicePage
from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.settings.panes import groups
from microdesk_desktop.pages.settings.passphrase import PassphrasePane
from microdesk_desktop.pages.settings.privacy import PrivacyPane
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.pages.start.recovery_key import RecoveryStep, RetypeStep
from microdesk_desktop.pages.start.unlock import UnlockPage
from microdesk_desktop.pages.start.welcome import WelcomePage
from microdesk_desktop.pages.todo.page import TodoPage
from microdesk_desktop.sandbox.bank import SandboxBank
from tests.tools.screenshot_states import States, shown

W = TypeVar("W", bound=QWidget)
SETTLE_MS = 4_000
SCALES, LANGUAGES, SIZES = ("1", "1.5"), ("fr", "en"), ("1360x860", "1024x700")
PASSPHRASE = "velours marmite trombone galet"


def main() -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", nargs="+", default=SIZES)
    parser.add_argument("--scales", nargs="+", default=SCALES)
    parser.add_argument("--languages", nargs="+", default=LANGUAGES)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    if arguments.here:
        return _picture(arguments.folder, arguments.sizes, arguments.languages[0])
    return max(_run(arguments, scale, language) for scale in arguments.scales for language in arguments.languages)


def _run(arguments: argparse.Namespace, scale: str, language: str) -> int:
    folder = arguments.folder / f"{language}-{round(float(scale) * 100)}"
    words = [str(folder), "--here", "--languages", language, "--sizes", *arguments.sizes]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "QT_SCALE_FACTOR": scale}
    command = [sys.executable, "-m", "tests.tools.screenshots", *words]
    return subprocess.run(command, env=environment, check=False).returncode


def _picture(folder: Path, sizes: list[str], language: str) -> int:
    set_language(language)
    with tempfile.TemporaryDirectory() as place:
        stage = Stage(Path(place), language)
        for name in stage.scenes():
            for size in sizes:
                for mode in (Mode.LIGHT, Mode.DARK):
                    stage.save(folder / f"{name}-{size}-{mode}.png", size, mode)
        stage.window.close()
    return 0


class Stage:
    """The window, and the scenes it plays one after another."""

    def __init__(self, place: Path, language: str) -> None:
        self._place = place
        self._language = language
        self._application = QApplication(sys.argv[:1])
        self.window = self._window(place / "new")

    def save(self, path: Path, size: str, mode: Mode) -> None:
        """Picture the window in this size and theme, or the dialog above it."""
        self.window.resize(*map(int, size.split("x")))
        self.window.theme.set_mode(mode)
        self._settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        (QApplication.activeModalWidget() or self.window).grab().save(str(path))

    def scenes(self) -> Iterator[str]:
        """Each scene by its name, set and ready to be pictured."""
        self.window.start()
        yield from self._welcome()
        yield from self._pages("empty")
        yield from self._keys()
        self.window.lock()
        self._settle()
        yield "unlock"
        self._showing(UnlockPage).recovery_wanted.emit()
        yield "recovery"
        self.window.close()
        with SandboxBank() as bank:
            session = new_vault(self._place)
            run_demo(session, bank, self._place, Job())
            self.window = self._window(session.profile)
            self.window.show_vault(session)
            yield from self._pages("full")
            yield from self._records()
            yield from self._above()
            yield from States(self.window, bank, self._place, self._settle).play(self._language)

    def _welcome(self) -> Iterator[str]:
        page = self._showing(WelcomePage)
        yield "welcome-1"
        page.business.name.set_value("Jeanne Martin EI")
        page.business.adult.set_checked(True)
        page.go_on()
        yield "welcome-2"
        page.privacy.accepted.set_checked(True)
        page.go_on()
        for field in (page.passphrase.passphrase.first, page.passphrase.passphrase.second):
            field.set_value(PASSPHRASE)
            field.edited.emit()
        yield "welcome-3"
        page.go_on()
        self._settle()
        yield "welcome-4"
        shown = page.step()
        assert isinstance(shown, RecoveryStep)
        key = shown.key
        page.go_on()
        yield "welcome-5"
        asked = page.step()
        assert isinstance(asked, RetypeStep)
        for number, field in zip(asked.asked, asked.fields, strict=True):
            field.set_value(key.split("-")[number])
        page.go_on()

    def _pages(self, state: str) -> Iterator[str]:
        for kind in PAGES:
            if not kind.shows_one:
                self.window.go_to(kind.key)
                yield f"{state}-{kind.key}"

    def _records(self) -> Iterator[str]:
        """The page of the first record of a list, and an expense with a voucher."""
        shell = self._showing(Shell)
        for listing, page in (("invoices", InvoicePage.key), ("clients", ClientPage.key)):
            self.window.go_to(listing)
            self._settle()
            shell.navigate(page, shell.current().place())
            self._settle()
            yield f"full-{page}"
        self.window.go_to("expenses")
        self._settle()
        expense = shell.current().place()
        assert isinstance(expense, int)
        picture = self._place / "ticket.png"
        self.window.grab().save(str(picture))
        shell.workspace.perform(lambda session: add_vouchers(session, expense, [picture]))
        self._settle()
        yield "full-voucher"

    def _keys(self) -> Iterator[str]:
        self.window.go_to("bank")
        page = self._showing(Shell).current()
        assert isinstance(page, BankPage)
        page.connect_bank()
        self._settle()
        yield "connect-keys"
        shown(self.window, ConnectSheet).close_sheet()

    def _above(self) -> Iterator[str]:
        shell = self._showing(Shell)
        shell.command_palette.open_with(shell.commands())
        yield "palette"
        shell.command_palette.field.setText("nova")
        yield "palette-records"
        shell.command_palette.close_palette()
        self.window.go_to("todo")
        self._settle()
        _child(shell, TodoPage).begin()
        yield "walk"
        _child(shell, TodoPage).walk.stop()
        yield from self._settings(shell)
        self.window.go_to("settings")
        page = _child(shell, SettingsPage)
        page.on_pane(PassphrasePane, PassphrasePane.change_passphrase)
        yield "sheet"
        shown(shell, SideSheet).close_sheet()
        page.on_pane(PrivacyPane, PrivacyPane.read_journal)
        yield "journal"
        shown(shell, SideSheet).close_sheet()

    def _settings(self, shell: Shell) -> Iterator[str]:
        for _, panes in groups():
            for pane in panes:
                shell.navigate("settings", pane.key)
                yield f"settings-{pane.key}"

    def _window(self, profile: Path) -> Window:
        window = build_window(self._application, profile, language=self._language)
        window.show()
        return window

    def _showing(self, kind: type[W]) -> W:
        """The page in sight, which must be of this kind."""
        page = self.window.currentWidget()
        assert isinstance(page, kind), page
        return page

    def _settle(self) -> None:
        """Let what is being read be shown."""
        deadline = QDeadlineTimer(SETTLE_MS)
        self._application.processEvents()
        while not (self.window.is_at_rest or deadline.hasExpired()):
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        self._application.processEvents()


def _child(host: QWidget, kind: type[W]) -> W:
    found = host.findChild(kind)
    assert isinstance(found, kind)
    return found


if __name__ == "__main__":
    sys.exit(main())
