"""The one window: it shows the welcome, the unlock screen or the shell, and moves between them.

The unlock screen must be painted at once: what it does not need is imported by the functions that need it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import language, set_language, tr
from microdesk_desktop.gui.layout.centered_card import CenteredCard
from microdesk_desktop.gui.runner import Lane, Runner
from microdesk_desktop.gui.system.idle import IdleWatch
from microdesk_desktop.gui.system.later import call_later
from microdesk_desktop.gui.theme.apply import Theme
from microdesk_desktop.gui.widgets.buttons import click_focused
from microdesk_desktop.gui.window.host import Host
from microdesk_desktop.gui.window.placement import keep_on_screen, place
from microdesk_desktop.gui.window.preferences import Preferences
from microdesk_desktop.operations.erasing.begun import is_erasure_begun
from microdesk_desktop.operations.vault.exists import vault_exists
from microdesk_desktop.pages.shell.lock_warning import open_sheets, warn_of_lock
from microdesk_desktop.pages.start.unlock import RetryDelay, UnlockPage

if TYPE_CHECKING:
    from microdesk_desktop.gui.system.notifications import Notifications
    from microdesk_desktop.gui.workspace import Workspace
    from microdesk_desktop.operations.session import Session
    from microdesk_desktop.pages.shell.erasure import Erasure

EVENT_ARRIVES_MS = 50  # a round trip to a busy display server; nobody notices it
SIZE, LEAST_SIZE = QSize(1_360, 860), QSize(600, 320)
"""The least is below what a screen of 1,366 × 768 at twice the usual scale leaves: 683 × 344."""


class Window(QMainWindow):
    """Shows one screen at a time; owns the workspace from unlock to lock.

    `QMainWindow` because screen readers list no other widget as a window.
    """

    opened = Signal()
    locked = Signal()

    def __init__(
        self,
        application: QApplication,
        profile: Path,
        *,
        theme: Theme,
        preferences: Preferences,
        clock: Clock,
        open_example: Callable[[], None],
    ) -> None:
        super().__init__()
        self.profile = profile
        self.theme = theme
        self.preferences = preferences
        self.clock = clock
        self.runner = Runner(self)
        self.runner.failed.connect(self.show_failure)
        self.idle = IdleWatch(application, clock)
        self.idle.ticked.connect(partial(warn_of_lock, self))
        self.idle.expired.connect(self.lock)
        self.workspace: Workspace | None = None
        self.locks_by_closing = False
        """Whether locking closes the window, as for a vault whose passphrase nobody knows."""
        self._host = Host(
            profile=profile,
            theme=theme,
            preferences=preferences,
            set_language=self.set_language,
            set_idle_timeout=self.idle.start,
            notify=self.notify,
            erase_everything=self.erase_everything,
            open_example=open_example,
        )
        self._retry_delay = RetryDelay(self)
        self._notifications: Notifications | None = None
        self._files: list[Path] = []
        self._is_erased = False
        self._when_painted: Callable[[], object] | None = None
        self.setWindowTitle("MicroDesk")
        place(self, SIZE, LEAST_SIZE)
        if self.restoreGeometry(preferences.geometry):
            keep_on_screen(self)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.quit)

    def start(self) -> None:
        """Ask for the passphrase, or welcome a new user; a profile folder that cannot be read is shown as an error.

        An erasure of everything that was interrupted is finished before.
        """
        if is_erasure_begun(self.profile):
            self._erasure().finish()
        else:
            self._begin()

    def _begin(self) -> None:
        try:
            has_vault = vault_exists(self.profile)
        except KnownError as error:
            self._welcome()
            self.show_failure(error)
            return
        if has_vault:
            self._when_painted = self._ask().try_keyring
        else:
            self._welcome()

    def show_vault(self, session: "Session") -> None:
        """Show the pages of an open vault, which is closed with the window."""
        from microdesk_desktop.pages.shell.opened import open_workspace

        self._is_erased = False
        self._retry_delay.forget()
        self.runner.renew_threads(Lane.READ, Lane.WRITE)  # one of them has had the passphrase
        self.workspace = workspace = open_workspace(session, self.runner, self._host)
        if session.gate.is_agreed:
            self._open_shell(workspace)
        else:
            self._ask_agreement(workspace)
        self._lock_with_screen()
        self._open_waiting_files()
        self.opened.emit()

    def currentWidget(self) -> QWidget | None:
        """The screen that is shown; None before the first."""
        return self.centralWidget()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open files on the import page; those that come before the vault is open wait for it."""
        self._files += paths
        self._open_waiting_files()

    def bring_to_front(self) -> None:
        """Show the window above the others, as far as the desktop allows a program to do so."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        # X11 refuses a request that is older than the last change of the focus, and Qt dates it by the last event that
        # it handled. The first request causes an event: with its time, a second one is young enough. Two timers, as one
        # that is overdue comes before the events that arrived meanwhile.
        call_later(self, EVENT_ARRIVES_MS, lambda: call_later(self, EVENT_ARRIVES_MS, self.activateWindow))

    def notify(self, text: str) -> None:
        """Have the desktop show a text, if the user asked for that, and neither locked the vault nor looks at it."""
        is_looked_at = QApplication.activeWindow() is not None
        if self.workspace is None or is_looked_at or not self.preferences.settings.notifies:
            return
        if self._notifications is None:
            from microdesk_desktop.gui.system.notifications import Notifications

            self._notifications = Notifications(QApplication.windowIcon(), self)
            self._notifications.clicked.connect(self.bring_to_front)
        self._notifications.show(text)

    def go_to(self, key: str) -> None:
        """Bring a page of the open vault into sight."""
        assert self.workspace is not None
        self.workspace.navigate(key)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing runs and nothing is about to start; what tests and screenshots wait for."""
        return self.workspace.is_at_rest if self.workspace is not None else self.runner.is_idle

    def lock(self) -> None:
        """Close the pages at once, stop work at its next safe point, then close the vault."""
        if self.workspace is None:
            return
        if self.locks_by_closing:
            self.close()
            return
        from microdesk_desktop.gui.clipboard import clear_own

        clear_own()
        session = self._leave(self.workspace)
        page = self._ask()
        page.hold()
        self.runner.cancel_all(then=lambda: self._close(session, page))

    def lock_by_hand(self) -> None:
        """Lock as the user wants it, once nothing is lost by it that they do not agree to lose."""
        if self.workspace is None or not self.workspace.asks_before_lock(self.lock):
            self.lock()

    def erase_everything(self) -> None:
        """End all that runs, erase all that the program keeps, and show the report; then it is as new."""
        if self.workspace is None:
            return
        from microdesk_desktop.gui.clipboard import clear_own

        clear_own()
        session = self._leave(self.workspace)

        def keep(error: KnownError) -> None:
            """The erasure could not even be noted: nothing was changed."""
            self.show_vault(session)
            self.show_failure(error)

        self.runner.cancel_all(then=self._erasure().of(session, keep))

    def _erasure(self) -> "Erasure":
        from microdesk_desktop.pages.shell.erasure import Erasure

        return Erasure(
            runner=self.runner,
            profile=self.profile,
            show=self._show,
            erased=self._erased,
            go_on=self._begin,
            quit=self.close,
            locked=self.locked.emit,
        )

    def set_language(self, language: str) -> None:
        """Change the language at once, until the program ends where it cannot be saved.

        The shell is built anew, on the place that was in sight.
        """
        try:
            self.preferences.change(language=language)
        except KnownError as error:
            self.show_failure(error)
        set_language(language)
        if self.workspace is not None:
            self._open_shell(self.workspace)

    def show_failure(self, error: Exception) -> None:
        """Show an unhandled error: a known one in a banner, or in a dialog without a vault; a bug as its report."""
        from microdesk_desktop.gui.window.crash import show_crash
        from microdesk_desktop.gui.window.dialogs import inform
        from microdesk_desktop.views.messages.errors import error_text

        if not isinstance(error, KnownError):
            show_crash(self, error)
        elif self.workspace is not None:
            self.workspace.report(error)
        else:
            inform(self, tr("Cela n'a pas pu être fait"), error_text(error))

    def _ask(self) -> UnlockPage:
        page = UnlockPage(self.runner, self.profile, self.clock, self.show_vault, self._retry_delay)
        page.recovery_wanted.connect(self._recover)
        self._show(page)
        return page

    def _recover(self) -> None:
        from microdesk_desktop.pages.start.recovery import RecoveryPage

        page = RecoveryPage(self.runner, self.profile, self.clock, self.show_vault)
        page.cancelled.connect(self._ask)
        self._show(page)

    def _welcome(self) -> None:
        from microdesk_desktop.gui.system.qt_texts import translate_qt
        from microdesk_desktop.pages.start.welcome import WelcomePage

        translate_qt(language())

        def opened(session: "Session") -> None:
            self.show_vault(session)
            if page.brings_back:
                call_later(self, 0, self._bring_back)  # once the shell is in sight

        page = WelcomePage(self.runner, self.profile, self.clock, opened, self._host.open_example)
        self._show(page)

    def _bring_back(self) -> None:
        """Ask for the export that the user wants in the new vault."""
        from microdesk_desktop.pages.privacy.import_sheet import open_import

        if self.workspace is not None and isinstance(self.workspace.front, QWidget):
            open_import(self.workspace.front, self.workspace)

    def _ask_agreement(self, workspace: "Workspace") -> None:
        """Show what changed in the privacy statement; the pages follow, whatever the answer."""
        from microdesk_desktop.gui.system.qt_texts import translate_qt
        from microdesk_desktop.pages.shell.goals import DATA
        from microdesk_desktop.pages.start.renewal import RenewalPage
        from microdesk_desktop.views.privacy.statement import StatementState, load_statement_state

        def go_on(to_data: bool) -> None:
            self._open_shell(workspace)
            self._open_waiting_files()
            if to_data:
                workspace.navigate(DATA.page, DATA.wanted)

        def show(state: StatementState) -> None:
            if self.workspace is workspace:
                self._show(RenewalPage(workspace, state, go_on))

        translate_qt(language())
        self.idle.start(self.preferences.settings.lock_after_minutes)
        workspace.load(load_statement_state, owner=self, on_success=show)

    def _lock_with_screen(self) -> None:
        from microdesk_desktop.gui.system.screen_lock import ScreenLock

        if self.findChild(ScreenLock) is None:
            ScreenLock(self).locked.connect(self.lock)

    def _open_shell(self, workspace: "Workspace") -> None:
        """Show a new shell: where the former one was, or at home."""
        from microdesk_desktop.gui.system.qt_texts import translate_qt
        from microdesk_desktop.pages.shell.opened import home, new_shell
        from microdesk_desktop.pages.shell.shell import Shell

        translate_qt(language())
        former = workspace.front
        trail = former.trail() if isinstance(former, Shell) else None
        shell = new_shell(workspace, self.lock_by_hand)
        self.idle.ticked.connect(shell.sidebar.foot.set_minutes_left)
        self._show(shell)
        if trail is not None:
            shell.follow(trail)
        else:
            shell.navigate(home())
        self.idle.start(self.preferences.settings.lock_after_minutes)

    def _open_waiting_files(self) -> None:
        if self.workspace is not None and self.workspace.front is not None and self._files:
            paths, self._files = self._files, []
            self.workspace.front.open_files(paths)

    def _leave(self, workspace: "Workspace") -> "Session":
        """Stop all that the workspace does; returns its session, which is still open."""
        from microdesk_desktop.gui.file_dialogs import close_file_dialogs

        self.workspace = None
        close_file_dialogs()
        self.idle.stop()
        if self._notifications is not None:
            self._notifications.withdraw()
        if workspace.front is not None:
            workspace.front.hide()  # upon which a page saves what was typed into the settings, while it still can
        workspace.close()
        return workspace.session

    def _close(self, session: "Session", page: UnlockPage) -> None:
        def closed() -> None:
            self.runner.renew_threads(*Lane)
            page.release()
            self.locked.emit()

        self.runner.run(lambda _: session.close(), lane=Lane.WRITE, on_end=closed)

    def _erased(self) -> None:
        """Nothing of the vault is left: go on as after an installation."""
        self.runner.renew_threads(*Lane)
        self.preferences.forget()
        self._is_erased = True

    def _show(self, front: QWidget) -> None:
        self.setCentralWidget(front)  # which deletes the former one, later
        front.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._when_painted is not None:
            call_later(self, 0, self._when_painted)
            self._when_painted = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not click_focused(event):
            super().keyPressEvent(event)

    def quit(self) -> None:
        """Close the window, once the user agrees to lose what they typed in a sheet, or what is under way."""
        if not self._asks_before_exit():
            self.close()

    def _asks_before_exit(self) -> bool:
        if self._asks_about_typed_text():
            return True
        return self.workspace is not None and self.workspace.asks_before_exit(self.close)

    def _asks_about_typed_text(self) -> bool:
        sheet = next((each for each in open_sheets(self) if each.holds_typed_text), None)
        if sheet is not None:
            sheet.leave(then=self.close)
        return sheet is not None

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous() and self._asks_before_exit():
            event.ignore()
            return
        front = self.currentWidget()
        if isinstance(front, CenteredCard) and front.holds_closing():
            event.ignore()
            return
        if not self._is_erased:
            self.preferences.geometry = self.saveGeometry()
        session = self._leave(self.workspace) if self.workspace is not None else None
        self.runner.shutdown()
        if session is not None:
            session.close()
        event.accept()
