"""The import as a user goes through it, in the window on an X11 screen: drop, correct a line, import, take back."""

from pathlib import Path

from tests.support.program import Program, unlocked
from tests.support.vaults import PASSPHRASE
from tests.support.window.display import x11_screen

__all__ = ["x11_screen"]

JOURNEY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from microdesk_desktop import app
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.pages.shell.window import Window
from tests.support.gui import button, drop

CLIENTS = "SELECT count(*) FROM client"


class Driven(Window):
    def show_vault(self, session):
        super().show_vault(session)
        self.steps = self.journey(session)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.go_on)
        self.timer.start(20)

    def go_on(self):
        if self.is_at_rest and next(self.steps, "ended") == "ended":
            self.close()

    def journey(self, session):
        shell = self.currentWidget()
        drop(shell, Path(sys.argv[3]))
        yield
        page = shell.current()
        print("dropped", page.key, button(page, "keep").text(), flush=True)
        view = page.view.rows.table.view
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Home)
        QTest.keyClick(view, Qt.Key.Key_Return)
        editor = next(each for each in view.findChildren(QLineEdit) if each.isVisible())
        QTest.keyClicks(editor, "Studio Nord")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        yield
        yield
        print("corrected", button(page, "keep").text(), flush=True)
        QTest.mouseClick(button(page, "keep"), Qt.MouseButton.LeftButton)
        yield
        print("imported", session.read(lambda reader: reader.value(CLIENTS)), flush=True)
        for words in ("Annuler l’import…", "Annuler l’import"):
            shown = [button for strip in page.findChildren(Strip) for button in strip.buttons]
            QTest.mouseClick(next(each for each in shown if each.text() == words), Qt.MouseButton.LeftButton)
            yield
        print("taken back", session.read(lambda reader: reader.value(CLIENTS)), flush=True)


app.Window = Driven
session = unlock(Path(sys.argv[1]), sys.argv[2])
application = QApplication(sys.argv[:1])
window = app.build_window(application, session.profile, clock=session.clock)
sys.exit(app._run(application, window, lambda: window.show_vault(session)))
"""


def test_a_file_is_dropped_corrected_imported_and_taken_back(program: Program, tmp_path: Path, x11_screen: str) -> None:
    path = tmp_path / "clients.csv"
    path.write_text("Nom,SIRET,Couleur\nBoulangerie Sud,,bleu\n,552100554,vert\n", encoding="utf-8")
    environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": x11_screen, "WAYLAND_DISPLAY": ""}
    running = program.start_script(JOURNEY, program.profile, PASSPHRASE, path, **environment)
    answers = [running.answer() for _ in range(4)]
    assert running.end(0).err == ""
    assert answers == [
        "dropped imports Importer 1 client",
        "corrected Importer 2 clients",
        "imported 2",
        "taken back 0",
    ]
    with unlocked(program) as session:
        assert session.read(lambda reader: reader.value("SELECT count(*) FROM imported_file")) == 0
