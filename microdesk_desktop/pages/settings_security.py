"""Settings: when the vault locks by itself."""

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.choice import Choice
from microdesk_desktop.gui.page import Context
from microdesk_desktop.gui.preferences import LOCK_CHOICES
from microdesk_desktop.gui.settings_card import SettingsCard


class SecuritySettings(SettingsCard):
    """What keeps others out of the vault."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Sécurité"))
        self._context = context
        minutes = tuple((each, tr("{count} min").format(count=each)) for each in LOCK_CHOICES)
        delay = Choice(tr("Verrouillage automatique"), minutes, context.host.preferences.settings.lock_after_minutes)
        delay.chosen.connect(self._set_delay)
        self.add_line(
            tr("Verrouillage automatique"),
            tr("Après un moment sans clavier ni souris. Ctrl+L verrouille tout de suite."),
            delay,
        )

    def _set_delay(self, minutes: int) -> None:
        try:
            self._context.host.preferences.change(lock_after_minutes=minutes)
        except KnownError as error:
            self._context.report(error)
        self._context.host.watch(minutes)
