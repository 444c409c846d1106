"""Settings: theme and language."""

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import LANGUAGES, language, tr
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.gui.widgets.settings_card import SettingsCard
from microdesk_desktop.gui.workspace import Workspace


class AppearanceSettings(SettingsCard):
    """Theme and language of the window; both take effect at once."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Apparence et langue"))
        self._workspace = workspace
        modes = ((Mode.SYSTEM, tr("Système")), (Mode.LIGHT, tr("Clair")), (Mode.DARK, tr("Sombre")))
        theme = Choice(tr("Thème"), modes, workspace.host.preferences.mode)
        theme.chosen.connect(self._set_theme)
        names = {"fr": "Français", "en": "English"}
        languages = Choice(tr("Langue"), tuple((each, names[each]) for each in LANGUAGES), language())
        languages.chosen.connect(self._set_language)
        self.add_line(tr("Thème"), tr("« Système » suit le réglage de l'ordinateur."), theme)
        self.add_line(tr("Langue"), tr("Elle change les textes de MicroDesk, pas vos données."), languages)

    def _set_theme(self, mode: Mode) -> None:
        self._workspace.host.theme.set_mode(mode)
        self._keep(theme=mode.value)

    def _set_language(self, wanted: str) -> None:
        self._workspace.host.set_language(wanted)

    def _keep(self, **changes: str) -> None:
        try:
            self._workspace.host.preferences.change(**changes)
        except KnownError as error:
            self._workspace.report(error)
