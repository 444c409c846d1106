"""The banner of the bank page while the user has closed its network: nothing is wrong, and one click opens it."""

from functools import partial

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.privacy.network_switches import reopen
from microdesk_desktop.views.messages.errors import error_text

KEY = "bank closed"


class ClosedBanner(Controller):
    """Follows the switch of the bank."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        workspace.changed.connect(self._on_changed)
        self._on_changed(Changes.NETWORK)

    def _on_changed(self, changes: Changes) -> None:
        if not changes & Changes.NETWORK:
            return
        switches = self.workspace.session.gate.switches
        if not switches.is_closed(NetworkGroup.BANK):
            self.workspace.notices.dismiss(KEY)
            return
        error = switches.error(NetworkGroup.BANK)
        act = partial(self.workspace.perform, partial(reopen, group=NetworkGroup.BANK))

        def banner() -> Banner:
            action = (tr("Rouvrir"), act)
            return Banner(key=KEY, text=error_text(error), tone=Tone.PROPOSAL, action=action, page="bank")

        self.workspace.notices.show(banner)
