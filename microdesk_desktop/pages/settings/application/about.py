"""Settings: the program's version, its licences, and a diagnostic to copy."""

from collections.abc import Sequence

from microdesk_desktop import __version__
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.widgets.long_text import long_text
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.application.diagnostic import DiagnosticSheet
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.views.privacy.licences import load_licences

# Licences are laid out for lines of a hundred characters.
LICENCES_WIDTH = 760


class AboutPane(Pane):
    """The version, the licences of the program and of what it contains, and the diagnostic."""

    key = "about"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        version = tr("Version {version}. Logiciel libre, sous licence GPL 3 ou ultérieure.")
        read = buttons.plain(tr("Lire…"), self.read_licences)
        read.setAccessibleName(tr("Lire les licences"))
        see = buttons.plain(tr("Voir…"), self.read_diagnostic)
        see.setAccessibleName(tr("Voir le diagnostic"))
        card = self.add_card()
        self.add_line(card, "version", version.format(version=__version__))
        self.add_line(card, "licences", tr("Celle de MicroDesk, et celles de ce qu'il contient."), read)
        self.add_line(
            card,
            "diagnostic",
            tr("Versions, tailles, contrôles et codes d'erreur, pour demander de l'aide. Aucune donnée personnelle."),
            see,
        )

    @staticmethod
    def title() -> str:
        return tr("À propos et diagnostic")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(key="version", name=tr("MicroDesk"), synonyms=tr("version numéro logiciel mise à jour")),
            Line(key="licences", name=tr("Licences"), synonyms=tr("GPL logiciel libre code source droits")),
            Line(key="diagnostic", name=tr("Diagnostic"), synonyms=tr("aide problème bogue panne rapport assistance")),
        )

    def read_licences(self) -> None:
        """Open the licences."""
        SideSheet(self, tr("Licences"), long_text(load_licences(), tr("Licences")), width=LICENCES_WIDTH)

    def read_diagnostic(self) -> None:
        """Open the diagnostic, which is made then."""
        DiagnosticSheet(self, self.workspace)
