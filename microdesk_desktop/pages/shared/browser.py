"""The user's own browser. It is not the program: while the user is offline, they are asked before it opens a page."""

from collections.abc import Callable
from weakref import ref

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.system.opening import open_address
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.dialogs import ask
from microdesk_desktop.gui.workspace import Workspace


def browser_of(host: QWidget, workspace: Workspace) -> Callable[[str], None]:
    """What opens a page, such as the bank's or the service's, for this widget.

    The widget keeps it, so that it must not keep the widget: the two would outlive the lock.
    """
    its_host = ref(host)

    def open_page(url: str) -> None:
        alive = its_host()
        if alive is not None:
            open_in_browser(alive, workspace, url)

    return open_page


def open_in_browser(host: QWidget, workspace: Workspace, url: str) -> None:
    """Open a page in the browser; while the user is offline, once they agree."""
    address = QUrl(url)
    if not is_offline(workspace):
        open_address(address)
        return
    ask(
        host,
        tr("Ouvrir {host} dans votre navigateur ?").format(host=visible(address.host())),
        offline_text(),
        tr("Ouvrir quand même"),
        lambda: open_address(address),
        copy_button(url),
    )


def is_offline(workspace: Workspace) -> bool:
    """Whether the user cut every connection of the program."""
    return workspace.session.gate.switches.is_offline


def offline_text() -> str:
    """Why it is asked: the switch does not reach the browser."""
    return tr(
        "Mode hors ligne : ce lien s'ouvre dans votre navigateur, pas dans MicroDesk. Votre choix de ne rien laisser "
        "sortir ne s'y applique pas."
    )


def copy_button(url: str) -> QPushButton:
    """What puts the address on the clipboard, for later or for another computer."""
    return buttons.link(tr("Copier l'adresse"), lambda: QGuiApplication.clipboard().setText(url))
