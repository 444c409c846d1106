"""Settings: whether the desktop announces that something waits. It does not, unless the user asks for it."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.system.notifications import bus_question, has_tray
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
                    "Votre ordinateur peut vous prévenir que des éléments vous attendent après une synchronisation, ou "
                    "que du courrier est arrivé. La notification n'en dit pas plus : ni nom, ni montant, ni nombre, ni "
                    "objet. Il n'y en a aucune quand la fenêtre est devant vous, ni quand le coffre est verrouillé."
                )
            )
        )
        self.box = CheckBox(_name(), checked=workspace.host.preferences.settings.notifies)
        self.box.toggled.connect(self._save)
        card.add(self.box)
        self.register(WAITING, self.box)
        self._asking: Task[bool] | None = None

    def reload(self) -> None:
        ask = bus_question()
        self._asking = self.workspace.runner.run(
            lambda _: ask(),
            lane=Lane.READ,
            on_success=lambda is_served: self._show_possible(is_served or has_tray()),
            owner=self,
        )

    def _show_possible(self, is_possible: bool) -> None:
        """Disable the box where no notification would be seen; one that is ticked can still be cleared."""
        self.box.setEnabled(is_possible or self.box.is_checked())
        self.box.set_hint("" if is_possible else tr("Rien n'affiche de notifications sur ce bureau."))

    @staticmethod
    def title() -> str:
        return tr("Notifications")

    @staticmethod
    def lines() -> Sequence[Line]:
        synonyms = tr("notification alerte avertir bureau arrière-plan barre des tâches courrier mail")
        return [Line(key=WAITING, name=_name(), synonyms=synonyms)]

    def _save(self, wanted: bool) -> None:
        try:
            self.workspace.host.preferences.change(notifies=wanted)
        except KnownError as error:
            self.workspace.report(error)


def _name() -> str:
    return tr("Me prévenir quand des éléments m'attendent ou que du courrier arrive")
