"""The category of an expense: the one that is proposed stands below, with its reason, until Enter accepts it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import complete, entry_of, text_field
from microdesk_desktop.views.expenses.categories import Proposal, proposal_reason
from microdesk_desktop.views.records.expense_form import ExpenseChoices


def category_field(supplier: Field[str], label: Field[str], choices: ExpenseChoices) -> Field[str]:
    """A text with the categories on offer; what is proposed follows from the other fields, and fills in nothing."""
    field = text_field(tr("Catégorie"), placeholder=tr("Hébergement, logiciels, déplacements…"))
    complete(field, choices.categories)
    _Proposal(field, supplier, label, choices)
    return field


class _Proposal(QObject):
    """Shows the proposal while the category is empty; Enter there takes it over, and the next Enter saves the form."""

    def __init__(self, field: Field[str], supplier: Field[str], label: Field[str], choices: ExpenseChoices) -> None:
        super().__init__(field)
        self._field, self._supplier, self._label = field, supplier, label
        self._index = choices.index
        self._entry: QLineEdit = entry_of(field)
        self._found: Proposal | None = None
        for each in (supplier, label):
            entry_of(each).textChanged.connect(lambda _: self._show())
        self._entry.textChanged.connect(lambda _: self._show())
        self._entry.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self._found is None:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self._field.set_value(self._found.category)
        self._field.edited.emit()
        return True

    def _show(self) -> None:
        found = None if self._entry.text().strip() else self._index.propose(_text(self._supplier), _text(self._label))
        if found == self._found:
            return
        self._found = found
        if found is None:
            self._field.show_remark("", is_wrong=False)
            return
        text = tr("{category} ? {reason}. Entrée pour l'accepter.").format(
            category=found.category, reason=_sentence(proposal_reason(found))
        )
        self._field.show_remark(text, is_wrong=False)


def _text(field: Field[str]) -> str:
    try:
        return field.value()
    except Invalid:
        return ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
