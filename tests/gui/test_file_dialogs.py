"""Choosing files: the folder is remembered until the vault locks, and nowhere else."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
)
from shiboken6 import isValid

from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.pages.imports.controller import ImportController
from tests.support.gui import LONG_MS, settled


@pytest.fixture
def statement(tmp_path):
    folder = tmp_path / "Relevés de Mme Canari"
    folder.mkdir()
    path = folder / "releve.csv"
    path.write_text("Date;Libellé;Montant\n20/11/2026;CB PAPETERIE DU COIN;-12,50\n", encoding="utf-8")
    return path


def opened(window):
    window.workspace.navigate("imports", ImportKind.STATEMENT)
    (dialog,) = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
    return dialog


def kept_by_qt(qtbot):
    """The folders that Qt's next dialog would show by itself."""
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    return [dialog.directory().path(), *dialog.history(), *(url.toLocalFile() for url in dialog.sidebarUrls())]


def test_the_next_dialog_opens_where_the_last_file_was_and_qt_keeps_nothing(window, shell, qtbot, statement):
    dialog = opened(window)
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(statement))
    dialog.accept()
    settled(window, qtbot)
    (file,) = shell.workspace.controller(ImportController).files
    assert file.draft.name == statement.name
    again = opened(window)
    assert Path(again.directory().path()) == statement.parent
    again.reject()
    assert not [each for each in kept_by_qt(qtbot) if "Canari" in each]


def test_a_lock_closes_the_dialog_and_forgets_where_it_was(window, shell, qtbot, statement):
    dialog = opened(window)
    dialog.setDirectory(str(statement.parent))
    with qtbot.waitSignal(window.locked, timeout=LONG_MS):
        window.lock()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert not [each for each in kept_by_qt(qtbot) if "Canari" in each]


def painted(view, row):
    """The icon that a row is painted with."""
    option = QStyleOptionViewItem()
    index = view.model().index(row, 0, view.rootIndex())
    view.itemDelegate().initStyleOption(option, index)
    return index.data(), option.icon.pixmap(16, 16).toImage()


def test_the_icons_are_those_of_the_window_in_every_theme(window, shell, qtbot, statement):
    (statement.parent / "Archives").mkdir()
    window.workspace.last_folder.path = statement.parent
    dialog = opened(window)
    view = dialog.findChild(QTreeView, "treeView")
    qtbot.waitUntil(lambda: view.model().rowCount(view.rootIndex()) == 2)
    for mode in (Mode.LIGHT, Mode.DARK, Mode.CONTRAST):
        window.theme.set_mode(mode)
        found = dict(painted(view, row) for row in range(2))
        assert found["Archives"] == icon("folder").pixmap(16, 16).toImage()
        assert found[statement.name] == icon("file").pixmap(16, 16).toImage()
        back = dialog.findChild(QToolButton, "backButton").icon().pixmap(16, 16).toImage()
        assert back == icon("arrow-left", "text").pixmap(16, 16).toImage()
    window.theme.set_mode(Mode.LIGHT)
    assert all(each.icon().isNull() for each in dialog.findChild(QDialogButtonBox).buttons())
    dialog.reject()
