"""The form of what was sent: the day and the way."""

from datetime import date

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.marks import Way
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field, day_field
from microdesk_desktop.views.records.document_words import way_words


class SentForm(Form):
    """The day on which a document or a reminder was sent, and how."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.on = day_field(tr("Date d'envoi"), today)
        self.way = choice_field(tr("Envoi"), way_words())
        self.add(self.on, self.way)
        self.on.set_value(today)
        self.way.set_value(Way.MAIL)
