"""Beside the text of a reminder: the documents that it is about, how its interest is computed, what was sent before."""

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.inputs import amount_field
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.documents.reminders.interest import line_text, semester_text, summary_lines
from microdesk_desktop.views.documents.reminders.letter import LateChoice, ReminderPageContent
from microdesk_desktop.views.documents.reminders.words import reminder_line


class DocumentsCard(QFrame):
    """The late documents of the client, those of the reminder checked; `chosen` carries the ids that are."""

    chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._column = _listed(self, tr("Factures"))
        self._boxes: dict[int, CheckBox] = {}

    def show_choices(self, choices: Sequence[LateChoice], checked: Collection[int]) -> None:
        """Show these documents; one that stands alone cannot be taken out."""
        empty_layout(self._column)
        self._boxes = {each.id: CheckBox(_choice_text(each), checked=each.id in checked) for each in choices}
        for box in self._boxes.values():
            box.setEnabled(len(choices) > 1)
            box.toggled.connect(lambda _: self._choose())
            self._column.addWidget(box)

    def _choose(self) -> None:
        ids = tuple(id_ for id_, box in self._boxes.items() if box.is_checked())
        if ids:
            self.chosen.emit(ids)


class InterestCard(QFrame):
    """The interest line by line; `rate_agreed` carries a percent or None, `rate_entered` a semester and its percent."""

    rate_agreed = Signal(object)
    rate_entered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._column = _listed(self, tr("Intérêts de retard"))
        self.agreed = amount_field(
            tr("Taux convenu, en % par an"), may_be_zero=True, hint=tr("Vide : le taux que la facture annonce.")
        )
        self.legal = amount_field(tr("Taux légal, en % par an"), may_be_zero=True)
        self._semester: date | None = None
        self._keep = buttons.plain(tr("Enregistrer ce taux"), self._enter)
        self._keep.setObjectName("keep_rate")
        apply = buttons.plain(tr("Appliquer"), self._agree)
        apply.setObjectName("apply_rate")
        self._apply = apply
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout), "a card has a column"
        for field, button in ((self.legal, self._keep), (self.agreed, apply)):
            layout.addWidget(field)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_interest(self, content: ReminderPageContent) -> None:
        """Show how the interest of each document is computed, and ask for what is not known."""
        empty_layout(self._column)
        facts = content.draft.facts
        for document in facts.documents:
            if len(facts.documents) > 1:
                self._column.addWidget(labels.body(document.number))
            for line in document.interest.lines:
                self._column.addWidget(labels.muted(line_text(line, document.currency)))
            for text in summary_lines(document.interest, document.currency):
                self._column.addWidget(labels.body(text))
        for text in content.grounds:
            self._column.addWidget(labels.caption(text, wraps=True))
        self._semester = next(iter(content.draft.unknown_semesters), None)
        for widget in (self.legal, self._keep):
            widget.setVisible(self._semester is not None)
        if self._semester is not None:
            hint = tr("Pour le {semester} : le Journal officiel le publie, ce programme ne le connaît pas encore.")
            self.legal.show_remark(hint.format(semester=semester_text(self._semester)), is_wrong=False)
        for widget in (self.agreed, self._apply):
            widget.setVisible(content.may_be_agreed)

    def _enter(self) -> None:
        percent = _percent(self.legal)
        if percent and self._semester is not None:
            self.legal.set_value(0)
            self.rate_entered.emit(self._semester, percent)

    def _agree(self) -> None:
        self.rate_agreed.emit(_percent(self.agreed))


class HistoryCard(QFrame):
    """The reminders that were sent for the documents, each with its day, its tone and its way."""

    def __init__(self) -> None:
        super().__init__()
        self._column = _listed(self, tr("Déjà envoyées"))

    def show_history(self, content: ReminderPageContent) -> None:
        """Show what was sent; the card is hidden while nothing was."""
        empty_layout(self._column)
        for reminder in content.sent:
            self._column.addWidget(labels.body(reminder_line(reminder)))
        self.setVisible(bool(content.sent))


def _listed(frame: QFrame, title: str) -> QVBoxLayout:
    """Make a card of the frame, with a heading; returns the column below it."""
    frame.setProperty("look", "card")
    outer = QVBoxLayout(frame)
    outer.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
    outer.setSpacing(MIDDLE)
    outer.addWidget(labels.heading(title))
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SMALL)
    outer.addWidget(inside)
    return column


def _choice_text(choice: LateChoice) -> str:
    return f"{choice.number} · {money.amount(choice.remaining_cents, choice.currency)}"


def _percent(field: Field[int]) -> Fraction | None:
    """The percent in a field, None for nothing; the field shows what is wrong."""
    if not field.check():
        return None
    try:
        hundredths = field.value()
    except Invalid:
        return None
    return Fraction(hundredths, 100) if hundredths else None
