"""The category of an expense: the one that is proposed stands below, with its reason, until Enter accepts it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.text_fields import complete, connect_edited, entry_of, new_line_edit
from microdesk_desktop.gui.theme.tokens import TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.expenses.categories import Proposal, proposal_reason
from microdesk_desktop.views.records.expenses.form import ExpenseChoices


def category_field(supplier: Field[str], label: Field[str], choices: ExpenseChoices) -> Field[str]:
    """A text with the categories on offer; what is proposed follows from the other fields, and fills in nothing."""
    line = new_line_edit(tr("Hébergement, logiciels, déplacements…"))
    question = labels.caption("", wraps=True)
    question.hide()
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(TIGHT)
    column.addWidget(line)
    column.addWidget(question)
    field = Field(tr("Catégorie"), holder, read=lambda: one_line(line.text()), write=line.setText, focus=line)
    connect_edited(field, line)
    complete(field, choices.categories)
    _Proposal(line, question, (entry_of(supplier), entry_of(label)), choices)
    return field


class _Proposal(QObject):
    """Shows the proposal while the category is empty; Enter there takes it over, and the next Enter saves the form."""

    def __init__(
        self, line: QLineEdit, question: QLabel, sources: tuple[QLineEdit, QLineEdit], choices: ExpenseChoices
    ) -> None:
        super().__init__(line)
        self._line, self._question, self._sources = line, question, sources
        self._index = choices.index
        self._found: Proposal | None = None
        for each in (*sources, line):
            each.textChanged.connect(self._show)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or self._found is None or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        category = self._found.category
        self._line.setText(category)
        self._line.textEdited.emit(category)
        return True

    def _show(self) -> None:
        supplier, label = (one_line(each.text()) for each in self._sources)
        found = None if self._line.text().strip() else self._index.propose(supplier, label)
        if found == self._found:
            return
        self._found = found
        text = "" if found is None else _question(found)
        self._question.setText(text)
        self._question.setVisible(bool(text))
        self._line.setAccessibleDescription(text)


def _question(found: Proposal) -> str:
    reason = proposal_reason(found)
    return tr("{category} ? {reason}. Entrée pour l'accepter.").format(
        category=found.category, reason=reason[:1].upper() + reason[1:]
    )
