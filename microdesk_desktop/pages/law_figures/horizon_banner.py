"""The banner on the dashboard and beside the declarations for tables that end before today; it leads to the figures."""

from datetime import date
from functools import partial

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.views.books.law_figures.horizon import declared_horizon, horizon_sentence

_PAGES = ("dashboard", "declarations")


class HorizonBanner(Controller):
    """Shows the banner from unlock on, and reads the day again at each change; a closed one is back the next day."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._seen: date | None = None
        workspace.changed.connect(lambda _: self._look())
        self._look()

    def _look(self) -> None:
        today = self.workspace.clock.today()
        if today == self._seen:
            return
        self._seen = today
        horizon = declared_horizon(today)
        for page in _PAGES:
            if horizon is None:
                self.workspace.notices.dismiss(_key(page))
            else:
                self.workspace.notices.show(partial(self._banner, horizon, page))

    def _banner(self, horizon: date, page: str) -> Banner:
        action = (tr("Voir les chiffres"), lambda: self.workspace.navigate("law_figures"))
        return Banner(key=_key(page), text=horizon_sentence(horizon), tone=Tone.ATTENTION, action=action, page=page)


def _key(page: str) -> str:
    return f"law_horizon_{page}"
