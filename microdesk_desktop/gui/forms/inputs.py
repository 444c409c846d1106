"""Fields for an amount, a day and a choice."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.calendar.dates import parse_day
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.gui.theme.apply import REGULAR, font, scaled
from microdesk_desktop.gui.theme.icons import icon
from microdesk_desktop.gui.theme.tokens import BODY, SMALL

CHEVRON = 17
LEAST_LETTERS = 8
"""The letters of a choice that are in sight where there is little room."""
T = TypeVar("T")
D = TypeVar("D", date, date | None)
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})", re.ASCII)


def amount_field(label: str, *, hint: str = "", may_be_negative: bool = False, may_be_zero: bool = False) -> Field[int]:
    """An amount in cents: « 1 250,00 », « 1250.5 »; reformatted when the field loses the focus.

    With `may_be_zero` an empty field is zero.
    """
    entry = new_line_edit()
    entry.setFont(font(BODY, REGULAR, tabular=True))
    entry.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read() -> int:
        if may_be_zero and not entry.text().strip():
            return 0
        try:
            cents = parse_cents(entry.text())
        except ValueError as error:
            raise Invalid(_amount_fault(str(error), entry.text())) from error
        if not may_be_negative and (cents < 0 or (cents == 0 and not may_be_zero)):
            raise Invalid(tr("Le montant doit être positif."))
        return cents

    def write(cents: int) -> None:
        entry.setText(money.typed_amount(cents))

    field = Field(label, entry, read=read, write=write, hint=hint, required=not may_be_zero)
    entry.editingFinished.connect(lambda: field.set_value(read()) if entry.text() and field.check() else None)
    return connect_edited(field, entry)


def day_field(label: str, today: date, *, hint: str = "") -> Field[date]:
    """A day: « 23/11 », « 23/11/2026 », « 2026-11-23 »; the arrows go one day up or down."""
    entry = _DayLine()
    entry.setPlaceholderText(dates.typed_day(today))

    def read() -> date:
        return _read_day(entry.text(), today)

    return _day_field(label, entry, today, read, hint, required=True)


def optional_day_field(label: str, today: date, *, hint: str = "") -> Field[date | None]:
    """A day as in `day_field`, or None while it is left empty."""
    entry = _DayLine()

    def read() -> date | None:
        return _read_day(entry.text(), today) if entry.text().strip() else None

    return _day_field(label, entry, today, read, hint, required=False)


def _day_field(
    label: str, entry: "_DayLine", today: date, read: Callable[[], D], hint: str, *, required: bool
) -> Field[D]:
    def write(on: D) -> None:
        entry.setText(dates.typed_day(on) if on is not None else "")

    def step(days: int) -> None:
        entry.setText(dates.typed_day((_parse_day(entry.text(), today) or today) + timedelta(days=days)))
        entry.textEdited.emit(entry.text())

    entry.step = step
    field = connect_edited(Field(label, entry, read=read, write=write, hint=hint, required=required), entry)
    entry.editingFinished.connect(lambda: field.set_value(read()) if entry.text() and field.check() else None)
    return field


def choice_field(label: str, choices: Sequence[tuple[T, str]], *, hint: str = "") -> Field[T]:
    """One value among a few, each with its text."""
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


class _DayLine(QLineEdit):
    """A line edit in which the up and down arrows change the day."""

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
    """A combo box with a tinted chevron, which a stylesheet cannot draw."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(BODY))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_LETTERS)  # the longest choice would make a narrow form as wide
        self._chevron = icon("chevron-down")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: what scrolls past under the pointer must not change."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = scaled(CHEVRON)
        painter = QPainter(self)
        self._chevron.paint(painter, self.width() - side - SMALL, (self.height() - side) // 2, side, side)
        painter.end()


class ChoiceBox(_Box):
    """A menu of values without a label of its own; `chosen` carries the value that the user chose."""

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[object, str]] = (), current: object = None) -> None:
        super().__init__()
        self._choices: list[tuple[object, str]] = []
        self.set_choices(choices, current)
        self.activated.connect(lambda place: self.chosen.emit(self._choices[place][0]))

    def set_choices(self, choices: Sequence[tuple[object, str]], current: object) -> None:
        """Offer these values with their texts; the placeholder is shown when the current value is none of them."""
        if self._choices != list(choices):
            self._choices = list(choices)
            self.clear()
            self.addItems([words for _, words in choices])
        values = [value for value, _ in choices]
        self.setCurrentIndex(values.index(current) if current in values else -1)

    @property
    def choices(self) -> Sequence[tuple[object, str]]:
        """The values that are offered, with their texts."""
        return tuple(self._choices)

    @property
    def value(self) -> object:
        """The value in sight; None when it is none of the choices."""
        return self._choices[self.currentIndex()][0] if self.currentIndex() >= 0 else None


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


def _read_day(text: str, today: date) -> date:
    found = _parse_day(text, today)
    if found is None:
        raise Invalid(tr("Date illisible. Exemple : {example}").format(example=dates.typed_day(today)))
    return found


def _parse_day(text: str, today: date) -> date | None:
    short = _WITHOUT_YEAR.fullmatch(text.strip())
    try:
        return parse_day(f"{short[1]}/{short[2]}/{today.year}" if short else text)
    except ValueError:
        return None
