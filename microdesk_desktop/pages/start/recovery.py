"""Opening the vault with the printed recovery key and a new passphrase in place of the forgotten one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.gui.layout.centered_card import CenteredCard
from microdesk_desktop.gui.runner import Lane, Runner
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.pages.shared.new_passphrase import NewPassphrase

if TYPE_CHECKING:  # heavy: the unlock screen must be painted before
    from microdesk_desktop.operations.session import Session


class RecoveryPage(CenteredCard):
    """Opens the vault with the recovery key; `opened` gets the session, `cancelled` goes back."""

    cancelled = Signal()

    def __init__(self, runner: Runner, profile: Path, clock: Clock, opened: Callable[["Session"], None]) -> None:
        super().__init__()
        self._runner = runner
        self._profile = profile
        self._clock = clock
        self._opened = opened
        self._is_busy = False
        self.key = text_field(
            tr("Clé de récupération"),
            required=True,
            hint=tr("Celle que vous avez imprimée ou recopiée à la création du coffre."),
        )
        self.passphrase = NewPassphrase(runner, self.submit, tr("Nouvelle phrase secrète"))
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        self._back = buttons.plain(tr("Retour"), self.cancelled.emit)
        self._back.setObjectName("go_back")
        foot.addWidget(self._back)
        foot.addStretch()
        foot.addWidget(buttons.primary(tr("Ouvrir le coffre"), self.submit))
        self.body.addWidget(labels.lead(tr("Ouvrir avec la clé de récupération")))
        self.body.addWidget(
            labels.muted(tr("Choisissez aussi une nouvelle phrase secrète : l'ancienne ne vaudra plus."))
        )
        self.body.addWidget(self.key)
        self.body.addWidget(self.passphrase)
        self.body.addLayout(foot)
        self.setFocusProxy(self.key)

    def submit(self) -> None:
        """Open the vault, if the fields can be read."""
        if self._is_busy or not self.key.check() or not self.passphrase.check():
            return
        self._is_busy = True
        self._back.setEnabled(False)
        key, passphrase = self.key.value(), self.passphrase.value()
        profile, clock = self._profile, self._clock
        self._runner.run(
            lambda _: _recover(profile, key, passphrase, clock),
            lane=Lane.READ,
            on_success=self._opened,
            on_error=self._refuse,
            on_end=self._release,
            owner=self,
        )

    def _release(self) -> None:
        self._is_busy = False
        self._back.setEnabled(True)

    def _refuse(self, error: KnownError) -> None:
        from microdesk_desktop.views.messages.errors import error_text

        if error.code is ErrorCode.WEAK_PASSPHRASE:
            self.passphrase.refuse(error_text(error))
        else:
            self.key.show_error(error_text(error))
            self.key.setFocus()


def _recover(profile: Path, recovery_key: str, passphrase: str, clock: Clock) -> "Session":
    from microdesk_desktop.operations.vault.passphrase.change import recover

    return recover(profile, recovery_key, passphrase, clock=clock)
