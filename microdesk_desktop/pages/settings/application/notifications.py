"""Settings: whether the desktop announces that something waits. It does not, unless the user asks for it."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.settings.pane import Line, Pane

WAITING = "waiting"


class NotificationsPane(Pane):
    """One box."""

    key = "notifications"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        card = self.add_card()
        card.add(
            labels.muted(
                tr(
                    "Après une synchronisation en arrière-plan, votre ordinateur peut vous prévenir que des éléments "
                    "vous attendent. La notification n'en dit pas plus : ni nom, ni montant, ni nombre. Il n'y en a "
                    "aucune quand la fenêtre est devant vous, ni quand le coffre est verrouillé."
                )
            )
        )
        self.box = CheckBox(_name(), checked=workspace.host.preferences.settings.notifies)
        self.box.toggled.connect(self._save)
        card.add(self.box)
        self.register(WAITING, self.box)

    @staticmethod
    def title() -> str:
        return tr("Notifications")

    @staticmethod
    def lines() -> Sequence[Line]:
        synonyms = tr("notification alerte avertir bureau arrière-plan barre des tâches")
        return [Line(key=WAITING, name=_name(), synonyms=synonyms)]

    def _save(self, wanted: bool) -> None:
        try:
            self.workspace.host.preferences.change(notifies=wanted)
        except KnownError as error:
            self.workspace.report(error)


def _name() -> str:
    return tr("Me prévenir quand des éléments m'attendent")
