"""The form of one line: label, quantity, unit, price, discount and VAT; what is rarely needed opens beneath."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.text_fields import new_line_edit
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.apply import REGULAR, font
from microdesk_desktop.gui.theme.tokens import BODY, MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.window.suggestions import Suggest, SuggestingLine, Suggestion
from microdesk_desktop.pages.editor.line_details import LineDetails
from microdesk_desktop.views.documents.editor.lines import LONGEST_LABEL, LineTexts, unit_words

LEAST_NUMBER = 72
"""The width of a quantity or a price beside others: seven digits."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineEditor(QFrame):
    """Edits the line that it is given; there is one for the whole table.

    `edited` carries the names of the fields with their new values, `taken` a line of the catalogue that was chosen,
    `pasted` the text of several rows. `finished` comes with Enter in the last field. `moved` carries -1 or 1,
    `duplicated` and `removed` concern the line as a whole.
    """

    edited = Signal(object)
    taken = Signal(object)
    pasted = Signal(str)
    finished = Signal()
    moved = Signal(int)
    duplicated = Signal()
    removed = Signal()

    def __init__(self, suggest: Suggest) -> None:
        super().__init__()
        self.setProperty("look", "line")
        self.label = SuggestingLine(suggest)
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.setPlaceholderText(tr("Désignation"))
        self.label.chosen.connect(self.taken)
        self.unit = SuggestingLine(_units)
        self.unit.setPlaceholderText(unit_words()[0])
        self.unit.chosen.connect(self._take_unit)
        self.quantity, self.unit_price, self.discount, self.vat_rate = (_number_line() for _ in range(4))
        self._fields = self._make_fields()
        self._net = labels.amount("")
        self._number = 0
        self.details = LineDetails()
        self.details.hide()
        self.details.edited.connect(self.edited)
        self._more = buttons.bare("chevron-down", tr("Plus de détails sur la ligne (Alt+Entrée)"), self.toggle_details)
        self._more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        bind(
            self,
            {
                "Ctrl+Up": partial(self.moved.emit, -1),
                "Ctrl+Down": partial(self.moved.emit, 1),
                "Ctrl+D": self.duplicated.emit,
                "Ctrl+Del": self.removed.emit,
                "Alt+Return": self.open_details,
            },
        )
        for entry in self.entries.values():
            entry.installEventFilter(self)

    @property
    def entries(self) -> Mapping[str, QLineEdit]:
        """The line edits by the names of their fields, in the order in which Enter goes through them."""
        return {
            "label": self.label,
            "quantity": self.quantity,
            "unit": self.unit,
            "unit_price": self.unit_price,
            "discount": self.discount,
            "vat_rate": self.vat_rate,
        }

    def show_line(self, number: int, texts: LineTexts) -> None:
        """Show a line by its number from 1; a field in which the same is typed is left alone, with its cursor."""
        if number != self._number:
            self._number = number
            self._name_fields(number)
        for name, entry in self.entries.items():
            text = getattr(texts, name)
            if entry.text() != text:
                entry.setText(text)
        self.details.show_line(texts)
        self.show_flaws(texts)

    def show_flaws(self, texts: LineTexts) -> None:
        """Mark the fields that cannot be read, with words."""
        for name, field in self._fields.items():
            flaw = texts.flaws.get(name, "")
            field.show_remark(flaw, is_wrong=bool(flaw))
        self.details.show_flaws(texts)

    def show_net(self, net: str, rate: str, *, has_vat: bool) -> None:
        """Show the amount of the line, and the rate that an empty field stands for."""
        self._net.setText(net)
        self._fields["vat_rate"].setVisible(has_vat)
        self.vat_rate.setPlaceholderText(rate)

    def focus_field(self, name: str) -> None:
        """Focus a field by its name; one of the details opens them first."""
        if name in self.entries:
            entry = self.entries[name]
            entry.setFocus()
            entry.selectAll()
        else:
            self.details.show()
            self.details.focus_field(name)

    def focus_last(self) -> None:
        """Focus the last field, when the line is reached backwards."""
        shown = [name for name in self.entries if self._is_shown(name)]
        self.focus_field(shown[-1])

    def set_suggest(self, suggest: Suggest) -> None:
        """Propose labels from elsewhere from now on."""
        self.label.set_suggest(suggest)

    def toggle_details(self) -> None:
        """Open or close what is rarely needed."""
        self.details.setVisible(self.details.isHidden())

    def open_details(self) -> None:
        """Open the details, and focus the description."""
        self.details.show()
        self.details.focus_field("text")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            if event.type() == QEvent.Type.ShortcutOverride and _is_of_line(event):
                event.ignore()
                return True
            if event.type() == QEvent.Type.KeyPress and self._press(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _press(self, entry: QLineEdit, event: QKeyEvent) -> bool:
        """Handle a key of a line edit; False leaves it to the line edit."""
        if event.matches(QKeySequence.StandardKey.Paste) and entry is self.label:
            text = QGuiApplication.clipboard().text()
            if "\t" in text or "\n" in text.strip():
                self.pasted.emit(text)
                return True
        is_enter = event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter and not isinstance(entry, SuggestingLine):
            self._go_on(entry)
            return True
        return False

    def _go_on(self, entry: QLineEdit) -> None:
        """Go to the field after this one; after the last one, and without a label, the line is finished."""
        shown = [name for name in self.entries if self._is_shown(name)]
        place = [self.entries[name] for name in shown].index(entry) + 1
        if place < len(shown) and (entry is not self.label or self.label.text().strip()):
            self.focus_field(shown[place])
        else:
            self.finished.emit()

    def _is_shown(self, name: str) -> bool:
        return name == "label" or not self._fields[name].isHidden()

    def _take_unit(self, word: object) -> None:
        self.unit.setText(str(word))
        self.edited.emit({"unit": str(word)})
        self._go_on(self.unit)

    def _make_fields(self) -> dict[str, Field[Any]]:
        names = {
            "quantity": tr("Quantité"),
            "unit": tr("Unité"),
            "unit_price": tr("Prix unitaire"),
            "discount": tr("Remise"),
            "vat_rate": tr("TVA"),
        }
        fields = {"label": _field("", self.label)}
        fields |= {name: _field(words, self.entries[name]) for name, words in names.items()}
        for name, entry in self.entries.items():
            entry.textEdited.connect(lambda text, name=name: self.edited.emit({name: text}))
        for line in (self.label, self.unit):
            line.entered.connect(partial(self._go_on, line))
        return fields

    def _name_fields(self, number: int) -> None:
        names = (tr("désignation"), tr("quantité"), tr("unité"), tr("prix unitaire"), tr("remise"), tr("TVA"))
        for entry, name in zip(self.entries.values(), names, strict=True):
            screen_reader.name(entry, tr("Ligne {number}, {field}").format(number=number, field=name))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(SMALL)
        first.addWidget(self._fields["label"], 1)
        first.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignTop)
        numbers = [self._fields[name] for name in self.entries if name != "label"]
        total = QWidget()
        column = QVBoxLayout(total)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        caption = labels.caption(tr("Total"))
        caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._net.setMinimumHeight(self.quantity.sizeHint().height())
        column.addWidget(caption)
        column.addWidget(self._net)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MIDDLE, MIDDLE, MIDDLE, MIDDLE)
        layout.setSpacing(SMALL)
        layout.addLayout(first)
        layout.addWidget(Tiles(*numbers, total, least=LEAST_NUMBER, at_top=True))
        layout.addWidget(self.details)


def _field(words: str, entry: QLineEdit) -> Field[str]:
    return Field(words, entry, read=entry.text, write=entry.setText)


def _number_line() -> QLineEdit:
    made = new_line_edit()
    made.setFont(font(BODY, REGULAR, tabular=True))
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made


def _units(typed: str) -> Sequence[Suggestion]:
    words = typed.strip().casefold()
    return [Suggestion(text=word, value=word) for word in unit_words() if word.casefold().startswith(words)]


def _is_of_line(event: QKeyEvent) -> bool:
    """Whether the key is one that acts on the whole line or page, and that a line edit would take for itself."""
    ours = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+Up", "Ctrl+Down", "Ctrl+Del", "Ctrl+D", "Ctrl+Return")
    return QKeySequence(event.keyCombination()).toString() in ours
