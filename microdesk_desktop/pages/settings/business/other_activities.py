"""The activities beside the main one, each a check box."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import Company
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.views.vault.company import activity_words, kept_text, load_company


class OtherActivities(QWidget):
    """What the business does besides; each choice is kept at once."""

    def __init__(self, workspace: Workspace, place: Place) -> None:
        super().__init__()
        self._workspace = workspace
        self._place = place
        self._readings = Readings(workspace, self)
        self._is_filling = False
        self.boxes = {activity: CheckBox(words) for activity, words in activity_words()}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(labels.caption(tr("Activités secondaires"), wraps=True))
        for activity, box in self.boxes.items():
            layout.addWidget(box)
            box.toggled.connect(partial(self._keep, activity))

    def reload(self) -> None:
        """Read the company again."""
        self._readings.load("company", load_company, self._show)

    def _show(self, company: Company) -> None:
        self._is_filling = True
        for activity, box in self.boxes.items():
            box.setVisible(activity is not company.activity)
            box.set_checked(activity in company.other_activities)
        self._is_filling = False

    def _keep(self, _activity: Activity, _is_checked: bool) -> None:
        if self._is_filling:
            return
        chosen = tuple(activity for activity, box in self.boxes.items() if box.is_checked() and not box.isHidden())
        self._workspace.perform(
            lambda session: put_company(session, {"other_activities": chosen}),
            message=lambda: kept_text("other_activities", chosen),
            place=self._place,
            owner=self,
        )
