"""What the window builds once a vault is open; loaded in the background while the user types the passphrase."""

from collections.abc import Callable

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui import accessible_widgets
from microdesk_desktop.gui.runner import Runner
from microdesk_desktop.gui.system.qt_classes import create_classes
from microdesk_desktop.gui.window.host import Host
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.warnings import warnings
from microdesk_desktop.pages import registry
from microdesk_desktop.pages.clients import erase
from microdesk_desktop.pages.connect import disconnect
from microdesk_desktop.pages.mail_accounts import remove
from microdesk_desktop.pages.shared.outdated_backups import show_outdated
from microdesk_desktop.pages.shell.opening_notices import show_healed
from microdesk_desktop.pages.shell.shell import Shell


def open_workspace(session: Session, runner: Runner, host: Host) -> Workspace:
    """Start the work that goes on from unlock to lock: the controllers, and the backup of the day."""
    accessible_widgets.install()
    create_classes()
    workspace = Workspace(session, runner, host)
    for kind in registry.CONTROLLERS:
        workspace.controller(kind)
    for warning in warnings(session):
        workspace.report(warning, key=warning.code)
    disconnect.show_opening(workspace)
    erase.show_opening(workspace)
    remove.show_opening(workspace)
    show_healed(workspace)
    show_outdated(workspace)
    workspace.work(
        back_up_today, on_success=lambda path: workspace.announce(Changes.SETTINGS if path else Changes.NOTHING)
    )
    return workspace


def new_shell(workspace: Workspace, lock: Callable[[], object]) -> Shell:
    """A shell with every page, none in sight yet."""
    return Shell(workspace, registry.PAGES, lock)


def home() -> str:
    """The key of the page that a user sees first."""
    return registry.HOME
