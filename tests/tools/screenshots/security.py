"""The scenes of the vault's security: its panes and sheets, the diagnostic, and what is asked before a link offline."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QDialog

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.privacy.network_switches import go_offline, open_everything
from microdesk_desktop.operations.vault.backups.make import back_up, own_backups
from microdesk_desktop.pages.bank.page import BankPage
from microdesk_desktop.pages.mail_accounts.remove import ask_remove
from microdesk_desktop.pages.settings.application.about import AboutPane
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.settings.privacy import PrivacyPane
from microdesk_desktop.pages.settings.security.backups import BackupsPane
from microdesk_desktop.pages.settings.security.lock import LockPane
from microdesk_desktop.pages.settings.security.passphrase import PassphrasePane
from microdesk_desktop.pages.settings.security.passphrase_sheets import RememberSheet
from microdesk_desktop.pages.shared.browser import open_in_browser
from microdesk_desktop.pages.shell.shell import Shell
from tests.tools.screenshots.mail_accounts import IMAP
from tests.tools.screenshots.states import shown


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """Each pane, then each sheet as it opens and answers; then the two questions that stand over a page."""
    for kind in (PassphrasePane, LockPane, PrivacyPane, BackupsPane, AboutPane):
        shell.navigate(SettingsPage.key, kind.key)
        settle()
        yield f"security-pane-{kind.key}"
    yield from _sheets(shell, settle)
    yield from _questions(shell, settle)


def _sheets(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    session = shell.workspace.session
    shell.navigate(SettingsPage.key, LockPane.key)
    settle()
    RememberSheet(shown(shell, LockPane), shell.workspace, list)
    settle()
    yield from _closing(shell, "security-remember")
    shell.navigate(SettingsPage.key, BackupsPane.key)
    settle()
    pane = shown(shell, BackupsPane)
    backup = back_up(session, own_backups(shell.workspace.host.profile), Job())
    openings: tuple[tuple[str, Callable[[], object]], ...] = (
        ("examine", lambda: pane.examine(backup)),
        ("restore", lambda: pane.restore(backup)),
        ("verify", pane.verify_vault),
    )
    for name, open_sheet in openings:
        open_sheet()
        settle()
        yield from _closing(shell, f"security-{name}")
    shell.navigate(SettingsPage.key, AboutPane.key)
    settle()
    shown(shell, AboutPane).read_diagnostic()
    settle()
    yield from _closing(shell, "security-diagnostic")


def _questions(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    go_offline(shell.workspace.session)
    open_in_browser(shell, shell.workspace, "https://www.impots.gouv.fr/formulaire")
    settle()
    yield "offline-link"
    shown(shell, QDialog).reject()
    open_everything(shell.workspace.session)
    ask_remove(shell.workspace, IMAP)
    settle()
    yield "erase-mailbox"
    shown(shell, QDialog).reject()
    shell.navigate(BankPage.key)
    settle()
    shown(shell, BankPage).disconnect_bank()
    settle()
    yield "erase-bank"
    shown(shell, QDialog).reject()


def _closing(shell: Shell, name: str) -> Iterator[str]:
    yield name
    shown(shell, SideSheet).close_sheet()
