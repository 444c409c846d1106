"""The question before a period is marked as declared: the day, and what follows from it."""

from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.duties import DutyState
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import day_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.books.declarations.blocks import Sheet
from microdesk_desktop.views.books.declarations.words import closing_text


class MarkForm(Form):
    """The day of the declaration; what is closed by it stands below."""

    def __init__(self, sheet: Sheet, today: date) -> None:
        super().__init__()
        self.on = day_field(tr("Jour de la déclaration"), today)
        self.on.set_value(sheet.done_on or today)
        self.add(self.on)
        if sheet.state is not DutyState.DONE:
            self.add_widget(labels.muted(closing_text(sheet.duty)))
