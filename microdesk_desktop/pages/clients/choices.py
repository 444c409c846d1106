"""What a client chose to receive, with its history and the form that notes another choice."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.parties import Client, MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field, day_field
from microdesk_desktop.gui.forms.text_fields import lines_field, text_field
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.facts import Fact, Facts
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.choices import LONGEST_TEXT, note_choice
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.choices import (
    ChoiceRow,
    choice_way_words,
    holding_text,
    load_choice_rows,
    preference_words,
)


class ChoicesCard(QWidget):
    """The choice that holds, those before it, and a button for the next one; its sheet opens over `owner`."""

    def __init__(self, workspace: Workspace, owner: QWidget) -> None:
        super().__init__()
        self._workspace = workspace
        self._owner = owner
        self._client_id = 0
        self._client = Client(name="")
        self._holding = labels.body("")
        self._history = Facts()
        self._note = buttons.plain(tr("Noter un choix…"), self.note)
        frame, column = card()
        for widget in (labels.heading(tr("Courriels souhaités")), self._holding, self._history, Wrapping(self._note)):
            column.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_client(self, client_id: int, client: Client) -> None:
        """Show what a client chose."""
        self._client_id, self._client = client_id, client
        self._holding.setText(holding_text(client))
        self._workspace.load(
            lambda reader: load_choice_rows(reader, client_id), owner=self, on_success=self._show_history
        )

    def note(self) -> None:
        """Open the form of a choice."""
        if not can_open_sheet(self._owner):
            return
        client_id, name = self._client_id, self._client.name
        form = ChoiceForm(self._workspace, self._client)

        def save() -> None:
            choice = form.choice()
            sheet.hold()
            self._workspace.perform(
                lambda session: note_choice(session, client_id, choice),
                owner=sheet,
                message=lambda: tr("Le choix de {client} est noté.").format(client=name),
                place=Place(page="client", wanted=client_id),
                on_success=lambda _: sheet.close_sheet(),
                on_error=lambda error: sheet.refuse(error_text(error)),
            )

        sheet = Sheet(self._owner, tr("Courriels souhaités"), form, tr("Noter"), save)

    def _show_history(self, rows: Sequence[ChoiceRow]) -> None:
        self._history.set_facts([Fact(name=_when(row), value=_what(row)) for row in rows])


class ChoiceForm(Form):
    """What a client chose, who of them, when, how, and in which words."""

    def __init__(self, workspace: Workspace, client: Client) -> None:
        super().__init__()
        today = workspace.clock.today()
        self.preference = choice_field(tr("Ce qui peut lui être envoyé"), preference_words())
        self.person = text_field(tr("Qui l'a dit"))
        self.on = day_field(tr("Quand"), today)
        self.way = choice_field(tr("Comment"), choice_way_words())
        self.words = lines_field(
            tr("Ce qui a été demandé ou écrit"),
            hint=tr("Les mots exacts sont votre preuve : gardez aussi la lettre ou le courriel."),
            rows=3,
        )
        self.add(self.preference)
        self.add(self.person, self.on)
        self.add(self.way)
        self.add(self.words)
        if client.mail_preference is not MailPreference.UNSAID:
            self.preference.set_value(client.mail_preference)
        else:
            self.preference.set_value(MailPreference.BUSINESS)
        self.person.set_value(client.contact or client.name)
        self.on.set_value(today)
        self.way.set_value(ChoiceWay.SPOKEN)

    def choice(self) -> Choice:
        """The choice in the fields; raises Invalid."""
        return Choice(
            preference=self.preference.value(),
            person=self.person.value(),
            way=self.way.value(),
            words="\n".join(self.words.value())[:LONGEST_TEXT],
            chosen_on=self.on.value(),
        )


def _when(row: ChoiceRow) -> str:
    return dates.typed_day(row.day) if row.day else tr("Plus tôt")


def _what(row: ChoiceRow) -> str:
    quoted = tr("« {words} »").format(words=row.words) if row.words else ""
    return "\n".join(filter(None, (" · ".join(filter(None, (row.what, row.how))), quoted)))
