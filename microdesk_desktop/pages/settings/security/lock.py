"""Settings: when the vault locks by itself, and whether the system keyring may open it."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.preferences import LOCK_CHOICES
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.keyring_unlock import back_end_name, forget, remembers
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.pages.settings.security.passphrase_sheets import RememberSheet


class LockPane(Pane):
    """The delay before locking, and unlocking with the system keyring."""

    key = "lock"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._is_remembered = False
        self._reading: Task[tuple[bool, str]] | None = None
        minutes = tuple((each, tr("{count} min").format(count=each)) for each in LOCK_CHOICES)
        delay = Choice(tr("Verrouillage automatique"), minutes, workspace.host.preferences.settings.lock_after_minutes)
        delay.chosen.connect(self._set_delay)
        self._state = labels.caption("", wraps=True)
        self.switch = buttons.plain("", self._switch_keyring)
        card = self.add_card()
        explanation = tr("Après un moment sans clavier ni souris. Ctrl+L verrouille tout de suite.")
        self.add_line(card, "delay", explanation, delay)
        self.add_line(card, "keyring", self._state, self.switch)
        self._show_remembered((False, ""))

    @staticmethod
    def title() -> str:
        return tr("Verrouillage")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(
                key="delay",
                name=tr("Verrouillage automatique"),
                synonyms=tr("délai inactivité veille minutes fermer session"),
            ),
            Line(
                key="keyring",
                name=tr("Ouverture par le trousseau du système"),
                synonyms=tr("mot de passe déverrouillage automatique porte-clés keyring session"),
            ),
        )

    def reload(self) -> None:
        session = self.workspace.session
        if self._reading is not None:
            self._reading.forget()  # the keyring may have answered before it was changed
        self._reading = self.workspace.runner.run(
            lambda _: (remembers(session), back_end_name(session)),
            lane=Lane.READ,
            on_success=self._show_remembered,
            owner=self,
        )

    def _switch_keyring(self) -> None:
        if not self._is_remembered:
            RememberSheet(self, self.workspace, self.reload)
            return
        session = self.workspace.session
        self.workspace.runner.run(
            lambda _: forget(session), lane=Lane.NET, on_error=self.workspace.report, on_end=self.reload, owner=self
        )

    def _show_remembered(self, found: tuple[bool, str]) -> None:
        remembered, back_end = found
        self._is_remembered = remembered
        self.switch.setText(tr("Ne plus autoriser") if remembered else tr("Autoriser…"))
        self.switch.setAccessibleName(f"{tr('Ouverture par le trousseau du système')} : {self.switch.text()}")
        state = (
            tr("Le coffre s'ouvre sans phrase secrète tant que votre session est ouverte sur cet ordinateur.")
            if remembered
            else tr("La phrase secrète est demandée à chaque ouverture.")
        )
        keyring = tr("Trousseau : {name}.").format(name=back_end) if back_end else tr("Aucun trousseau ne répond ici.")
        self._state.setText(f"{state} {keyring}")

    def _set_delay(self, minutes: int) -> None:
        try:
            self.workspace.host.preferences.change(lock_after_minutes=minutes)
        except KnownError as error:
            self.workspace.report(error)
        self.workspace.host.set_idle_timeout(minutes)
