"""The panel beside a list of documents: one document, what remains to pay, each payment with its origin, what to do.

Its buttons are made once and only shown or hidden, so that the focus is never lost with a button that goes.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, TITLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.pages.documents.sheet.payments import Payments
from microdesk_desktop.views.documents.steps import Step, offered_steps, step_words
from microdesk_desktop.views.records.document_actions import DocumentAction, action_words, offered_actions
from microdesk_desktop.views.records.document_words import due_day_text, issued_text, remaining_text
from microdesk_desktop.views.records.payments import PaymentRow
from microdesk_desktop.views.records.rows import InvoiceRow

KEYS: Mapping[DocumentAction, tuple[str, ...]] = {
    DocumentAction.MARK_PAID: ("P",),
    DocumentAction.SEND: ("E",),
    DocumentAction.REMIND: ("R",),
    DocumentAction.THANK: ("M",),
    DocumentAction.MARK_SENT: ("S",),
    DocumentAction.WRITE_OFF: ("X",),
    DocumentAction.TAKE_BACK: ("I",),
    DocumentAction.CORRECT: ("C",),
    DocumentAction.REMOVE: ("Del", "Backspace"),
}
STEP_KEYS: Mapping[Step, tuple[str, ...]] = {Step.INVOICE: ("F",), Step.ACCEPT: ("A",), Step.CREDIT: ("V",)}
"""The steps with a key; the page of a document has the others too."""


class DocumentPanel(SidePanel):
    """`wanted` carries the action or the step of a button; `page_wanted` comes when the document's page is asked for.

    `client_wanted` carries the id of the client.
    """

    wanted = Signal(object)
    page_wanted = Signal()
    client_wanted = Signal(int)

    def __init__(self, name: str, nothing_chosen: str) -> None:
        super().__init__(name)
        self._nothing_chosen = nothing_chosen
        self._row: InvoiceRow | None = None
        self._number = labels.caption("", wraps=True)
        self._client = InlineLink("", self._ask_client, name=tr("Client"))
        self._client.setObjectName("client")
        self._rest = labels.amount("", size=TITLE)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._state = labels.muted("")
        self._facts = labels.muted("")
        self._rule = rule()
        self._caption = labels.caption(tr("Paiements"))
        self.payments = Payments()
        self._primary = buttons.keyed("", self._do_next, KEYS[DocumentAction.MARK_PAID][0])
        self._primary.setObjectName("next")
        self._open = buttons.keyed(tr("Ouvrir"), self.page_wanted.emit, tr("Entrée"))
        self._open.setObjectName("open")
        self._plain = {action: self._button(action) for action in DocumentAction}
        self._steps = {step: self._step_button(step) for step in STEP_KEYS}
        self._lay_out()
        self.show_document(None)

    @property
    def actions_offered(self) -> tuple[DocumentAction, ...]:
        """What can be done with the document in sight, the next action first."""
        return offered_actions(self._row) if self._row else ()

    def show_document(self, row: InvoiceRow | None) -> None:
        """Show a document; its payments follow."""
        self._row = row
        self.payments.clear()
        is_paid = row is not None and row.is_settled_by_money and row.draft_id is None
        self._set_visible((self._client, self._rest, self._facts, self._open), row is not None)
        self._set_visible((self._rule, self._caption, self.payments), is_paid)
        self._show_buttons(row)
        if row is None:
            self._number.setText("")
            self._state.setText(self._nothing_chosen)
            self._state.show()
            return
        self._number.setText(row.number)
        self._client.set_words(row.client)
        self._rest.setText(money.amount(row.remaining_cents or row.total_cents, row.currency))
        is_draft = row.draft_id is not None  # which the number names already
        self._state.setText("" if is_draft else remaining_text(row))
        self._state.setVisible(not is_draft)
        self._facts.setText("\n".join(filter(None, (issued_text(row), due_day_text(row), row.subject))))

    def show_payments(self, payments: Sequence[PaymentRow]) -> None:
        """Show the payments of the document."""
        if self._row is not None:
            self.payments.show_payments(self._row, payments)

    def _show_buttons(self, row: InvoiceRow | None) -> None:
        can_be_paid = DocumentAction.MARK_PAID in self.actions_offered
        self._primary.setVisible(can_be_paid)
        self._primary.setText(action_words(DocumentAction.MARK_PAID, row))
        offered = offered_steps(row) if row else ()
        for step, made in self._steps.items():
            made.setVisible(step in offered)
        for action, button in self._plain.items():
            button.setText(action_words(action, row))
            button.setVisible(action in self.actions_offered and action is not DocumentAction.MARK_PAID)

    def _set_visible(self, widgets: Sequence[QWidget], is_wanted: bool) -> None:
        for widget in widgets:
            widget.setVisible(is_wanted)

    def _do_next(self) -> None:
        self.wanted.emit(DocumentAction.MARK_PAID)

    def _ask_client(self) -> None:
        if self._row is not None and self._row.client_id:
            self.client_wanted.emit(self._row.client_id)

    def _button(self, action: DocumentAction) -> QPushButton:
        made = buttons.keyed("", lambda: self.wanted.emit(action), _key(action))
        made.setObjectName(action.value)
        return made

    def _step_button(self, step: Step) -> QPushButton:
        is_next = step is Step.INVOICE
        made = buttons.keyed(step_words(step), lambda: self.wanted.emit(step), STEP_KEYS[step][0], is_primary=is_next)
        made.setObjectName(step.value)
        return made

    def _lay_out(self) -> None:
        self.body.setSpacing(TIGHT)
        self.body.addWidget(self._number)
        self.body.addWidget(self._client, alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in (self._rest, self._state, self._facts):
            self.body.addWidget(widget)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._rule)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._caption)
        self.body.addWidget(self.payments)
        self.body.addSpacing(SMALL)
        others = [made for step, made in self._steps.items() if step is not Step.INVOICE]
        actions = QVBoxLayout()
        actions.setSpacing(SMALL + 2)
        for button in (self._primary, self._steps[Step.INVOICE], self._open, *others, *self._plain.values()):
            actions.addWidget(button)
        self.body.addLayout(actions)
        self.body.addStretch()


def _key(action: DocumentAction) -> str:
    return tr("Suppr") if action is DocumentAction.REMOVE else KEYS[action][0]
