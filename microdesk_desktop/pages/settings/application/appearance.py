"""Settings: theme and language."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import LANGUAGES, language, tr
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.theme.tokens import Mode
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.pane import Line, Pane


class AppearancePane(Pane):
    """Theme and language of the window; both take effect at once."""

    key = "appearance"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        theme = Choice(tr("Thème"), [(mode, _mode_words(mode)) for mode in Mode], workspace.host.preferences.mode)
        theme.chosen.connect(self._set_theme)
        names = {"fr": "Français", "en": "English"}
        languages = Choice(tr("Langue"), tuple((each, names[each]) for each in LANGUAGES), language())
        languages.chosen.connect(workspace.host.set_language)
        card = self.add_card()
        self.add_line(card, "theme", tr("« Système » suit le réglage de l'ordinateur."), theme)
        self.add_line(card, "language", tr("Elle change les textes de MicroDesk, pas vos données."), languages)

    @staticmethod
    def title() -> str:
        return tr("Apparence et langue")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(
                key="theme",
                name=tr("Thème"),
                synonyms=tr("sombre clair nuit couleurs contraste mode accessibilité"),
            ),
            Line(key="language", name=tr("Langue"), synonyms=tr("français anglais english french traduction")),
        )

    def _set_theme(self, mode: Mode) -> None:
        self.workspace.host.theme.set_mode(mode)
        try:
            self.workspace.host.preferences.change(theme=mode.value)
        except KnownError as error:
            self.workspace.report(error)


def _mode_words(mode: Mode) -> str:
    words = {"system": tr("Système"), "light": tr("Clair"), "dark": tr("Sombre"), "contrast": tr("Contraste")}
    return words[mode.value]
