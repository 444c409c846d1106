"""The icons of Qt's file dialog, in place of its own, which are pictures that follow no theme.

Rows get theirs as they are painted. A provider of icons would be asked by Qt on a thread of its own, which may wait for
Python's lock while the dialog that has it waits for that thread.
"""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QUrl
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileSystemModel,
    QHeaderView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
)

from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.icons import icon, icon_size

_BUTTONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "folder-plus",
    "listModeButton": "layout-grid",
    "detailModeButton": "list",
}
PLACES_WIDTH, FILES_WIDTH = 150, 610
_URL_ROLE = Qt.ItemDataRole.UserRole + 1
"""Under which the places at the left of the dialog keep their addresses."""
_KIND = 2
"""The column with the kind of each file, which Qt does not translate, and whose name already shows it."""
_Index = QModelIndex | QPersistentModelIndex


def use_own_icons(dialog: QDialog) -> None:
    """Give the dialog's buttons, its places and its files the icons of the window."""
    for name, shown in _BUTTONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(icon(shown, "text"))
    for name in ("listView", "treeView"):
        _paint_rows(dialog, name, _FileDelegate(dialog))
    _paint_rows(dialog, "sidebar", _PlaceDelegate(dialog))
    folders = dialog.findChild(QComboBox, "lookInCombo")
    if folders is not None:
        folders.setIconSize(QSize(0, 0))
    details, halves = dialog.findChild(QTreeView, "treeView"), dialog.findChild(QSplitter, "splitter")
    if details is not None:
        details.setColumnHidden(_KIND, True)
        header = details.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    if halves is not None:
        halves.setSizes([scaled(PLACES_WIDTH), scaled(FILES_WIDTH)])


def _paint_rows(dialog: QDialog, name: str, delegate: QStyledItemDelegate) -> None:
    view = dialog.findChild(QAbstractItemView, name)
    if view is not None:
        view.setItemDelegate(delegate)
        view.setIconSize(icon_size())


class _FileDelegate(QStyledItemDelegate):
    """A folder or a file before the name of each row."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == 0:
            is_folder = index.data(QFileSystemModel.Roles.FileInfoRole).isDir()
            option.icon = icon("folder" if is_folder else "file")


class _PlaceDelegate(QStyledItemDelegate):
    """A computer, a house or a folder before the name of each place."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        address = index.data(_URL_ROLE)
        path = address.toLocalFile() if isinstance(address, QUrl) else ""
        shown = "monitor" if path in ("", "/") else "house" if Path(path) == Path.home() else "folder"
        option.icon = icon(shown)
