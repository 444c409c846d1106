"""The window on a private home folder: what it writes there holds nothing of what the user did."""

import os
from pathlib import Path

from tests.support.program import Program, unlocked
from tests.support.vaults import PASSPHRASE

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_FATAL_WARNINGS": "0"}
IMPORTING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from microdesk_desktop import app
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.pages.imports.controller import ImportController
from microdesk_desktop.pages.shell.window import Window

class Driven(Window):
    def show_vault(self, session):
        super().show_vault(session)
        self.workspace.navigate("imports", ImportKind.STATEMENT)
        dialog = self.findChild(QFileDialog)
        dialog.findChild(QLineEdit, "fileNameEdit").setText(sys.argv[3])
        dialog.accept()
        self.ending = QTimer(self)
        self.ending.timeout.connect(self.go_on)
        self.ending.start(50)

    def go_on(self):
        imports = self.workspace.controller(ImportController)
        if self.is_at_rest and imports.importable:
            imports.keep()
        elif self.is_at_rest and imports.result:
            self.close()

app.Window = Driven
session = unlock(Path(sys.argv[1]), sys.argv[2])
application = QApplication(sys.argv[:1])
window = app.build_window(application, session.profile, clock=session.clock)
sys.exit(app._run(application, window, lambda: window.show_vault(session)))
"""


def test_no_file_names_the_folder_from_which_a_statement_was_imported(program: Program, tmp_path: Path) -> None:
    statement = tmp_path / "Releves CANARI" / "CANARI.csv"
    statement.parent.mkdir()
    statement.write_text("Date;Libellé;Montant\n20/11/2026;CB PAPETERIE DU COIN;-12,50\n", encoding="utf-8")
    program.start_script(IMPORTING, program.profile, PASSPHRASE, statement, **OFFSCREEN).end()
    with unlocked(program) as session:
        assert session.read(lambda reader: reader.value("SELECT count(*) FROM bank_transaction")) == 1
    written = files_below(Path(os.environ["HOME"]), program.profile, program.temporary)
    assert [path for path in written if b"CANARI" in path.read_bytes() or "CANARI" in str(path)] == []
    assert not [path for path in written if path.name == "QtProject.conf"]


def files_below(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]
