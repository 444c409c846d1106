"""The form of the days on which reminders are proposed."""

from collections.abc import Mapping

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.documents.reminders.words import tone_words
from microdesk_desktop.views.messages.errors import error_text

_MOST_DIGITS = 3


class DaysForm(Form):
    """How many days after the due date each reminder is proposed; `days()` reads them once `check()` has passed."""

    def __init__(self, days: Mapping[ReminderTone, int]) -> None:
        super().__init__()
        self.add_widget(labels.body(tr("Jours de retard à partir desquels chaque relance vous est proposée.")))
        self.fields: dict[ReminderTone, Field[str]] = {}
        for tone, words in tone_words():
            field = text_field(words, required=True)
            field.set_value(str(days[tone]))
            self.fields[tone] = field
            self.add(field)

    def days(self) -> Mapping[ReminderTone, int]:
        """The days in the fields; raises Invalid."""
        return {tone: _whole(field.value()) for tone, field in self.fields.items()}

    def check(self) -> bool:
        """Whether every field is a number of days; the first that is none takes the focus."""
        if not super().check():
            return False
        for field in self.fields.values():
            try:
                _whole(field.value())
            except Invalid as error:
                field.show_error(str(error))
                field.setFocus()
                return False
        return True

    def refuse(self, error: KnownError) -> None:
        """Show why the days were refused, below the last of them."""
        last = self.fields[ReminderTone.FORMAL]
        last.show_error(error_text(error))
        last.setFocus()


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise Invalid(tr("Un nombre de jours est attendu."))
    return int(text)
