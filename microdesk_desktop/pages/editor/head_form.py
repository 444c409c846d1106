"""The fields of a document above its lines: for whom, of which day, to be paid or valid until when."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.text_fields import new_line_edit
from microdesk_desktop.gui.theme.apply import REGULAR, font, scaled
from microdesk_desktop.gui.theme.tokens import BODY, MIDDLE
from microdesk_desktop.gui.window.suggestions import MOST, SuggestingLine, Suggestion
from microdesk_desktop.views.documents.editor.head import field_text, flaw_of
from microdesk_desktop.views.documents.editor.proposals import clients_for
from microdesk_desktop.views.documents.editor.reading import ClientName
from microdesk_desktop.views.documents.editor.words import field_names

ROW_FROM = 520
"""The width from which the client and both days stand on one line."""
NAME_SHARE, DAY_SHARE = 5, 3


class NewClient(str):
    """A name that the user wants to keep as a new client."""


class HeadForm(QWidget):
    """`edited` carries the name of a field and what is typed there; `client_chosen` an id, a NewClient or a name."""

    edited = Signal(str, str)
    client_chosen = Signal(object)
    went_on = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._clients: Sequence[ClientName] = ()
        self.client = SuggestingLine(self._propose, takes_first=True)
        self.client.chosen.connect(self.client_chosen)
        self.client.textEdited.connect(self.client_chosen.emit)
        self.client.entered.connect(lambda: self.went_on.emit("client"))
        self.client_field = Field(tr("Client"), self.client, read=self.client.text, write=self.client.setText)
        self.client.setPlaceholderText(tr("Nom du client"))
        self.days = {name: DayField(name, self) for name in ("issue_date", "due_date", "valid_until")}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MIDDLE)
        self._grid.setVerticalSpacing(MIDDLE)
        self._is_row: bool | None = None
        self._arrange(True)
        self.setFocusProxy(self.client)

    def set_clients(self, clients: Sequence[ClientName]) -> None:
        """Propose these clients."""
        self._clients = clients

    def show_draft(self, draft: Draft, client: str, today: date, *, is_typing: bool) -> None:
        """Show a draft; while the user is typing, the field with the focus is left alone, with its cursor."""
        is_quote = draft.type.value == "quote"
        self.days["valid_until"].setVisible(is_quote)
        self.days["due_date"].setVisible(not is_quote)
        is_chosen = draft.client_id is not None and bool(client) and fold(client) != fold(self.client.text())
        is_left_alone = is_typing and self.client.hasFocus() and not is_chosen
        if self.client.text() != client and not is_left_alone:
            self.client.setText(client)
        for field in self.days.values():
            field.show_draft(draft, today, is_typing=is_typing)

    def show_usual(self, usual: Mapping[str, str]) -> None:
        """Show what an empty field stands for."""
        for name, field in self.days.items():
            field.entry.setPlaceholderText(usual.get(name, ""))

    def minimumSizeHint(self) -> QSize:
        """The width of the widest field: they may stand below one another."""
        fields = (self.client_field, *self.days.values())
        return QSize(max(each.minimumSizeHint().width() for each in fields), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width() >= scaled(ROW_FROM))

    def _arrange(self, is_row: bool) -> None:
        if is_row is self._is_row:
            return
        self._is_row = is_row
        issued, due, valid = self.days.values()
        for widget in (self.client_field, issued, due, valid):
            self._grid.removeWidget(widget)
        row, column = (0, 1) if is_row else (1, 0)
        self._grid.addWidget(self.client_field, 0, 0, 1, 1 if is_row else 2)
        for widget, place in ((issued, column), (due, column + 1), (valid, column + 1)):
            self._grid.addWidget(widget, row, place)
        for place, share in enumerate((NAME_SHARE, DAY_SHARE, DAY_SHARE) if is_row else (1, 1, 0)):
            self._grid.setColumnStretch(place, share)

    def _propose(self, typed: str) -> Sequence[Suggestion]:
        found = [
            Suggestion(text=each.name, detail=each.detail, value=each.id) for each in clients_for(typed, self._clients)
        ]
        name = typed.strip()
        if not name:
            return found
        return [*found[: MOST - 1], _new_client(name)]


class DayField(Field[str]):
    """A day of the draft, as it is typed."""

    def __init__(self, name: str, form: HeadForm) -> None:
        self.entry = _day_line()
        self._field = name
        super().__init__(field_names()[name], self.entry, read=self.entry.text, write=self.entry.setText)
        self.entry.textEdited.connect(lambda text: form.edited.emit(name, text))
        self.entry.returnPressed.connect(lambda: form.went_on.emit(name))

    def show_draft(self, draft: Draft, today: date, *, is_typing: bool) -> None:
        """Show the day of a draft, and why it cannot be read."""
        text = field_text(draft, self._field)
        if self.entry.text() != text and not (is_typing and self.entry.hasFocus()):
            self.entry.setText(text)
        flaw = flaw_of(draft, self._field, today)
        self.show_remark(flaw, is_wrong=bool(flaw))


def _new_client(name: str) -> Suggestion:
    return Suggestion(text=tr("Nouveau client : {name}…").format(name=name), value=NewClient(name))


def _day_line() -> QLineEdit:
    made = new_line_edit()
    made.setFont(font(BODY, REGULAR, tabular=True))
    return made
