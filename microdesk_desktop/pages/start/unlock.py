"""The first screen of an existing vault: one field. It imports nothing heavy, because it must be painted at once."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.text_fields import entry_of, on_enter, passphrase_field
from microdesk_desktop.gui.layout.centered_card import CenteredCard
from microdesk_desktop.gui.runner import Lane, Runner
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.pages.start.preload import PageImports, import_without_qt

if TYPE_CHECKING:  # heavy: this page must be painted before
    from microdesk_desktop.operations.session import Session

FREE_TRIES = 2
LONGEST_DELAY_S = 30


class UnlockPage(CenteredCard):
    """Asks for the passphrase; `opened` gets the session, even after the page is gone."""

    recovery_wanted = Signal()

    def __init__(
        self,
        runner: Runner,
        profile: Path,
        clock: Clock,
        opened: Callable[["Session"], None],
        retry_delay: "RetryDelay",
    ) -> None:
        super().__init__()
        self._runner = runner
        self._profile = profile
        self._clock = clock
        self._opened = opened
        self._retry_delay = retry_delay
        self._retry_delay.ticked.connect(self._show_retry_delay)
        self._is_busy = False
        self._pages = PageImports(self)
        self.field = passphrase_field(tr("Phrase secrète"))
        on_enter(self.field, self._submit)
        self.button = buttons.primary(tr("Déverrouiller"), self._submit)
        self.recover = buttons.link(tr("Utiliser la clé de récupération"), self.recovery_wanted.emit)
        self.recover.setObjectName("recover")
        self.body.addWidget(labels.lead(tr("Votre coffre est verrouillé")))
        self.body.addWidget(labels.muted(tr("Il est chiffré sur cet ordinateur. Vous seul pouvez l'ouvrir.")))
        self.body.addWidget(self.field)
        self.body.addWidget(self.button)
        self.body.addWidget(self.recover, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.field)
        self._show_retry_delay(retry_delay.seconds_left)

    def try_keyring(self) -> None:
        """Open the vault with the system keyring, where the user allowed that; else wait for the passphrase."""
        profile, clock, opened, pages = self._profile, self._clock, self._opened, self._pages

        def go_on(session: "Session | None") -> None:
            if session:
                opened(session)
            elif isValid(pages):
                pages.start()

        self._runner.run(
            lambda _: _open_with_keyring(profile, clock),
            lane=Lane.READ,
            on_success=go_on,
            on_error=lambda _: None,
        )

    def hold(self) -> None:
        """Accept no passphrase until the vault that is being locked is closed."""
        self._set_busy(tr("Fermeture du coffre…"))

    def release(self) -> None:
        """Accept a passphrase again."""
        self._is_busy = False
        self.recover.setEnabled(True)
        self._show_retry_delay(self._retry_delay.seconds_left)

    def _set_busy(self, text: str) -> None:
        self._is_busy = True
        self.recover.setEnabled(False)
        self.button.setText(text)

    def _submit(self) -> None:
        passphrase = self.field.value()
        if self._is_busy or self._retry_delay.seconds_left or not passphrase:
            return
        self._set_busy(tr("Ouverture du coffre…"))
        profile, clock = self._profile, self._clock
        self._runner.run(
            lambda _: _open(profile, passphrase, clock),
            lane=Lane.READ,
            on_success=self._opened,
            on_error=self._refuse,
            on_end=self.release,
            owner=self,
        )

    def _refuse(self, error: KnownError) -> None:
        from microdesk_desktop.views.messages.errors import error_text

        if error.code is ErrorCode.WRONG_PASSPHRASE:
            self._retry_delay.add()
        self.field.show_error(error_text(error))
        self.field.setFocus()
        entry_of(self.field).selectAll()

    def _show_retry_delay(self, seconds: int) -> None:
        self.button.setEnabled(not seconds)
        waiting = tr("Nouvel essai dans {seconds} s").format(seconds=seconds)
        self.button.setText(waiting if seconds else tr("Déverrouiller"))


class RetryDelay(QObject):
    """The delay after wrong passphrases: none for the first two, then 2, 4, 8… seconds, 30 at most.

    It outlives the unlock screen, which is built anew after a visit to the recovery screen.
    """

    ticked = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seconds_left = 0
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.tick)

    def add(self) -> None:
        """Count one more wrong try."""
        self._tries += 1
        if self._tries > FREE_TRIES:
            self.seconds_left = min(LONGEST_DELAY_S, 2 ** (self._tries - FREE_TRIES))
            self._timer.start()
            self.ticked.emit(self.seconds_left)

    def forget(self) -> None:
        """Start anew: the vault has been opened."""
        self._tries = self.seconds_left = 0
        self._timer.stop()

    def tick(self) -> None:
        """Count down one second."""
        self.seconds_left -= 1
        if not self.seconds_left:
            self._timer.stop()
        self.ticked.emit(self.seconds_left)


def _open(profile: Path, passphrase: str, clock: Clock) -> "Session":
    from microdesk_desktop.operations.vault.unlock import unlock

    return unlock(profile, passphrase, clock=clock)


def _open_with_keyring(profile: Path, clock: Clock) -> "Session | None":
    from microdesk_desktop.operations.vault.unlock import unlock_with_keyring

    session = unlock_with_keyring(profile, clock=clock)
    import_without_qt()  # while the user types, so that the pages come at once
    return session
