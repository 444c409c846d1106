"""What a line rarely needs: a description, a period, a case of VAT, an activity, whether it is a disbursement."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.inputs import ChoiceBox
from microdesk_desktop.gui.forms.text_fields import new_line_edit
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.apply import font, scaled
from microdesk_desktop.gui.theme.tokens import BODY, SMALL
from microdesk_desktop.views.documents.editor.lines import LONGEST_TEXT, LineTexts
from microdesk_desktop.views.documents.editor.vat import vat_choices
from microdesk_desktop.views.vault.company import activity_words

LEAST_DAY, LEAST_CHOICE = 130, 240
"""The widths of a day, and of a choice of which some thirty letters are in sight."""
_ROWS = 2
_FRAME = 22
"""The padding and borders of a field of several lines, from the stylesheet."""


class LineDetails(QWidget):
    """`edited` carries the names of the fields with their new values."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._texts = LineTexts()
        self.text = QPlainTextEdit()
        self.text.setFont(font(BODY))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _ROWS + scaled(_FRAME))
        self.first_day, self.last_day = new_line_edit(), new_line_edit()
        self.vat, self.activity = ChoiceBox(), ChoiceBox()
        self.disbursement = CheckBox(
            tr("Débours"), hint=tr("Frais payés au nom du client, refacturés à l'euro près : hors chiffre d'affaires.")
        )
        self._fields: dict[str, Field[Any]] = {
            "text": Field(tr("Description"), self.text, read=self.text.toPlainText, write=self.text.setPlainText),
            "first_day": _day(tr("Du"), self.first_day),
            "last_day": _day(tr("Au"), self.last_day),
            "category": _choice(tr("TVA de la ligne"), self.vat),
            "activity": _choice(tr("Activité"), self.activity),
        }
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self._fields["text"])
        for names, least in ((("first_day", "last_day"), LEAST_DAY), (("category", "activity"), LEAST_CHOICE)):
            layout.addWidget(Tiles(*(self._fields[name] for name in names), least=least, at_top=True))
        layout.addWidget(self.disbursement)

    def show_line(self, texts: LineTexts) -> None:
        """Show a line; what is typed already is left alone, with its cursor."""
        self._texts = texts
        for entry, text in ((self.first_day, texts.first_day), (self.last_day, texts.last_day)):
            if entry.text() != text:
                entry.setText(text)
        if self.text.toPlainText() != texts.text:
            self.text.blockSignals(True)
            self.text.setPlainText(texts.text)
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.blockSignals(False)
        vat = (texts.category, texts.exemption)
        self.vat.set_choices(vat_choices(vat), vat)
        self.activity.set_choices(((None, tr("Celle de votre entreprise")), *activity_words()), texts.activity)
        self.disbursement.blockSignals(True)
        self.disbursement.set_checked(texts.is_disbursement)
        self.disbursement.blockSignals(False)

    def show_flaws(self, texts: LineTexts) -> None:
        """Mark the days that cannot be read."""
        for name in ("first_day", "last_day"):
            flaw = texts.flaws.get(name, "")
            self._fields[name].show_remark(flaw, is_wrong=bool(flaw))

    def focus_field(self, name: str) -> None:
        """Focus a field by its name; the first one for an unknown name."""
        self._fields.get(name, self._fields["text"]).setFocus()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._on_text)
        self.first_day.textEdited.connect(lambda text: self.edited.emit({"first_day": text}))
        self.last_day.textEdited.connect(lambda text: self.edited.emit({"last_day": text}))
        self.vat.chosen.connect(self._on_vat)
        self.activity.chosen.connect(lambda activity: self.edited.emit({"activity": activity}))
        self.disbursement.toggled.connect(lambda on: self.edited.emit({"is_disbursement": on}))

    def _on_text(self) -> None:
        text = self.text.toPlainText()[:LONGEST_TEXT]
        if text != self._texts.text:
            self.edited.emit({"text": text})

    def _on_vat(self, choice: Any) -> None:
        category, exemption = choice
        change: Mapping[str, object] = {"category": category, "exemption": exemption}
        self.edited.emit(change)


def _day(label: str, entry: Any) -> Field[str]:
    return Field(label, entry, read=entry.text, write=entry.setText)


def _choice(label: str, box: ChoiceBox) -> Field[object]:
    def show(_: object) -> None:
        """The box shows what `set_choices` was given."""

    screen_reader.name(box, label)
    return Field(label, box, read=lambda: box.value, write=show)
