"""The cards of a document's page: state and days, lines and totals, payments, its chain, what is beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.beside import Holder
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.layout.cards import card, stacked
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.theme.tokens import TIGHT, TITLE
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.facts import Fact, Facts
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.lifecycle.collected import CollectedState
from microdesk_desktop.pages.documents.sheet.beside import BesideView
from microdesk_desktop.pages.documents.sheet.cards import LinesView, ThreadView
from microdesk_desktop.pages.documents.sheet.follow_up import FollowUpCard
from microdesk_desktop.pages.documents.sheet.payments import Payments
from microdesk_desktop.pages.shared.found_mails import FoundMails
from microdesk_desktop.pages.shared.new_draft import EDITOR
from microdesk_desktop.views.documents.detail import BesideShown, Detail
from microdesk_desktop.views.documents.thread import Thread
from microdesk_desktop.views.mail.conversations.found import document_intro
from microdesk_desktop.views.records.document_words import document_state, document_tone, remaining_text
from microdesk_desktop.views.records.documents import DocumentPage
from microdesk_desktop.views.records.rows import InvoiceRow

LEAST_CARD = 260
"""The width of a card of facts beside another one: a date in words beside its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDocument:
    """All that the page shows; `detail` is None for a document of another tool, and `thread` unless it is a quote."""

    page: DocumentPage
    beside: BesideShown
    detail: Detail | None = None
    thread: Thread | None = None
    collected: CollectedState | None = None
    """Of the status « Encaissée »; None where the document has no such status."""
    searches: tuple[str, ...] = ()
    """What to search the mailboxes for."""


class FactSheet(QWidget):
    """All that is known of one document, in cards. `page` is the key of the page on which it stands."""

    def __init__(self, workspace: Workspace, page: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._page = page
        self._document_id: int | None = None
        self._rest = labels.amount("", size=TITLE)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._state = labels.muted("")
        self._facts, self._amounts, self._seal = Facts(), Facts(), Facts()
        self._lines, self.chain, self.payments = LinesView(), ThreadView(), Payments()
        self._broken = labels.error(tr("Ce document n'est plus tel qu'il a été scellé : restaurez une sauvegarde."))
        self.beside = BesideView(workspace, lambda: Place(page=page, wanted=self._document_id))
        self.chain.document_wanted.connect(lambda id_: workspace.navigate(page, id_))
        self.chain.draft_wanted.connect(lambda id_: workspace.navigate(EDITOR, id_))
        self.payments.transaction_wanted.connect(lambda id_: workspace.navigate("bank", id_))
        self.payments.receipt_wanted.connect(lambda id_: workspace.navigate("receipts", id_))
        self.follow_up = FollowUpCard()
        self.mails = FoundMails(workspace)
        self._lay_out()

    def show_document(self, found: ShownDocument) -> None:
        """Show a document in place of the former one."""
        row = found.page.row
        self._document_id = row.id
        self._rest.setText(money.amount(row.remaining_cents or row.total_cents, row.currency))
        self._state.setText(_state(row))
        set_tone(self._state, document_tone(row))
        self._facts.set_facts(self._identity(row))
        self._amounts.set_facts(_amounts(found.page))
        self._payments_card.setVisible(row.is_settled_by_money)
        self.payments.show_payments(row, found.page.payments)
        self.follow_up.show_document(found.page)
        self.mails.show_subject(found.searches, document_intro(row.number))
        self._show_sealed(found)

    def _show_sealed(self, found: ShownDocument) -> None:
        """Show what only a document has that was issued here."""
        detail, thread = found.detail, found.thread
        for widget in (self._lines_card, self._seal_card, self.beside):
            widget.setVisible(detail is not None)
        self._amounts_card.setVisible(detail is None)
        self._thread_card.setVisible(thread is not None and (len(thread.entries) > 1 or thread.left is not None))
        self.beside.show_beside(Holder(document_id=found.page.row.id), found.beside)
        if thread is not None:
            self.chain.show_thread(thread)
        if detail is not None:
            self._lines.show_detail(detail)
            self._seal.set_facts(_seal(detail))
            self._broken.setVisible(not detail.seal.is_intact)

    def _identity(self, row: InvoiceRow) -> Sequence[Fact]:
        until = tr("Valable jusqu'au") if row.type is DocumentType.QUOTE else tr("Échéance")
        return (
            Fact(name=tr("Client"), value=row.client, open=lambda: self._workspace.navigate("client", row.client_id)),
            Fact(name=tr("Objet"), value=row.subject),
            Fact(name=tr("Date d'émission"), value=dates.long_day(row.issued_on)),
            Fact(name=until, value=dates.long_day(row.due_on) if row.due_on else ""),
        )

    def _lay_out(self) -> None:
        facts_card, facts = card()
        facts.addWidget(self._rest)
        facts.addWidget(self._state)
        facts.addSpacing(TIGHT)
        facts.addWidget(self._facts)
        self._amounts_card = _card(tr("Montants"), self._amounts)
        self._payments_card = _card(tr("Paiements"), self.payments)
        self._lines_card = _card(tr("Détail"), self._lines)
        self._thread_card = _card(tr("Du devis à l'avoir"), self.chain)
        self._seal_card = _card(tr("Sceau"), self._seal, self._broken)
        left = stacked(facts_card, self._lines_card, self._seal_card)
        right = stacked(
            self._amounts_card, self._payments_card, self.follow_up, self._thread_card, self.mails, self.beside
        )
        cards = QVBoxLayout(self)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.addWidget(Tiles(left, right, least=LEAST_CARD, at_top=True))
        cards.addStretch()


def _card(title: str, *widgets: QWidget) -> QFrame:
    made, column = card()
    column.addWidget(labels.heading(title))
    for widget in widgets:
        column.addWidget(widget)
    return made


def _seal(detail: Detail) -> Sequence[Fact]:
    verified = tr("intact") if detail.seal.is_intact else ""
    return (
        Fact(name=tr("Scellé le"), value=detail.seal.sealed),
        Fact(name=tr("Empreinte"), value=f"{detail.seal.digest}…"),
        Fact(name=tr("Vérification"), value=verified),
    )


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
