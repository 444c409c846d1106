"""Settings: what was imported, and how to take it back."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.imports.history import PastImport
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.pane import Line, Pane
from microdesk_desktop.views.imports.history import load_imports


class ImportsPane(Pane):
    """How many files were imported, and the page that lists them."""

    key = "imports"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._state = labels.caption("", wraps=True)
        see = buttons.plain(tr("Voir les imports"), self.see_imports)
        card = self.add_card()
        self.add_line(card, "imports", self._state, see)
        card.add(
            labels.muted(
                tr(
                    "Chaque import se retire d'un bloc : ce qu'il a apporté disparaît, ce qu'un autre fichier ou la "
                    "banque contient aussi reste, et ce que vous aviez décidé dessus vous est montré avant."
                )
            )
        )

    @staticmethod
    def title() -> str:
        return tr("Imports")

    @staticmethod
    def lines() -> Sequence[Line]:
        return (
            Line(
                key="imports",
                name=tr("Fichiers importés"),
                synonyms=tr("import fichier csv excel ofx relevé annuler retirer reprendre historique"),
            ),
        )

    def reload(self) -> None:
        self.readings.load("imports", load_imports, self._show)

    def see_imports(self) -> None:
        """Open the page of imports."""
        self.workspace.navigate("imports")

    def _show(self, imports: Sequence[PastImport]) -> None:
        if not imports:
            self._state.setText(tr("Aucun fichier importé pour l'instant."))
            return
        text = ntr(
            "{count} fichier importé, le dernier le {day}.",
            "{count} fichiers importés, le dernier le {day}.",
            len(imports),
        )
        day = dates.long_day(imports[0].imported_at.astimezone().date())
        self._state.setText(text.format(count=counts.count(len(imports)), day=day))
