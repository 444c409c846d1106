"""The sheet that renews the recovery key: passphrase ─▶ the new key, shown once ─▶ typed back ─▶ in force."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.text_fields import passphrase_field
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import SideSheet, scrolled
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.first_steps import finish_first_step
from microdesk_desktop.operations.vault.recovery_key import NewRecoveryKey, make_recovery_key, put_recovery_key
from microdesk_desktop.pages.shared.outdated_backups import show_outdated
from microdesk_desktop.pages.start.key_page import KeyPage
from microdesk_desktop.pages.start.recovery_key import RecoveryStep, RetypeStep
from microdesk_desktop.pages.start.welcome_step import WelcomeStep
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.vault.company import company_name

WIDTH = 520


class RecoveryKeySheet(SideSheet):
    """Closing it before the new key was typed back leaves the former one in force."""

    def __init__(self, host: QWidget, workspace: Workspace) -> None:
        self._workspace = workspace
        self._made: NewRecoveryKey | None = None
        self.step: WelcomeStep = _PassphraseStep()
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._error = labels.error()
        self._error.hide()
        self._column.addWidget(self.step)
        self._column.addWidget(self._error)
        super().__init__(host, tr("Nouvelle clé de récupération"), scrolled(self._body), width=WIDTH)
        self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        self._next = self.add_button(buttons.primary(self.step.button_text, self.submit))
        self.step.setFocus()

    def submit(self) -> None:
        """Go on from the step in sight, if it is complete."""
        self._error.hide()
        if not self._next.isEnabled() or not self.step.check():
            return
        if isinstance(self.step, _PassphraseStep):
            self._make(self.step)
        elif isinstance(self.step, RecoveryStep):
            self._show(RetypeStep(self.step.key))
        else:
            self._put()

    def _make(self, step: "_PassphraseStep") -> None:
        session, passphrase = self._workspace.session, step.passphrase.value()
        self._next.setEnabled(False)
        self._workspace.runner.run(
            lambda _: (make_recovery_key(session, passphrase), session.read(company_name)),
            lane=Lane.WRITE,
            on_success=lambda made: self._show_key(*made),
            on_error=step.refuse,
            on_end=lambda: self._next.setEnabled(True),
            owner=self,
        )

    def _show_key(self, made: NewRecoveryKey, business: str) -> None:
        self._made = made
        page = KeyPage(recovery_key=made.text, business=business, made_on=self._workspace.clock.today())
        self._show(RecoveryStep(page))

    def _put(self) -> None:
        made = self._made
        assert made is not None, "the key was typed back"
        self._next.setEnabled(False)
        self._workspace.work(
            lambda session, _: _put(session, made),
            lane=Lane.WRITE,
            on_success=lambda _: self._end(),
            on_error=self._refuse,
        )

    def _end(self) -> None:
        """The new key is in force, even where the sheet was closed meanwhile."""
        if isValid(self):
            self.close_sheet()
        self._workspace.notices.toast(
            lambda: Toast(text=tr("Nouvelle clé de récupération en service ; l'ancienne n'ouvre plus rien ici."))
        )
        show_outdated(self._workspace)

    def _refuse(self, error: KnownError) -> None:
        if not isValid(self):
            self._workspace.report(error)
            return
        self._next.setEnabled(True)
        self._error.setText(error_text(error))
        self._error.show()

    def _show(self, step: WelcomeStep) -> None:
        self._column.replaceWidget(self.step, step)
        self.step.hide()
        self.step.deleteLater()
        self.step = step
        self._next.setText(tr("Mettre en service") if isinstance(step, RetypeStep) else step.button_text)
        step.setFocus()


def _put(session: Session, made: NewRecoveryKey) -> ChangeResult:
    """Put the key in force, and note that the user has it."""
    put_recovery_key(session, made)
    return finish_first_step(session, FirstStep.RECOVERY_KEY)


class _PassphraseStep(WelcomeStep):
    """Asks for the passphrase: whoever finds the vault open must not be able to make a key for themselves."""

    def __init__(self) -> None:
        super().__init__(tr("Votre phrase secrète"), tr("Faire la clé"))
        self.passphrase = passphrase_field(tr("Phrase secrète"), required=True)
        form = Form()
        form.add_widget(
            labels.muted(
                tr(
                    "MicroDesk fait une nouvelle clé, et vous la montre une seule fois. Vous la notez, puis en "
                    "recopiez deux groupes : c'est alors seulement que l'ancienne cesse de servir, dans le coffre "
                    "et dans ses sauvegardes automatiques."
                )
            )
        )
        form.add(self.passphrase)
        self.column.addWidget(form)
        self.column.addStretch()
        self.setFocusProxy(self.passphrase)
        self._form = form

    def check(self) -> bool:
        return self._form.check()

    def refuse(self, error: KnownError) -> None:
        """Show why the passphrase was refused."""
        self.passphrase.show_error(error_text(error))
        self.passphrase.setFocus()
