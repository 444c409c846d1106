"""What the window asks and warns of while something is typed in a sheet and not saved."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QDialog, QLineEdit

from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.pages.clients.list import ClientsPage
from microdesk_desktop.pages.shell.lock_warning import WARNED_MINUTES
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.pages.shell.window import Window
from tests.tools.screenshots.states import shown


def scenes(window: Window, shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """A new client that is typed in part: the warning before the lock, and the question before the sheet closes."""
    window.go_to(ClientsPage.key)
    settle()
    page = shell.current()
    assert isinstance(page, ClientsPage)
    page.add()
    settle()
    sheet = shown(shell, SideSheet)
    shown(sheet, QLineEdit).insert("Imprimerie du Port")
    window.idle.ticked.emit(WARNED_MINUTES)
    settle()
    yield "sheet-before-lock"
    sheet.leave()
    settle()
    yield "sheet-typed-text"
    shown(window, QDialog).reject()
    sheet.close_sheet()
    window.idle.ticked.emit(window.preferences.settings.lock_after_minutes)
    settle()
