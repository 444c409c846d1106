"""The dialogs that choose files and folders, without a trace of where the user went.

The desktop's own dialogs, and Qt's too, write the folders that are visited to files outside of the vault. These are
Qt's, on every system, with their history removed before they could save it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.file_icons import use_own_icons
from microdesk_desktop.gui.theme.apply import scaled

WIDTH, HEIGHT = 760, 520


@dataclass(slots=True)
class LastFolder:
    """Where the last file was chosen, and the next dialog opens; kept in memory, from unlock to lock."""

    path: Path | None = None


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form in which a file can be written: its name for the user, and the suffix, « .csv », that names it."""

    name: str
    suffix: str

    @property
    def filter(self) -> str:
        """The form as Qt's dialogs list it."""
        return f"{self.name} (*{self.suffix})"


def choose_file(
    host: QWidget, title: str, take: Callable[[Path], object], *, last: LastFolder, filters: str = ""
) -> None:
    """Ask for one file, and give it to `take`; `filters` are in Qt's form: `Texts (*.txt);;All (*)`."""

    def chosen(paths: list[Path]) -> None:
        last.path = paths[0].parent
        take(paths[0])

    _open(host, title, QFileDialog.FileMode.ExistingFile, chosen, last, filters)


def choose_files(
    host: QWidget, title: str, take: Callable[[list[Path]], object], *, last: LastFolder, filters: str = ""
) -> None:
    """Ask for one or several files, and give them to `take`."""

    def chosen(paths: list[Path]) -> None:
        last.path = paths[0].parent
        take(paths)

    _open(host, title, QFileDialog.FileMode.ExistingFiles, chosen, last, filters)


def choose_folder(host: QWidget, title: str, take: Callable[[Path], object], *, last: LastFolder) -> None:
    """Ask for a folder, and give it to `take`."""

    def chosen(paths: list[Path]) -> None:
        last.path = paths[0]
        take(paths[0])

    _open(host, title, QFileDialog.FileMode.Directory, chosen, last)


def choose_new_file(
    host: QWidget,
    title: str,
    name: str,
    take: Callable[[Path], object],
    *,
    last: LastFolder,
    forms: Sequence[FileForm] = (),
) -> None:
    """Ask where to write a file, whose proposed name is `name`; an existing one is replaced only when confirmed.

    With `forms`, the name comes without a suffix, and the user chooses a form, the first one by default. A name with
    another suffix gets that of the form, and is asked again where such a file exists.
    """

    def chosen(paths: list[Path]) -> None:
        path, last.path = paths[0], paths[0].parent
        if not forms or path.suffix.lower() in {form.suffix for form in forms}:
            take(path)
            return
        (form,) = [each for each in forms if each.filter == dialog.selectedNameFilter()]
        whole = path.with_name(path.name + form.suffix)
        if whole.exists():
            choose_new_file(host, title, path.name, take, last=last, forms=forms)
        else:
            take(whole)

    proposed = name + forms[0].suffix if forms else name
    dialog = _open(
        host,
        title,
        QFileDialog.FileMode.AnyFile,
        chosen,
        last,
        filters=";;".join(form.filter for form in forms),
        name=proposed,
    )
    dialog.filterSelected.connect(partial(_take_form, dialog, forms))


def _take_form(dialog: QFileDialog, forms: Sequence[FileForm], chosen: str) -> None:
    """Give the typed name the suffix of the form that was chosen."""
    (form,) = [each for each in forms if each.filter == chosen]
    dialog.setDefaultSuffix(form.suffix[1:])
    typed = dialog.findChild(QLineEdit, "fileNameEdit")
    assert typed is not None, "the field of Qt's dialog"
    for each in forms:
        if typed.text().lower().endswith(each.suffix):
            typed.setText(typed.text()[: -len(each.suffix)] + form.suffix)


def close_file_dialogs() -> None:
    """Close the dialogs that are open, without a choice."""
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QFileDialog):
            each.reject()


def _open(
    host: QWidget,
    title: str,
    mode: QFileDialog.FileMode,
    chosen: Callable[[list[Path]], object],
    last: LastFolder,
    filters: str = "",
    name: str = "",
) -> QFileDialog:
    dialog = QFileDialog(host, title, str(last.path or Path.home()), filters)
    if name:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.selectFile(name)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
    dialog.setFileMode(mode)
    # Qt's French has no word for these two.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, tr("Dossier :"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, tr("Type :"))
    use_own_icons(dialog)
    dialog.resize(scaled(WIDTH), scaled(HEIGHT))
    places = dialog.sidebarUrls()
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.finished.connect(lambda _: _forget(dialog, places))
    dialog.open()
    return dialog


def _forget(dialog: QFileDialog, places: list[QUrl]) -> None:
    """Remove what the dialog would save when it is destroyed, and what Qt would keep for the next one."""
    dialog.setDirectory(str(Path.home()))
    dialog.setHistory([])
    dialog.setSidebarUrls(places)
    dialog.deleteLater()
