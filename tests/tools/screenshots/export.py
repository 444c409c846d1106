"""The sheets that export everything, and bring an export back."""

from collections.abc import Callable, Iterator

from microdesk_desktop.gui.window.dialogs import Sheet
from microdesk_desktop.pages.privacy.export_sheet import ExportForm, open_export
from microdesk_desktop.pages.privacy.import_sheet import open_import
from microdesk_desktop.pages.shell.shell import Shell


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """Both forms of the export, then the import; the vault stays as it is."""
    shell.navigate("dashboard")
    settle()
    open_export(shell, shell.workspace)
    settle()
    yield "export-archive"
    for form in shell.findChildren(ExportForm):
        form.choose(False)
    settle()
    yield "export-folder"
    _close(shell)
    open_import(shell, shell.workspace)
    settle()
    yield "export-import"
    _close(shell)
    settle()


def _close(shell: Shell) -> None:
    for sheet in shell.findChildren(Sheet):
        sheet.close_sheet()
