"""The welcome of a new user: business, privacy, passphrase, then the recovery key, shown once and partly retyped."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.company import Company
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.layout.centered_card import BROAD, CenteredCard
from microdesk_desktop.gui.runner import Lane, Runner
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.dialogs import confirm
from microdesk_desktop.pages.start.business import BusinessStep
from microdesk_desktop.pages.start.example_link import ExampleLink
from microdesk_desktop.pages.start.key_page import KeyPage
from microdesk_desktop.pages.start.passphrase import PassphraseStep
from microdesk_desktop.pages.start.privacy import PrivacyStep
from microdesk_desktop.pages.start.recovery_key import RecoveryStep, RetypeStep
from microdesk_desktop.pages.start.welcome_step import WelcomeStep

if TYPE_CHECKING:
    from microdesk_desktop.operations.session import Session
    from microdesk_desktop.operations.vault.create import NewVault

STEPS = 5


class WelcomePage(CenteredCard):
    """Five steps; the vault is made after the third, and `opened` gets its session after the last."""

    def __init__(
        self,
        runner: Runner,
        profile: Path,
        clock: Clock,
        opened: Callable[["Session"], None],
        open_example: Callable[[], None],
    ) -> None:
        super().__init__(BROAD)
        self._runner = runner
        self._profile = profile
        self._clock = clock
        self._opened = opened
        self._is_busy = False
        self._made: NewVault | None = None
        self._gives_up = False
        self.brings_back = False
        """Whether an export is to be brought back into the vault once it is open."""
        self.business = BusinessStep()
        self.privacy = PrivacyStep()
        self.passphrase = PassphraseStep(runner, self.go_on, lambda: [self.business.name.value()])
        self._steps = _Steps()
        self._progress = labels.caption("")
        self._title = labels.lead("")
        self.error = labels.error()
        self._back = buttons.plain(tr("Retour"), self.go_back)
        self.example = ExampleLink(open_example)
        self.bring_back = buttons.link(tr("Reprendre un export"), self._wish_export)
        self._wish = labels.caption("", wraps=True)
        self._wish.hide()
        self._next = buttons.primary("", self.go_on)
        self._lay_out()
        for step in (self.business, self.privacy, self.passphrase):
            self._steps.add(step)
        self._show(0)

    def step(self) -> WelcomeStep:
        """The step in sight."""
        return self._steps.current

    def go_on(self) -> None:
        """Check this step and go to the next, making the vault on the way."""
        if self._is_busy or not self.step().check():
            return
        if self.step() is self.passphrase:
            self._create()
        elif self._made is not None and self._steps.number == STEPS - 1:
            self._finish(self._made.session)
        else:
            self._show(self._steps.number + 1)

    def _wish_export(self) -> None:
        """Note that an export is to be brought back, or that it is not."""
        self.brings_back = not self.brings_back
        text = tr("Votre export vous sera demandé dès que le nouveau coffre sera ouvert.")
        self._wish.setText(text if self.brings_back else "")
        self._wish.setVisible(self.brings_back)
        self.bring_back.setText(tr("Ne pas reprendre d'export") if self.brings_back else tr("Reprendre un export"))
        screen_reader.announce(self, self._wish.text() or self.bring_back.text())

    def holds_closing(self) -> bool:
        """Ask before the window closes over a key that is not known to be noted: nothing would show it again."""
        if self._made is None or self._gives_up:
            return False
        confirm(
            self,
            tr("La clé n'est pas vérifiée"),
            tr(
                "Le coffre est créé, mais rien ne montre encore que vous avez noté la clé de récupération. "
                "Si vous fermez, vous pourrez en faire une nouvelle dans les réglages."
            ),
            tr("Fermer quand même"),
            self._give_up,
        )
        return True

    def _finish(self, session: "Session") -> None:
        """Note that the key was typed back, and open the vault; what cannot be noted is asked again there."""
        self._is_busy = True
        self._runner.run(
            lambda _: _note_key(session),
            lane=Lane.WRITE,
            on_error=lambda _: None,
            on_end=lambda: self._opened(session),
            owner=self,
        )

    def _give_up(self) -> None:
        self._gives_up = True
        if self._made is not None:
            self._made.session.close()
        self.window().close()

    def go_back(self) -> None:
        """Return to the step before; what was typed stays. Not while the vault is being made: its key comes next."""
        if not self._is_busy:
            self._show(self._steps.number - 1)

    def _create(self) -> None:
        self._is_busy = True
        self._next.setText(tr("Création du coffre…"))
        company, version = self.business.company(), self.privacy.version
        passphrase, remember = self.passphrase.passphrase.value(), self.passphrase.remember.is_checked()
        self._runner.run(
            lambda _: _create(self._profile, passphrase, company, version, self._clock, remember),
            lane=Lane.WRITE,
            on_success=self._on_made,
            on_error=self._refuse,
            on_end=self._release,
            owner=self,
        )

    def _on_made(self, outcome: tuple["NewVault", KnownError | None]) -> None:
        made, not_remembered = outcome
        self._made = made
        self.passphrase.passphrase.clear()
        page = KeyPage(recovery_key=made.recovery_key, business=self.business.name.value(), made_on=self._clock.today())
        self._steps.add(RecoveryStep(page))
        self._steps.add(RetypeStep(made.recovery_key))
        self._show(self._steps.number + 1)
        if not_remembered:
            self._refuse(not_remembered)

    def _release(self) -> None:
        self._is_busy = False
        self._next.setText(self.step().button_text)

    def _refuse(self, error: KnownError) -> None:
        from microdesk_desktop.views.messages.errors import error_text

        if error.code is ErrorCode.WEAK_PASSPHRASE:
            self.passphrase.passphrase.refuse(error_text(error))
        else:
            self.error.setText(error_text(error))
            self.error.show()

    def _show(self, number: int) -> None:
        self._steps.show_step(number)
        step = self.step()
        self._progress.setText(tr("Étape {number} sur {total}").format(number=number + 1, total=STEPS))
        self._title.setText(step.title)
        self._next.setText(step.button_text)
        self._back.setVisible(number in (1, 2, STEPS - 1))
        self.example.setVisible(number == 0)
        self.bring_back.setVisible(number == 0)
        self.error.hide()
        self.setFocusProxy(step)
        step.setFocus()
        screen_reader.announce(self, f"{self._progress.text()} : {step.title}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not buttons.click_focused(event):
            self.go_on()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(SMALL)
        foot.addWidget(Wrapping(self._back, self.example, self.bring_back), 1)
        foot.addWidget(self._next)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._title)
        self.body.addWidget(self._steps, 1)
        self.body.addWidget(self._wish)
        self.body.addWidget(self.error)
        self.body.addLayout(foot)


class _Steps(QWidget):
    """The steps, of which one is in sight and gives its height: a stack of widgets has that of the highest one."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self._steps: list[WelcomeStep] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def current(self) -> WelcomeStep:
        """The step in sight."""
        return self._steps[self.number]

    def add(self, step: WelcomeStep) -> None:
        """Put a step after the others, out of sight."""
        step.hide()
        self._steps.append(step)
        self._column.addWidget(step)

    def show_step(self, number: int) -> None:
        """Show the step with this number, from 0, alone."""
        self.number = number
        for place, step in enumerate(self._steps):
            step.setVisible(place == number)


def _create(
    profile: Path, passphrase: str, company: Company, version: str, clock: Clock, remembers: bool
) -> tuple["NewVault", KnownError | None]:
    from microdesk_desktop.operations.vault.create import create_vault
    from microdesk_desktop.operations.vault.keyring_unlock import remember

    made = create_vault(profile, passphrase, company, privacy_version=version, clock=clock)
    if remembers:
        try:
            remember(made.session, passphrase)
        except KnownError as error:
            return made, error
    return made, None


def _note_key(session: "Session") -> None:
    from microdesk_desktop.domain.first_steps import FirstStep
    from microdesk_desktop.operations.vault.first_steps import finish_first_step

    finish_first_step(session, FirstStep.RECOVERY_KEY)
