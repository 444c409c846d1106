"""Has the desktop announce that something waits after a sync that the user did not see, if they asked for that."""

from collections.abc import Mapping

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.pages.bank.sync_controller import SyncController
from microdesk_desktop.views.waiting.queue import count_by_page


class WaitingNotification(Controller):
    """Announces that something waits, and neither what, nor how much, nor from whom: anybody may read a screen."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        workspace.controller(SyncController).brought.connect(self._look)

    def _look(self) -> None:
        today = self.workspace.clock.today()
        self.workspace.load(lambda reader: count_by_page(reader, today), owner=self, on_success=self._announce)

    def _announce(self, waiting: Mapping[str, int]) -> None:
        if waiting:
            self.workspace.host.notify(tr("Des éléments vous attendent."))
