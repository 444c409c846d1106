"""Fields under their labels, each with its error just below; a form reads them all or shows the first that is wrong."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.labels import restyle

T = TypeVar("T")
LEAST_FIELD = 130
"""The width of a field beside another one: that of a date or of a number with fourteen digits."""


class Invalid(ValueError):
    """The input cannot be read; the message is shown below the field."""


class Field(QWidget, Generic[T]):
    """A label, its control, a hint or an error below.

    `read` turns the control's content into a value or raises Invalid; `write` shows a value in the control. A screen
    reader announces that the field is `required`.
    """

    edited = Signal()

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        read: Callable[[], T],
        write: Callable[[T], None],
        focus: QWidget | None = None,
        hint: str = "",
        required: bool = False,
    ) -> None:
        super().__init__()
        self._control = focus or control
        self._read = read
        self._write = write
        self._hint = hint
        self._description = " ".join(filter(None, (tr("Obligatoire.") if required else "", hint)))
        self._label = labels.caption(label, wraps=True)
        if not label:
            self._label.hide()
        screen_reader.name(self._control, label)
        self._note = labels.caption(hint, wraps=True)
        self.setFocusProxy(self._control)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(TIGHT)
        for widget in (self._label, control, self._note):
            layout.addWidget(widget)
        self.show_error("")
        self.edited.connect(lambda: self.show_error(""))

    def value(self) -> T:
        """The value of the field. Raises Invalid."""
        return self._read()

    def set_value(self, value: T) -> None:
        """Set the value, and clear the error."""
        self._write(value)
        self.show_error("")

    def check(self) -> bool:
        """Whether the field can be read; if not, its error is shown."""
        try:
            self._read()
        except Invalid as error:
            self.show_error(str(error))
            return False
        return True

    def show_error(self, text: str) -> None:
        """Show an error, and announce it to screen readers; with an empty text the hint is shown again."""
        self.show_remark(text, is_wrong=bool(text))
        if text:
            screen_reader.announce(self, text)

    def show_remark(self, text: str, *, is_wrong: bool) -> None:
        """Show a remark on what is being typed, which is announced only where the user asks for the description."""
        self._note.setText(text or self._hint)
        self._note.setVisible(bool(text or self._hint))
        restyle(self._note, "look", "error" if is_wrong else "muted")
        restyle(self._control, "invalid", is_wrong)
        self._control.setAccessibleDescription(text or self._description)


class Form(QWidget):
    """Fields in a column."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[Field[Any]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(MIDDLE)

    def add(self, *fields: Field[Any]) -> None:
        """Put one field on a line, or several side by side where the form is wide enough."""
        for field in fields:
            if not self._fields:
                self.setFocusProxy(field)
            self._fields.append(field)
        self._layout.addWidget(fields[0] if len(fields) == 1 else Tiles(*fields, least=LEAST_FIELD, at_top=True))

    def add_widget(self, widget: QWidget) -> None:
        """Put a text or a choice between the fields."""
        self._layout.addWidget(widget)

    def check(self) -> bool:
        """Whether every field can be read; the first that cannot takes the focus."""
        wrong = [field for field in self._fields if not field.check()]
        if wrong:
            wrong[0].setFocus()
        return not wrong
