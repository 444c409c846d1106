"""Pictures of a new user who brings in the files of `tests/golden/newcomer`: `python -m tests.tools.newcomer FOLDER`.

The real window on the display of the environment (`xvfb-run` gives a virtual one), in French and English, light and
dark. Each file is dropped on the window and pictured; each question gets its first answer, the file is imported and
pictured again; then come the pages that show what came.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QPushButton

from microdesk_desktop.app import build_window
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.cli.demo.run import new_vault
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.pages.imports.page import ImportPage
from microdesk_desktop.pages.shell.shell import Shell
from tests.support.gui import drop
from tests.support.imports.newcomer import load_files

LANGUAGES, SIZE = ("fr", "en"), (1366, 768)
SETTLE_MS = 6_000


def main() -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", nargs="+", default=LANGUAGES)
    arguments = parser.parse_args()
    application = QApplication(sys.argv[:1])
    for language in arguments.languages:
        set_language(language)
        with tempfile.TemporaryDirectory() as place:
            newcomer = Newcomer(application, Path(place), language)
            for name in newcomer.scenes():
                newcomer.save(arguments.folder / language, name)
            newcomer.window.close()
    return 0


class Newcomer:
    """The window of an empty vault, and what its user does one step after another."""

    def __init__(self, application: QApplication, place: Path, language: str) -> None:
        self._application = application
        session = new_vault(place)
        self.window = build_window(application, session.profile, language=language)
        self.window.show()
        self.window.show_vault(session)
        self.window.resize(*SIZE)

    def scenes(self) -> Iterator[str]:
        """Each step by its name, ready to be pictured."""
        for file in load_files():
            page = self._page()
            drop(self._shell(), file.path)
            self._settle()
            yield f"{file.path.parent.name}-{file.path.stem}-dropped"
            if not file.refused and self._keep(page):
                yield f"{file.path.parent.name}-{file.path.stem}-imported"
            page.close_files()
            self._settle()
        for key in ("imports", "invoices", "clients", "receipts", "expenses", "bank"):
            self.window.go_to(key)
            yield f"after-{key}"

    def save(self, folder: Path, name: str) -> None:
        """Picture the window in both themes."""
        folder.mkdir(parents=True, exist_ok=True)
        for mode in (Mode.LIGHT, Mode.DARK):
            self.window.theme.set_mode(mode)
            self._settle()
            self.window.grab().save(str(folder / f"{name}-{mode}.png"))

    def _keep(self, page: ImportPage) -> bool:
        """Give the first answer to each question, and import; whether anything was."""
        while not page.imports.importable and (buttons := self._answers(page)):
            buttons[0].click()
            self._settle()
        page.keep()
        self._settle()
        return page.imports.result is not None

    def _answers(self, page: ImportPage) -> Sequence[QPushButton]:
        strips = [each for each in page.findChildren(Strip) if each.isVisible() and each.buttons]
        return strips[0].buttons if strips else ()

    def _page(self) -> ImportPage:
        self.window.go_to("imports")
        self._settle()
        page = self._shell().current()
        assert isinstance(page, ImportPage)
        return page

    def _shell(self) -> Shell:
        shell = self.window.currentWidget()
        assert isinstance(shell, Shell)
        return shell

    def _settle(self) -> None:
        deadline = QDeadlineTimer(SETTLE_MS)
        self._application.processEvents()
        while not (self.window.is_at_rest or deadline.hasExpired()):
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        self._application.processEvents()


if __name__ == "__main__":
    sys.exit(main())
