"""The controls of forms: text, amount, day, choice, passphrase."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.gui import buttons, formats
from microdesk_desktop.gui.forms import Field, Invalid
from microdesk_desktop.gui.icons import icon
from microdesk_desktop.gui.roles import BODY, SMALL, TIGHT
from microdesk_desktop.gui.theme import REGULAR, font

T = TypeVar("T")
LONGEST_TEXT = 500


def text_field(label: str, *, required: bool = False, hint: str = "", placeholder: str = "") -> Field[str]:
    """One line of text, without the spaces around."""
    line = _line(placeholder)

    def read() -> str:
        text = line.text().strip()
        if required and not text:
            raise Invalid(tr("À remplir."))
        return text

    return _connected(Field(label, line, read=read, write=line.setText, hint=hint), line)


def amount_field(label: str, *, hint: str = "", may_be_negative: bool = False) -> Field[int]:
    """An amount in cents: « 1 250,00 », « 1250.5 »; laid out anew when the field is left."""
    line = _line()
    line.setFont(font(BODY, REGULAR, tabular=True))
    line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read() -> int:
        try:
            cents = parse_cents(line.text())
        except ValueError as error:
            raise Invalid(_amount_fault(str(error), line.text())) from error
        if cents <= 0 and not may_be_negative:
            raise Invalid(tr("Le montant doit être positif."))
        return cents

    def write(cents: int) -> None:
        line.setText(formats.typed_amount(cents))

    field = _connected(Field(label, line, read=read, write=write, hint=hint), line)
    line.editingFinished.connect(lambda: field.set_value(read()) if line.text() and field.check() else None)
    return field


def day_field(label: str, today: date, *, hint: str = "") -> Field[date]:
    """A day: « 23/11 », « 23/11/2026 », « 2026-11-23 »; the arrows go one day up or down."""
    line = _DayLine()
    line.setPlaceholderText(formats.typed_day(today))

    def read() -> date:
        found = _parse_day(line.text(), today)
        if found is None:
            raise Invalid(tr("Date illisible. Exemple : {example}").format(example=formats.typed_day(today)))
        return found

    def write(on: date) -> None:
        line.setText(formats.typed_day(on))

    def step(days: int) -> None:
        write((_parse_day(line.text(), today) or today) + timedelta(days=days))
        line.textEdited.emit(line.text())

    line.step = step
    field = _connected(Field(label, line, read=read, write=write, hint=hint), line)
    line.editingFinished.connect(lambda: field.set_value(read()) if line.text() and field.check() else None)
    return field


def choice_field(label: str, choices: Sequence[tuple[T, str]], *, hint: str = "") -> Field[T]:
    """One value among a few, each with its words."""
    box = _Box()
    for value, words in choices:
        box.addItem(words, value)
    values = [value for value, _ in choices]
    field = Field(
        label,
        box,
        read=lambda: values[box.currentIndex()],
        write=lambda value: box.setCurrentIndex(values.index(value)),
        hint=hint,
    )
    box.currentIndexChanged.connect(lambda _: field.edited.emit())
    return field


def passphrase_field(label: str, *, hint: str = "") -> Field[str]:
    """A secret, hidden until the eye is pressed; spaces count."""
    line = _line()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(TIGHT)
    layout.addWidget(line)
    layout.addWidget(_eye(line))
    return _connected(Field(label, holder, read=line.text, write=line.setText, focus=line, hint=hint), line)


def on_enter(field: Field[str], act: "buttons.Act") -> None:
    """Call `act` when Enter is pressed in the field."""
    line = field.focusProxy()
    assert isinstance(line, QLineEdit)
    line.returnPressed.connect(lambda: act())


class _DayLine(QLineEdit):
    """A line whose vertical arrows change the day."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(BODY, REGULAR, tabular=True))
        self.step: Callable[[int], None] | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            assert self.step is not None, "set by day_field"
            self.step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)


class _Box(QComboBox):
    """A choice with our chevron: a stylesheet cannot tint one."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(BODY))
        self._chevron = icon("chevron-down")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = BODY + TIGHT
        painter = QPainter(self)
        self._chevron.paint(painter, self.width() - side - SMALL, (self.height() - side) // 2, side, side)
        painter.end()


def _line(placeholder: str = "") -> QLineEdit:
    line = QLineEdit()
    line.setFont(font(BODY))
    line.setMaxLength(LONGEST_TEXT)
    line.setPlaceholderText(placeholder)
    return line


def _connected(field: Field[T], line: QLineEdit) -> Field[T]:
    line.textEdited.connect(lambda _: field.edited.emit())
    return field


def _eye(line: QLineEdit) -> QPushButton:
    def show_or_hide() -> None:
        hides = line.echoMode() is QLineEdit.EchoMode.Normal
        line.setEchoMode(QLineEdit.EchoMode.Password if hides else QLineEdit.EchoMode.Normal)
        eye.setIcon(icon("eye" if hides else "eye-off"))
        name = tr("Afficher la phrase secrète") if hides else tr("Masquer la phrase secrète")
        eye.setAccessibleName(name)
        eye.setToolTip(name)

    eye = buttons.bare("eye", tr("Afficher la phrase secrète"), show_or_hide)
    return eye


def _amount_fault(code: str, typed: str) -> str:
    if not typed.strip():
        return tr("À remplir.")
    if code == "amount_ambiguous":
        return tr("Deux lectures possibles : écrivez les centimes, par exemple 1 234,00.")
    if code == "amount_too_precise":
        return tr("Deux décimales au plus.")
    if code == "amount_too_large":
        return tr("Ce montant est trop grand.")
    return tr("Montant illisible. Exemple : 1 250,00")


def _parse_day(text: str, today: date) -> date | None:
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if re.fullmatch(r"\s*\d{4}-\d{1,2}-\d{1,2}\s*", text):
        numbers.reverse()
    if len(numbers) == 2:
        numbers.append(today.year)
    if len(numbers) != 3:
        return None
    day, month, year = numbers
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
