"""Settings: the optional pages, which are shown when they hold something, or when the user asks for them."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.catalogue.page import CataloguePage
from microdesk_desktop.pages.mail.page import MailPage
from microdesk_desktop.pages.mileage.page import MileagePage
from microdesk_desktop.pages.recurring.page import RecurringPage
from microdesk_desktop.pages.settings.pane import Line, Pane

OPTIONAL: Sequence[type[Page]] = (CataloguePage, RecurringPage, MileagePage, MailPage)
"""The pages with an `in_use`: the registry, which lists all pages, lists this one too."""


class ModulesPane(Pane):
    """One box for each optional page."""

    key = "modules"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        card = self.add_card()
        self._boxes: dict[str, CheckBox] = {}
        card.add(
            labels.muted(
                tr(
                    "Ces pages apparaissent d'elles-mêmes dans la barre latérale dès qu'elles ont quelque chose à "
                    "montrer. Cochez celles que vous voulez voir avant."
                )
            )
        )
        for page in OPTIONAL:
            chosen = page.key in workspace.host.preferences.settings.modules
            box = self._boxes[page.key] = CheckBox(page.title(), checked=chosen)
            box.toggled.connect(lambda _: self._save())
            card.add(box)
            self.register(page.key, box)
        if not self._boxes:
            card.add(labels.body(tr("Toutes les pages de cette version sont déjà affichées.")))

    @staticmethod
    def title() -> str:
        return tr("Modules")

    @staticmethod
    def lines() -> Sequence[Line]:
        synonyms = tr("module page afficher masquer activer barre latérale")
        return [Line(key=page.key, name=page.title(), synonyms=synonyms) for page in OPTIONAL]

    def _save(self) -> None:
        modules = tuple(key for key, box in self._boxes.items() if box.is_checked())
        try:
            self.workspace.host.preferences.change(modules=modules)
        except KnownError as error:
            self.workspace.report(error)
        self.workspace.announce(Changes.SETTINGS)
