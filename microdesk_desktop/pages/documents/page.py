"""The page of one document: its days, its amounts, its payments, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.layout.cards import card
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.theme.tokens import MIDDLE, TIGHT, TITLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.facts import Fact, Facts
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.documents.edits import DocumentActions, list_of
from microdesk_desktop.pages.documents.panel import KEYS
from microdesk_desktop.pages.documents.payments import Payments
from microdesk_desktop.views.records.document_actions import DocumentAction, action_words, offered_actions
from microdesk_desktop.views.records.document_words import (
    document_state,
    document_tone,
    document_types,
    quote_tone,
    remaining_text,
)
from microdesk_desktop.views.records.documents import DocumentPage, load_document_page
from microdesk_desktop.views.records.rows import InvoiceRow

LEAST_CARD = 260
"""The width of a card of facts beside another one: a date in words beside its name."""


class InvoicePage(Page):
    """One invoice, credit note or quote; `activate` is given its id."""

    key = "invoice"
    icon = "file-text"
    behind = "invoices"
    shows_one = True
    flags = Changes.INVOICES | Changes.MATCHES | Changes.CLIENTS

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._id: int | None = None
        self._row: InvoiceRow | None = None
        self._loading: Task[DocumentPage | None] | None = None
        self._edits = DocumentActions(workspace, self, lambda: self._row, page=self.key, removed=self._leave)
        self._correct = self.add_action(buttons.plain("", lambda: self._edits.do(DocumentAction.CORRECT)))
        self._pay = self.add_action(buttons.primary("", lambda: self._edits.do(DocumentAction.MARK_PAID)))
        self._pay.setObjectName(DocumentAction.MARK_PAID.value)
        self._correct.setObjectName(DocumentAction.CORRECT.value)
        self._rest = labels.amount("", size=TITLE)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._state = labels.muted("")
        self._facts = Facts()
        self._amounts = Facts()
        self.payments = Payments()
        self.payments.transaction_wanted.connect(lambda id_: workspace.navigate("bank", id_))
        self.payments.receipt_wanted.connect(lambda id_: workspace.navigate("receipts", id_))
        self._missing = labels.muted("")
        self._content = self._lay_out()
        self.body.addWidget(self._missing)
        self.body.addWidget(Scroll(self._content), 1)
        self.setFocusProxy(self._correct)
        bind(self, {key: partial(self._do, action) for action, keys in KEYS.items() for key in keys})
        self._show(None)

    @staticmethod
    def title() -> str:
        return tr("Facture")

    @staticmethod
    def section() -> str:
        return tr("Vendre")

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, int) and wanted != self._id:
            self._id = wanted
            self._show(None)
            self.reload()
        self._focus_next()

    def place(self) -> object:
        return self._id

    def commands(self) -> Sequence[Command]:
        row = self._row
        if row is None:
            return ()
        return [
            Command(
                text=f"{row.number} : {action_words(each, row).lower()}", act=partial(self._do, each), icon="file-text"
            )
            for each in offered_actions(row)
        ]

    def reload(self) -> None:
        id_, today = self._id, self.workspace.clock.today()
        if id_ is not None:
            self._loading = self.workspace.load(
                lambda reader: load_document_page(reader, id_, today),
                owner=self,
                on_success=self._show_found,
                instead_of=self._loading,
            )

    def _show_found(self, found: DocumentPage | None) -> None:
        self._show(found)
        if found is None:
            self._missing.setText(tr("Ce document n'existe plus."))
        elif self._correct.hasFocus():
            self._focus_next()

    def _show(self, found: DocumentPage | None) -> None:
        self._row = row = found.row if found else None
        self._content.setVisible(found is not None)
        self._missing.setVisible(found is None)
        self._missing.setText("")
        self._show_actions(row)
        if found is None or row is None:
            self.set_title(self.title())
            self.set_subtitle("")
            return
        self.set_title(row.number)
        self.set_subtitle(" · ".join(filter(None, (dict(document_types())[row.type], row.client, row.subject))))
        self._rest.setText(money.amount(row.remaining_cents or row.total_cents, row.currency))
        self._state.setText(_state(row))
        set_tone(self._state, document_tone(row) if row.is_settled_by_money else quote_tone(row))
        self._facts.set_facts(self._identity(found))
        self._amounts.set_facts(_amounts(found))
        self._payments_card.setVisible(row.is_settled_by_money)
        self.payments.show_payments(row, found.payments)

    def _show_actions(self, row: InvoiceRow | None) -> None:
        offered = offered_actions(row) if row else ()
        self._pay.setText(action_words(DocumentAction.MARK_PAID, row))
        self._pay.setVisible(DocumentAction.MARK_PAID in offered)
        self._correct.setText(action_words(DocumentAction.CORRECT, row))
        self._correct.setVisible(DocumentAction.CORRECT in offered)
        self.set_more(self._more_commands(row) if row else ())

    def _more_commands(self, row: InvoiceRow) -> Sequence[Command]:
        return (
            Command(
                text=tr("Voir le client"), act=lambda: self.workspace.navigate("client", row.client_id), icon="users"
            ),
            Command(
                text=action_words(DocumentAction.REMOVE, row),
                act=lambda: self._edits.do(DocumentAction.REMOVE),
                icon="trash-2",
            ),
        )

    def _identity(self, found: DocumentPage) -> Sequence[Fact]:
        row = found.row
        until = tr("Valable jusqu'au") if row.type is DocumentType.QUOTE else tr("Échéance")
        return (
            Fact(name=tr("Client"), value=row.client, open=lambda: self.workspace.navigate("client", row.client_id)),
            Fact(name=tr("Objet"), value=row.subject),
            Fact(name=tr("Date d'émission"), value=dates.long_day(row.issued_on)),
            Fact(name=until, value=dates.long_day(row.due_on) if row.due_on else ""),
        )

    def _do(self, action: DocumentAction) -> None:
        if self._row is not None and action in offered_actions(self._row):
            self._edits.do(action)

    def _leave(self, row: InvoiceRow) -> None:
        """Go back to the list, unless the user has gone elsewhere meanwhile."""
        if self.isVisible():
            self.workspace.navigate(list_of(row))

    def _focus_next(self) -> None:
        """Focus what Enter does next."""
        (self._pay if self._pay.isVisibleTo(self) else self._correct).setFocus()

    def _lay_out(self) -> QWidget:
        facts_card, facts = card()
        facts.addWidget(self._rest)
        facts.addWidget(self._state)
        facts.addSpacing(TIGHT)
        facts.addWidget(self._facts)
        amounts_card, amounts = card()
        amounts.addWidget(labels.heading(tr("Montants")))
        amounts.addWidget(self._amounts)
        self._payments_card, payments = card()
        payments.addWidget(labels.heading(tr("Paiements")))
        payments.addWidget(self.payments)
        aside = QWidget()
        right = QVBoxLayout(aside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(MIDDLE)
        right.addWidget(amounts_card)
        right.addWidget(self._payments_card)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Tiles(facts_card, aside, least=LEAST_CARD, at_top=True))
        layout.addStretch()
        return content


def _state(row: InvoiceRow) -> str:
    """« En retard · à régler sur 720,00 € », or the state alone where nothing remains."""
    return " · ".join((document_state(row), remaining_text(row))) if row.remaining_cents else document_state(row)


def _amounts(found: DocumentPage) -> Sequence[Fact]:
    row, document = found.row, found.document
    before = row.settled_before_cents(found.payments)
    sign = -1 if row.type is DocumentType.CREDIT_NOTE else 1

    def amount(name: str, cents: int) -> Fact:
        return Fact(name=name, value=money.amount(cents, row.currency), is_amount=True)

    totals = (
        amount(tr("Total HT"), sign * document.excl_tax_cents),
        amount(tr("TVA"), sign * document.tax_cents),
        amount(tr("Total TTC"), row.total_cents),
    )
    if not row.is_settled_by_money:
        return totals
    paid = sum(each.amount_cents for each in found.payments)
    settled = [amount(tr("Réglé avant l'import"), before)] if before else []
    return (*totals, *settled, amount(tr("Payé"), paid), amount(tr("Reste dû"), row.remaining_cents))
