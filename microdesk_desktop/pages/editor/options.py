"""What a document needs now and then: its subject, its period, a discount, a currency, notes, deposits to deduct."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.types import Paid
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.inputs import ChoiceBox
from microdesk_desktop.gui.forms.text_fields import new_line_edit
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.apply import font, scaled
from microdesk_desktop.gui.theme.tokens import BODY, MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.documents.editor.choices import currency_choices, language_choices
from microdesk_desktop.views.documents.editor.head import field_text, flaw_of
from microdesk_desktop.views.documents.editor.words import choices_of, field_names

LEAST_FIELD = 150
_NOTE_LINES = 3
_FRAME = 22
"""The padding and borders of a field of several lines, from the stylesheet."""
_TEXTS = ("subject", "order_number", "service_from", "service_date", "discount", "eur_rate")


class Options(QWidget):
    """Closed until it is wanted, or holds something.

    `edited` carries the name of a field and what is typed there, `changed` the name of a field and a change of the
    draft that the user chose.
    """

    edited = Signal(str, str)
    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._deposits: Sequence[tuple[str, str]] = ()
        self._draft = Draft()
        self.toggle_button = buttons.link("", self.toggle)
        self.entries = {name: new_line_edit() for name in _TEXTS}
        self.notes = QPlainTextEdit()
        self.type, self.currency, self.language = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.paid = CheckBox(tr("Déjà payé"), hint=tr("Rien ne reste à payer : le document le dit."))
        self.works = CheckBox(
            tr("Travaux dans un logement"), hint=tr("Le document porte l'attestation du client pour la TVA réduite.")
        )
        self._fields = self._make_fields()
        self._panel = QWidget()
        self._deposit_column = QVBoxLayout()
        self._lay_out()
        self._connect()
        self.set_open(False)

    @property
    def inputs(self) -> Sequence[QWidget]:
        """The widgets in which text is typed."""
        return (*self.entries.values(), self.notes)

    def toggle(self) -> None:
        """Open or close the section."""
        self.set_open(self._panel.isHidden())
        if not self._panel.isHidden():
            self.entries["subject"].setFocus()

    def set_open(self, is_open: bool) -> None:
        """Show the fields, or the link alone."""
        self._panel.setVisible(is_open)
        words = tr("– Moins d'options") if is_open else tr("+ Objet, remise, notes, devise…")
        self.toggle_button.setText(words)

    def focus_field(self, name: str) -> bool:
        """Open the section on a field; False for one that is not here."""
        inputs: Mapping[str, QWidget] = {**self.entries, **self._choices(), "notes": self.notes, "paid": self.paid}
        widget = inputs.get(name)
        if widget is None:
            return False
        self.set_open(True)
        widget.setFocus()
        return True

    def show_draft(self, draft: Draft, today: date, *, is_typing: bool) -> None:
        """Show a draft; while the user is typing, the field with the focus is left alone, with its cursor."""
        self._draft = draft
        for name, entry in self.entries.items():
            text = field_text(draft, name)
            if entry.text() != text and not (is_typing and entry.hasFocus()):
                entry.setText(text)
            flaw = flaw_of(draft, name, today)
            self._fields[name].show_remark(flaw, is_wrong=bool(flaw))
        if self.notes.toPlainText() != draft.notes and not (is_typing and self.notes.hasFocus()):
            _quietly(self.notes, lambda: self._set_notes(draft.notes))
        self.type.set_choices(choices_of(draft.type), draft.type)
        self.currency.set_choices(currency_choices(draft.currency), draft.currency)
        self.language.set_choices(language_choices(draft.language), draft.language)
        self._fields["type"].setVisible(len(choices_of(draft.type)) > 1)
        self._fields["eur_rate"].setVisible(draft.currency != EUR)
        _quietly(self.paid, lambda: self.paid.set_checked(draft.paid is Paid.ALL))
        _quietly(self.works, lambda: self.works.set_checked(draft.is_works_in_dwelling))
        self.paid.setVisible(draft.type.is_settled_by_money)
        self._show_deposits()
        if _holds_something(draft):
            self.set_open(True)

    def set_deposits(self, deposits: Sequence[tuple[str, str]]) -> None:
        """Offer these deposits to deduct, by number and words."""
        self._deposits = deposits
        self._show_deposits()

    def _show_deposits(self) -> None:
        draft = self._draft
        takes = draft.type in (DocumentType.INVOICE, DocumentType.FINAL, DocumentType.CORRECTIVE)
        known = dict(self._deposits)
        offered = {**known, **{number: number for number in draft.deposits if number not in known}} if takes else {}
        boxes = self._deposit_column
        shown = [boxes.itemAt(place).widget() for place in range(boxes.count())]  # type: ignore[union-attr]
        wanted = [(number, words, number in draft.deposits) for number, words in offered.items()]
        if [each.property("deposit") for each in shown if each is not None] == [str(each) for each in wanted]:
            return
        empty_layout(boxes)
        for each in wanted:
            number, words, is_deducted = each
            box = CheckBox(tr("Déduire l'acompte {deposit}").format(deposit=words), checked=is_deducted)
            box.setProperty("deposit", str(each))
            box.toggled.connect(partial(self._deduct, number))
            boxes.addWidget(box)

    def _deduct(self, number: str, is_deducted: bool) -> None:
        others = tuple(each for each in self._draft.deposits if each != number)
        self._change("deposits", deposits=(*others, number) if is_deducted else others)

    def _change(self, name: str, **values: object) -> None:
        def change(draft: Draft) -> Draft:
            return replace(draft, **values)  # type: ignore[arg-type]

        self.changed.emit(name, change)

    def _set_notes(self, text: str) -> None:
        self.notes.setPlainText(text)
        self.notes.moveCursor(QTextCursor.MoveOperation.End)

    def _choices(self) -> Mapping[str, ChoiceBox]:
        return {"type": self.type, "currency": self.currency, "language": self.language}

    def _make_fields(self) -> Mapping[str, Field[Any]]:
        names = field_names()
        texts = {name: _text_field(names[name], entry) for name, entry in self.entries.items()}
        chosen = {name: _choice_field(names[name], box) for name, box in self._choices().items()}
        notes = Field(names["notes"], self.notes, read=self.notes.toPlainText, write=self.notes.setPlainText)
        return {**texts, **chosen, "notes": notes}

    def _lay_out(self) -> None:
        self.notes.setFont(font(BODY))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(self.notes.fontMetrics().lineSpacing() * _NOTE_LINES + scaled(_FRAME))
        self.entries["discount"].setPlaceholderText(tr("10 % ou 50 €"))
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(0, SMALL, 0, 0)
        inside.setSpacing(MIDDLE)
        inside.addWidget(self._fields["subject"])
        rows = (("type", "order_number"), ("service_from", "service_date", "discount"))
        for row in (*rows, ("currency", "eur_rate", "language")):
            inside.addWidget(Tiles(*(self._fields[name] for name in row), least=LEAST_FIELD, at_top=True))
        inside.addWidget(self._fields["notes"])
        inside.addWidget(self.paid)
        inside.addWidget(self.works)
        inside.addLayout(self._deposit_column)
        inside.addWidget(labels.caption(tr("Vide, la date de prestation est celle du document."), wraps=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toggle_button)
        layout.addWidget(self._panel)

    def _connect(self) -> None:
        for name, entry in self.entries.items():
            entry.textEdited.connect(partial(self.edited.emit, name))
        self.notes.textChanged.connect(lambda: self.edited.emit("notes", self.notes.toPlainText()))
        self.type.chosen.connect(lambda value: self._change("type", type=value))
        self.currency.chosen.connect(lambda value: self._change("currency", currency=value, exchange=None))
        self.language.chosen.connect(lambda value: self._change("language", language=value))
        self.paid.toggled.connect(lambda on: self._change("paid", paid=Paid.ALL if on else Paid.NOTHING))
        self.works.toggled.connect(lambda on: self._change("works", is_works_in_dwelling=on))


def _holds_something(draft: Draft) -> bool:
    """Whether a draft uses one of the options."""
    texts = (draft.subject, draft.order_number, draft.notes, draft.language, draft.deposits)
    days = (draft.delivered_from, draft.delivered_on, draft.discount)
    return any(texts) or any(days) or draft.currency != EUR or draft.paid is not Paid.NOTHING


def _text_field(label: str, entry: QLineEdit) -> Field[str]:
    return Field(label, entry, read=entry.text, write=entry.setText)


def _choice_field(label: str, box: ChoiceBox) -> Field[object]:
    def show(_: object) -> None:
        """The box shows what `set_choices` was given."""

    screen_reader.name(box, label)
    return Field(label, box, read=lambda: box.value, write=show)


def _quietly(widget: QWidget, act: Callable[[], object]) -> None:
    """Change a widget without its signals."""
    widget.blockSignals(True)
    act()
    widget.blockSignals(False)
